"""A help request to read: what was asked, why it may, and what happened since."""

from collections.abc import Iterable
from datetime import date
from html import escape

import streamlit as st

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.papers import say_confidant, say_consent, say_help_given, say_risk
from fieldwork.domain.answers import Verdict
from fieldwork.domain.dates import local, say_day, say_moment
from fieldwork.domain.handover import HelpRequest, RefusalReason, RequestEvent, VisitingRisk
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.sending import parts_of, says_anything
from fieldwork.domain.sharing import FIELD_WORDS, OF_PERSON
from fieldwork.domain.themes import Codebook
from fieldwork.ui.requests import section
from fieldwork.ui.words import say_list

Fact = tuple[str, str]


def show_story(request: HelpRequest, codebook: Codebook) -> None:
    """Draw what was asked: only what was filled in."""
    _facts(story_facts(request, codebook))


def story_facts(request: HelpRequest, codebook: Codebook) -> list[Fact]:
    """Return what was filled in, basic needs first, each with its Dutch heading."""
    risk = "" if request.visiting_risk is VisitingRisk.GROEN else say_risk(request)
    facts = [
        ("Directe nood", say_list([need.label.lower() for need in request.basic_needs])),
        ("In eigen woorden", request.in_own_words),
        ("Wat is nodig", request.help_wanted),
        ("Waarom deze haast", request.why),
        ("Op bezoek", risk),
        ("Hoe contact te maken", request.contact_how),
        ("Wanneer contact", request.contact_when),
        ("Wat niet te doen", request.contact_not),
        ("Vertrouwenspersoon", say_confidant(request)),
        ("Tolk", request.interpreter),
        ("Huishouden", request.household),
        ("Kinderen in huis", str(request.minors or "")),
        ("Wat is al gedaan", say_help_given(request)),
        ("Wie helpt nu", request.helpers_now),
        ("Wat werkte niet", request.did_not_work),
        ("Plan met het netwerk", request.network_plan),
        ("Wie de regie heeft", request.director),
        ("Leefgebieden", say_list([codebook.label(code) for code in request.life_areas])),
    ]
    return [(name, value) for name, value in facts if value.strip()]


def show_basis(request: HelpRequest) -> None:
    """Draw on what ground the gemeente gets this."""
    basis = request.basis
    if basis is None:
        st.html('<p class="wd-quiet">Er is nog geen grondslag.</p>')
        return
    _facts(
        [
            ("Voor wie", basis.recipient),
            ("Grondslag", basis.ground.label),
            ("Toestemming", say_consent(basis)),
            ("Zwijgplicht", _say_answer(basis.secrecy, basis.secrecy_on, basis.secrecy_how)),
            ("Wil deze hulp", _say_answer(basis.help, basis.help_on, basis.help_how)),
            ("Gaat niet mee", say_list([FIELD_WORDS[one] for one in _held(request)])),
            ("Waarvoor", basis.purpose),
            ("Waarom niet met minder", basis.necessity),
        ]
    )


def _say_answer(state: ConsentState, on: date | None, how: str) -> str:
    """Return "Ja, di 24 maart, mondeling"; nothing where it was not asked."""
    if state is ConsentState.NIET_GEVRAAGD:
        return ""
    return ", ".join(part for part in (state.label, say_day(on) if on else "", how) if part)


def _held(request: HelpRequest) -> list[str]:
    """Return the fields that are filled in and do not go along, in their order."""
    held = [one for one in FIELD_WORDS if one in request.withheld and one not in OF_PERSON]
    return [
        one for one in held if any(says_anything(getattr(request, part)) for part in parts_of(one))
    ]


def show_person(one: RequestCard) -> None:
    """Draw how to reach the person."""
    person = one.person
    year = str(person.birth_year) if person.birth_year else ""
    _facts(
        [
            ("Adres", str(person.home)),
            ("Telefoon", person.phone),
            ("Geboortejaar", year),
            ("Taal", person.language),
        ]
    )


def show_course(one: RequestCard) -> None:
    """Draw what happened, step by step, the last first."""
    section("Tijdlijn")
    steps = []
    for event in reversed(one.course):
        who = one.who(event)
        detail = "".join(f"<br>{escape(part)}" for part in said_with(event))
        by = f"{escape(who)}, " if who else ""
        steps.append(
            f"<li><strong>{escape(event.state.label)}</strong>{detail}<br>"
            f'<span class="wd-quiet">{by}{escape(say_moment(event.at))}</span></li>'
        )
    st.html(f'<ol class="wd-course">{"".join(steps)}</ol>')


def said_with(event: RequestEvent) -> list[str]:
    """Return what was told with a step: the reason, the day, who does it, the verdict, words."""
    known = {one.value: one.label for one in (*RefusalReason, *Verdict)}
    told = [known.get(event.reason, ""), known.get(event.verdict, ""), event.detail]
    if event.handler:
        told.append(f"Behandelaar: {event.handler}")
    if event.happened_on and event.happened_on != local(event.at).date():
        told.append(f"Op {say_day(event.happened_on)}")
    return [part for part in told if part]


def say_checked(one: RequestCard) -> str:
    """Return by whom the request was checked, and why alone if so."""
    if one.check is None:
        return ""
    words = f"Getoetst door {one.checked_by} op {say_day(one.check.on.date())}."
    alone = one.check.alone_reason
    return f"{words} Zonder tweede persoon: {alone}" if alone else words


def _facts(facts: Iterable[Fact]) -> None:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in facts
        if value.strip()
    )
    st.html(f'<dl class="wd-facts">{rows}</dl>')
