"""What was found: a talk with the sentence that answers, and the talks that are like one."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.actions.search import Answer, Found
from fieldwork.actions.search_memory import Readiness
from fieldwork.domain.dates import say_count
from fieldwork.ui.talk_cards import say_where_when, talk_card_html
from fieldwork.ui.ways import way_html
from fieldwork.ui.widgets import card_html, draw_cards, quiet

SHOWN = 20
_MORE = "talks-shown"
LONGEST_SENTENCE = 320


def how_many(question: str, narrowed: str) -> int:
    """Return how many talks to show: more after every press, from the start for a new question."""
    asked = (question, narrowed)
    if st.session_state.get("talks-asked") != asked:
        st.session_state["talks-asked"] = asked
        st.session_state[_MORE] = SHOWN
    return int(st.session_state[_MORE])


def draw_answer(desk: Desk, question: str, answer: Answer) -> None:
    """Draw what was found, the best first, and the way to more."""
    quiet(say_found(question, answer))
    if question:
        say_readiness(answer.ready)
    draw_cards(talk_card_html(desk.codebook, one.page, quoted_html(one)) for one in answer.found)
    if answer.every > len(answer.found) and st.button("Meer gesprekken", key="talks-more"):
        st.session_state[_MORE] = len(answer.found) + SHOWN
        st.rerun()


def say_found(question: str, answer: Answer) -> str:
    """Return how many talks there are, and what the first ones are."""
    if not answer.found:
        return "Niets gevonden. Probeer andere woorden, of zoek in alle gesprekken."
    counted = say_count(answer.every, "gesprek", "gesprekken")
    if not question:
        return counted
    if not answer.has_words:
        return "Deze woorden staan nergens zo. Dit lijkt er het meest op:"
    return f"{counted}, het best passende bovenaan"


def say_readiness(ready: Readiness) -> None:
    """Say calmly how far it is while not every talk can be found by meaning yet."""
    if not ready.is_whole:
        quiet(
            f"Op betekenis zijn nu {ready.made} van de {ready.every} gesprekken te vinden. "
            "De andere komen vanzelf; op woorden zijn ze er al."
        )


def quoted_html(found: Found) -> str:
    """Return the sentence that answers with the words asked for in bold, as HTML, or nothing."""
    text = found.sentence
    if not text:
        return ""
    pieces, at = [], 0
    for span in found.marked:
        pieces += [escape(text[at : span.start]), f"<b>{escape(span.of(text))}</b>"]
        at = span.end
    rest = text[at:]
    if len(text) > LONGEST_SENTENCE and len(rest) > LONGEST_SENTENCE:
        rest = rest[:LONGEST_SENTENCE].rpartition(" ")[0] + " …"
    return f"‘{''.join(pieces)}{escape(rest)}’"


def draw_alike(desk: Desk, page: NotePage) -> None:
    """Draw a shut panel with the talks that are like this one; worked out once it is opened."""
    panel = st.expander(
        "Lijkt op deze notitie",
        icon=":material/join_inner:",
        on_change="rerun",
        key=f"talk-alike-{page.note.id}",
    )
    if not panel.open:
        return
    with panel:
        found = desk.search.like(page.note.id)
        if not found:
            quiet("Er zijn nog geen andere gesprekken.")
        draw_cards(_alike_html(other) for other in found)


def _alike_html(page: NotePage) -> str:
    return card_html(
        f'<p><strong>{escape(page.title)}</strong> <span class="wd-quiet">'
        f"{escape(say_where_when(page))}</span><br>{escape(page.note.opening)}</p>"
        f"<p>{way_html('gesprek', 'Openen', 'wd-button', gesprek=page.note.id)}</p>"
    )
