"""The study itself, its areas and its streets."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.places import Area, AreaKind, Polygon, Street
from fieldwork.domain.studies import Study
from fieldwork.store.tables import AreaRow, StreetRow, StudyRow


def save_study(session: Session, study: Study) -> None:
    """Keep the study, new or changed."""
    session.merge(
        StudyRow(
            id=1,
            name=study.name,
            gemeente=study.gemeente,
            starts_on=study.starts_on,
            weeks=study.weeks,
            client=study.client,
            invented=study.invented,
        )
    )


def the_study(session: Session) -> Study:
    """Return the study."""
    row = session.get_one(StudyRow, 1)
    return Study(row.name, row.gemeente, row.starts_on, row.weeks, row.client, row.invented)


def replace_areas(session: Session, areas: tuple[Area, ...]) -> None:
    """Keep these areas instead of those there were."""
    session.execute(delete(AreaRow))
    for position, area in enumerate(areas):
        session.add(
            AreaRow(
                code=area.code,
                name=area.name,
                kind=area.kind.value,
                year=area.year,
                position=position,
                polygons=area.polygons,
            )
        )


def areas(session: Session) -> tuple[Area, ...]:
    """Return the areas in the order in which they came."""
    rows = session.scalars(select(AreaRow).order_by(AreaRow.position))
    return tuple(
        Area(row.code, row.name, AreaKind.of(row.kind), read_polygons(row.polygons), row.year)
        for row in rows
    )


def replace_streets(session: Session, streets: tuple[Street, ...]) -> None:
    """Keep these streets instead of those there were."""
    session.execute(delete(StreetRow))
    session.add_all(StreetRow(name=it.name, buurt=it.buurt, line=it.line) for it in streets)


def streets(session: Session) -> tuple[Street, ...]:
    """Return the streets by name."""
    rows = session.scalars(select(StreetRow).order_by(StreetRow.name))
    return tuple(
        Street(row.name, row.buurt, tuple((lon, lat) for lon, lat in row.line)) for row in rows
    )


def read_polygons(raw: list[Any]) -> tuple[Polygon, ...]:
    """Return polygons as JSON keeps them."""
    return tuple(
        tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon) for polygon in raw
    )
