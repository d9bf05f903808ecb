"""Grenzen: an area that is drawn on the map, or fetched from PDOK where that may be asked."""

from collections.abc import Sequence

from fieldwork.actions import addresses
from fieldwork.actions.management import replace_division
from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.places import Area, AreaKind, Point
from fieldwork.domain.refusals import NameMissing, Refusal


class BadDrawing(Refusal):
    """What was drawn is no area."""

    def __init__(self, what: str, what_now: str) -> None:
        super().__init__("Tekening", what, what_now)


class Boundaries(Capability):
    """Where the study's area ends."""

    def draw(self, name: str, corners: Sequence[Point], *, beside: bool = True) -> Area:
        """Keep an area with these corners, beside the areas there are or in their place.

        Raises :class:`BadDrawing` and :class:`NameMissing`; nothing changes then.
        """
        self._me.must(Right.MANAGE_STUDY)
        called = " ".join(name.split())[:80]
        if not called:
            raise NameMissing("Gebied")
        known = self._seat.open.areas if beside else ()
        drawn = _drawn(called, corners, {area.code for area in known})
        with self._work(Right.MANAGE_STUDY) as work:
            replace_division(work, (*known, drawn))
            work.record("gebied getekend", "onderzoek", drawn.code)
        return drawn

    def fetch(self, year: int) -> int:
        """Ask PDOK for the buurten of the study's gemeente, in place of those there are.

        Returns how many. Raises :class:`ConnectionOff`, and then nothing was asked.
        """
        from fieldwork.mapping.areas import read_division

        self._me.must(Right.MANAGE_STUDY)
        if not addresses.Addresses(self._seat).may_connect():
            raise addresses.ConnectionOff
        content = addresses.SERVICE.fetch_buurten(self._seat.open.study.gemeente, year)
        found = read_division(content, f"PDOK {year}.geojson")
        with self._work(Right.MANAGE_STUDY) as work:
            replace_division(work, found.areas, found.figures)
            work.record("gebied opgehaald", "onderzoek", f"{len(found.areas)} {year}")
        return len(found.areas)


def _drawn(name: str, corners: Sequence[Point], taken: set[str]) -> Area:
    import shapely

    if len(set(corners)) < 3:
        raise BadDrawing("Een gebied heeft minstens drie hoeken.", "Tik nog een hoek aan.")
    ring = [(round(one.lon, 6), round(one.lat, 6)) for one in corners]
    shape = shapely.Polygon(ring)
    if not shape.is_valid:
        raise BadDrawing(
            "De lijn kruist zichzelf.", "Haal de laatste hoek weg en ga langs de rand verder."
        )
    number = next(count for count in range(1, 10_000) if f"getekend-{count}" not in taken)
    outline = (*ring, ring[0])
    return Area(f"getekend-{number}", name, AreaKind.BUURT, ((outline,),))
