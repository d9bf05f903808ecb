"""Maps and lists on paper, typeset by typst: PDF tagged for screen readers, or PNG.

The words go in as JSON and are never read as a template.
"""

import json
import math
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fieldwork.domain.dates import say_count, say_day, say_number
from fieldwork.domain.places import Polygon
from fieldwork.domain.releases import STEP
from fieldwork.mapping.hexagons import to_metres
from fieldwork.mapping.outside import OutsideMap

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES: Final = Path(__file__).parents[2] / "data" / "templates"
FONTS: Final = ("Source Sans Pro", "Noto Sans", "IBM Plex Sans Arabic")
# Millimetres: the map's part of an A4 lying down.
_WIDTH, _HEIGHT = 190.0, 178.0
# Four shades of one colour, light to dark; each still carries dark words.
_EMPTY, _SHADES = "#FFFFFF", ("#D6E8E6", "#A9CFCB", "#78B3AE", "#4E9690")
# Dots per inch of a picture: sharp in a report, some 2300 pixels wide.
_SHARP: Final = 200
Spot = tuple[float, float]


def write_pdf(outside: OutsideMap) -> bytes:
    """Return the map as a PDF of one A4, tagged (PDF/UA-1)."""
    return _typeset("map.typ", _map(outside), "pdf")


def write_png(outside: OutsideMap) -> bytes:
    """Return the map as a picture."""
    return _typeset("map.typ", _map(outside), "png")


def write_walk(title: str, day: date, rows: Sequence[Sequence[str]]) -> bytes:
    """Return a walking list as a PDF: the street, its buurt, and lines of what is known."""
    contents = {
        "fonts": list(FONTS),
        "title": title,
        "subtitle": f"{say_day(day)}, {say_count(len(rows), 'straat', 'straten')}",
        "day": [day.year, day.month, day.day],
        "footer": "Zonder namen. Gooi dit na de ronde door de versnipperaar.",
        "rows": [[_clean(part) for part in row] for row in rows],
    }
    return _typeset("walk.typ", contents, "pdf")


def _typeset(template: str, contents: dict[str, Any], kind: str) -> bytes:
    import typst

    compile_: Any = typst.compile
    more: dict[str, Any] = {"pdf_standards": ["ua-1"]} if kind == "pdf" else {"ppi": _SHARP}
    made = compile_(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        format=kind,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"contents": json.dumps(contents)},
        **more,
    )
    return bytes(made[0] if isinstance(made, list) else made)


@cache
def _fonts() -> "Fonts":
    """Return the fonts of the packages and no others, so that a file looks the same everywhere."""
    from importlib.util import find_spec

    from typst import Fonts

    packages = ("font_source_sans_pro", "fontpkg_noto_sans", "fontpkg_ibm_plex_sans_arabic")
    found = [find_spec(name) for name in packages]
    folders = [
        str(Path(folder))
        for spec in found
        if spec
        for folder in spec.submodule_search_locations or []
    ]
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _map(outside: OutsideMap) -> dict[str, Any]:
    """Return what the template draws: all shapes in millimetres, from the top left."""
    frame = _Frame([polygon for cell in outside.cells for polygon in cell.polygons])
    highest = max((cell.people or 0 for cell in outside.cells), default=0)
    steps = _steps(highest)
    has_names = any(cell.name for cell in outside.cells)
    labels = []
    names = []
    for number, cell in enumerate(outside.cells, 1):
        x, y = frame.middle(cell.polygons)
        if has_names:
            said = "–" if cell.people is None else f"{cell.people}"
            labels.append({"x": x, "y": y, "text": str(number)})
            names.append(f"{number}  {_clean(cell.name)}: {said}")
        elif cell.people is not None:
            labels.append({"x": x, "y": y, "text": str(cell.people)})
    on = outside.made_on
    return {
        "fonts": list(FONTS),
        "title": _clean(outside.title),
        "layer": _clean(outside.layer),
        "explanation": _clean(outside.explanation),
        "source": _clean(outside.source),
        "invented": "Voorbeeld: alles is verzonnen. " if outside.invented else "",
        "control": outside.control,
        "day": [on.year, on.month, on.day],
        "size": [frame.width, frame.height],
        "cells": [
            {"rings": frame.rings(polygon), "fill": _fill(cell.people, steps)}
            for cell in outside.cells
            for polygon in cell.polygons
        ],
        "streets": [frame.line(line) for line in outside.streets if len(line) > 1],
        "outlines": [frame.rings(polygon) for polygon in outside.outlines],
        "labels": labels,
        "names": names,
        "legend": _legend(steps),
        "scale": frame.scale(),
        "alt": f"Kaart: {_clean(outside.layer)}, {say_count(len(outside.cells), 'vak', 'vakken')}",
    }


def _steps(highest: int) -> list[int]:
    """Return from which number each shade is: at most four, each a multiple of five."""
    if highest < STEP:
        return []
    width = max(STEP, math.ceil(highest / len(_SHADES) / STEP) * STEP)
    return list(range(STEP, highest + 1, width))[: len(_SHADES)]


def _fill(people: int | None, steps: Sequence[int]) -> str:
    if people is None:
        return _EMPTY
    return _SHADES[sum(people >= step for step in steps) - 1]


def _legend(steps: Sequence[int]) -> list[dict[str, str]]:
    entries = [{"fill": _EMPTY, "words": "geen getal"}]
    for number, (shade, first) in enumerate(zip(_SHADES, steps, strict=False)):
        until = f"tot {steps[number + 1]}" if number + 1 < len(steps) else "en meer"
        entries.append({"fill": shade, "words": f"{first} {until}"})
    return entries


def _clean(text: str) -> str:
    """Return ``text`` on one line without signs that no paper shows."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class _Frame:
    """Turns degrees into millimetres on the paper; metres stay metres in all directions (RD)."""

    def __init__(self, polygons: Sequence[Polygon]) -> None:
        spots = to_metres([spot for polygon in polygons for spot in polygon[0]])
        xs, ys = [x for x, _ in spots] or [0.0], [y for _, y in spots] or [0.0]
        self._west, self._north = min(xs), max(ys)
        wide, high = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
        # A millimetre of air, so that no line is cut off at the edge.
        self._per_mm = max(wide / (_WIDTH - 2), high / (_HEIGHT - 2))
        self.width = _WIDTH
        self.height = round(min(_HEIGHT, high / self._per_mm + 2), 2)
        self._left = (_WIDTH - wide / self._per_mm) / 2

    def line(self, spots: Sequence[Spot]) -> list[Spot]:
        return [
            (
                round(self._left + (x - self._west) / self._per_mm, 2),
                round(1 + (self._north - y) / self._per_mm, 2),
            )
            for x, y in to_metres(spots)
        ]

    def rings(self, polygon: Polygon) -> list[list[Spot]]:
        return [self.line(ring) for ring in polygon]

    def middle(self, polygons: Sequence[Polygon]) -> Spot:
        """Return the spot within a cell that has most room around it."""
        import shapely

        largest = max((shapely.Polygon(polygon[0]) for polygon in polygons), key=shapely.area)
        circle = shapely.maximum_inscribed_circle(largest)
        return self.line([circle.coords[0]])[0]

    def scale(self) -> dict[str, Any]:
        """Return a bar of a round number of metres, a fifth of the map at most."""
        room = _WIDTH / 5 * self._per_mm
        size = 10.0 ** math.floor(math.log10(room))
        metres = max(size * step for step in (1, 2, 5) if size * step <= room)
        words = f"{say_number(metres)} m" if metres < 1000 else f"{say_number(metres / 1000)} km"
        return {"mm": round(metres / self._per_mm, 2), "words": words}
