"""Kaart: where was talked, where key figures live; narrowed by theme, period and kind."""

from dataclasses import dataclass
from datetime import date

from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId, PersonId
from fieldwork.domain.notes import Reading
from fieldwork.domain.people import Source
from fieldwork.domain.places import Area, Point, Street
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store import notes, people


@dataclass(frozen=True, slots=True)
class MapFilter:
    """What to show; what is empty does not narrow. ``key_figures`` adds who others turn to."""

    theme: str = ""
    since: date | None = None
    until: date | None = None
    sources: frozenset[Source] = frozenset()
    key_figures: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """A talk or a key figure at a point; ``key`` is its opaque name on the map."""

    key: str
    point: Point
    note: NoteId | None = None
    person: PersonId | None = None
    source: Source = Source.BEWONER


@dataclass(frozen=True, slots=True)
class MapView:
    """What the map shows, with what it cannot show."""

    areas: tuple[Area, ...]
    spots: tuple[Spot, ...]
    by_buurt: tuple[tuple[str, int], ...]
    without_place: int

    def spot(self, key: str) -> Spot | None:
        """Return the spot of this name."""
        return next((spot for spot in self.spots if spot.key == key), None)

    def buurt(self, code: str) -> str:
        """Return the name of a buurt by its code; "" for none."""
        return next((area.name for area in self.areas if area.code == code), "")


class Places(Capability):
    """What lies where."""

    def areas(self) -> tuple[Area, ...]:
        """Return the study's areas."""
        self._me.must(Right.READ_PEOPLE)
        return self._seat.open.areas

    def streets(self) -> tuple[Street, ...]:
        """Return the area's streets, as lines; empty when none were read in."""
        self._me.must(Right.READ_PEOPLE)
        return self._seat.open.streets

    def buurt_at(self, point: Point) -> str:
        """Return the name of the buurt that ``point`` lies in; "" outside the study's area."""
        from fieldwork.mapping.areas import locate

        self._me.must(Right.READ_PEOPLE)
        areas = self._seat.open.areas
        code = locate([point], areas)[0]
        return next((area.name for area in areas if area.code == code), "")

    @kept_until_changed
    def view(self, which: MapFilter | None = None) -> MapView:
        """Return the talks and key figures that fit, with counts per buurt."""
        which = which or MapFilter()
        with self._read(Right.SEE_OVERVIEW) as work:
            found = notes.notes(work.session, work.vault, since=which.since, until=which.until)
            if which.theme:
                readings = notes.readings(work.session)
                found = [
                    note
                    for note in found
                    if _speaks_of(readings.get(note.id, Reading()), which.theme)
                ]
            if which.sources:
                found = [note for note in found if note.source in which.sources]
            figures = [
                one
                for one in people.people(work.session, work.vault)
                if which.key_figures and one.key_figure and one.home.point
            ]
        talks = [
            Spot(f"n{note.id}", note.place.point, note=note.id, source=note.source)
            for note in found
            if note.place.point
        ]
        turned_to = [
            Spot(f"p{one.id}", one.home.point, person=one.id, source=Source.SLEUTELFIGUUR)
            for one in figures
            if one.home.point
        ]
        return MapView(
            self._seat.open.areas,
            (*talks, *turned_to),
            self._per_buurt([note.place.buurt for note in found]),
            len(found) - len(talks),
        )

    def _per_buurt(self, codes: list[str]) -> tuple[tuple[str, int], ...]:
        counts = [(area.name, codes.count(area.code)) for area in self._seat.open.areas]
        return tuple(sorted(counts, key=lambda pair: -pair[1]))


def _speaks_of(reading: Reading, theme: str) -> bool:
    read = [*reading.open, *(finding.suggestion for finding in reading.findings)]
    return any(one.code == theme and one.status is ThemeStatus.AANWEZIG for one in read)
