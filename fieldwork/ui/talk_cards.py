"""A talk as it stands in a list, and the head of its own screen."""

from html import escape

import streamlit as st

from fieldwork.actions.notes import NotePage
from fieldwork.domain.dates import say_day, say_time
from fieldwork.domain.notes import ConsentState, Need
from fieldwork.domain.themes import Codebook
from fieldwork.ui.ways import way_html
from fieldwork.ui.widgets import ATTENTION, DANGER, card_html, chip_html

MOST_CHIPS = 5


def talk_card_html(codebook: Codebook, page: NotePage, quote: str = "") -> str:
    """Return one talk as a card: who, when, the first words, what plays, what is still to do.

    ``quote`` is HTML to show in place of the first words.
    """
    note = page.note
    word = "Openen" if note.reviewed_at else "Nalezen"
    return card_html(
        f'<p><strong>{escape(page.title)}</strong> <span class="wd-quiet">'
        f"{escape(say_where_when(page))}</span></p>"
        f"<p>{quote or escape(note.opening)}</p>"
        f'<p class="wd-chips">{"".join(_chips(page, codebook))}</p>'
        f"<p>{way_html('gesprek', word, 'wd-button wd-open', gesprek=note.id)}</p>"
    )


def talk_head(page: NotePage) -> None:
    """Draw with whom, where and when a talk was, who logged it, and how consent stands."""
    note = page.note
    told = f"verteld door: {note.source.label.lower()}"
    logged = f"vastgelegd door {page.made_by}" if page.made_by else ""
    parts = [say_where_when(page), told, logged]
    consent = _consent(note.consent)
    st.html(
        f'<h1 class="wd-heading">{escape(page.title)}</h1>'
        f'<p class="wd-quiet">{escape(" · ".join(part for part in parts if part))}</p>'
        + (f'<p class="wd-chips">{consent}</p>' if consent else "")
    )


def say_where_when(page: NotePage) -> str:
    """Return "di 24 maart 14:32, Waalstraat 12, Kadebuurt", as far as it is known."""
    note = page.note
    when = say_day(note.happened_on)
    if note.happened_at:
        when = f"{when} {say_time(note.happened_at)}"
    return ", ".join(part for part in (when, str(note.place), page.buurt) if part)


def _consent(state: ConsentState) -> str:
    if state is ConsentState.NIET_GEVRAAGD:
        return chip_html("Toestemming nog niet gevraagd", ATTENTION)
    if state in (ConsentState.GEWEIGERD, ConsentState.INGETROKKEN):
        return chip_html("Geen toestemming om te bewaren", DANGER)
    return ""


def _chips(page: NotePage, codebook: Codebook) -> list[str]:
    note = page.note
    chips = []
    if note.need is Need.VANDAAG:
        chips.append(chip_html("Vandaag hulp nodig", DANGER))
    elif note.need is Need.DEZE_WEEK:
        chips.append(chip_html("Deze week hulp nodig", ATTENTION))
    elif note.need is None:
        chips.append(chip_html("Hulp nodig? Nog te beantwoorden", ATTENTION))
    if not note.reviewed_at:
        chips.append(chip_html("Nog na te lezen", ATTENTION))
    return chips + _codes(page, codebook)


def _codes(page: NotePage, codebook: Codebook) -> list[str]:
    """Return a chip for each thing that plays now: danger first, then themes with their colour.

    Red is for what a person saw; what only the machine sees asks a question.
    """
    found = [finding.suggestion for finding in page.reading.findings]
    sure = {one.code for one in found if one.is_current}
    read = found if page.note.reviewed_at else [*found, *page.reading.open]
    current = list(dict.fromkeys(one.code for one in read if one.is_current))
    signals = [code for code in current if codebook.is_signal(code)]
    themes = [theme for theme in codebook.themes if theme.id in current]
    chips = [chip_html(codebook.label(code), DANGER) for code in signals if code in sure]
    chips += [
        chip_html(f"{codebook.label(code)}?", ATTENTION) for code in signals if code not in sure
    ]
    chips += [chip_html(theme.label, colour=theme.colour) for theme in themes[:MOST_CHIPS]]
    if len(themes) > MOST_CHIPS:
        chips.append(chip_html(f"en {len(themes) - MOST_CHIPS} andere"))
    return chips
