"""Samenvoegen: somebody who stands in the study twice becomes one person."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId
from fieldwork.domain.refusals import NotFound
from fieldwork.ui.people_style import draw_style
from fieldwork.ui.person_doubles import choose_double, merge_form
from fieldwork.ui.screens import asked
from fieldwork.ui.widgets import back_link, heading

TITLE = "Samenvoegen"
ICON = ":material/merge:"
NEEDS = Right.WRITE_PEOPLE
ORDER = 32
UNDER = "mensen"


def render(desk: Desk) -> None:
    """Ask who the same person is, or lay the two side by side."""
    draw_style()
    who, other = asked("persoon"), asked("met")
    if who is None:
        raise NotFound("Deze persoon")
    person = desk.people.page(PersonId(who)).person
    back_link("persoon", person.known_as, persoon=person.id)
    heading(
        "Twee keer dezelfde persoon?",
        f"Alles over beide komt bij {person.known_as}. Een uur lang kunt u het ongedaan maken.",
    )
    if other is None:
        choose_double(desk, person)
    else:
        merge_form(desk, person.id, PersonId(other))


if __name__ == "__main__":
    st.switch_page("app.py")
