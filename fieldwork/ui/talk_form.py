"""What is asked about a talk besides its words: with whom, when, where, and is help needed."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NewNote
from fieldwork.actions.people import NewPerson, PersonOnList
from fieldwork.domain.dates import local, now
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import ConsentState, Need
from fieldwork.domain.people import KeyFigure, PersonKind, Source
from fieldwork.domain.places import Point
from fieldwork.mapping.layers import choose_map
from fieldwork.ui.maps import is_dark, show_map

AT_HOME, ADDRESS, MAP, NOWHERE = "Bij iemand thuis", "Ander adres", "Op de kaart", "Geen plek"
PLACES: Final = (AT_HOME, ADDRESS, MAP, NOWHERE)
ASKED: Final = (ConsentState.GEGEVEN, ConsentState.GEWEIGERD, ConsentState.NIET_GEVRAAGD)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a talk was, as chosen; with nothing chosen it was at the first person's home."""

    street: str = ""
    number: str = ""
    point: Point | None = None
    nowhere: bool = False


def ask_who(
    desk: Desk, first: PersonId | None
) -> tuple[tuple[PersonId, ...], tuple[NewPerson, ...]]:
    """Ask with whom the talk was: people who are known, and at most one who is new."""
    known = {one.person.id: one for one in desk.people.everybody()}
    chosen = st.multiselect(
        "Met wie?",
        list(known),
        default=[first] if first in known else [],
        format_func=lambda person: say_person(known[person]),
        placeholder="Typ drie letters van een naam of straat",
        filter_mode="contains",
        select_all=False,
        key="talk-who",
    )
    newcomer = None
    # What is shut is not drawn: the screen comes a tenth of a second sooner.
    panel = st.expander(
        "Iemand die er nog niet bij staat",
        icon=":material/person_add:",
        on_change="rerun",
        key="talk-newcomer",
    )
    if panel.open:
        with panel:
            newcomer = _ask_newcomer(desk)
    return tuple(chosen), (newcomer,) if newcomer else ()


def say_person(one: PersonOnList) -> str:
    """Return "Fatma Aydın, Waalstraat 12" to choose from; an option is shown as plain text."""
    home = str(one.person.home)
    return f"{one.person.name}, {home}" if home else one.person.name


def _ask_newcomer(desk: Desk) -> NewPerson | None:
    name = st.text_input("Naam of roepnaam", key="talk-new-name")
    kind = st.pills(
        "Wie is dit?",
        list(Source),
        format_func=lambda source: source.label,
        default=Source.BEWONER,
        key="talk-new-kind",
    )
    role = ""
    if kind is Source.SLEUTELFIGUUR:
        role = st.text_input("Waarvoor komen mensen bij deze persoon?", key="talk-new-role")
    street, number = _ask_address(desk, "talk-new", "Woont in de straat")
    phone = st.text_input("Telefoon", key="talk-new-phone", placeholder="Mag leeg blijven")
    if not name.strip():
        return None
    figure = KeyFigure(role) if kind is Source.SLEUTELFIGUUR else None
    known_kind = PersonKind.BEWONER if figure or kind is None else PersonKind.of(kind.value)
    return NewPerson(
        name=name,
        kind=known_kind,
        phone=phone,
        key_figure=figure,
        street=street,
        number=number,
    )


def ask_when(draft: str) -> tuple[date, time]:
    """Ask the day and time; both are filled in with the moment the talk was begun on."""
    here = local(now())
    left, right = st.columns(2)
    day = left.date_input(
        "Welke dag?", value=here.date(), max_value=here.date(), format="DD-MM-YYYY", key="talk-day"
    )
    clock = right.time_input("Hoe laat?", value=_begun_at(draft, here.time()), key="talk-time")
    return day, clock


def _begun_at(draft: str, clock: time) -> time:
    """Return the minute this talk was begun: a new one at each run would undo what was typed."""
    minute = clock.replace(second=0, microsecond=0)
    kept: time = st.session_state.setdefault(f"talk-begun-{draft}", minute)
    return kept


def ask_where(desk: Desk, draft: str) -> Where:
    """Ask where the talk was: at somebody's home, at another address, or a tap on the map."""
    way = st.pills("Waar?", PLACES, default=AT_HOME, key="talk-where")
    if way == ADDRESS:
        street, number = _ask_address(desk, "talk", "Straat")
        return Where(street, number)
    if way == MAP:
        return Where(point=_ask_point(desk, f"talk-point-{draft}"))
    return Where(nowhere=way == NOWHERE)


def _ask_address(desk: Desk, key: str, label: str) -> tuple[str, str]:
    """Ask a street, from those of the area if these are known, and a house number."""
    left, right = st.columns([3, 1])
    streets = desk.notes.streets()
    if streets:
        street = left.selectbox(
            label,
            streets,
            index=None,
            placeholder="Typ drie letters",
            filter_mode="contains",
            key=f"{key}-street",
            # A street typed half would otherwise be taken as another street.
            help="Staat de straat er niet bij? Tik de plek dan aan op de kaart.",
        )
    else:
        street = left.text_input(label, key=f"{key}-street")
    number = right.text_input("Huisnummer", key=f"{key}-number")
    return street or "", number


def _ask_point(desk: Desk, key: str) -> Point | None:
    chosen: Point | None = st.session_state.get(key)
    st.caption("Tik de plek aan.")
    areas, streets = desk.places.areas(), desk.places.streets()
    drawn = choose_map(areas, chosen, dark=is_dark(), streets=streets)
    tapped = show_map(drawn, "talk-map", height=360).point
    if tapped and tapped != chosen:
        st.session_state[key] = tapped
        st.rerun()
    return chosen


def ask_consent() -> ConsentState:
    """Ask whether the teller agrees that this is kept."""
    chosen = st.pills(
        "Mag ik dit bewaren? Vraag het aan wie u sprak.",
        ASKED,
        format_func=lambda state: state.label,
        key="talk-consent",
    )
    return chosen or ConsentState.NIET_GEVRAAGD


def ask_need() -> Need | None:
    """Ask the question that only a person answers; nothing is chosen beforehand."""
    return st.pills(
        "Is er nu hulp nodig?",
        list(Need),
        format_func=lambda need: need.label,
        key="talk-need",
        help="Deze vraag beantwoordt u zelf. Dat Wijkduik niets ziet, wil niet zeggen dat het "
        "veilig is.",
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in beside the words."""

    people: tuple[PersonId, ...]
    newcomers: tuple[NewPerson, ...]
    day: date
    clock: time
    where: Where
    consent: ConsentState
    need: Need | None

    def note(self, text: str, draft: str) -> NewNote:
        """Return the talk, ready to be kept."""
        return NewNote(
            text=text,
            need=self.need,
            happened_on=self.day,
            happened_at=self.clock,
            people=self.people,
            newcomers=self.newcomers,
            street=self.where.street,
            number=self.where.number,
            point=self.where.point,
            nowhere=self.where.nowhere,
            consent=self.consent,
            draft=draft,
        )
