"""What is searched for: a question, and what narrows it down.

What narrows stands in the address, as codes and identities, so that other screens lead here and a
reload keeps it. The question does not: it may be a name. An address may bring one word, though.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.search import SearchFilter
from fieldwork.domain.access import Right
from fieldwork.domain.dates import today
from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import Source
from fieldwork.ui.address_chips import chips, one_of, to_address
from fieldwork.ui.screens import asked
from fieldwork.ui.widgets import quiet

NOWHERE: Final = "geen"
TO_READ: Final = "nodig"
PERIODS: Final = {"week": "Laatste week", "vier": "Laatste vier weken"}
_DAYS: Final = {"week": 7, "vier": 28}
QUESTION: Final = "talks-words"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the address asks for; "" is everything."""

    code: str = ""
    person: str = ""
    buurt: str = ""
    period: str = ""
    source: str = ""
    to_read: bool = False

    def filter(self) -> SearchFilter:
        """Return this as the use case takes it."""
        return SearchFilter(
            code=self.code,
            person=PersonId(self.person) if self.person else None,
            buurt=None if not self.buurt else "" if self.buurt == NOWHERE else self.buurt,
            since=self.since(),
            source=Source.of(self.source) if self.source else None,
            unreviewed=self.to_read,
        )

    def since(self) -> date | None:
        """Return the first day of the period."""
        days = _DAYS.get(self.period)
        return today() - timedelta(days=days - 1) if days else None

    @property
    def behind_button(self) -> int:
        """How many of what stands behind the button are on."""
        return sum(map(bool, (self.code, self.person, self.buurt, self.period, self.source)))


def ask_question() -> str:
    """Draw the box and return what stands in it."""
    brought = asked("vraag")
    if brought and QUESTION not in st.session_state:
        st.session_state[QUESTION] = brought.replace("_", " ")
    typed = st.text_input(
        "Zoeken in alle gesprekken",
        placeholder="Bijvoorbeeld: te klein wonen",
        key=QUESTION,
        type="search",
        persist_state="session",
    )
    quiet("Zoekt op woorden en op betekenis: ook wat anders is opgeschreven.")
    return (typed or "").strip()


def read_address(desk: Desk) -> Narrowed:
    """Return what the address asks for; what it holds that does not exist is as if left out."""
    return Narrowed(
        code=one_of("thema", {entry.id for entry in desk.codebook}),
        person=one_of("persoon", set(_people(desk))),
        buurt=one_of("buurt", set(_buurten(desk))),
        period=one_of("periode", PERIODS),
        source=one_of("door", {source.value for source in Source}),
        to_read=asked("lezen") == TO_READ,
    )


def draw_filter(desk: Desk, narrowed: Narrowed) -> None:
    """Draw what narrows: what is still to be read in sight, the rest behind a button."""
    with st.container(horizontal=True, vertical_alignment="center", key="wd-row-filter"):
        to_read = TO_READ if narrowed.to_read else ""
        chips("talks-lezen", "Te doen", "lezen", {TO_READ: "Nog na te lezen"}, to_read)
        many = narrowed.behind_button
        with st.popover(f"Filter ({many})" if many else "Filter", icon=":material/tune:"):
            chips("talks-periode", "Wanneer", "periode", PERIODS, narrowed.period, in_sight=True)
            labels = {entry.id: entry.label for entry in desk.codebook}
            _choice("Thema of signaal", "thema", labels, narrowed.code, "Alles")
            people = _people(desk)
            if people:
                _choice("Met wie", "persoon", people, narrowed.person, "Iedereen")
            chips("talks-buurt", "Waar", "buurt", _buurten(desk), narrowed.buurt, in_sight=True)
            told_by = {source.value: source.label for source in Source}
            chips("talks-door", "Verteld door", "door", told_by, narrowed.source, in_sight=True)


def draw_what_is_on(desk: Desk, narrowed: Narrowed) -> None:
    """Say what narrows, with the way to take it away: who came by a link did not choose it."""
    said = _say(desk, narrowed)
    if not said:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="wd-row-narrowed"):
        st.html(f'<p class="wd-quiet">{escape("Alleen: " + ", ".join(said) + ".")}</p>')
        if st.button("Toon alles", key="talks-all", type="tertiary"):
            st.query_params.clear()
            st.rerun()


def _say(desk: Desk, narrowed: Narrowed) -> list[str]:
    labels = {entry.id: entry.label for entry in desk.codebook}
    told_by = {source.value: source.label.lower() for source in Source}
    parts = (
        labels.get(narrowed.code, ""),
        _people(desk).get(narrowed.person, "") if narrowed.person else "",
        _buurten(desk).get(narrowed.buurt, "").lower()
        if narrowed.buurt == NOWHERE
        else _buurten(desk).get(narrowed.buurt, ""),
        PERIODS.get(narrowed.period, "").lower(),
        f"verteld door {told_by[narrowed.source]}" if narrowed.source else "",
        "nog na te lezen" if narrowed.to_read else "",
    )
    return [part for part in parts if part]


def _people(desk: Desk) -> dict[str, str]:
    if not desk.may(Right.READ_PEOPLE):
        return {}
    return {str(one.person.id): one.person.known_as for one in desk.people.everybody()}


def _buurten(desk: Desk) -> dict[str, str]:
    names = {area.code: area.name for area in desk.insight.buurten()}
    return {**names, NOWHERE: "Buurt niet bekend"}


def _choice(label: str, name: str, options: Mapping[str, str], now: str, everything: str) -> None:
    key = f"talks-{name}"
    st.session_state[key] = now or None
    st.selectbox(
        label,
        list(options),
        key=key,
        index=None,
        format_func=lambda code: options[code],
        placeholder=everything,
        on_change=to_address,
        args=(key, name),
    )
