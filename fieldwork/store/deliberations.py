"""Deliberations: what was weighed and decided is sealed, with who looked along beside it."""

from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.deliberations import (
    CodeStep,
    Deliberation,
    DeliberationId,
    SafetyQuestion,
    YesNo,
)
from fieldwork.domain.ids import AccountId, PersonId, RequestId
from fieldwork.store.records import Records
from fieldwork.store.tables import DeliberationRow
from fieldwork.store.vault import Vault

COLUMN: Final = "deliberations.sealed"
_CHOICES: Final = ("report_needed", "help_possible", "sharing")
_WORDS: Final = (
    "report_reason",
    "help_reason",
    "second_outside",
    "second_words",
    "reviewed_words",
)


def of_request(session: Session, vault: Vault, request: RequestId) -> list[Deliberation]:
    """Return what was weighed for a request, the last first."""
    query = select(DeliberationRow).where(DeliberationRow.request == request)
    return _RECORDS.found(session, vault, query.order_by(DeliberationRow.made_at.desc()))


def of_person(session: Session, vault: Vault, person: PersonId) -> list[Deliberation]:
    """Return what was weighed about somebody, the last first."""
    query = select(DeliberationRow).where(DeliberationRow.person == person)
    return _RECORDS.found(session, vault, query.order_by(DeliberationRow.made_at.desc()))


def due(session: Session, vault: Vault, day: date) -> list[Deliberation]:
    """Return what is to be looked at again by ``day``, the longest waiting first."""
    query = select(DeliberationRow).where(
        DeliberationRow.review_on <= day,
        DeliberationRow.second_at.is_not(None),
        DeliberationRow.reviewed_at.is_(None),
    )
    return _RECORDS.found(session, vault, query.order_by(DeliberationRow.review_on))


def open_ones(session: Session, vault: Vault) -> list[Deliberation]:
    """Return what no second person looked at yet, the oldest first."""
    query = select(DeliberationRow).where(DeliberationRow.second_at.is_(None))
    return _RECORDS.found(session, vault, query.order_by(DeliberationRow.made_at))


def _new(one: Deliberation) -> DeliberationRow:
    return DeliberationRow(
        id=one.id, person=one.person, request=one.request, made_by=one.made_by, made_at=one.made_at
    )


def _fill(row: DeliberationRow, vault: Vault, one: Deliberation) -> None:
    row.review_on, row.second_by, row.second_at = one.review_on, one.second_by, one.second_at
    row.reviewed_by, row.reviewed_at = one.reviewed_by, one.reviewed_at
    kept: dict[str, Any] = {name: getattr(one, name) for name in _WORDS}
    kept |= {name: getattr(one, name) and getattr(one, name).value for name in _CHOICES}
    kept["steps"] = {step.value: words for step, words in one.steps.items()}
    kept["safety"] = {asked.value: answer.value for asked, answer in one.safety.items()}
    row.sealed = vault.seal_record(COLUMN, kept)


def _deliberation(row: DeliberationRow, vault: Vault) -> Deliberation:
    kept = vault.open_record(COLUMN, row.sealed)
    chosen = {name: YesNo.of(kept[name]) if kept[name] else None for name in _CHOICES}
    return Deliberation(
        id=DeliberationId(row.id),
        person=PersonId(row.person),
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        request=RequestId(row.request) if row.request else None,
        steps={CodeStep.of(step): words for step, words in kept["steps"].items()},
        safety={SafetyQuestion.of(one): YesNo.of(said) for one, said in kept["safety"].items()},
        review_on=row.review_on,
        second_by=AccountId(row.second_by) if row.second_by else None,
        second_at=row.second_at,
        reviewed_by=AccountId(row.reviewed_by) if row.reviewed_by else None,
        reviewed_at=row.reviewed_at,
        version=row.version,
        report_needed=chosen["report_needed"],
        help_possible=chosen["help_possible"],
        sharing=chosen["sharing"],
        **{name: kept[name] for name in _WORDS},
    )


_RECORDS: Final = Records(DeliberationRow, "Afweging", "Deze afweging", _new, _fill, _deliberation)
add = _RECORDS.add
change = _RECORDS.change
deliberation = _RECORDS.one
