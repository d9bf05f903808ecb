"""Plekken in de buurt: where people meet or get something; nobody's home."""

from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.buurten import LONGEST_ABOUT, LONGEST_NAME, Site, SiteKind
from fieldwork.domain.ids import new_id
from fieldwork.domain.people import holds_bsn
from fieldwork.domain.places import Point
from fieldwork.domain.refusals import BsnNoticed, NotFound
from fieldwork.store import spots


class Sites(Capability):
    """The places of the neighbourhood that are there for people."""

    def all(self) -> tuple[Site, ...]:
        """Return the sites by name."""
        with self._read(Right.SEE_OVERVIEW) as work:
            return spots.sites(work.session)

    def add(self, name: str, kind: SiteKind, point: Point, about: str = "") -> Site:
        """Keep a place; raises :class:`NameMissing` and :class:`BsnNoticed`."""
        self._me.must(Right.WRITE_NOTES)
        from fieldwork.mapping.areas import locate

        if holds_bsn(name) or holds_bsn(about):
            raise BsnNoticed("Plek")
        with self._work(Right.WRITE_NOTES) as work:
            site = Site(
                new_id(),
                " ".join(name.split())[:LONGEST_NAME],
                kind,
                point,
                self._me.id,
                work.at,
                about.strip()[:LONGEST_ABOUT],
                locate([point], self._seat.open.areas)[0],
            )
            spots.add_site(work.session, site)
            work.record("plek toegevoegd", site.id)
        return site

    def drop(self, site_id: str) -> None:
        """Take a place off the map; raises :class:`NotFound`."""
        with self._work(Right.WRITE_NOTES) as work:
            if not spots.drop_site(work.session, site_id):
                raise NotFound("Deze plek")
            work.record("plek weggehaald", site_id)
