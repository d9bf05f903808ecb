"""Addresses on the study's own list of streets: nothing is asked of a server elsewhere."""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from fieldwork.domain.places import Address, Area, Place, Point, Street
from fieldwork.mapping.areas import locate
from fieldwork.mapping.shapes import metres_per_degree

# A Dutch terraced house is about five and a half metres wide; paths and corners make it some
# seven a number. It stands back from the middle of the road.
FRONT_METRES: Final = 7.0
SETBACK_METRES: Final = 9.0
LEAST_LETTERS: Final = 3
MOST_SUGGESTIONS: Final = 8


def find_place(address: Address, streets: Sequence[Street], areas: Sequence[Area]) -> Place:
    """Return where ``address`` is: its point and buurt, as far as ``streets`` can tell.

    House numbers count up along the street's line, odd on the left and even on the right; the
    point is about right and never exact. Without a number it is the middle of the street. A
    street that is not on the list gives the address alone.
    """
    wanted = fold_name(address.street)
    street = next((street for street in streets if fold_name(street.name) == wanted), None)
    if street is None:
        return Place(address)
    point = _place_house(street.line, _house_number(address.number))
    buurt = street.buurt
    if point and areas and buurt not in {area.code for area in areas}:
        buurt = locate([point], areas)[0]
    # The list's own spelling, so that one street has one name: "Waalstr." becomes "Waalstraat".
    return Place(Address(street.name, address.number, address.postcode), point, buurt)


def suggest_streets(text: str, streets: Sequence[Street]) -> list[str]:
    """Return up to eight street names for three typed letters or more.

    Names that begin with ``text`` come first, then those that hold it.
    """
    wanted = fold_name(text)
    if len(wanted) < LEAST_LETTERS:
        return []
    names = sorted({street.name for street in streets}, key=fold_name)
    first = [name for name in names if fold_name(name).startswith(wanted)]
    later = [name for name in names if wanted in fold_name(name) and name not in first]
    return [*first, *later][:MOST_SUGGESTIONS]


def fold_name(name: str) -> str:
    """Return a street's name as it is compared: small letters, no accents, spaces or points.

    "Waalstr." is read as "Waalstraat".
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(sign for sign in letters if sign.isalnum())
    return f"{folded}aat" if folded.endswith("str") else folded


def _house_number(number: str) -> int:
    """Return the number before any letter or addition; 0 when there is none."""
    found = re.match(r"\s*(\d{1,5})", number)
    return int(found.group(1)) if found else 0


def _place_house(line: Sequence[tuple[float, float]], number: int) -> Point | None:
    """Return the point of house ``number`` along ``line``; of its middle for number 0."""
    if len(line) < 2:
        return Point(line[0][1], line[0][0]) if line else None
    per_lon, per_lat = metres_per_degree(line[0][1])
    track = [(lon * per_lon, lat * per_lat) for lon, lat in line]
    length = sum(math.dist(start, end) for start, end in pairwise(track))
    if number:
        along = min(((number + 1) // 2 - 0.5) * FRONT_METRES, length)
        aside = SETBACK_METRES if number % 2 else -SETBACK_METRES
    else:
        along, aside = length / 2, 0.0
    x, y = _step_along(track, along, aside)
    return Point(round(y / per_lat, 6), round(x / per_lon, 6))


def _step_along(
    track: Sequence[tuple[float, float]], along: float, aside: float
) -> tuple[float, float]:
    """Return the spot ``along`` metres on ``track``, ``aside`` metres to its left."""
    x, y = track[0]
    for start, end, reach in _stretches(track):
        share = min(along / reach, 1.0)
        east, north = (end[0] - start[0]) / reach, (end[1] - start[1]) / reach
        x = start[0] + share * (end[0] - start[0]) - north * aside
        y = start[1] + share * (end[1] - start[1]) + east * aside
        if along <= reach:
            break
        along -= reach
    return x, y


def _stretches(
    track: Sequence[tuple[float, float]],
) -> Iterator[tuple[tuple[float, float], tuple[float, float], float]]:
    for start, end in pairwise(track):
        reach = math.dist(start, end)
        if reach > 0:
            yield start, end, reach
