"""Reading after what is covered: the texts with their finds, each to refuse, and what was missed.

What is refused or added stands in the session of who reads, until they leave the study; it goes
nowhere else.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.pseudonyms import Prepared, Share, Verdicts
from fieldwork.domain.dates import say_count, say_day, today
from fieldwork.domain.pseudonyms import Masked, PersonalData
from fieldwork.ui.refusals import show_refusals_at_hand
from fieldwork.ui.widgets import action_bar, card, quiet

WARNING: Final = "Gepseudonimiseerd, niet anoniem: lees het zelf na."
BEFORE, AFTER = "voor", "na"
LOOKS: Final = {BEFORE: "Met wat er stond", AFTER: "Zoals het weggaat"}
AT_ONCE: Final = 8
_STYLE: Final = Path(__file__).with_name("assets") / "pseudonyms.css"
_VERDICTS: Final = "share-verdicts"


def draw_style() -> None:
    """Put the style of this screen on the page."""
    st.html(_STYLE)


def verdicts_of(desk: Desk) -> Verdicts:
    """Return what was refused and added so far, in this study."""
    slug, kept = st.session_state.get(_VERDICTS, (desk.slug, Verdicts()))
    return kept if slug == desk.slug else Verdicts()


def _keep(desk: Desk, verdicts: Verdicts) -> None:
    st.session_state[_VERDICTS] = (desk.slug, verdicts)


def show_texts(prepared: Sequence[Prepared], shown: int) -> None:
    """Draw the first ``shown`` texts, with what is covered marked, or as they would leave."""
    look = st.pills(
        "Hoe u het ziet",
        list(LOOKS),
        key="share-look",
        default=BEFORE,
        format_func=lambda one: LOOKS[one],
        label_visibility="collapsed",
        required=True,
    )
    for one in prepared[:shown]:
        told = after_html(one) if look == AFTER else before_html(one)
        day = escape(say_day(one.share.day, year=True))
        st.html(f'<div class="wd-share"><span class="wd-quiet">{day}</span>{told}</div>')


def before_html(one: Prepared) -> str:
    """Return the text with each find marked and its placeholder behind it; all escaped."""
    text, parts, at = one.share.text, [], 0
    for span in one.redacted.spans:
        parts.append(_with_refused(text[at : span.start], one.refused))
        parts.append(
            f'<mark class="wd-covered">{escape(span.text)}</mark>'
            f'<span class="wd-stands">{escape(span.placeholder)}</span>'
        )
        at = span.end
    parts.append(_with_refused(text[at:], one.refused))
    return f'<div class="wd-text">{"".join(parts)}</div>'


def _with_refused(text: str, refused: Sequence[str]) -> str:
    shown = escape(text)
    for words in refused:
        known = escape(words)
        shown = shown.replace(known, f'<mark class="wd-open">{known}</mark>')
    return shown


def after_html(one: Prepared) -> str:
    """Return the text as it would leave, its placeholders in sight; all escaped."""
    text, parts, at = one.share.text, [], 0
    for span in one.redacted.spans:
        parts.append(escape(text[at : span.start]))
        parts.append(f'<span class="wd-stands">{escape(span.placeholder)}</span>')
        at = span.end
    parts.append(escape(text[at:]))
    return f'<div class="wd-text">{"".join(parts)}</div>'


def show_finds(desk: Desk, prepared: Sequence[Prepared], verdicts: Verdicts) -> None:
    """Draw what is covered, by what was written, each to refuse with one tap; and the refused."""
    spans = _by_words(prepared)
    told = say_count(len(spans), "vondst", "vondsten") if spans else "Niets gevonden"
    st.html(f'<h2 class="wd-section">{escape(told)}</h2>')
    with st.container(key="wd-finds"):
        for at, span in enumerate(spans):
            _find(desk, verdicts, at, span)
        refused = sorted({words for one in prepared for words in one.refused}, key=str.casefold)
        for at, words in enumerate(refused):
            _refused(desk, verdicts, at, words)


def _by_words(prepared: Sequence[Prepared]) -> list[Masked]:
    """Return one find for each way of writing, in the order in which they come up."""
    found: dict[str, Masked] = {}
    for one in prepared:
        for span in one.redacted.spans:
            found.setdefault(span.text, span)
    return list(found.values())


def _find(desk: Desk, verdicts: Verdicts, at: int, span: Masked) -> None:
    with card(f"find-{at}"), st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f'<div class="wd-find"><span><strong>{escape(span.text)}</strong> '
            f'<span class="wd-stands">{escape(span.placeholder)}</span></span>'
            f'<span class="wd-quiet">{escape(span.kind.label)}</span></div>'
        )
        if st.button("Geen persoonsgegeven", key=f"refuse-{at}", icon=":material/close:"):
            _keep(desk, verdicts.with_refused(span.text))
            st.rerun()


def _refused(desk: Desk, verdicts: Verdicts, at: int, words: str) -> None:
    with card(f"refused-{at}"), st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f'<div class="wd-find"><span>{escape(words)}</span>'
            '<span class="wd-quiet">Blijft staan</span></div>'
        )
        if st.button("Toch afdekken", key=f"accept-{at}", icon=":material/undo:"):
            _keep(desk, verdicts.with_accepted(words))
            st.rerun()


def add_missed(desk: Desk, shares: Sequence[Share], verdicts: Verdicts) -> None:
    """Offer to cover what the machine missed, by typing it as it stands there."""
    st.html('<h2 class="wd-section">Iets gemist?</h2>')
    quiet("Kijk ook naar een beroep, een plek of een verhaal waaraan iemand te herkennen is.")
    turn = st.session_state.get("share-turn", 0)
    with st.form(f"share-add-{turn}", border=True):
        words = st.text_input("Wat moet er ook weg?", key=f"share-words-{turn}", max_chars=200)
        kind = st.selectbox(
            "Wat is het?",
            list(PersonalData),
            format_func=lambda one: one.label,
            key=f"share-kind-{turn}",
        )
        pressed = st.form_submit_button("Afdekken", width="stretch")
    if pressed:
        with show_refusals_at_hand():
            _keep(desk, desk.pseudonyms.add(shares, verdicts, kind or PersonalData.NAAM, words))
            st.session_state["share-turn"] = turn + 1
            st.rerun()


def take_along(desk: Desk, prepared: Sequence[Prepared], verdicts: Verdicts) -> None:
    """Draw the promise to have read it, and with it the file to take along."""
    with action_bar():
        read = st.checkbox("Ik heb alles zelf nagelezen", key="share-read")
        st.download_button(
            "Meenemen als tekst",
            desk.pseudonyms.file(prepared),
            f"delen-{today().isoformat()}.txt",
            "text/plain; charset=utf-8",
            key="share-file",
            type="primary",
            icon=":material/download:",
            disabled=not read,
            on_click=desk.pseudonyms.take_along,
            args=(prepared, verdicts),
        )
