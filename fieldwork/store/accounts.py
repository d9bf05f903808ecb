"""Accounts and their sign-ins."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from fieldwork.domain.access import Account, Role
from fieldwork.domain.ids import AccountId
from fieldwork.store.tables import AccountRow, SessionRow

IDLE: Final = timedelta(hours=2)
LONGEST: Final = timedelta(hours=14)
# A sign-in's last use is written at most this often, so that a click costs no write.
SEEN_EVERY: Final = timedelta(minutes=1)
_SIGNED_IN: Final = (
    select(
        SessionRow.ended,
        SessionRow.made_at,
        SessionRow.seen_at,
        AccountRow.id,
        AccountRow.login,
        AccountRow.name,
        AccountRow.role,
        AccountRow.active,
        AccountRow.last_seen,
    )
    .join(AccountRow, AccountRow.id == SessionRow.account)
    .where(SessionRow.hash == bindparam("hash"))
)


def add_account(session: Session, account: Account, password_hash: str) -> None:
    """Keep a new account."""
    session.add(
        AccountRow(
            id=account.id,
            login=account.login,
            name=account.name,
            role=account.role.value,
            password=password_hash,
            active=account.active,
            last_seen=account.last_seen,
        )
    )
    session.flush()


def accounts(session: Session) -> list[Account]:
    """Return all accounts by name."""
    return [_account(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.name))]


def find_account(session: Session, login: str) -> tuple[Account, str] | None:
    """Return the account with this ``login`` (any case) and its password hash."""
    row = session.scalars(select(AccountRow).where(AccountRow.login == login.casefold())).first()
    return None if row is None else (_account(row), row.password)


def change_account(session: Session, account: Account) -> None:
    """Keep the name, role and activity of an account; an inactive one is signed out at once."""
    row = session.get_one(AccountRow, account.id)
    row.name, row.role, row.active = account.name, account.role.value, account.active
    if not account.active:
        _end(session, SessionRow.account == account.id)


def change_password(session: Session, account: AccountId, password_hash: str) -> None:
    """Keep a new password hash and end every sign-in of the account."""
    session.get_one(AccountRow, account).password = password_hash
    _end(session, SessionRow.account == account)


def add_session(session: Session, hash_: str, account: AccountId, at: datetime) -> None:
    """Keep a new sign-in."""
    session.add(SessionRow(hash=hash_, account=account, made_at=at, seen_at=at, ended=False))
    session.get_one(AccountRow, account).last_seen = at


def end_session(session: Session, hash_: str) -> None:
    """End one sign-in."""
    _end(session, SessionRow.hash == hash_)


def _end(session: Session, which: object) -> None:
    session.execute(update(SessionRow).where(which).values(ended=True))  # type: ignore[arg-type]


def signed_in(session: Session, hash_: str, at: datetime) -> tuple[Account, bool] | None:
    """Return whose sign-in this is and whether its last use is due to be written, or None."""
    # Asked at every message of every tab: one statement, and no rows turned into objects.
    row = session.execute(_SIGNED_IN, {"hash": hash_}).first()
    if row is None or row.ended or at - row.made_at > LONGEST or at - row.seen_at > IDLE:
        return None
    role = Role.of(row.role)
    account = Account(AccountId(row.id), row.login, row.name, role, row.active, row.last_seen)
    return (account, at - row.seen_at > SEEN_EVERY) if account.active else None


def touch_session(session: Session, hash_: str, at: datetime) -> None:
    """Write that a sign-in was used."""
    session.get_one(SessionRow, hash_).seen_at = at


def _account(row: AccountRow) -> Account:
    return Account(
        AccountId(row.id), row.login, row.name, Role.of(row.role), row.active, row.last_seen
    )
