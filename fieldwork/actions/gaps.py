"""Nog niet gesproken: the streets and groups that no talk reached yet, against CBS's figures."""

from collections import defaultdict
from dataclasses import dataclass

from fieldwork.actions.places import buurten_of
from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.buurten import BuurtFigures
from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import Source
from fieldwork.store import people, spots

OLD_FROM = 65


@dataclass(frozen=True, slots=True)
class BuurtGap:
    """How far the talks reach in one buurt.

    ``people`` counts who was spoken with by name; ``dated`` those of them whose birth year is
    known, ``older`` those of 65 and over. ``no_talk_with`` names the kinds of people that no talk
    was with.
    """

    code: str
    name: str
    talks: int
    people: int
    dated: int
    older: int
    no_talk_with: tuple[Source, ...]
    quiet_streets: tuple[str, ...]
    streets: int
    figures: BuurtFigures

    @property
    def per_hundred(self) -> float | None:
        """How many talks there were for every hundred households; None without CBS's figure."""
        homes = self.figures.households
        return 100 * self.talks / homes if homes else None

    @property
    def older_share(self) -> float | None:
        """Which share of the residents is 65 or over, 0 to 1; None where CBS tells nothing."""
        residents, older = self.figures.residents, self.figures.older
        return older / residents if residents and older is not None else None

    @property
    def alone_share(self) -> float | None:
        """Which share of the households is one person, 0 to 1; None where CBS tells nothing."""
        homes, alone = self.figures.households, self.figures.one_person
        return alone / homes if homes and alone is not None else None

    @property
    def misses_older(self) -> bool:
        """Whether people of 65 and over were spoken with less than half as often as they live here.

        Of fewer than five known ages nothing is said.
        """
        share = self.older_share
        return share is not None and self.dated >= 5 and self.older / self.dated < share / 2


class Gaps(Capability):
    """Where and with whom nobody talked yet."""

    @kept_until_changed
    def buurten(self) -> list[BuurtGap]:
        """Return every buurt, the least reached first."""
        with self._read(Right.SEE_OVERVIEW) as work:
            talks = spots.talk_spots(work.session)
            streets = spots.streets_of_talks(work.session, work.vault)
            tellers = spots.tellers_of_talks(work.session)
            years = {one.id: one.birth_year for one in people.people(work.session, work.vault)}
            figures = {one.code: one for one in spots.figures(work.session)}
        heard = {street.casefold() for street in streets.values()}
        by_street: defaultdict[str, set[str]] = defaultdict(set)
        for street in self._seat.open.streets:
            by_street[street.buurt].add(street.name)
        found = []
        for area in buurten_of(self._seat.open.areas):
            here = [talk for talk in talks if talk.buurt == area.code]
            who: set[PersonId] = set().union(*(tellers.get(talk.id, set()) for talk in here))
            ages = [self._seat.today.year - year for one in who if (year := years.get(one))]
            met = {talk.source for talk in here}
            names = by_street[area.code]
            found.append(
                BuurtGap(
                    area.code,
                    area.name,
                    len(here),
                    len(who),
                    len(ages),
                    sum(age >= OLD_FROM for age in ages),
                    tuple(source for source in Source if source not in met),
                    tuple(sorted(name for name in names if name.casefold() not in heard)),
                    len(names),
                    figures.get(area.code, BuurtFigures(area.code)),
                )
            )
        return sorted(found, key=_reached)


def _reached(gap: BuurtGap) -> tuple[float, int]:
    return (gap.per_hundred if gap.per_hundred is not None else float(gap.talks), gap.talks)
