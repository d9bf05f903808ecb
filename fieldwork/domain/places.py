"""Where: points, addresses and areas. Coordinates are WGS84 degrees unless said otherwise."""

import re
from dataclasses import dataclass

from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import BadPostcode, NameMissing, OutsideNetherlands

# The European Netherlands with its waters, a little wide: degrees WGS84.
SOUTH, NORTH, WEST, EAST = 50.70, 53.80, 3.10, 7.30
POSTCODE = re.compile(r"^[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}$")
# A ring is a closed line of (lon, lat); a polygon is its outer ring and its holes.
Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A spot in the Netherlands, in degrees."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (SOUTH <= self.lat <= NORTH and WEST <= self.lon <= EAST):
            raise OutsideNetherlands


@dataclass(frozen=True, slots=True)
class Address:
    """A street, with a house number and postcode where they are known."""

    street: str
    number: str = ""
    postcode: str = ""

    def __post_init__(self) -> None:
        if not self.street.strip():
            raise NameMissing("Adres")
        if self.postcode and not POSTCODE.match(self.postcode):
            raise BadPostcode

    def __str__(self) -> str:
        return f"{self.street} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a talk was or somebody lives: an address, a point, the buurt's code, or some of it."""

    address: Address | None = None
    point: Point | None = None
    buurt: str = ""

    def __str__(self) -> str:
        return str(self.address) if self.address else ""


class AreaKind(Labelled):
    """The levels of the CBS division, and the study's own area."""

    GEMEENTE = "gemeente", "Gemeente"
    WIJK = "wijk", "Wijk"
    BUURT = "buurt", "Buurt"


@dataclass(frozen=True, slots=True)
class Area:
    """A gemeente, wijk or buurt: its code (BU + 8, WK + 6, GM + 4 digits), name and shape.

    Codes change from year to year, so ``year`` is that of the division; 0 when the file is silent.
    """

    code: str
    name: str
    kind: AreaKind
    polygons: tuple[Polygon, ...]
    year: int = 0

    def __post_init__(self) -> None:
        if not self.code.strip() or not self.name.strip():
            raise NameMissing("Gebied")
        if not self.polygons:
            raise ValueError(f"area {self.code} has no shape")


@dataclass(frozen=True, slots=True)
class Street:
    """A street of the study's area, as a line of (lon, lat), with its buurt's code."""

    name: str
    buurt: str
    line: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise NameMissing("Straat")
