"""Where talks were, read without their words: quick enough for twenty thousand at once.

Also the sites of the neighbourhood, and the figures of its buurten.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.buurten import BuurtFigures, Site, SiteKind
from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.people import Source
from fieldwork.domain.places import Point
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.store.notes import COLUMN, NO
from fieldwork.store.tables import (
    BuurtFiguresRow,
    NotePersonRow,
    NoteRow,
    SiteRow,
    SuggestionRow,
)
from fieldwork.store.vault import Vault

_FIGURES = ("residents", "households", "one_person", "older")


@dataclass(frozen=True, slots=True)
class TalkSpot:
    """Where and when a talk was, and who told it: all that the map needs of it."""

    id: NoteId
    point: Point | None
    source: Source
    day: date
    buurt: str


def talk_spots(session: Session) -> tuple[TalkSpot, ...]:
    """Return every talk's spot, the last talk first."""
    query = select(
        NoteRow.id, NoteRow.lat, NoteRow.lon, NoteRow.source, NoteRow.happened_on, NoteRow.buurt
    ).order_by(NoteRow.happened_on.desc(), NoteRow.id)
    return tuple(
        TalkSpot(
            NoteId(key),
            Point(lat, lon) if lat is not None and lon is not None else None,
            Source.of(source),
            day,
            buurt,
        )
        for key, lat, lon, source, day, buurt in session.execute(query)
    )


def streets_of_talks(session: Session, vault: Vault) -> dict[NoteId, str]:
    """Return the street of each talk that has one."""
    found = {}
    query = select(NoteRow.id, NoteRow.address).where(NoteRow.address != b"")
    for key, sealed in session.execute(query):
        kept = vault.open_record(COLUMN, sealed)
        if kept:
            found[NoteId(key)] = str(kept["address"][0])
    return found


def tellers_of_talks(session: Session) -> dict[NoteId, set[PersonId]]:
    """Return who was in each talk."""
    found: defaultdict[NoteId, set[PersonId]] = defaultdict(set)
    for note, person in session.execute(select(NotePersonRow.note, NotePersonRow.person)):
        found[NoteId(note)].add(PersonId(person))
    return found


def themes_now(session: Session) -> dict[NoteId, frozenset[str]]:
    """Return the themes that play in each talk, suggested or confirmed."""
    return _codes(session, is_signal=False, statuses=(ThemeStatus.AANWEZIG.value,))


def signals_now(session: Session) -> dict[NoteId, frozenset[str]]:
    """Return the signals of each talk that are there now, or that nobody answered yet."""
    wanted = (SignalStatus.ACTUEEL.value, SignalStatus.CONTROLEER.value)
    return _codes(session, is_signal=True, statuses=wanted)


def _codes(
    session: Session, *, is_signal: bool, statuses: Iterable[str]
) -> dict[NoteId, frozenset[str]]:
    query = select(SuggestionRow.note, SuggestionRow.code).where(
        SuggestionRow.is_signal.is_(is_signal),
        SuggestionRow.status.in_(list(statuses)),
        SuggestionRow.decision != NO,
    )
    found: defaultdict[NoteId, set[str]] = defaultdict(set)
    for note, code in session.execute(query):
        found[NoteId(note)].add(code)
    return {note: frozenset(codes) for note, codes in found.items()}


def figures(session: Session) -> tuple[BuurtFigures, ...]:
    """Return what is known of the buurten, by code."""
    rows = session.scalars(select(BuurtFiguresRow).order_by(BuurtFiguresRow.code))
    return tuple(BuurtFigures(row.code, row.year, **row.figures) for row in rows)


def replace_figures(session: Session, known: Iterable[BuurtFigures]) -> None:
    """Keep these figures instead of those there were."""
    session.execute(delete(BuurtFiguresRow))
    session.add_all(
        BuurtFiguresRow(code=one.code, year=one.year, figures=_told(one))
        for one in known
        if not one.is_empty
    )


def _told(one: BuurtFigures) -> dict[str, Any]:
    values = asdict(one)
    return {name: values[name] for name in _FIGURES if values[name] is not None}


def sites(session: Session) -> tuple[Site, ...]:
    """Return the sites by name."""
    rows = session.scalars(select(SiteRow).order_by(SiteRow.name, SiteRow.id))
    return tuple(
        Site(
            row.id,
            row.name,
            SiteKind.of(row.kind),
            Point(row.lat, row.lon),
            AccountId(row.made_by),
            row.made_at,
            row.about,
            row.buurt,
        )
        for row in rows
    )


def add_site(session: Session, site: Site) -> None:
    """Keep a new site."""
    session.add(
        SiteRow(
            id=site.id,
            name=site.name,
            kind=site.kind.value,
            about=site.about,
            lat=site.point.lat,
            lon=site.point.lon,
            buurt=site.buurt,
            made_by=site.made_by,
            made_at=site.made_at,
        )
    )


def drop_site(session: Session, site_id: str) -> bool:
    """Take a site away; return whether it was there."""
    row = session.get(SiteRow, site_id)
    if row is None:
        return False
    session.delete(row)
    return True
