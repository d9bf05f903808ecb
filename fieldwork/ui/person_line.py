"""One line of time about somebody: by week, the last first, narrowed to one kind when asked."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import say_day, say_time, today
from fieldwork.domain.ids import PersonId
from fieldwork.domain.studies import Study
from fieldwork.domain.timeline import Entry, Week, by_week
from fieldwork.ui.person_deeds import deeds
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import ATTENTION, DANGER, PLAIN, chip_html, quiet

AT_ONCE: Final = 24
# A week is shown whole where it is no more than this over the room that is left.
SLACK: Final = 12
# Late is a promise of somebody; of what the gemeente or we promised in writing it is red.
_RED: Final = frozenset({"request"})


def line_of_time(desk: Desk, person: PersonId) -> None:
    """Draw everything about somebody that may be seen here, and the chips that narrow it."""
    found = desk.people.line(person)
    st.html('<h2 class="wd-section">Wat er was</h2>')
    if not found:
        quiet("Nog niets. Het eerste gesprek komt hier te staan.")
        return
    kind = _ask_kind(desk, found)
    chosen = [one for one in found if kind in ("", one.kind.code)]
    weeks = by_week(chosen, desk.study)
    key = f"person-shown-{person}-{kind}"
    room = st.session_state.get(key, AT_ONCE)
    shown = fitting(weeks, room)
    for week in shown:
        _week(desk, week, person)
    left = len(chosen) - sum(len(week.entries) for week in shown)
    if left and st.button(f"Eerder ({left})", key="person-earlier", icon=":material/history:"):
        st.session_state[key] = room + AT_ONCE
        st.rerun()


def fitting(weeks: Sequence[Week], room: int) -> list[Week]:
    """Return the first weeks with about ``room`` entries; one that is far too long is cut."""
    taken: list[Week] = []
    for week in weeks:
        if room <= 0:
            break
        whole = len(week.entries) <= room + SLACK
        taken.append(week if whole else Week(week.number, week.entries[:room]))
        room -= len(week.entries)
    return taken


def say_week(study: Study, number: int) -> str:
    """Return "Week 9", or that it lies before or after the study."""
    if number < 1:
        return "Voor het onderzoek"
    return f"Week {number}" if number <= study.weeks else f"Na het onderzoek, week {number}"


def _ask_kind(desk: Desk, found: Sequence[Entry]) -> str:
    """Draw a chip for each kind there is; the one that is on stays on for the session."""
    counts = Counter(one.kind.code for one in found)
    kinds = {kind.code: kind for kind in desk.people.kinds() if counts[kind.code]}
    kept = st.session_state.get("person-kind-kept")
    if "person-kind" not in st.session_state and kept in kinds:
        st.session_state["person-kind"] = kept
    if st.session_state.get("person-kind") not in kinds:
        st.session_state["person-kind"] = None
    chosen = st.pills(
        "Wat wilt u zien?",
        list(kinds),
        key="person-kind",
        format_func=lambda code: f"{kinds[code].label} {counts[code]}",
        label_visibility="collapsed",
        wrap=True,
    )
    if chosen != kept and (chosen or kept in kinds):
        st.session_state["person-kind-kept"] = chosen
    return chosen or ""


def _week(desk: Desk, week: Week, person: PersonId) -> None:
    monday = desk.study.day(week.number, 0)
    sunday = monday + timedelta(days=6)
    words = escape(say_week(desk.study, week.number))
    days = f"{say_day(monday)} t/m {say_day(sunday)}"
    st.html(f'<h3 class="wd-week">{words} <span class="wd-quiet">{days}</span></h3>')
    for at, entry in enumerate(week.entries):
        # A week before the study has a number below one, and a key takes no minus sign.
        week_key = str(week.number) if week.number > 0 else f"voor{-week.number}"
        key = f"{entry.kind.code}-{week_key}-{at}"
        with st.container(key=f"wd-event-{key}"):
            _entry(desk, entry, key, person)


def _entry(desk: Desk, entry: Entry, key: str, person: PersonId) -> None:
    html = f'<p class="wd-quiet">{escape(_say_when(entry))}</p>'
    if entry.screen:
        html += told_html(entry.screen, entry.line, **{entry.screen: entry.identity})
    else:
        html += f'<p class="wd-event-line">{escape(entry.line)}</p>'
    if entry.mark:
        html += f"<p>{chip_html(entry.mark, _look(entry))}</p>"
    if entry.beside:
        html += f'<p class="wd-quiet">{escape(entry.beside)}</p>'
    st.html(html)
    deeds(desk, entry, key, person)


def _say_when(entry: Entry) -> str:
    words = say_day(entry.day, year=entry.day.year != today().year)
    clock = f" {say_time(entry.at)}" if entry.has_clock else ""
    by = f" · {entry.by}" if entry.by else ""
    return f"{words}{clock} · {entry.kind.single}{by}"


def _look(entry: Entry) -> str:
    if entry.is_late:
        return DANGER if entry.kind.code in _RED else ATTENTION
    return PLAIN
