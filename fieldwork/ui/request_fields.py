"""What belongs in a help request, as questions: the story and what is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from fieldwork.domain.handover import BasicNeed, HelpRequest, UrgencyClass, VisitingRisk
from fieldwork.domain.ids import RequestId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.terms import ClassTerms
from fieldwork.domain.themes import Codebook
from fieldwork.ui.request_help_given import ask_help_given
from fieldwork.ui.requests import section

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One question that is answered in words; ``lines`` is 1 for a single line."""

    name: str
    label: str
    hint: str = ""
    lines: int = 3


_STORY = (
    Question(
        "in_own_words", "In eigen woorden", "Wat zegt iemand zelf? Zoveel mogelijk letterlijk.", 5
    ),
    Question("help_wanted", "Wat is nodig", "Wat moet de gemeente doen?"),
)
_WHY = Question("why", "Waarom deze haast", "Wat gebeurt er als niemand komt?")
_KNOWN = (
    Question("done_already", "Verder over wat al is gedaan"),
    Question("helpers_now", "Wie helpt nu"),
    Question("did_not_work", "Wat werkte niet"),
    Question("network_plan", "Plan met het netwerk", "Wat doen familie, vrienden en buren?"),
    Question("director", "Wie heeft de regie?", "Leeg: de bewoner zelf.", 1),
)
_CONFIDANT = Question("confidant", "Vertrouwenspersoon", "Naam.", 1)
_OF_CONFIDANT = (
    Question("confidant_relation", "Wie is dat voor de bewoner?", "Bijvoorbeeld: zus.", 1),
    Question("confidant_phone", "Telefoon van die persoon", lines=1),
)
_CONTACT = (
    Question("contact_how", "Hoe contact te maken", "Bellen of langskomen, en wie."),
    Question("contact_when", "Wanneer contact", "Dagen en tijden die passen.", 1),
    Question("contact_not", "Wat niet te doen", "Bijvoorbeeld: geen brief, niet via school."),
    Question("interpreter", "Tolk", "Welke taal, of wie meekomt.", 1),
)
_HOUSEHOLD = Question("household", "Wie wonen er? Mag leeg.", "Voor zover het hier telt.", 1)
ASKED = (
    *(one.name for one in (*_STORY, _WHY, *_KNOWN, _CONFIDANT, *_OF_CONFIDANT, *_CONTACT)),
    _HOUSEHOLD.name,
    "help_given",
    "confidant_agrees",
    "basic_needs",
    "life_areas",
    "urgency",
    "minors",
    "visiting_risk",
    "visiting_risk_facts",
    "visiting_risk_measure",
    "visiting_risk_until",
)

# Where the thumb is, on a phone: the panel with the numbers is at the top of the screen.
CALL_NOW = (
    '<p class="wd-danger-line wd-late" role="alert"><strong>Bel nu:</strong> '
    '<a href="tel:112">112</a>, <a href="tel:08002000">Veilig Thuis 0800-2000</a> of '
    '<a href="tel:113">113</a> bij zelfdoding. Schrijven kan daarna.</p>'
)


def key_of(request_id: RequestId, name: str) -> str:
    """Return under which key the answer to a question is kept while the screen is open."""
    return f"hv-{request_id}-{name}"


def start(request_id: RequestId, name: str, value: object) -> str:
    """Have a question begin with ``value`` unless it was answered already; return its key."""
    key = key_of(request_id, name)
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def ask(request_id: RequestId, question: Question, value: str) -> str:
    """Ask a question and return the words."""
    key = start(request_id, question.name, value)
    if question.lines == 1:
        return st.text_input(question.label, key=key, placeholder=question.hint) or ""
    height = 28 * question.lines + 20
    words = st.text_area(question.label, key=key, placeholder=question.hint, height=height)
    return words or ""


def story_fields(request: HelpRequest, codebook: Codebook, classes: Sequence[ClassTerms]) -> Told:
    """Ask for the story and what is needed; return the answers by field."""
    told: Told = {"basic_needs": _basic_needs(request)}
    told |= _words(request, _STORY)
    told |= _haste(request, classes)
    section("Wat de gemeente moet weten")
    told["help_given"] = ask_help_given(start(request.id, "help_given", request.help_given))
    told |= _words(request, _KNOWN)
    told["life_areas"] = _life_areas(request, codebook)
    section("Contact")
    told |= _confidant(request)
    told |= _words(request, (*_CONTACT, _HOUSEHOLD))
    told["minors"] = int(
        st.number_input(
            "Kinderen in huis",
            min_value=0,
            max_value=20,
            step=1,
            key=start(request.id, "minors", request.minors),
        )
    )
    section("Op bezoek")
    return told | _risk(request)


def _words(request: HelpRequest, questions: tuple[Question, ...]) -> Told:
    return {one.name: ask(request.id, one, getattr(request, one.name)) for one in questions}


def _basic_needs(request: HelpRequest) -> tuple[BasicNeed, ...]:
    chosen = st.pills(
        "Ontbreekt er iets dat nu nodig is?",
        list(BasicNeed),
        selection_mode="multi",
        wrap=True,
        format_func=lambda need: need.label,
        key=start(request.id, "basic_needs", list(request.basic_needs)),
    )
    return tuple(need for need in BasicNeed if need in (chosen or []))


def _confidant(request: HelpRequest) -> Told:
    """Ask for the confidant, and once there is one whether they agree to be named."""
    named = ask(request.id, _CONFIDANT, request.confidant)
    # Without a name nothing of that person stays behind, or goes out.
    told = dict.fromkeys((one.name for one in _OF_CONFIDANT), "")
    agrees = request.confidant_agrees
    if named.strip():
        told = _words(request, _OF_CONFIDANT)
        agrees = st.radio(
            "Vindt die persoon dat goed?",
            [ConsentState.GEGEVEN, ConsentState.GEWEIGERD, ConsentState.NIET_GEVRAAGD],
            format_func=lambda one: one.label,
            key=start(request.id, "confidant_agrees", request.confidant_agrees),
            horizontal=True,
        )
    return told | {"confidant": named, "confidant_agrees": ConsentState.of(agrees)}


def _haste(request: HelpRequest, classes: Sequence[ClassTerms]) -> Told:
    known = {one.urgency: one for one in classes}
    offered = [one.urgency for one in classes if one.in_use or one.urgency is request.urgency]
    urgency = st.radio(
        "Hoe snel moet er hulp zijn?",
        offered,
        format_func=lambda one: f"{one.value} {known[one].label}",
        captions=[known[one].meaning for one in offered]
        if any(known[one].meaning for one in offered)
        else None,
        key=start(request.id, "urgency", request.urgency),
    )
    if urgency is UrgencyClass.P0:
        st.html(CALL_NOW)
    return {
        "urgency": UrgencyClass.of(urgency or request.urgency),
        "why": ask(request.id, _WHY, request.why),
    }


def _life_areas(request: HelpRequest, codebook: Codebook) -> tuple[str, ...]:
    codes = [theme.id for theme in codebook.themes]
    codes += [code for code in request.life_areas if code not in codes]
    chosen = st.multiselect(
        "Leefgebieden die voor deze hulp tellen",
        codes,
        format_func=codebook.label,
        placeholder="Leeg laten mag",
        key=start(request.id, "life_areas", list(request.life_areas)),
    )
    return tuple(chosen)


def _risk(request: HelpRequest) -> Told:
    """Ask for the visiting risk. Without facts there is none: a warning rests on what was seen."""
    risk = st.radio(
        "Moet wie langskomt iets weten?",
        list(VisitingRisk),
        format_func=lambda one: one.label,
        key=start(request.id, "visiting_risk", request.visiting_risk),
        horizontal=True,
    )
    if risk is None or risk is VisitingRisk.GROEN:
        return {
            "visiting_risk": VisitingRisk.GROEN,
            "visiting_risk_facts": "",
            "visiting_risk_measure": "",
            "visiting_risk_until": None,
        }
    seen = Question("visiting_risk_facts", "Wat is er gezien", "Alleen wat u zag, geen oordeel.")
    facts = ask(request.id, seen, request.visiting_risk_facts)
    do = Question("visiting_risk_measure", "Wat doet u dan", "Bijvoorbeeld: met zijn tweeën.", 1)
    measure = ask(request.id, do, request.visiting_risk_measure)
    until: date | None = st.date_input(
        "Geldt tot",
        key=start(request.id, "visiting_risk_until", request.visiting_risk_until),
        format="DD-MM-YYYY",
    )
    if not facts.strip():
        st.html(
            '<div class="wd-missing"><p>Schrijf op wat er is gezien. Dan pas wordt dit bewaard: '
            "zonder feiten geen waarschuwing.</p></div>"
        )
        return {}
    return {
        "visiting_risk": VisitingRisk.of(risk),
        "visiting_risk_facts": facts,
        "visiting_risk_measure": measure,
        "visiting_risk_until": until,
    }
