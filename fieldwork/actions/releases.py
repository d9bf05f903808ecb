"""Kaart naar buiten: counts per cell that leave, protected; and what went out before."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from fieldwork.actions.map_files import as_outside, find_kind, list_kinds
from fieldwork.actions.places import buurten_of
from fieldwork.actions.seat import Capability, Work, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.ids import AccountId, PersonId
from fieldwork.domain.notes import ConsentState, Note, Reading
from fieldwork.domain.people import Person
from fieldwork.domain.places import Area, AreaKind
from fieldwork.domain.refusals import NoReason, NotFound
from fieldwork.domain.releases import Crowd, MapRules, MapUnit, Release, UnitIsFixed, protect
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store import map_settings, notes, people, releases

_PURPOSE: Final = "maps that leave"
# Talks of who said no, or took a yes back, are in no file that leaves.
_LEFT_OUT: Final = (ConsentState.GEWEIGERD, ConsentState.INGETROKKEN)
# A reason shorter than this is none: "ja", "test".
_LEAST_REASON: Final = 15


@dataclass(frozen=True, slots=True)
class MapFile:
    """A file that was made: its name, kind and content."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What a map that leaves would show now, and the cells it lies on."""

    release: Release
    cells: tuple[Area, ...]
    division: tuple[Area, ...]

    @property
    def without_number(self) -> int:
        """How many cells show no number."""
        return len(self.cells) - len(self.release.groups)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of what went out: when, by whom, what, and why where the points themselves went."""

    release: Release
    who: str
    what: str


class Releases(Capability):
    """Maps that leave."""

    def rules(self) -> MapRules:
        """Return the rules of this study; the unit is the fixed one once a map went out."""
        with self._read(Right.SEE_OVERVIEW) as work:
            return _rules(work)

    def is_fixed(self) -> bool:
        """Return whether a map went out, after which the unit stays."""
        with self._read(Right.SEE_OVERVIEW) as work:
            return releases.fixed_unit(work.session) is not None

    def set_rules(self, unit: MapUnit, threshold: int) -> MapRules:
        """Keep other rules; raises :class:`UnitIsFixed` and :class:`BadThreshold`."""
        self._me.must(Right.MANAGE_STUDY)
        chosen = MapRules(unit, threshold)
        with self._work(Right.MANAGE_STUDY) as work:
            fixed = releases.fixed_unit(work.session)
            if fixed is not None and fixed is not unit:
                raise UnitIsFixed(fixed)
            map_settings.keep_rules(work.session, chosen)
            work.record("regels voor de kaart gewijzigd", "kaart", f"{unit.value} {threshold}")
        return chosen

    @kept_until_changed
    def preview(self, theme: str = "") -> Shown:
        """Return what a map of ``theme``, or of all talks, would show if it went out now."""
        with self._read(Right.SEE_OVERVIEW) as work:
            return self._show(work, theme)

    def file(self, kind: str, theme: str = "") -> MapFile:
        """Make a file of counts per cell, and write down that it goes out.

        ``kind`` is one of :func:`list_kinds`. Making it and writing it down is one work, so that
        two people at once cannot take two states apart.
        """
        self._me.must(Right.WRITE_NOTES)
        how = find_kind(kind)
        with self._work(Right.WRITE_NOTES) as work:
            shown = self._show(work, theme)
            release = replace(
                shown.release,
                made_at=work.at,
                made_by=self._me.id,
                format=kind,
                control=_control(shown.release),
            )
            outside = as_outside(
                self._seat.open.study,
                shown,
                release.control,
                self._label(theme),
                self._seat.today,
                self._seat.open.streets,
            )
            content = how.write(outside)
            division = () if releases.fixed_unit(work.session) else shown.division
            releases.add_release(work.session, release, division)
            work.record("kaart naar buiten", "kaart", f"{kind} {release.unit.value} {theme}")
        name = f"kaart-{theme or 'gesprekken'}-{self._seat.today.isoformat()}.{how.extension}"
        return MapFile(name.replace("_", "-"), how.mime, content)

    def exact_file(self, kind: str, reason: str) -> MapFile:
        """Make a file of the talks' own points, for who manages the study and says why.

        Raises :class:`NoReason`. The reason stands in the log of what went out.
        """
        self._me.must(Right.MANAGE_STUDY)
        how = find_kind(kind, exact=True)
        told = " ".join(reason.split())
        if len(told) < _LEAST_REASON:
            raise NoReason("waarom de precieze plekken nodig zijn")
        with self._work(Right.MANAGE_STUDY) as work:
            found = [one for one in self._talks(work) if one.place.point]
            content = how.write_exact(self._seat.open.study, found, self._seat.open.areas)
            rules = _rules(work)
            control = hashlib.sha256(content).hexdigest()[:12]
            release = Release(
                rules.unit, "", rules.threshold, {}, work.at, self._me.id, kind, told, control
            )
            releases.add_release(work.session, release)
            work.record("precieze kaart naar buiten", "kaart", f"{kind} {len(found)}")
        name = f"kaart-precies-vertrouwelijk-{self._seat.today.isoformat()}.{how.extension}"
        return MapFile(name, how.mime, content)

    def log(self) -> list[LogLine]:
        """Return what went out, the last first."""
        from fieldwork.actions.notes import account_names

        with self._read(Right.SEE_OVERVIEW) as work:
            names = account_names(work)
            gone = releases.releases(work.session)
        return [
            LogLine(one, names.get(one.made_by or AccountId(""), ""), self._say(one))
            for one in gone
        ]

    def _say(self, one: Release) -> str:
        kind = next((kind.label for kind in list_kinds() if kind.code == one.format), one.format)
        if one.reason:
            return f"Precieze plekken, {kind}"
        return f"{self._label(one.theme)}, {one.unit.label.lower()}, {kind}"

    def _label(self, theme: str) -> str:
        return self._seat.open.codebook.label(theme) if theme else "Alle gesprekken"

    def _show(self, work: Work, theme: str) -> Shown:
        known = {one.id for one in self._seat.open.codebook.themes}
        if theme and theme not in known:
            raise NotFound("Dit thema")
        rules = _rules(work)
        division = releases.fixed_division(work.session) or buurten_of(self._seat.open.areas)
        cells = cells_of(division, rules.unit)
        crowds = self._crowds(work, theme, division, cells, rules.unit)
        earlier = releases.last_groups(work.session, theme)
        groups = protect(crowds, earlier, rules.threshold)
        release = Release(rules.unit, theme, rules.threshold, groups)
        return Shown(release, cells, division)

    def _talks(self, work: Work) -> list[Note]:
        return [
            one for one in notes.notes(work.session, work.vault) if one.consent not in _LEFT_OUT
        ]

    def _crowds(
        self,
        work: Work,
        theme: str,
        division: tuple[Area, ...],
        cells: tuple[Area, ...],
        unit: MapUnit,
    ) -> dict[str, Crowd]:
        talks = self._talks(work)
        known = {one.id: one for one in people.people(work.session, work.vault)}
        readings = notes.readings(work.session) if theme else {}
        key = work.vault.key_for(_PURPOSE)
        inside = {cell.code for cell in cells}
        everybody: dict[str, set[str]] = {}
        speaking: dict[str, set[str]] = {}
        for talk, code in zip(talks, locate_talks(talks, division, unit), strict=True):
            if code not in inside:
                continue
            marks = {_mark(key, one) for one in tellers(talk, known)}
            everybody.setdefault(code, set()).update(marks)
            if theme and _speaks_of(readings.get(talk.id, Reading()), theme):
                speaking.setdefault(code, set()).update(marks)
        if not theme:
            return {code: Crowd(frozenset(marks)) for code, marks in everybody.items()}
        return {
            code: Crowd(frozenset(speaking.get(code, ())), _without(marks, speaking.get(code)))
            for code, marks in everybody.items()
        }


def locate_talks(talks: list[Note], division: tuple[Area, ...], unit: MapUnit) -> list[str]:
    """Return for each talk the code of its cell, or "".

    A talk of which only the buurt is known counts in a map per buurt.
    """
    from fieldwork.mapping.areas import locate
    from fieldwork.mapping.hexagons import hexagons_at

    with_point = [(one, one.place.point) for one in talks if one.place.point]
    points = [point for _, point in with_point]
    found = hexagons_at(points, unit.width) if unit.width else locate(points, division)
    codes = {talk.id: code for (talk, _), code in zip(with_point, found, strict=True)}
    known = set() if unit.width else {area.code for area in division}
    return [
        codes.get(one.id) or (one.place.buurt if one.place.buurt in known else "") for one in talks
    ]


def cells_of(division: tuple[Area, ...], unit: MapUnit) -> tuple[Area, ...]:
    """Return the cells of a map: the buurten, or the hexagons over them."""
    from fieldwork.mapping.hexagons import hexagon_shape, hexagons_over

    if not unit.width:
        return division
    return tuple(
        Area(code, code, AreaKind.BUURT, (hexagon_shape(code),))
        for code in hexagons_over(division, unit.width)
    )


def tellers(talk: Note, known: Mapping[PersonId, Person]) -> Iterable[str]:
    """Yield who told a talk, housemates as one; who is not known by name is known by the spot.

    Ten talks with one family are then one, and ten strangers at one bus stop as well: rather too
    few people than too many, since the threshold rests on it.
    """
    for person in talk.people:
        one = known.get(person)
        address = one.home.address if one else None
        if address and address.number:
            yield f"home {address.street} {address.number}"
        else:
            yield f"person {person}"
    if not talk.people:
        place = talk.place
        if place.address and place.address.number:
            yield f"home {place.address.street} {place.address.number}"
        elif place.point:
            yield f"spot {place.point.lat:.4f} {place.point.lon:.4f}"
        else:
            yield f"buurt {place.buurt}"


def _without(marks: set[str], speaking: set[str] | None) -> frozenset[str]:
    return frozenset(marks - (speaking or set()))


def _mark(key: bytes, who: str) -> str:
    """Return an opaque mark of ``who``, so that no address stands in the log."""
    folded = "".join(who.casefold().split())
    return hmac.new(key, folded.encode(), hashlib.sha256).hexdigest()[:20]


def _rules(work: Work) -> MapRules:
    rules = map_settings.rules(work.session)
    fixed = releases.fixed_unit(work.session)
    return replace(rules, unit=fixed) if fixed else rules


def _control(release: Release) -> str:
    """Return what ties a file to its line in the log; made of nothing but what the file shows."""
    said = f"{release.unit.value} {release.theme} {sorted(release.counts.items())}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _speaks_of(reading: Reading, theme: str) -> bool:
    """Return whether a person confirmed that the theme plays: what is only suggested stays in."""
    read = [finding.suggestion for finding in reading.findings]
    return any(one.code == theme and one.status is ThemeStatus.AANWEZIG for one in read)
