"""One person: who it is, and everything that happened on one line of time."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.people import PersonPage
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId
from fieldwork.domain.refusals import NotFound
from fieldwork.ui import follow_up_day, people_cards, person_form
from fieldwork.ui.people_style import draw_style
from fieldwork.ui.person_additions import additions
from fieldwork.ui.person_consents import consent_card
from fieldwork.ui.person_doubles import as_whom, way_to_merging
from fieldwork.ui.person_line import line_of_time
from fieldwork.ui.refusals import plain
from fieldwork.ui.screens import asked, go
from fieldwork.ui.widgets import action_bar, back_link

TITLE = "Persoon"
ICON = ":material/person:"
NEEDS = Right.READ_PEOPLE
ORDER = 31
UNDER = "mensen"


def render(desk: Desk) -> None:
    """Show the person that the address asks for."""
    draw_style()
    back_link("mensen", "Mensen")
    person_id = asked("persoon")
    if person_id is None:
        raise NotFound("Deze persoon")
    page = desk.people.page(PersonId(person_id))
    people_cards.person_head(page)
    as_whom(page.doubles)
    person_form.saved_with_undo(desk, page.person)
    if page.person.key_figure:
        people_cards.figure_card(page.person.key_figure)
    line, beside = st.columns([3, 2], gap="large")
    with line:
        additions(desk, page.person)
        line_of_time(desk, page.person.id)
    with beside:
        if desk.may(Right.READ_NOTES):
            follow_up_day.of_person(desk, page.person.id)
        _ask_for_help(desk, page)
        consent_card(desk, page.person.id)
        person_form.change_forms(desk, page.person)
        way_to_merging(desk, page.person)
    _next_step(desk, page)


def _ask_for_help(desk: Desk, page: PersonPage) -> None:
    if desk.may(Right.MAKE_REQUESTS) and st.button(
        "Hulpvraag maken", icon=":material/volunteer_activism:", key="person-request"
    ):
        go("hulpvraag", hulpvraag=desk.handover.begin(page.person.id).id)


def _next_step(desk: Desk, page: PersonPage) -> None:
    if not desk.may(Right.WRITE_NOTES):
        return
    label = f"Nieuw gesprek met {plain(page.person.known_as)}"
    with action_bar():
        if st.button(
            label, type="primary", icon=":material/add:", width="stretch", key="person-talk"
        ):
            go("nieuw_gesprek", persoon=page.person.id)


if __name__ == "__main__":
    st.switch_page("app.py")
