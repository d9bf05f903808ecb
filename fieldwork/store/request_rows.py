"""A help request as a row, and back: its story is sealed in one record."""

from datetime import date
from typing import Any, Final

from sqlalchemy import Row

from fieldwork.domain.handover import (
    BasicNeed,
    HelpRequest,
    LegalBasis,
    LegalGround,
    RequestState,
    UrgencyClass,
    VisitingRisk,
)
from fieldwork.domain.help_given import HelpGiven
from fieldwork.domain.ids import AccountId, ListId, NoteId, PersonId, RequestId
from fieldwork.domain.notes import ConsentState
from fieldwork.store.tables import RequestRow
from fieldwork.store.vault import Vault

COLUMN: Final = "requests.sealed"
# Plain texts of a request that are kept together, sealed.
STORY: Final = (
    "why",
    "in_own_words",
    "help_wanted",
    "done_already",
    "helpers_now",
    "did_not_work",
    "confidant",
    "confidant_relation",
    "confidant_phone",
    "contact_how",
    "contact_when",
    "contact_not",
    "visiting_risk_facts",
    "visiting_risk_measure",
    "household",
    "network_plan",
    "director",
    "interpreter",
)
_BASIS_WORDS: Final = ("purpose", "necessity", "without_consent_reason", "recipient")
_CONSENTS: Final = ("consent", "secrecy", "help")


def fill(row: RequestRow, vault: Vault, request: HelpRequest) -> None:
    """Put everything of ``request`` in ``row``, its story sealed."""
    row.person, row.note, row.signal = request.person, request.note, request.signal
    row.urgency, row.state = request.urgency.value, request.state.value
    row.handed_in = request.handed_in
    row.sealed = vault.seal_record(COLUMN, record(request))


def record(request: HelpRequest) -> dict[str, Any]:
    """Return the story of ``request`` with its basis, as it is kept."""
    until = request.visiting_risk_until
    kept: dict[str, Any] = {field: getattr(request, field) for field in STORY}
    return kept | {
        "basic_needs": [need.value for need in request.basic_needs],
        "life_areas": list(request.life_areas),
        "visiting_risk": request.visiting_risk.value,
        "visiting_risk_until": until.isoformat() if until else None,
        "minors": request.minors,
        "help_given": [_help_record(one) for one in request.help_given],
        "confidant_agrees": request.confidant_agrees.value,
        "basis": _basis_record(request.basis) if request.basis else None,
    }


def _help_record(one: HelpGiven) -> list[Any]:
    return [one.what, one.on.isoformat() if one.on else None, one.who, one.result, one.cents]


def _help_given(kept: list[Any]) -> HelpGiven:
    what, on, who, result, cents = kept
    return HelpGiven(what, date.fromisoformat(on) if on else None, who, result, cents)


def _basis_record(basis: LegalBasis) -> dict[str, Any]:
    kept: dict[str, Any] = {name: getattr(basis, name) for name in _BASIS_WORDS}
    kept |= {"ground": basis.ground.value, "fields": basis.fields}
    for name in _CONSENTS:
        on: date | None = getattr(basis, f"{name}_on")
        kept[name] = getattr(basis, name).value
        kept[f"{name}_on"] = on.isoformat() if on else None
        kept[f"{name}_how"] = getattr(basis, f"{name}_how")
    return kept


def _basis(record: dict[str, Any]) -> LegalBasis:
    """Return the basis; what was not asked yet when it was kept is as nobody asked it."""
    told: dict[str, Any] = {name: record.get(name, "") for name in _BASIS_WORDS}
    for name in _CONSENTS:
        on = record.get(f"{name}_on")
        told[name] = ConsentState.of(record.get(name, ConsentState.NIET_GEVRAAGD.value))
        told[f"{name}_on"] = date.fromisoformat(on) if on else None
        told[f"{name}_how"] = record.get(f"{name}_how", "")
    fields = record.get("fields")
    return LegalBasis(
        ground=LegalGround.of(record["ground"]),
        fields=None if fields is None else tuple(fields),
        **told,
    )


def as_request(row: RequestRow | Row[Any], vault: Vault) -> HelpRequest:
    """Return the request that ``row`` holds; opened once for as long as nothing in it changes."""
    read_from = (
        row.sealed,
        row.id,
        row.version,
        row.state,
        row.urgency,
        row.handed_in,
        row.person,
        row.note,
        row.signal,
    )
    return vault.remember(read_from, lambda: _read(row, vault))


def _read(row: RequestRow | Row[Any], vault: Vault) -> HelpRequest:
    kept = vault.open_record(COLUMN, row.sealed)
    return HelpRequest(
        id=RequestId(row.id),
        person=PersonId(row.person),
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        urgency=UrgencyClass.of(row.urgency),
        **told(kept),
        note=NoteId(row.note) if row.note else None,
        signal=row.signal,
        state=RequestState.of(row.state),
        handed_in=ListId(row.handed_in) if row.handed_in else None,
        version=row.version,
    )


def told(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a request that :func:`record` kept."""
    until = kept["visiting_risk_until"]
    return {field: kept.get(field, "") for field in STORY} | {
        "basic_needs": tuple(BasicNeed.of(need) for need in kept["basic_needs"]),
        "life_areas": tuple(kept["life_areas"]),
        "visiting_risk": VisitingRisk.of(kept["visiting_risk"]),
        "visiting_risk_until": date.fromisoformat(until) if until else None,
        "minors": kept["minors"],
        # Not there in what was kept before it was asked for.
        "help_given": tuple(map(_help_given, kept.get("help_given", ()))),
        "confidant_agrees": ConsentState.of(
            kept.get("confidant_agrees", ConsentState.NIET_GEVRAAGD.value)
        ),
        "basis": _basis(kept["basis"]) if kept["basis"] else None,
    }
