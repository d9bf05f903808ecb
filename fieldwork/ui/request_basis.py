"""Mag dit? For whom, on what ground, what was agreed with, and which data go to the gemeente."""

from datetime import date
from html import escape
from typing import Any, Final

import streamlit as st

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.consents import Consent, ConsentPurpose
from fieldwork.domain.dates import say_day
from fieldwork.domain.handover import HelpRequest, LegalBasis, LegalGround
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.sending import parts_of, says_anything
from fieldwork.domain.sharing import ALWAYS, FIELD_WORDS, OF_PERSON
from fieldwork.ui.refusals import plain
from fieldwork.ui.request_fields import Question, Told, ask, key_of, start
from fieldwork.ui.request_weighing import weighing_card
from fieldwork.ui.widgets import quiet
from fieldwork.ui.words import say_list

# AVG, article 6, first paragraph: a, d, c, e and f, each in one plain sentence.
EXPLAINED = {
    LegalGround.TOESTEMMING: "De bewoner zegt zelf ja tegen deze overdracht, en mag dat altijd "
    "terugdraaien.",
    LegalGround.VITAAL_BELANG: "Het gaat om iemands leven of gezondheid, en toestemming vragen "
    "kan nu niet.",
    LegalGround.WETTELIJKE_TAAK: "Een wet verplicht ons dit te delen. Schrijf bij ‘Waarvoor’ "
    "welke wet.",
    LegalGround.ALGEMEEN_BELANG: "Delen is nodig voor een publieke taak die in de wet staat, "
    "zoals hulp volgens de Wmo.",
    LegalGround.GERECHTVAARDIGD_BELANG: "Ons belang om te delen weegt zwaarder dan de privacy "
    "van de bewoner. Dat moeten we kunnen uitleggen.",
}
_PURPOSE = Question("purpose", "Waarvoor", "Waar heeft de gemeente dit voor nodig?")
_NECESSITY = Question(
    "necessity", "Waarom kan het niet met minder", "Waarom is al wat hier staat nodig?"
)
_WITHOUT = Question(
    "without_consent_reason", "Waarom zonder toestemming", "Waarom is er niet gevraagd, of nee?"
)
# The three that are kept apart: a yes to one is no yes to the others.
_ASKED: Final = (
    ("consent", ConsentPurpose.DELEN, "Mag de gemeente dit weten?"),
    ("secrecy", ConsentPurpose.ZWIJGPLICHT, "Mag wie een zwijgplicht heeft erover praten?"),
    ("help", ConsentPurpose.HULP, "Wil {who} deze hulp?"),
)


def basis_fields(
    desk: Desk, card: RequestCard, request: HelpRequest, told: Told
) -> LegalBasis | None:
    """Ask for recipient, ground, the three agreements, fields and reasons; None without a ground.

    ``told`` is what the story's fields hold now, to know which fields there are to choose from.
    """
    kept = request.basis
    recipient = _recipient(desk, request)
    ground = st.radio(
        "Grondslag",
        list(LegalGround),
        format_func=lambda one: one.label,
        index=None,
        key=start(request.id, "ground", kept.ground if kept else None),
    )
    if ground is None:
        quiet("Kies waarom dit gedeeld mag worden. Zonder grondslag gaat er niets de deur uit.")
        return None
    quiet(EXPLAINED[LegalGround.of(ground)])
    said = _agreements(desk, card, request)
    fields = _fields(card, request, told)
    reason = kept.without_consent_reason if kept else ""
    if said["consent"] is not ConsentState.GEGEVEN and ground is not LegalGround.TOESTEMMING:
        reason = ask(request.id, _WITHOUT, reason)
    basis = LegalBasis(
        ground=LegalGround.of(ground),
        purpose=ask(request.id, _PURPOSE, kept.purpose if kept else ""),
        necessity=ask(request.id, _NECESSITY, kept.necessity if kept else ""),
        without_consent_reason=reason,
        recipient=recipient,
        fields=fields,
        **said,
    )
    if basis.needs_deliberation:
        weighing_card(desk, request)
    return basis


def _recipient(desk: Desk, request: HelpRequest) -> str:
    """Ask for whom this is: one that lists went to before, or a new name."""
    names = desk.recipients.names()
    kept = request.basis.recipient if request.basis else ""
    options = names if not kept or kept in names else [kept, *names]
    first = kept or (names[0] if len(names) == 1 else None)
    chosen = st.selectbox(
        "Voor wie",
        options,
        index=None,
        key=start(request.id, "recipient", first or None),
        placeholder="Welk team van de gemeente? Typ een naam.",
        accept_new_options=True,
    )
    return (chosen or "").strip()


def _agreements(desk: Desk, card: RequestCard, request: HelpRequest) -> dict[str, Any]:
    """Ask how each of the three agreements stands, and when and how it was said."""
    said: dict[str, Any] = {}
    register = desk.consents.now(request.person)
    st.html(
        '<p class="wd-fields">Drie vragen, los van elkaar. Ja op de ene is geen ja op de '
        "andere.</p>"
    )
    for name, purpose, label in _ASKED:
        said |= _agreement(request, name, label.format(who=plain(card.person.known_as)))
        _show_register(register.get(purpose))
    return said


def _agreement(request: HelpRequest, name: str, label: str) -> dict[str, Any]:
    kept = request.basis
    state = st.radio(
        label,
        list(ConsentState),
        format_func=lambda one: one.label,
        key=start(request.id, name, getattr(kept, name) if kept else ConsentState.NIET_GEVRAAGD),
        horizontal=True,
    )
    answer = ConsentState.of(state or ConsentState.NIET_GEVRAAGD)
    if answer is ConsentState.NIET_GEVRAAGD:
        return {name: answer, f"{name}_on": None, f"{name}_how": ""}
    on: date | None = st.date_input(
        "Wanneer",
        key=start(request.id, f"{name}_on", getattr(kept, f"{name}_on") if kept else None),
        format="DD-MM-YYYY",
        max_value="today",
    )
    how = Question(f"{name}_how", "Hoe", "Bijvoorbeeld: mondeling, aan de keukentafel.", 1)
    words = ask(request.id, how, getattr(kept, f"{name}_how") if kept else "")
    return {name: answer, f"{name}_on": on, f"{name}_how": words}


def _show_register(one: Consent | None) -> None:
    """Say what stands with the person for this purpose, apart from this request."""
    if one is None:
        return
    how = f", {one.how}" if one.how else ""
    words = f"Bij de persoon staat: {one.state.label.lower()}, {say_day(one.said_on)}{how}."
    look = "wd-fields wd-attention-words" if one.is_denied else "wd-fields"
    st.html(f'<p class="{look}">{escape(words)}</p>')


def _fields(card: RequestCard, request: HelpRequest, told: Told) -> tuple[str, ...] | None:
    """Ask which data go along, of what is filled in; say what stays here."""
    filled = [name for name in FIELD_WORDS if name not in ALWAYS and _is_filled(card, told, name)]
    kept = request.basis.fields if request.basis else ()
    first = list(filled) if kept is None else list(kept)
    key = start(request.id, "fields", first)
    options = [*filled, *(one for one in st.session_state[key] or [] if one not in filled)]
    chosen = st.pills(
        "Wat mag de gemeente weten? Naam, wat nodig is en waarom gaan altijd mee.",
        options,
        selection_mode="multi",
        wrap=True,
        format_func=lambda name: FIELD_WORDS[name].capitalize(),
        key=key,
    )
    st.button(
        "Alles wat is ingevuld",
        key=key_of(request.id, "all-fields"),
        on_click=_choose,
        args=(key, filled),
    )
    stays = [FIELD_WORDS[name] for name in filled if name not in (chosen or [])]
    if stays:
        quiet(f"Blijft hier: {say_list(stays)}.")
    if kept is None and not stays:
        # Kept before fields were asked for: looking at it changes nothing.
        return None
    return tuple(name for name in FIELD_WORDS if name in (chosen or []))


def _choose(key: str, names: list[str]) -> None:
    st.session_state[key] = list(names)


def _is_filled(card: RequestCard, told: Told, name: str) -> bool:
    if name in OF_PERSON:
        return says_anything(getattr(card.person, name))
    parts = parts_of(name)
    return any(says_anything(told.get(part, getattr(card.request, part))) for part in parts)
