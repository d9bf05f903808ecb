"""To whom lists go, which readers see them, and what was set for handing over."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.exchange import Exchange, ZaakSettings
from fieldwork.domain.ids import AccountId, new_id
from fieldwork.domain.recipients import Recipient, RecipientId
from fieldwork.store.records import Records
from fieldwork.store.tables import HandoverSettingRow, RecipientReaderRow, RecipientRow
from fieldwork.store.vault import Vault

COLUMN: Final = "recipients.sealed"
SETTING: Final = "handover_settings.sealed"
ZAAK, TEMPLATE = "zaak", "template"
_TEXTS: Final = ("name", "contact", "phone", "email")


def _fill(row: RecipientRow, vault: Vault, one: Recipient) -> None:
    row.active = one.active
    row.sealed = vault.seal_record(COLUMN, {name: getattr(one, name) for name in _TEXTS})


def _recipient(row: RecipientRow, vault: Vault) -> Recipient:
    kept = vault.open_record(COLUMN, row.sealed)
    return Recipient(
        RecipientId(row.id),
        **{name: kept[name] for name in _TEXTS},
        active=row.active,
        version=row.version,
    )


RECIPIENTS: Final = Records(
    RecipientRow,
    "Ontvanger",
    "Deze ontvanger",
    lambda one: RecipientRow(id=one.id),
    _fill,
    _recipient,
)


def recipients(session: Session, vault: Vault) -> list[Recipient]:
    """Return every recipient, by name; those that are no longer used as well."""
    found = RECIPIENTS.found(session, vault, select(RecipientRow))
    return sorted(found, key=lambda one: one.name.casefold())


def called(session: Session, vault: Vault, name: str) -> Recipient:
    """Return the recipient ``name``, made when there is none yet."""
    for one in recipients(session, vault):
        if one.is_called(name):
            return one
    return RECIPIENTS.add(session, vault, Recipient(RecipientId(new_id()), " ".join(name.split())))


def readers(session: Session) -> dict[RecipientId, frozenset[AccountId]]:
    """Return whose reader's accounts see what goes to a recipient; without any it is not in it."""
    found: dict[RecipientId, set[AccountId]] = {}
    for row in session.scalars(select(RecipientReaderRow)):
        found.setdefault(RecipientId(row.recipient), set()).add(AccountId(row.account))
    return {key: frozenset(accounts) for key, accounts in found.items()}


def set_readers(session: Session, recipient: RecipientId, accounts: Iterable[AccountId]) -> None:
    """Say who reads for a recipient, instead of who did."""
    session.execute(delete(RecipientReaderRow).where(RecipientReaderRow.recipient == recipient))
    session.add_all(
        RecipientReaderRow(recipient=recipient, account=account) for account in set(accounts)
    )
    session.flush()


def exchange(session: Session, vault: Vault) -> Exchange:
    """Return what was set for files of the gemeente's own; empty when nothing was."""
    zaak, template = _setting(session, vault, ZAAK), _setting(session, vault, TEMPLATE)
    return Exchange(
        ZaakSettings(**zaak) if zaak else ZaakSettings(),
        bytes.fromhex(template["content"]) if template else b"",
    )


def set_zaak(
    session: Session, vault: Vault, one: ZaakSettings, by: AccountId, at: datetime
) -> None:
    """Keep how a handover becomes a zaak."""
    names = ("rsin", "zaaktype", "roltype", "statustype", "address", "client_id", "secret", "is_on")
    _set(session, vault, ZAAK, {name: getattr(one, name) for name in names}, by, at)


def set_template(
    session: Session, vault: Vault, content: bytes, by: AccountId, at: datetime
) -> None:
    """Keep the gemeente's template; empty for ours."""
    _set(session, vault, TEMPLATE, {"content": content.hex()}, by, at)


def _setting(session: Session, vault: Vault, name: str) -> dict[str, Any]:
    row = session.get(HandoverSettingRow, name)
    return vault.open_record(SETTING, row.sealed) if row else {}


def _set(
    session: Session,
    vault: Vault,
    name: str,
    kept: dict[str, Any],
    by: AccountId,
    at: datetime,
) -> None:
    row = session.get(HandoverSettingRow, name) or HandoverSettingRow(name=name)
    row.sealed, row.set_by, row.set_at = vault.seal_record(SETTING, kept), by, at
    session.add(row)
    session.flush()
