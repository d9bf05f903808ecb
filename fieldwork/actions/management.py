"""Onderzoek: who takes part, which area, what was done, and a copy that is safe elsewhere."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from fieldwork.actions.passwords import check_password, hash_password
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Account, Right, Role
from fieldwork.domain.audit import AuditEntry, first_broken
from fieldwork.domain.buurten import BuurtFigures
from fieldwork.domain.ids import AccountId, new_id
from fieldwork.domain.places import Area
from fieldwork.domain.refusals import NameMissing, NameTaken, NotFound, Refusal
from fieldwork.store import accounts, area, audit, keys, notes, people, spots
from fieldwork.store.study import KEYS

if TYPE_CHECKING:
    from fieldwork.actions.shelf import Progress, Shelf

NEWEST: Final = 200


class LastCoordinator(Refusal):
    """The study would be left without anybody who looks after it."""

    def __init__(self) -> None:
        super().__init__(
            "Team",
            "Dit is de enige coördinator die nog kan inloggen.",
            "Maak eerst iemand anders coördinator.",
        )


class ExampleOnly(Refusal):
    """What only the example study may do, or may not."""

    def __init__(self, what: str, what_now: str) -> None:
        super().__init__("Voorbeeld", what, what_now)


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
        self._me.must(Right.MANAGE_STUDY)
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
        """Let an account in, or keep it out and end its sign-ins at once.

        Raises :class:`LastCoordinator` when nobody would be left to look after the study.
        """
        with self._work(Right.MANAGE_STUDY) as work:
            changed = replace(_account(work, account_id), active=active)
            self._keep_account(work, changed)
            work.record("account aan" if active else "account uit", account_id)

    def set_role(self, account_id: AccountId, role: Role) -> None:
        """Give an account another role, from its next click on; see :meth:`set_active`."""
        with self._work(Right.MANAGE_STUDY) as work:
            changed = replace(_account(work, account_id), role=role)
            self._keep_account(work, changed)
            work.record("rol gewijzigd", account_id, role.value)

    def set_password(self, account_id: AccountId, password: str) -> None:
        """Give an account a new password; whoever is signed in with it is signed out."""
        self._me.must(Right.MANAGE_STUDY)
        check_password(password)
        hashed = hash_password(password)
        with self._work(Right.MANAGE_STUDY) as work:
            _account(work, account_id)
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
            # The ring names the study while it is locked, so it has to say the same.
            ring = keys.KeyRing.load(self._ring)
            replace(ring, name=changed.name, gemeente=changed.gemeente).save(self._ring)

    def change_passphrase(self, secret: str, passphrase: str) -> None:
        """Replace the passphrase, given the present one or the recovery key.

        Raises :class:`WrongSecret` and :class:`WeakSecret`; takes about half a second.
        """
        self._me.must(Right.MANAGE_STUDY)
        if self._seat.open.study.invented:
            raise ExampleOnly(
                "De wachtzin van het voorbeeld staat vast: iedereen mag erin.",
                "In uw eigen onderzoek kunt u hem hier wijzigen.",
            )
        keys.check_passphrase(passphrase)
        ring = keys.KeyRing.load(self._ring)
        changed = ring.with_slot(keys.PASSPHRASE, passphrase, ring.unlock(secret))
        with self._work(Right.MANAGE_STUDY) as work:
            work.record("wachtzin vernieuwd", "onderzoek")
            changed.save(self._ring)

    def rebuild_example(self, shelf: "Shelf", progress: "Progress | None" = None) -> None:
        """Throw the example study away and build it anew; everybody in it is signed out.

        ``shelf`` is the one that this study stands on. Takes some ten seconds.
        """
        from fieldwork.actions.shelf import DEMO

        self._me.must(Right.MANAGE_STUDY)
        opened = self._seat.open
        if opened.slug != DEMO or not opened.study.invented:
            raise ExampleOnly(
                "Alleen het voorbeeld kan opnieuw beginnen.", "Uw eigen onderzoek blijft staan."
            )
        if shelf.opened(opened.slug) is not opened:
            raise ValueError("the study stands on another shelf")
        shelf.rebuild_demo(progress)

    def read_area(self, filename: str, content: bytes) -> int:
        """Put the areas of a boundary file in place of those there were; returns how many.

        Talks and homes with a point get the buurt that they lie in now.
        """
        from fieldwork.mapping.areas import read_division

        self._me.must(Right.MANAGE_STUDY)
        found = read_division(content, filename, self._seat.open.study.gemeente)
        with self._work(Right.MANAGE_STUDY) as work:
            replace_division(work, found.areas, found.figures)
            work.record("gebied ingelezen", "onderzoek", str(len(found.areas)))
        return len(found.areas)

    def read_streets(self, filename: str, content: bytes) -> int:
        """Put the streets of a file in place of those there were; returns how many."""
        from fieldwork.mapping.areas import read_streets

        self._me.must(Right.MANAGE_STUDY)
        streets = read_streets(content, filename)
        with self._work(Right.MANAGE_STUDY) as work:
            area.replace_streets(work.session, streets)
            work.record("straten ingelezen", "onderzoek", str(len(streets)))
        return len(streets)

    @property
    def _ring(self) -> Path:
        return self._seat.open.store.path.with_name(KEYS)

    @staticmethod
    def _keep_account(work: Work, changed: Account) -> None:
        """Keep a changed account, unless no coordinator could sign in any more."""
        others = [one for one in accounts.accounts(work.session) if one.id != changed.id]
        if not any(one.may(Right.MANAGE_STUDY) for one in [*others, changed]):
            raise LastCoordinator
        accounts.change_account(work.session, changed)

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


def _account(work: Work, account_id: AccountId) -> Account:
    known = {one.id: one for one in accounts.accounts(work.session)}
    if account_id not in known:
        raise NotFound("Dit account")
    return known[account_id]


def replace_division(
    work: Work, areas: tuple[Area, ...], figures: tuple[BuurtFigures, ...] = ()
) -> None:
    """Put areas, with CBS's figures where the file has them, in place of those there were."""
    area.replace_areas(work.session, areas)
    if figures:
        spots.replace_figures(work.session, figures)
    _locate_anew(work, areas)


def _locate_anew(work: Work, areas: tuple[Area, ...]) -> None:
    """Give every talk and home with a point the buurt that it lies in now."""
    from fieldwork.mapping.areas import locate

    session, vault = work.session, work.vault
    talks = [one for one in notes.notes(session, vault) if one.place.point]
    spots = [one.place.point for one in talks if one.place.point]
    for talk, buurt in zip(talks, locate(spots, areas), strict=True):
        if buurt != talk.place.buurt:
            notes.change_note(session, vault, replace(talk, place=replace(talk.place, buurt=buurt)))
    homes = [one for one in people.people(session, vault) if one.home.point]
    spots = [one.home.point for one in homes if one.home.point]
    for person, buurt in zip(homes, locate(spots, areas), strict=True):
        if buurt != person.home.buurt:
            moved = replace(person, home=replace(person.home, buurt=buurt))
            people.change_person(session, vault, moved)
