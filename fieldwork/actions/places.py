"""Kaart: talks, key figures, themes per cell, what needs help, places; by week and kind."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from fieldwork.actions.seat import Capability, Work, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.handover import HANDED_OVER, HelpRequest, RequestState
from fieldwork.domain.ids import NoteId, PersonId, RequestId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import Person, Source
from fieldwork.domain.places import Area, AreaKind, Point, Street
from fieldwork.domain.releases import MapUnit
from fieldwork.domain.themes import Urgency
from fieldwork.store import handover, map_settings, people, spots, ties
from fieldwork.store.spots import TalkSpot

Answer = TypeVar("Answer")
# A request that is here no longer waits for anybody.
_CLOSED: Final = HANDED_OVER | {RequestState.INGETROKKEN}
# What somebody's choice may hold, so that the store never takes more.
_LONGEST_CHOICE: Final = 40


class MapLayer(Labelled):
    """What can lie on the map."""

    GESPREKKEN = "gesprekken", "Gesprekken"
    SLEUTELFIGUREN = "sleutelfiguren", "Sleutelfiguren"
    VAKKEN = "vakken", "Hoe vaak waar"
    HULP = "hulp", "Signalen en hulpvragen"
    PLEKKEN = "plekken", "Plekken in de buurt"
    LEEG = "leeg", "Nog niet gesproken"


@dataclass(frozen=True, slots=True)
class MapFilter:
    """What to show; what is empty does not narrow. Weeks are the study's, both included."""

    theme: str = ""
    first_week: int | None = None
    last_week: int | None = None
    sources: frozenset[Source] = frozenset()
    layers: frozenset[MapLayer] = frozenset({MapLayer.GESPREKKEN, MapLayer.SLEUTELFIGUREN})
    unit: MapUnit = MapUnit.BUURT

    def shows(self, layer: MapLayer) -> bool:
        """Return whether ``layer`` is on."""
        return layer in self.layers


@dataclass(frozen=True, slots=True)
class Spot:
    """Something at a point; ``key`` is its opaque name on the map.

    ``is_urgent`` is for people who may be in danger now.
    """

    key: str
    point: Point
    layer: MapLayer = MapLayer.GESPREKKEN
    note: NoteId | None = None
    person: PersonId | None = None
    request: RequestId | None = None
    site: str = ""
    source: Source = Source.BEWONER
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class CountedCell:
    """A buurt or hexagon with how many talks there were in it."""

    area: Area
    talks: int


@dataclass(frozen=True, slots=True)
class MapView:
    """What the map shows, with what it cannot show."""

    areas: tuple[Area, ...]
    spots: tuple[Spot, ...]
    by_buurt: tuple[tuple[str, int], ...]
    without_place: int
    talks: int = 0
    cells: tuple[CountedCell, ...] = ()
    reach: tuple[tuple[Point, Point], ...] = ()
    quiet_streets: tuple[Street, ...] = ()

    def spot(self, key: str) -> Spot | None:
        """Return the spot of this name."""
        return next((spot for spot in self.spots if spot.key == key), None)

    def buurt(self, code: str) -> str:
        """Return the name of a buurt by its code; "" for none."""
        return next((area.name for area in self.areas if area.code == code), "")

    def cell(self, code: str) -> CountedCell | None:
        """Return the cell of this code."""
        return next((cell for cell in self.cells if cell.area.code == code), None)


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

    def choice(self) -> dict[str, Any]:
        """Return how this person left the map; empty at first."""
        with self._read(Right.SEE_OVERVIEW) as work:
            return map_settings.choice(work.session, self._me.id)

    def remember(self, chosen: dict[str, Any]) -> None:
        """Keep how this person leaves the map; that is no deed on the study."""
        self._me.must(Right.SEE_OVERVIEW)
        if any(len(str(key)) > _LONGEST_CHOICE for key in chosen):
            raise ValueError("a choice is of a few words")
        with self._seat.open.store.work() as session:
            map_settings.keep_choice(session, self._me.id, chosen)

    def last_week(self) -> int:
        """Return the number of the last week that the slider reaches: this one, or the last."""
        study = self._seat.open.study
        return max(1, min(study.weeks, study.week_of(self._seat.today)))

    @kept_until_changed
    def view(self, which: MapFilter | None = None) -> MapView:
        """Return what fits on the map, with counts per buurt."""
        which = which or MapFilter()
        self._me.must(Right.SEE_OVERVIEW)
        talks = self._fitting(which)
        buurten = Counter(talk.buurt for talk in talks)
        areas = self._seat.open.areas
        counts = [(area.name, buurten[area.code]) for area in areas]
        return MapView(
            areas,
            tuple(self._spots(which, talks)),
            tuple(sorted(counts, key=lambda pair: -pair[1])),
            sum(talk.point is None for talk in talks),
            len(talks),
            self._cells(which, talks) if which.shows(MapLayer.VAKKEN) else (),
            self._reach() if which.shows(MapLayer.SLEUTELFIGUREN) else (),
            self._quiet() if which.shows(MapLayer.LEEG) else (),
        )

    def _fitting(self, which: MapFilter) -> list[TalkSpot]:
        """Return the talks that fit, from what is at hand since the last change."""
        week = self._seat.open.study.week_of
        first = which.first_week or -10_000
        last = which.last_week or 10_000
        days = {talk.day for talk in self._talks()}
        within = {day for day in days if first <= week(day) <= last}
        speaking = self._themes() if which.theme else {}
        return [
            talk
            for talk in self._talks()
            if talk.day in within
            and (not which.sources or talk.source in which.sources)
            and (not which.theme or which.theme in speaking.get(talk.id, ()))
        ]

    def _spots(self, which: MapFilter, talks: Sequence[TalkSpot]) -> Iterable[Spot]:
        if which.shows(MapLayer.GESPREKKEN):
            for talk in talks:
                if talk.point:
                    yield Spot(f"n{talk.id}", talk.point, note=talk.id, source=talk.source)
        if which.shows(MapLayer.PLEKKEN):
            yield from (
                Spot(f"s{one.id}", one.point, MapLayer.PLEKKEN, site=one.id)
                for one in self._at_hand("sites of the map", lambda work: spots.sites(work.session))
            )
        if which.shows(MapLayer.SLEUTELFIGUREN):
            yield from (
                Spot(
                    f"p{one.id}",
                    one.home.point,
                    MapLayer.SLEUTELFIGUREN,
                    person=one.id,
                    source=Source.SLEUTELFIGUUR,
                )
                for one in self._people()
                if one.key_figure and one.home.point
            )
        if which.shows(MapLayer.HULP) and self._me.may(Right.MAKE_REQUESTS):
            yield from self._help(talks)

    def _help(self, talks: Sequence[TalkSpot]) -> Iterable[Spot]:
        """Yield the talks with a signal, and the homes of who waits for help."""
        signals = self._at_hand("signals of the map", lambda work: spots.signals_now(work.session))
        urgent = {
            one.id for one in self._seat.open.codebook.signals if one.urgency is Urgency.SPOED
        }
        for talk in talks:
            if talk.point and talk.id in signals:
                is_urgent = bool(signals[talk.id] & urgent)
                yield Spot(
                    f"h{talk.id}", talk.point, MapLayer.HULP, note=talk.id, is_urgent=is_urgent
                )
        homes = {one.id: one.home.point for one in self._people()}
        for request in self._at_hand("open requests of the map", _open_requests):
            point = homes.get(request.person)
            if point:
                yield Spot(f"r{request.id}", point, MapLayer.HULP, request=request.id)

    def _cells(self, which: MapFilter, talks: Sequence[TalkSpot]) -> tuple[CountedCell, ...]:
        from fieldwork.actions.releases import cells_of
        from fieldwork.mapping.hexagons import hexagons_at

        buurten = buurten_of(self._seat.open.areas)
        if which.unit.width:
            points = [talk.point for talk in talks if talk.point]
            counts = Counter(hexagons_at(points, which.unit.width))
        else:
            counts = Counter(talk.buurt for talk in talks)
        return tuple(CountedCell(cell, counts[cell.code]) for cell in cells_of(buurten, which.unit))

    def _reach(self) -> tuple[tuple[Point, Point], ...]:
        """Return a line from each key figure's home to those of the people they are tied to."""
        homes = {one.id: one.home.point for one in self._people()}
        figures = {one.id for one in self._people() if one.key_figure}
        found = []
        for tie in self._at_hand(
            "ties of the map", lambda work: ties.ties(work.session, work.vault)
        ):
            one, other = homes.get(tie.person), homes.get(tie.other)
            if one and other and not tie.ended_on and {tie.person, tie.other} & figures:
                found.append((one, other))
        return tuple(found)

    def _quiet(self) -> tuple[Street, ...]:
        """Return the streets that no talk names; two parts of one street are one."""
        heard = {
            street.casefold()
            for street in self._at_hand(
                "streets of talks",
                lambda work: spots.streets_of_talks(work.session, work.vault),
            ).values()
        }
        return tuple(
            street for street in self._seat.open.streets if street.name.casefold() not in heard
        )

    def _talks(self) -> tuple[TalkSpot, ...]:
        return self._at_hand("talks of the map", lambda work: spots.talk_spots(work.session))

    def _themes(self) -> dict[NoteId, frozenset[str]]:
        return self._at_hand("themes of the map", lambda work: spots.themes_now(work.session))

    def _people(self) -> list[Person]:
        return self._at_hand(
            "people of the map", lambda work: people.people(work.session, work.vault)
        )

    def _at_hand(self, question: str, read: Callable[[Work], Answer]) -> Answer:
        """Return what was read since the last change; the same for every filter of the map."""
        opened = self._seat.open

        def look() -> Answer:
            with self._read(Right.SEE_OVERVIEW) as work:
                return read(work)

        return opened.kept.answer(opened.store.stamp(), question, look)


def buurten_of(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """Return the buurten among ``areas``, or all where there are none."""
    return tuple(area for area in areas if area.kind is AreaKind.BUURT) or areas


def _open_requests(work: Work) -> list[HelpRequest]:
    wanted = [state for state in RequestState if state not in _CLOSED]
    return handover.requests(work.session, work.vault, states=wanted)
