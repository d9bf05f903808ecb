"""Everything about one person on one line of time: talks, requests, and what was shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from html import escape

import streamlit as st

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.people import PersonPage
from fieldwork.domain.dates import AMSTERDAM, local, say_day, say_time, today
from fieldwork.domain.handover import Disclosure
from fieldwork.domain.notes import Note
from fieldwork.ui.refusals import plain
from fieldwork.ui.screens import page_of
from fieldwork.ui.widgets import DANGER, chip_html
from fieldwork.ui.words import say_list

AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on the line: when, what kind, the words that lead on, and what stands below.

    ``below`` is HTML in which everything people typed is escaped.
    """

    at: datetime
    kind: str
    when: str
    label: str
    screen: str
    identity: str
    below: str = ""


def events_of(page: PersonPage, cards: Sequence[RequestCard]) -> list[Event]:
    """Return everything about somebody, the last first."""
    found = [_talk(note, page.names.get(note.made_by, "")) for note in page.talks]
    found += [_request(one) for one in cards]
    found += [_shared(one, page.names.get(one.by, "")) for one in page.disclosures]
    return sorted(found, key=lambda event: event.at, reverse=True)


def draw_timeline(events: Sequence[Event]) -> None:
    """Draw the line of time; each thing on it leads to its own screen."""
    shown = st.session_state.get("person-events", AT_ONCE)
    for number, event in enumerate(events[:shown]):
        with st.container(key=f"wd-event-{event.kind}-{number}"):
            st.html(f'<p class="wd-quiet">{escape(event.when)}</p>')
            with st.container(key=f"wd-told-event-{number}", gap=None):
                st.page_link(
                    page_of(event.screen),
                    label=plain(event.label),
                    query_params={event.screen: event.identity},
                    width="stretch",
                )
            if event.below:
                st.html(event.below)
    if len(events) > shown and st.button("Eerder", key="person-earlier"):
        st.session_state["person-events"] = shown + AT_ONCE
        st.rerun()


def _talk(note: Note, by: str) -> Event:
    at = datetime.combine(note.happened_on, note.happened_at or time(12), AMSTERDAM)
    clock = f" {say_time(note.happened_at)}" if note.happened_at else ""
    day = say_day(note.happened_on, year=note.happened_on.year != today().year)
    when = f"{day}{clock} · gesprek met {by}" if by else f"{day}{clock} · gesprek"
    return Event(at, "talk", when, note.opening, "gesprek", note.id)


def _request(one: RequestCard) -> Event:
    request = one.request
    when = f"{_say(request.made_at)} · hulpvraag, gemaakt door {one.made_by}"
    label = one.need or request.urgency.label
    late = f" {chip_html(one.late, DANGER)}" if one.late else ""
    below = f"<p>{chip_html(request.state.label)}{late}</p>"
    return Event(request.made_at, "request", when, label, "hulpvraag", request.id, below)


def _shared(one: Disclosure, by: str) -> Event:
    when = f"{_say(one.at)} · gedeeld door {by}" if by else f"{_say(one.at)} · gedeeld"
    below = (
        f'<p class="wd-quiet">Op grond van: {escape(one.ground.label.lower())}. '
        f"Waarvoor: {escape(one.purpose)}<br>"
        f"Wat: {escape(say_list(one.sent_fields))}.</p>"
    )
    label = f"Gedeeld met {one.recipient}, lijst {one.list_number}"
    return Event(one.at, "shared", when, label, "hulpvraag", one.request, below)


def _say(moment: datetime) -> str:
    here = local(moment)
    return f"{say_day(here.date(), year=here.year != today().year)} {say_time(here)}"
