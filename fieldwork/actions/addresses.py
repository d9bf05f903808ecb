"""Adressen: a local list with their points, and PDOK where somebody switched it on."""

from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.places import Address, Place, Point
from fieldwork.domain.refusals import Refusal
from fieldwork.mapping.pdok import FoundAddress, Pdok
from fieldwork.store import houses, map_settings

# Where to ask; a test puts its own small server here.
SERVICE = Pdok()


class ConnectionOff(Refusal):
    """PDOK would be asked, and nobody said that it may."""

    def __init__(self) -> None:
        super().__init__(
            "Kadaster",
            "De verbinding met PDOK staat uit, dus er is niets gevraagd.",
            "Uw coördinator kan die aanzetten bij Onderzoek, Gebied.",
        )


class Addresses(Capability):
    """From an address to a point."""

    def count(self) -> int:
        """Return how many addresses the local list has."""
        with self._read(Right.READ_PEOPLE) as work:
            return houses.count_houses(work.session)

    def read_file(self, filename: str, content: bytes) -> int:
        """Put the addresses of a file in place of those there were; returns how many.

        Nothing changes when the file is refused.
        """
        from fieldwork.mapping.houses import read_houses

        self._me.must(Right.MANAGE_STUDY)
        found = read_houses(content, filename)
        with self._work(Right.MANAGE_STUDY) as work:
            many = houses.replace_houses(
                work.session, ((one.folded, one.address, one.point) for one in found)
            )
            work.record("adressen ingelezen", "onderzoek", str(many))
        return many

    def may_connect(self) -> bool:
        """Return whether PDOK may be asked."""
        with self._read(Right.READ_PEOPLE) as work:
            return map_settings.may_connect(work.session)

    def allow_connection(self, *, on: bool) -> None:
        """Allow that PDOK is asked, or no longer."""
        with self._work(Right.MANAGE_STUDY) as work:
            map_settings.allow_connection(work.session, on=on)
            work.record(f"verbinding met PDOK {'aan' if on else 'uit'}", "onderzoek")

    def ask(self, text: str) -> list[FoundAddress]:
        """Ask PDOK for addresses like ``text``: the text leaves this computer.

        Raises :class:`ConnectionOff`, and then nothing was asked.
        """
        self._me.must(Right.WRITE_NOTES)
        if not self.may_connect():
            raise ConnectionOff
        return SERVICE.find_addresses(text)

    def place(self, address: Address, point: Point | None = None) -> Place:
        """Return where an address is, by the local list or the streets; with its buurt."""
        from fieldwork.actions.notes import place_of

        self._me.must(Right.READ_PEOPLE)
        return place_of(self._seat, address.street, address.number, point)
