"""Mag dit? On what ground a person's data go to the gemeente."""

from datetime import date

import streamlit as st

from fieldwork.domain.handover import HelpRequest, LegalBasis, LegalGround
from fieldwork.domain.notes import ConsentState
from fieldwork.ui.refusals import plain
from fieldwork.ui.request_fields import Question, ask, start
from fieldwork.ui.widgets import quiet

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
_HOW = Question("consent_how", "Hoe", "Bijvoorbeeld: mondeling, aan de keukentafel.", 1)
_WITHOUT = Question(
    "without_consent_reason", "Waarom zonder toestemming", "Waarom is er niet gevraagd, of nee?"
)


def basis_fields(request: HelpRequest, known_as: str) -> LegalBasis | None:
    """Ask for ground, consent, purpose and necessity; None until a ground is chosen."""
    kept = request.basis
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
    consent, on, how = _consent(request, known_as)
    reason = kept.without_consent_reason if kept else ""
    if consent is not ConsentState.GEGEVEN and ground is not LegalGround.TOESTEMMING:
        reason = ask(request.id, _WITHOUT, reason)
    return LegalBasis(
        ground=LegalGround.of(ground),
        purpose=ask(request.id, _PURPOSE, kept.purpose if kept else ""),
        necessity=ask(request.id, _NECESSITY, kept.necessity if kept else ""),
        consent=consent,
        consent_on=on,
        consent_how=how,
        without_consent_reason=reason,
    )


def _consent(request: HelpRequest, known_as: str) -> tuple[ConsentState, date | None, str]:
    """Ask how consent stands, and if it was given, when and how."""
    kept = request.basis
    state = st.radio(
        f"Vindt {plain(known_as)} het goed dat de gemeente dit krijgt?",
        list(ConsentState),
        format_func=lambda one: one.label,
        key=start(request.id, "consent", kept.consent if kept else ConsentState.NIET_GEVRAAGD),
    )
    if state is not ConsentState.GEGEVEN:
        return ConsentState.of(state or ConsentState.NIET_GEVRAAGD), None, ""
    on: date | None = st.date_input(
        "Wanneer",
        key=start(request.id, "consent_on", kept.consent_on if kept else None),
        format="DD-MM-YYYY",
        max_value="today",
    )
    return ConsentState.GEGEVEN, on, ask(request.id, _HOW, kept.consent_how if kept else "")
