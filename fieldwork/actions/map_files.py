"""The kinds of file in which a map leaves, and what is said with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fieldwork.domain.dates import say_day
from fieldwork.domain.notes import Note
from fieldwork.domain.places import Area, Street
from fieldwork.domain.refusals import NotFound
from fieldwork.domain.studies import Study
from fieldwork.exports._glyphs import printable
from fieldwork.mapping import outside, paper
from fieldwork.mapping.outside import ExactPoint, OutsideCell, OutsideMap

if TYPE_CHECKING:
    from fieldwork.actions.releases import Shown

_SOURCE: Final = "Bron: gesprekken van {study}, tot en met {day}. Grenzen: {lines}."
_EXPLANATION: Final = (
    "Getal: hoeveel verschillende mensen we spraken, naar beneden afgerond op vijf; huisgenoten "
    "tellen als één. Zonder getal: niemand, minder dan {threshold}, of verborgen zodat niemand "
    "te herleiden is. Een getal verandert alleen met {threshold} mensen of meer tegelijk."
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: a stored ``code``, a Dutch ``label``, extension and MIME type."""

    code: str
    label: str
    extension: str
    mime: str
    write: Callable[[OutsideMap], bytes]
    write_points: Callable[[Sequence[ExactPoint]], bytes] | None = None

    def write_exact(self, study: Study, talks: Sequence[Note], areas: Sequence[Area]) -> bytes:
        """Return a file of the talks' own points: week, kind of teller and buurt, no more."""
        if self.write_points is None:
            raise ValueError(f"{self.code} holds no points")
        names = {area.code: area.name for area in areas}
        return self.write_points(
            [
                ExactPoint(
                    one.place.point,
                    study.week_of(one.happened_on),
                    one.source.label,
                    names.get(one.place.buurt, ""),
                )
                for one in talks
                if one.place.point
            ]
        )


_KINDS: Final = (
    FileKind(
        "geopackage",
        "GeoPackage",
        "gpkg",
        "application/geopackage+sqlite3",
        outside.write_geopackage,
        outside.write_exact_geopackage,
    ),
    FileKind(
        "geojson",
        "GeoJSON",
        "geojson",
        "application/geo+json",
        outside.write_geojson,
        outside.write_exact_geojson,
    ),
    FileKind("pdf", "PDF", "pdf", "application/pdf", paper.write_pdf),
    FileKind("png", "Plaatje (PNG)", "png", "image/png", paper.write_png),
)


def list_kinds(*, exact: bool = False) -> tuple[FileKind, ...]:
    """Return the kinds of file; with ``exact`` those that hold points."""
    return tuple(kind for kind in _KINDS if kind.write_points or not exact)


def find_kind(code: str, *, exact: bool = False) -> FileKind:
    """Return the kind of this code; raises :class:`NotFound`."""
    for kind in list_kinds(exact=exact):
        if kind.code == code:
            return kind
    raise NotFound("Dit soort bestand")


def as_outside(
    study: Study,
    shown: "Shown",
    control: str,
    layer: str,
    on: date,
    streets: Sequence[Street] = (),
) -> OutsideMap:
    """Return what goes into the file: the cells with their rounded counts, and the words."""
    counts = shown.release.counts
    years = sorted({area.year for area in shown.division if area.year})
    lines = f"CBS {years[-1]}" if years else "het onderzoek"
    return OutsideMap(
        title=printable(f"{study.name}, {study.gemeente}"),
        layer=printable(layer),
        source=_SOURCE.format(study=printable(study.name), day=say_day(on, year=True), lines=lines),
        explanation=_EXPLANATION.format(threshold=shown.release.threshold),
        control=control,
        made_on=on,
        outlines=tuple(polygon for area in shown.division for polygon in area.polygons),
        streets=tuple(street.line for street in streets),
        invented=study.invented,
        cells=tuple(
            OutsideCell(
                cell.code,
                "" if shown.release.unit.width else printable(cell.name),
                cell.polygons,
                counts.get(cell.code),
            )
            for cell in shown.cells
        ),
    )
