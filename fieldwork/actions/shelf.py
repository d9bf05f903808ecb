"""The studies on this computer: beginning one, unlocking it, signing in to it."""

import hashlib
import re
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from fieldwork.actions.bin import tidy
from fieldwork.actions.desk import Desk
from fieldwork.actions.late_reading import reader_of
from fieldwork.actions.passwords import check_password, hash_password, password_fits
from fieldwork.actions.seat import OpenStudy, Seat
from fieldwork.domain.access import Account, Right, Role
from fieldwork.domain.buurten import BuurtFigures
from fieldwork.domain.dates import now, today
from fieldwork.domain.ids import AccountId, new_id
from fieldwork.domain.places import Area
from fieldwork.domain.refusals import (
    NameMissing,
    NameTaken,
    NotFound,
    WrongSecret,
)
from fieldwork.domain.studies import Study
from fieldwork.store import accounts, area, audit, keys, spots
from fieldwork.store.folders import check_folder, default_home, slugify
from fieldwork.store.study import DATABASE, KEYS, StudyStore
from fieldwork.store.upgrade import upgrade

DEMO: Final = "voorbeeld"
# Not a secret: it locks what is invented, and everybody may read it here.
DEMO_PASSPHRASE: Final = "de waterkant is verzonnen"  # noqa: S105
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class StudyOnShelf:
    """A study as it stands on the shelf, locked or not."""

    slug: str
    name: str
    gemeente: str
    invented: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class NewStudy:
    """What it takes to begin a study. ``area`` is a boundary file's content."""

    name: str
    gemeente: str
    starts_on: date
    area_name: str
    area: bytes
    login: str
    person: str
    password: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A sign-in that holds: in which study, who, and the hash of its token."""

    slug: str
    account: Account
    session: str


class Shelf:
    """All studies in one folder. Safe to use from many threads."""

    def __init__(self, home: Path | None = None) -> None:
        """Use the folder ``home``; by default ``WIJKDUIK_HOME``, or the platform's own place."""
        self.home = home or default_home()
        self._open: dict[str, OpenStudy] = {}
        self._lock = threading.Lock()
        self._building = threading.Lock()

    def studies(self) -> list[StudyOnShelf]:
        """Return the studies by name, the example last."""
        found = []
        for ring_file in sorted(self.home.glob(f"*/{KEYS}")):
            if ring_file.parent.name.startswith("."):
                continue
            ring, slug = keys.KeyRing.load(ring_file), ring_file.parent.name
            found.append(
                StudyOnShelf(slug, ring.name, ring.gemeente, ring.invented, slug in self._open)
            )
        return sorted(found, key=lambda one: (one.invented, one.name.casefold()))

    def begin(self, plan: NewStudy) -> str:
        """Make and open a study; return its recovery key, which is shown once and kept nowhere.

        Nothing is left behind when a refusal is raised on the way.
        """
        from fieldwork.mapping.areas import read_division

        study = Study(plan.name.strip(), plan.gemeente.strip(), plan.starts_on)
        login = _login(plan.login)
        coordinator = Account(AccountId(new_id()), login, plan.person, Role.COORDINATOR)
        check_password(plan.password)
        keys.check_passphrase(plan.passphrase)
        found = read_division(plan.area, plan.area_name, study.gemeente)
        slug = self._free_slug(study.name)
        recovery = keys.new_recovery_key()
        first = (coordinator, hash_password(plan.password))
        secrets_ = {keys.PASSPHRASE: plan.passphrase, keys.RECOVERY: recovery}
        self.put(slug, study, found.areas, [first], secrets_, found.figures)
        return recovery

    def find(self, name: str) -> str:
        """Return the slug of the study with this name or slug; raises :class:`NotFound`."""
        for study in self.studies():
            if name.strip() in (study.name, study.slug):
                return study.slug
        raise NotFound(f"Het onderzoek '{name}'")

    def restore(self, source: Path, name: str) -> str:
        """Put a backup on the shelf under a name that is free; returns its slug."""
        from fieldwork.store.backup import unpack

        check_folder(self.home)
        slug = self._free_slug(name)
        unpack(source, self.home / slug)
        return slug

    def unlock(self, slug: str, secret: str) -> None:
        """Open a study with its passphrase or recovery key, for as long as this process runs."""
        folder = self._folder(slug)
        ring = keys.KeyRing.load(folder / KEYS)
        key = ring.unlock(secret)
        with self._lock:
            if slug not in self._open:
                self._open[slug] = open_study(slug, folder, key)

    def change_passphrase(self, slug: str, secret: str, passphrase: str) -> None:
        """Replace the passphrase, given the present one or the recovery key."""
        path = self._folder(slug) / KEYS
        ring = keys.KeyRing.load(path)
        keys.check_passphrase(passphrase)
        ring.with_slot(keys.PASSPHRASE, passphrase, ring.unlock(secret)).save(path)

    def sign_in(self, slug: str, login: str, password: str) -> str:
        """Return a token for who gives the right password; takes about 0.2 s either way."""
        opened = self.opened(slug)
        with opened.store.read() as session:
            found = accounts.find_account(session, login.strip())
        # The same work for a name that does not exist, so that names cannot be guessed by time.
        fits = password_fits(found[1] if found else "", password)
        if found is None or not fits or not found[0].active:
            raise WrongSecret("Inloggen")
        return self._new_session(opened, found[0])

    def enter_demo(self, login: str) -> str:
        """Return a token for one of the invented people of the example study."""
        self.ensure_demo()
        opened = self.opened(DEMO)
        with opened.store.read() as session:
            found = accounts.find_account(session, login)
        if found is None or not opened.study.invented:
            raise NotFound("Deze naam")
        return self._new_session(opened, found[0])

    def demo_ready(self) -> bool:
        """Return whether the example study stands on the shelf."""
        return (self.home / DEMO / KEYS).exists()

    def ensure_demo(self, progress: Progress | None = None) -> None:
        """Build the example study when it is missing, and open it. One thread builds at a time."""
        with self._building:
            if not self.demo_ready():
                self._build_demo(progress)
            self.unlock(DEMO, DEMO_PASSPHRASE)

    def rebuild_demo(self, progress: Progress | None = None) -> None:
        """Throw the example study away and build it anew."""
        with self._building:
            with self._lock:
                opened = self._open.pop(DEMO, None)
            if opened:
                opened.store.close()
            shutil.rmtree(self.home / DEMO, ignore_errors=True)
            self._build_demo(progress)
            self.unlock(DEMO, DEMO_PASSPHRASE)

    def who(self, token: str) -> Visit | None:
        """Return whose token this is, or None when it does not (any longer) hold."""
        slug, _, _ = token.partition(".")
        return self.visit(slug, _hash(token))

    def visit(self, slug: str, session_hash: str) -> Visit | None:
        """Return the sign-in behind a token's hash, or None when it does not hold."""
        opened = self._open.get(slug)
        if opened is None:
            return None
        moment = now()
        with opened.store.read() as session:
            found = accounts.signed_in(session, session_hash, moment)
        if found is None:
            return None
        account, due = found
        if due:
            with opened.store.work() as session:
                accounts.touch_session(session, session_hash, moment)
        return Visit(slug, account, session_hash)

    def desk(self, slug: str, session_hash: str) -> Desk | None:
        """Return the desk of a sign-in, or None when it does not hold."""
        visit = self.visit(slug, session_hash)
        return None if visit is None else Desk(Seat(visit.account, self._open[slug]))

    def sign_out(self, token: str) -> None:
        """End a sign-in; an unknown token is no error."""
        visit = self.who(token)
        if visit is None:
            return
        opened = self._open[visit.slug]
        with opened.store.work() as session:
            accounts.end_session(session, visit.session)
            audit.record(session, now(), visit.account.id, "afgemeld", visit.account.id)

    def opened(self, slug: str) -> OpenStudy:
        """Return an unlocked study; raises :class:`NotFound` while it is locked or missing."""
        opened = self._open.get(slug)
        if opened is None:
            raise NotFound("Een geopend onderzoek met deze naam")
        return opened

    def desk_of(self, slug: str, login: str | None = None) -> Desk:
        """Return the desk of ``login``, for the command line, where the passphrase was given.

        Without a login it is the first coordinator's, as who holds the passphrase may do all.
        """
        opened = self.opened(slug)
        with opened.store.read() as session:
            everybody = accounts.accounts(session)
        for account in everybody:
            if account.login == login or (login is None and account.role is Role.COORDINATOR):
                return Desk(Seat(account, opened))
        raise NotFound(f"Account '{login or 'coördinator'}'")

    def folder(self, slug: str) -> Path:
        """Return the folder of a study; raises :class:`NotFound`."""
        return self._folder(slug)

    def _build_demo(self, progress: Progress | None) -> None:
        """Build the example on a shelf of its own and move it here when it is whole."""
        from fieldwork.actions.demo import build

        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".voorbeeld-", dir=self.home) as beside:
            workshop = Shelf(Path(beside))
            build(workshop, progress or (lambda share, words: None))
            workshop.opened(DEMO).store.close()
            (workshop.home / DEMO).rename(self.home / DEMO)

    def put(
        self,
        slug: str,
        study: Study,
        areas: tuple[Area, ...],
        people: list[tuple[Account, str]],
        slots: dict[str, str],
        figures: tuple[BuurtFigures, ...] = (),
    ) -> None:
        """Make a study beside the shelf and put it there in one move."""
        check_folder(self.home)
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(prefix=".nieuw-", dir=self.home))
        try:
            key = keys.new_database_key()
            ring = keys.KeyRing(study.name, study.gemeente, study.invented, ())
            for name, secret in slots.items():
                ring = ring.with_slot(name, secret, key)
            opened = open_study(slug, folder, key)
            with opened.store.work() as session:
                area.save_study(session, study)
                area.replace_areas(session, areas)
                spots.replace_figures(session, figures)
                for account, password in people:
                    accounts.add_account(session, account, password)
                audit.record(session, now(), people[0][0].id, "onderzoek begonnen", slug)
            opened.store.close()
            ring.save(folder / KEYS)
            folder.rename(self.home / slug)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        with self._lock:
            self._open[slug] = open_study(slug, self.home / slug, key)

    def _new_session(self, opened: OpenStudy, account: Account) -> str:
        token = f"{opened.slug}.{secrets.token_urlsafe(32)}"
        with opened.store.work() as session:
            accounts.add_session(session, _hash(token), account.id, now())
            audit.record(session, now(), account.id, "aangemeld", account.id)
        if account.may(Right.WRITE_NOTES):
            # A talk that was kept just before the server was cut off waits for this.
            reader_of(opened).wake()
        return token

    def _folder(self, slug: str) -> Path:
        folder = self.home / slug
        if not re.fullmatch(r"[a-z0-9-]+", slug) or not (folder / KEYS).exists():
            raise NotFound("Dit onderzoek")
        return folder

    def _free_slug(self, name: str) -> str:
        slug = slugify(name)
        if slug == DEMO or (self.home / slug).exists():
            raise NameTaken("Onderzoek", name)
        return slug


@cache
def shelf() -> Shelf:
    """Return the shelf of this process."""
    return Shelf()


def warm_up() -> None:
    """Load what the first talk, term and file would otherwise wait for; some seconds."""
    from fieldwork.actions.deadlines import is_holiday
    from fieldwork.exports.formats import find_formats
    from fieldwork.tagging.pipeline import load_tagger

    load_tagger()
    is_holiday(today())
    find_formats()


def open_study(slug: str, folder: Path, key: bytes) -> OpenStudy:
    """Open the store in ``folder``, bring it to this version, and empty its bin of what is due."""
    store = StudyStore(folder / DATABASE, key)
    try:
        upgrade(store.engine)
        tidy(store, now())
    except BaseException:
        store.close()
        raise
    return OpenStudy(slug, store)


def _login(login: str) -> str:
    if not login.strip():
        raise NameMissing("Inlognaam")
    return login.strip().casefold()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
