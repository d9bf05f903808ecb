"""The maps that went out: added, never changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId
from fieldwork.domain.places import Area, AreaKind
from fieldwork.domain.releases import Group, MapUnit, Release
from fieldwork.store.area import read_polygons
from fieldwork.store.tables import MapReleaseRow


def add_release(session: Session, release: Release, division: tuple[Area, ...] = ()) -> None:
    """Keep what goes out; ``division`` is the study's buurten, with the first release only."""
    if release.made_at is None or release.made_by is None:
        raise ValueError("a release that goes out has a moment and a maker")
    session.add(
        MapReleaseRow(
            at=release.made_at,
            by=release.made_by,
            unit=release.unit.value,
            theme=release.theme,
            threshold=release.threshold,
            format=release.format,
            reason=release.reason,
            control=release.control,
            groups={code: sorted(group) for code, group in release.groups.items()},
            division=[[one.code, one.name, one.year, one.polygons] for one in division],
        )
    )
    session.flush()


def releases(session: Session) -> list[Release]:
    """Return what went out, the last first."""
    rows = session.scalars(select(MapReleaseRow).order_by(MapReleaseRow.number.desc()))
    return [_release(row) for row in rows]


def fixed_unit(session: Session) -> MapUnit | None:
    """Return the division of the first aggregated map that went out, or None without one."""
    first = _first(session)
    return MapUnit.of(first.unit) if first else None


def fixed_division(session: Session) -> tuple[Area, ...]:
    """Return the buurten as they were when the first map went out; empty before that."""
    first = _first(session)
    return tuple(
        Area(code, name, AreaKind.BUURT, read_polygons(polygons), year)
        for code, name, year, polygons in (first.division if first else [])
    )


def last_groups(session: Session, theme: str) -> dict[str, Group]:
    """Return what the last aggregated release of a table shows, with the people behind it."""
    row = session.scalars(
        select(MapReleaseRow)
        .where(MapReleaseRow.theme == theme, MapReleaseRow.reason == "")
        .order_by(MapReleaseRow.number.desc())
        .limit(1)
    ).first()
    return dict(_release(row).groups) if row else {}


def _first(session: Session) -> MapReleaseRow | None:
    return session.scalars(
        select(MapReleaseRow)
        .where(MapReleaseRow.reason == "")
        .order_by(MapReleaseRow.number)
        .limit(1)
    ).first()


def _release(row: MapReleaseRow) -> Release:
    return Release(
        MapUnit.of(row.unit),
        row.theme,
        row.threshold,
        {code: frozenset(marks) for code, marks in row.groups.items()},
        row.at,
        AccountId(row.by),
        row.format,
        row.reason,
        row.control,
    )
