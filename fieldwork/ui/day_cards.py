"""What waits today, each with the way to it."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.actions.people import PersonOnList
from fieldwork.domain.dates import say_count
from fieldwork.domain.notes import Need
from fieldwork.ui.talk_cards import say_where_when
from fieldwork.ui.ways import way_html
from fieldwork.ui.widgets import DANGER, card, card_html, chip_html
from fieldwork.ui.words import say_ago

_LINE: Final = "wd-button wd-line-way"
# So many stand at the top at once; more than that nobody reads before going out of the door.
_MOST_URGENT: Final = 10
_ALL_URGENT: Final = "urgent-all-shown"


def lines(title: str, count: int, ways: Iterable[str]) -> None:
    """Draw a heading with how many there are, and under it ``ways`` on, a line each."""
    st.html(
        f'<h2 class="wd-section">{escape(title)} <span class="wd-quiet">{count}</span></h2>'
        f'<nav class="wd-ways" aria-label="{escape(title)}">{"".join(ways)}</nav>'
    )


def late_html(one: RequestCard) -> str:
    """Return a promise that is overdue, in red, with whom to call about it."""
    way = way_html("hulpvraag", "Bekijk en bel", "wd-button", hulpvraag=one.request.id)
    return card_html(
        f"<p>{chip_html('Over tijd', DANGER)} <strong>{escape(one.person.known_as)}</strong>: "
        f"{escape(one.late)}</p>"
        f"<p><strong>Bel {escape(one.call or 'de gemeente')}</strong></p>"
        f'<p class="wd-quiet">{escape(_say_list(one))} · wij blijven verantwoordelijk '
        f"tot de gemeente het overneemt</p><p>{way}</p>"
    )


def _say_list(one: RequestCard) -> str:
    return f"Lijst {one.list_number}" if one.list_number else "Nog niet verstuurd"


def request_line(one: RequestCard) -> str:
    """Return the way to a request that waits for one of us."""
    label = f"{one.person.known_as}: {one.request.urgency.value}, {one.request.state.label.lower()}"
    return way_html("hulpvraag", label, _LINE, hulpvraag=one.request.id)


def urgent_cards(desk: Desk, pages: Sequence[NotePage]) -> None:
    """Draw the talks in which help is needed today and nothing was asked; many when wanted."""
    shown = pages if st.session_state.get(_ALL_URGENT) else pages[:_MOST_URGENT]
    for page in shown:
        _urgent_card(desk, page)
    left = len(pages) - len(shown)
    more = f"Nog {say_count(left, 'gesprek', 'gesprekken')} met vandaag hulp nodig"
    if left and st.button(more, key="urgent-all"):
        st.session_state[_ALL_URGENT] = True
        st.rerun()


def _urgent_card(desk: Desk, page: NotePage) -> None:
    way = way_html("gesprek", "Openen", "wd-button", gesprek=page.note.id)
    with card(f"urgent-{page.note.id}"):
        st.html(
            f"<p>{chip_html('Vandaag hulp nodig', DANGER)} "
            f"<strong>{escape(page.title)}</strong></p>"
            f"<p>{escape(page.note.opening)}</p>"
        )
        with st.container(horizontal=True):
            st.html(way, width="content")
            if st.button("Het is geregeld", key=f"urgent-settled-{page.note.id}"):
                desk.notes.answer(page.note.id, Need.NEE)
                st.rerun()


def unread_line(page: NotePage) -> str:
    """Return the way to a talk that waits to be read back."""
    label = f"{page.title}, {say_where_when(page)}"
    return way_html("gesprek", label, _LINE, gesprek=page.note.id)


def person_line(one: PersonOnList) -> str:
    """Return the way to a key figure not spoken with for long."""
    ago = f"laatst gesproken: {say_ago(one.last_talk)}" if one.last_talk else "nog niet gesproken"
    return way_html("persoon", f"{one.person.known_as}, {ago}", _LINE, persoon=one.person.id)
