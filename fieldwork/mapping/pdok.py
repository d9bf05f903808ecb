"""PDOK, the government's open map services: areas of CBS, and an address as a point.

Only for who switched it on: each question about an address tells a third party that address. No
other module of Wijkduik asks anything of a server elsewhere.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from fieldwork.domain.places import Address, Point
from fieldwork.domain.refusals import NotFound, OutsideNetherlands, Refusal

LOCATIONS: Final = "https://api.pdok.nl/bzk/locatieserver/search/v3_1"
DIVISIONS: Final = "https://api.pdok.nl/cbs/wijken-en-buurten-{year}/ogc/v1"
# Background map of the Kadaster, as tiles; the browser asks for these itself.
BACKGROUND: Final = (
    "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/{style}/EPSG:3857/{{z}}/{{x}}/{{y}}.png"
)
# Where its pictures come from, as a browser's policy names it.
PICTURES: Final = "https://service.pdok.nl"
CREDIT: Final = "Kaartgegevens © Kadaster"
_SECONDS: Final = 10
_LARGEST: Final = 40 * 1024 * 1024
_AT_ONCE: Final = 1000
_MOST_PAGES: Final = 20
# Degrees around a gemeente's middle: the largest are some 60 km across.
_AROUND: Final = 0.45
_POINT: Final = re.compile(r"POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)")


class NoAnswer(Refusal):
    """PDOK could not be reached, or did not answer as it should."""

    def __init__(self) -> None:
        super().__init__(
            "Kadaster",
            "PDOK geeft nu geen bruikbaar antwoord.",
            "Kijk of deze computer internet heeft, of neem een bestand.",
        )


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address as PDOK knows it; ``words`` is how it writes it in full."""

    words: str
    address: Address
    point: Point


@dataclass(frozen=True, slots=True)
class Pdok:
    """Where to ask; other addresses are for tests, with a small server of their own."""

    locations: str = LOCATIONS
    divisions: str = DIVISIONS

    def find_addresses(self, text: str) -> list[FoundAddress]:
        """Return up to eight addresses like ``text``; raises :class:`NoAnswer`."""
        wanted = {
            "q": " ".join(text.split())[:200],
            "fq": "type:adres",
            "rows": "8",
            "fl": "weergavenaam,straatnaam,huis_nlt,postcode,centroide_ll",
        }
        answer = _ask(f"{self.locations}/free?{urlencode(wanted)}")
        found = answer.get("response", {}).get("docs") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise NoAnswer
        return [one for one in map(_read_address, found) if one]

    def fetch_buurten(self, gemeente: str, year: int) -> bytes:
        """Return the buurten of a gemeente, with CBS's figures, as GeoJSON.

        Asks where the gemeente is, then for the buurten around it, and keeps its own. Raises
        :class:`NotFound` and :class:`NoAnswer`.
        """
        middle, code = self._find_gemeente(gemeente)
        corners = (
            middle.lon - _AROUND,
            middle.lat - _AROUND / 1.6,
            middle.lon + _AROUND,
            middle.lat + _AROUND / 1.6,
        )
        wanted = {
            "f": "json",
            "limit": str(_AT_ONCE),
            "bbox": ",".join(f"{corner:.4f}" for corner in corners),
        }
        base = self.divisions.format(year=year)
        address = f"{base}/collections/buurten/items?{urlencode(wanted)}"
        features: list[Any] = []
        for _ in range(_MOST_PAGES):
            page = _ask(address)
            if not isinstance(page, dict) or not isinstance(page.get("features"), list):
                raise NoAnswer
            features += [one for one in page["features"] if _belongs(one, code)]
            following = _next(page, base)
            if not following:
                break
            address = following
        if not features:
            raise NotFound(f"De gemeente '{gemeente}'")
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()

    def _find_gemeente(self, gemeente: str) -> tuple[Point, str]:
        wanted = {
            "q": gemeente,
            "fq": "type:gemeente",
            "rows": "1",
            "fl": "gemeentecode,gemeentenaam,centroide_ll",
        }
        answer = _ask(f"{self.locations}/free?{urlencode(wanted)}")
        found = answer.get("response", {}).get("docs") if isinstance(answer, dict) else None
        first = found[0] if isinstance(found, list) and found else {}
        point, code = _read_point(first.get("centroide_ll")), str(first.get("gemeentecode", ""))
        if point is None or not re.fullmatch(r"\d{4}", code):
            raise NotFound(f"De gemeente '{gemeente}'")
        return point, f"GM{code}"


def _belongs(feature: object, gemeente: str) -> bool:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(properties, Mapping):
        return False
    plain = {str(key).lower().replace("_", ""): value for key, value in properties.items()}
    return plain.get("gemeentecode") == gemeente


def _next(page: Mapping[str, Any], base: str) -> str:
    """Return the address of the next page; only one on the same server is followed."""
    links = page.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, Mapping) and link.get("rel") == "next":
            href = str(link.get("href", ""))
            return href if href.startswith(f"{base}/") else ""
    return ""


def _read_address(found: object) -> FoundAddress | None:
    if not isinstance(found, Mapping):
        return None
    point, street = _read_point(found.get("centroide_ll")), str(found.get("straatnaam", ""))
    if point is None or not street.strip():
        return None
    words = str(found.get("weergavenaam", street))[:200]
    return FoundAddress(words, Address(street[:120], str(found.get("huis_nlt", ""))[:20]), point)


def _read_point(text: object) -> Point | None:
    found = _POINT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    try:
        return Point(round(float(found[2]), 6), round(float(found[1]), 6))
    except OutsideNetherlands:
        return None


def _ask(address: str) -> Any:
    """Return what a server answers, as JSON; raises :class:`NoAnswer`."""
    if not address.startswith(("https://", "http://127.0.0.1:")):
        raise ValueError(f"PDOK is asked over https only, not {address[:40]}")
    asked = Request(address, headers={"Accept": "application/json"})  # noqa: S310  checked above
    try:
        with urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310  checked above
            content = answer.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise NoAnswer
        return json.loads(content)
    except (URLError, OSError, ValueError, RecursionError):
        raise NoAnswer from None
