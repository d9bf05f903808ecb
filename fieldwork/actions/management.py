"""Onderzoek: who takes part, which area, what was done, and a copy that is safe elsewhere."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from fieldwork.actions.passwords import check_password, hash_password
from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Account, Right, Role
from fieldwork.domain.audit import AuditEntry, first_broken
from fieldwork.domain.ids import AccountId, new_id
from fieldwork.domain.refusals import NameMissing, NameTaken, NotFound
from fieldwork.store import accounts, area, audit

NEWEST: Final = 200


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the trail with the name of who did it."""

    entry: AuditEntry
    who: str


class Management(Capability):
    """What a coordinator looks after."""

    def accounts(self) -> list[Account]:
        """Return all accounts by name."""
        with self._read(Right.MANAGE_STUDY) as work:
            return accounts.accounts(work.session)

    def add_account(self, name: str, login: str, role: Role, password: str) -> Account:
        """Keep a new account."""
        check_password(password)
        if not login.strip():
            raise NameMissing("Inlognaam")
        account = Account(AccountId(new_id()), login.strip().casefold(), name.strip(), role)
        hashed = hash_password(password)
        with self._work(Right.MANAGE_STUDY) as work:
            if accounts.find_account(work.session, account.login):
                raise NameTaken("Account", account.login)
            accounts.add_account(work.session, account, hashed)
            work.record("account gemaakt", account.id, role.value)
        return account

    def set_active(self, account_id: AccountId, active: bool) -> None:
        """Let an account in, or keep it out and end its sign-ins at once."""
        with self._work(Right.MANAGE_STUDY) as work:
            known = {one.id: one for one in accounts.accounts(work.session)}
            if account_id not in known:
                raise NotFound("Dit account")
            accounts.change_account(work.session, replace(known[account_id], active=active))
            work.record("account aan" if active else "account uit", account_id)

    def set_password(self, account_id: AccountId, password: str) -> None:
        """Give an account a new password; whoever is signed in with it is signed out."""
        check_password(password)
        hashed = hash_password(password)
        with self._work(Right.MANAGE_STUDY) as work:
            accounts.change_password(work.session, account_id, hashed)
            work.record("wachtwoord vernieuwd", account_id)

    def change_study(self, name: str, gemeente: str, starts_on: date) -> None:
        """Keep the study's name, gemeente and start."""
        with self._work(Right.MANAGE_STUDY) as work:
            study = area.the_study(work.session)
            changed = replace(
                study, name=name.strip(), gemeente=gemeente.strip(), starts_on=starts_on
            )
            area.save_study(work.session, changed)
            work.record("onderzoek gewijzigd", "onderzoek")
        self._seat.open.forget()

    def read_area(self, filename: str, content: bytes) -> int:
        """Put the areas of a boundary file in place of those there were; returns how many."""
        from fieldwork.mapping.areas import read_areas

        self._me.must(Right.MANAGE_STUDY)
        areas = read_areas(content, filename)
        with self._work(Right.MANAGE_STUDY) as work:
            area.replace_areas(work.session, areas)
            work.record("gebied ingelezen", "onderzoek", str(len(areas)))
        self._seat.open.forget()
        return len(areas)

    def read_streets(self, filename: str, content: bytes) -> int:
        """Put the streets of a file in place of those there were; returns how many."""
        from fieldwork.mapping.areas import read_streets

        self._me.must(Right.MANAGE_STUDY)
        streets = read_streets(content, filename)
        with self._work(Right.MANAGE_STUDY) as work:
            area.replace_streets(work.session, streets)
            work.record("straten ingelezen", "onderzoek", str(len(streets)))
        self._seat.open.forget()
        return len(streets)

    def deeds(self) -> list[Deed]:
        """Return the newest deeds on the trail, the last first."""
        with self._read(Right.MANAGE_STUDY) as work:
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
            trail = audit.entries(work.session)
        newest = trail[: -NEWEST - 1 : -1]
        return [Deed(entry, names.get(AccountId(entry.by), entry.by)) for entry in newest]

    def trail_holds(self) -> bool:
        """Return whether every entry of the trail follows the one before it."""
        with self._read(Right.MANAGE_STUDY) as work:
            return first_broken(audit.entries(work.session)) is None

    def faults(self) -> list[str]:
        """Return what is wrong with the store's file; empty when nothing is."""
        self._me.must(Right.MANAGE_STUDY)
        return self._seat.open.store.faults()

    def backup(self, target: Path) -> None:
        """Write a copy of the study, database and keys in one file, to ``target``.

        It opens with the same passphrase or recovery key, and with nothing else.
        """
        from fieldwork.store.backup import pack

        with self._work(Right.MANAGE_STUDY) as work:
            work.record("reservekopie gemaakt", "onderzoek")
        pack(self._seat.open.store, target)

    def backup_file(self) -> tuple[str, bytes]:
        """Return a copy of the study as a file to download, with its name."""
        name = f"{self._seat.open.slug}-{self._seat.today.isoformat()}.wijkduik"
        with TemporaryDirectory() as folder:
            target = Path(folder) / name
            self.backup(target)
            return name, target.read_bytes()
