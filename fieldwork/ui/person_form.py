"""The forms about one person: new, changed, and as a key figure."""

from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.people import NewPerson
from fieldwork.domain.access import Right
from fieldwork.domain.dates import now, today
from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import KeyFigure, Person, PersonKind
from fieldwork.domain.refusals import Incomplete, StaleEdit
from fieldwork.ui.people_cards import name_html
from fieldwork.ui.refusals import show_refusal
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import card, draw_ways, quiet, saved_line

_PENDING: Final = "person-pending"
_SAVED: Final = "person-saved"
_FIRST_YEAR: Final = 1900


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in about somebody; ``street`` and ``number`` are where they live."""

    name: str
    call_name: str
    kind: PersonKind
    street: str
    number: str
    phone: str
    birth_year: int | None
    language: str
    about: str

    def new(self, figure: KeyFigure | None) -> NewPerson:
        """Return this as somebody who is not known yet."""
        return NewPerson(
            name=self.name,
            kind=self.kind,
            call_name=self.call_name,
            birth_year=self.birth_year,
            phone=self.phone,
            language=self.language,
            about=self.about,
            key_figure=figure,
        )

    def over(self, person: Person) -> Person:
        """Return ``person`` with this in place of what there was."""
        return replace(
            person,
            name=self.name.strip(),
            kind=self.kind,
            call_name=self.call_name.strip(),
            birth_year=self.birth_year,
            phone=self.phone.strip(),
            language=self.language.strip(),
            about=self.about.strip(),
        )


def new_person(desk: Desk) -> None:
    """Ask about somebody new; keep them, unless they seem to be known already."""
    with st.form("person-new", border=True):
        filled = _ask(desk, "new", None)
        with st.expander("Sleutelfiguur: iemand bij wie anderen aankloppen"):
            figure = _ask_figure("new", None)
        wanted = st.form_submit_button("Bewaren", type="primary", key="person-new-save")
    if wanted:
        new = (filled.new(_figure(figure)), filled.street, filled.number)
        st.session_state.pop(_PENDING, None)
        known = desk.people.perhaps_known(filled.name, filled.phone)
        if not known:
            _keep_new(desk, *new)
        st.session_state[_PENDING] = (new, [one.id for one in known])
    if _PENDING in st.session_state:
        _ask_whether_known(desk)


def _ask_whether_known(desk: Desk) -> None:
    new, known = st.session_state[_PENDING]
    with card("known"):
        st.html(
            "<p><strong>Deze naam of dit nummer staat er al bij.</strong></p>"
            "<p>Is dit dezelfde persoon? Open dan wie er al staat. Er is nog niets bewaard.</p>"
        )
        draw_ways(
            name_html(one.person) for one in desk.people.everybody() if one.person.id in known
        )
        if st.button("Dit is iemand anders, bewaren", key="person-new-anyway"):
            _keep_new(desk, *new)


def _keep_new(desk: Desk, new: NewPerson, street: str, number: str) -> None:
    person = desk.people.add(new, street, number)
    st.session_state.pop(_PENDING, None)
    st.session_state[_SAVED] = (person.id, now(), None)
    go("persoon", persoon=person.id)


def change_forms(desk: Desk, person: Person) -> None:
    """Draw the ways to change somebody, closed until they are asked for."""
    if not desk.may(Right.WRITE_PEOPLE):
        return
    known = "Sleutelfiguur wijzigen" if person.key_figure else "Sleutelfiguur maken"
    forms = (
        ("details", "Gegevens wijzigen", change_person),
        ("figure", known, change_figure),
    )
    for part, label, form in forms:
        # A key of its own after each change, so that what was saved closes.
        key = f"person-show-{part}-{_turn()}"
        opened = st.expander(label, on_change="rerun", key=key)
        if opened.open:
            with opened:
                form(desk, person)


def change_person(desk: Desk, person: Person) -> None:
    """Ask what is different about somebody, and keep it."""
    before, key = _opened(person, "details")
    with st.form(key, border=False):
        filled = _ask(desk, key, before)
        if st.form_submit_button("Bewaren", type="primary", key=f"{key}-save"):
            _keep(desk, before, filled.over(before), filled.street, filled.number)
    _offer_new_version(person, before, "details")


def change_figure(desk: Desk, person: Person) -> None:
    """Ask for what people turn to somebody; without a role this is no key figure."""
    before, key = _opened(person, "figure")
    with st.form(key, border=False):
        figure = _ask_figure(key, before.key_figure)
        if st.form_submit_button("Bewaren", type="primary", key=f"{key}-save"):
            home = before.home.address
            street, number = (home.street, home.number) if home else ("", "")
            changed = replace(before, key_figure=_figure(figure))
            _keep(desk, before, changed, street, number)
    if before.key_figure:
        quiet("Geen sleutelfiguur meer? Maak dan alle drie de vakken leeg.")
    _offer_new_version(person, before, "figure")


def saved_with_undo(desk: Desk, person: Person) -> None:
    """Say once that it was saved, with the way back where there is one."""
    whose, moment, before = st.session_state.get(_SAVED, (None, None, None))
    if whose != person.id:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="wd-row-saved"):
        saved_line(moment)
        if before is not None and st.button("Ongedaan maken", key="person-undo", type="tertiary"):
            desk.people.change(replace(before, version=person.version))
            st.session_state.pop(_SAVED)
            _forget(person.id)
            st.rerun()


def _ask(desk: Desk, key: str, person: Person | None) -> Filled:
    """Draw the fields about a person, filled in with what is known."""
    home = person.home.address if person else None
    name = st.text_input("Naam", _of(person, "name"), key=f"{key}-name", max_chars=200)
    call_name = st.text_input(
        "Roepnaam (als die anders is)", _of(person, "call_name"), key=f"{key}-call", max_chars=100
    )
    kind = st.radio(
        "Wie is dit?",
        list(PersonKind),
        index=list(PersonKind).index(person.kind) if person else 0,
        format_func=lambda one: one.label,
        horizontal=True,
        key=f"{key}-kind",
    )
    street = _ask_street(desk, key, home.street if home else "")
    number = st.text_input(
        "Huisnummer", home.number if home else "", key=f"{key}-number", max_chars=20
    )
    phone = st.text_input("Telefoon", _of(person, "phone"), key=f"{key}-phone", max_chars=40)
    year = st.number_input(
        "Geboortejaar (als u het weet)",
        _FIRST_YEAR,
        today().year,
        value=person.birth_year if person else None,
        step=1,
        format="%d",
        key=f"{key}-year",
    )
    language = st.text_input("Taal", _of(person, "language"), key=f"{key}-language", max_chars=80)
    about = st.text_area(
        "Goed om te weten",
        _of(person, "about"),
        key=f"{key}-about",
        max_chars=2000,
        help="Geen burgerservicenummer: dat mogen we niet bewaren.",
    )
    return Filled(
        name, call_name, kind or PersonKind.BEWONER, street, number, phone, year, language, about
    )


def _ask_street(desk: Desk, key: str, street: str) -> str:
    known = list(dict.fromkeys(desk.notes.streets()))
    if not known:
        return st.text_input("Straat", street, key=f"{key}-street", max_chars=120)
    options = known if not street or street in known else [street, *known]
    chosen = st.selectbox(
        "Straat",
        options,
        index=options.index(street) if street else None,
        placeholder="Typ drie letters",
        accept_new_options=True,
        key=f"{key}-street",
    )
    return chosen or ""


def _ask_figure(key: str, figure: KeyFigure | None) -> tuple[str, str, str]:
    role = st.text_input(
        "Waarvoor komen mensen bij deze persoon?",
        figure.role if figure else "",
        key=f"{key}-role",
        max_chars=300,
    )
    reach = st.text_input(
        "Wie bereikt deze persoon?",
        figure.reach if figure else "",
        key=f"{key}-reach",
        max_chars=300,
    )
    link = st.text_input(
        "Wie bij de gemeente heeft contact?",
        figure.gemeente_link if figure else "",
        placeholder="Nog niemand",
        key=f"{key}-link",
        max_chars=300,
    )
    return role.strip(), reach.strip(), link.strip()


def _figure(asked: tuple[str, str, str]) -> KeyFigure | None:
    role, reach, link = asked
    if not role and (reach or link):
        raise Incomplete("Sleutelfiguur", "Waarvoor komen mensen bij deze persoon?")
    return KeyFigure(role, reach, link) if role else None


def _opened(person: Person, part: str) -> tuple[Person, str]:
    """Return the person as they were when this form was opened, and the form's key.

    A colleague's change in the meantime is then noticed instead of overwritten.
    """
    kept: dict[str, Any] = st.session_state.setdefault(f"person-open-{part}", {})
    if kept.get("id") != person.id:
        kept.clear()
        kept.update(id=person.id, person=person, turn=_turn())
    return kept["person"], f"person-{part}-{person.id}-{kept['turn']}"


def _keep(desk: Desk, before: Person, changed: Person, street: str, number: str) -> None:
    try:
        desk.people.change(changed, street, number)
    except StaleEdit as refused:
        show_refusal(refused)
        return
    st.session_state[_SAVED] = (before.id, now(), before)
    _forget(before.id)
    st.rerun()


def _offer_new_version(person: Person, before: Person, part: str) -> None:
    """Offer a fresh form when a colleague changed this person since the form was opened."""
    if person.version == before.version:
        return
    quiet("Een collega heeft hier net iets veranderd.")
    if st.button("De nieuwe versie laten zien", key=f"person-fresh-{part}"):
        _forget(person.id)
        st.rerun()


def _forget(person_id: PersonId) -> None:
    """Let every form about this person begin anew."""
    st.session_state["person-turn"] = _turn() + 1
    for part in ("details", "figure"):
        st.session_state.pop(f"person-open-{part}", None)


def _turn() -> int:
    turn: int = st.session_state.get("person-turn", 0)
    return turn


def _of(person: Person | None, name: str) -> str:
    return str(getattr(person, name)) if person else ""
