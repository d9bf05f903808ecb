"""What is asked about a talk besides its words, kept with the draft at every answer."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NewNote
from fieldwork.actions.people import NewPerson, PersonOnList
from fieldwork.domain.dates import local, now
from fieldwork.domain.drafts import DraftDetails, DraftNewcomer
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import ConsentState, Need
from fieldwork.domain.people import KeyFigure, PersonKind, Source
from fieldwork.ui import talk_where, talk_who
from fieldwork.ui.talk_where import Where

ASKED: Final = (ConsentState.GEGEVEN, ConsentState.GEWEIGERD, ConsentState.NIET_GEVRAAGD)
DRAFT, DAY, CLOCK = "talk-draft", "talk-day", "talk-time"
CONSENT, NEED = "talk-consent", "talk-need"
_KEPT: Final = "talk-kept"
_LATEST: Final = "talk-latest"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in beside the words."""

    people: tuple[PersonId, ...]
    newcomers: tuple[DraftNewcomer, ...]
    day: date
    clock: time
    where: Where = field(default_factory=Where)
    consent: ConsentState | None = None
    need: Need | None = None

    def note(self, text: str, draft: str) -> NewNote:
        """Return the talk, ready to be kept."""
        return NewNote(
            text=text,
            need=self.need,
            happened_on=self.day,
            happened_at=self.clock,
            people=self.people,
            newcomers=tuple(new_person(one) for one in self.newcomers),
            street=self.where.street,
            number=self.where.number,
            point=self.where.point,
            nowhere=self.where.way == talk_where.NOWHERE,
            consent=self.consent or ConsentState.NIET_GEVRAAGD,
            draft=draft,
        )

    def details(self) -> DraftDetails:
        """Return this as it is kept with a draft."""
        point = self.where.point
        return DraftDetails(
            people=tuple(self.people),
            newcomers=self.newcomers,
            way=self.where.way,
            street=self.where.street,
            number=self.where.number,
            spot=(point.lat, point.lon) if point else None,
            accuracy=self.where.accuracy,
            day=self.day,
            clock=self.clock,
            consent=self.consent,
            need=self.need,
        )


def say_person(one: PersonOnList) -> str:
    """Return "Fatma Aydın, Waalstraat 12" to choose from; an option is shown as plain text."""
    home = str(one.person.home)
    return f"{one.person.name}, {home}" if home else one.person.name


def new_person(one: DraftNewcomer) -> NewPerson:
    """Return somebody who was typed in with a talk, ready to be kept."""
    figure = KeyFigure(one.role) if one.source is Source.SLEUTELFIGUUR else None
    return NewPerson(
        name=one.name,
        kind=PersonKind.BEWONER if figure else PersonKind.of(one.source.value),
        phone=one.phone,
        key_figure=figure,
        street=one.street,
        number=one.number,
    )


def restore(desk: Desk, draft: str, first: str | None) -> None:
    """Put what was filled in for ``draft`` back on the screen, where another draft's may stand.

    ``first`` is the person whose page this was begun from.
    """
    if st.session_state.get(DRAFT) == draft and DAY in st.session_state:
        return
    details = desk.drafts.opened(draft).details
    here = local(now())
    clock = details.clock or here.time().replace(second=0, microsecond=0)
    st.session_state[DRAFT], st.session_state[_KEPT] = draft, details
    st.session_state[DAY] = details.day or here.date()
    st.session_state[CLOCK] = clock
    st.session_state[CONSENT], st.session_state[NEED] = details.consent, details.need
    talk_who.restore(desk, details, first)
    talk_where.restore(details)


def ask(desk: Desk, draft: str) -> Answers:
    """Ask with whom, where and when it was, consent, and whether help is needed now."""
    people, newcomers = talk_who.ask_who(desk)
    where = talk_where.ask_where(desk)
    day, clock = _ask_when()
    answers = Answers(people, newcomers, day, clock, where, _ask_consent(), _ask_need())
    st.session_state[_LATEST] = (draft, answers.details())
    kept: DraftDetails = st.session_state[_KEPT]
    told = answers.details().says_something or kept.says_something
    if told or desk.drafts.draft(draft).text:
        keep_again(desk, draft)
    return answers


def keep_again(desk: Desk, draft: str) -> None:
    """Keep with the draft what was filled in last, the moment of the talk above all.

    For when its first words are kept: before that there is no draft to keep it with.
    """
    owner, details = st.session_state.get(_LATEST, ("", None))
    if owner == draft and details not in (None, st.session_state.get(_KEPT)):
        desk.drafts.fill_in(draft, details)
        st.session_state[_KEPT] = details


def _ask_when() -> tuple[date, time]:
    """Ask the day and time; both are filled in with the moment the talk was begun on."""
    here = local(now())
    left, right = st.columns(2)
    day = left.date_input("Welke dag?", max_value=here.date(), format="DD-MM-YYYY", key=DAY)
    clock = right.time_input("Hoe laat?", key=CLOCK)
    return day, clock


def _ask_consent() -> ConsentState | None:
    """Ask whether the teller agrees that this is kept."""
    return st.pills(
        "Mag ik dit bewaren? Vraag het aan wie u sprak.",
        ASKED,
        format_func=lambda state: state.label,
        key=CONSENT,
    )


def _ask_need() -> Need | None:
    """Ask the question that only a person answers; nothing is chosen beforehand."""
    return st.pills(
        "Is er nu hulp nodig?",
        list(Need),
        format_func=lambda need: need.label,
        key=NEED,
        help="Deze vraag beantwoordt u zelf. Dat Wijkduik niets ziet, wil niet zeggen dat het "
        "veilig is.",
    )
