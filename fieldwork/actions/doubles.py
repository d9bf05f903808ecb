"""Dubbel: two entries that are one person, laid side by side and made one."""

from dataclasses import dataclass

from fieldwork.actions.people import People, PersonOnList, fold
from fieldwork.actions.recalling import follow_consent
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Right
from fieldwork.domain.consents import holding
from fieldwork.domain.doubles import Contradiction, contradictions, joined
from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import SamePerson, StaleEdit
from fieldwork.store import consents, doubles, handover, notes, people
from fieldwork.store.people import plain_phone


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entries side by side: where they differ, and what would move to the one that stays."""

    kept: Person
    double: Person
    contradictions: tuple[Contradiction, ...]
    talks: int
    requests: int
    handed_over: int


class Doubles(Capability):
    """People who stand in the study twice."""

    def alike(self, person_id: PersonId) -> list[PersonOnList]:
        """Return who might be the same person: the same name, call name, phone or address."""
        everybody = People(self._seat).everybody()
        mine = next((one.person for one in everybody if one.person.id == person_id), None)
        if mine is None:
            return []
        marks = _marks(mine)
        return [
            one for one in everybody if one.person.id != person_id and marks & _marks(one.person)
        ]

    def compare(self, kept: PersonId, double: PersonId) -> Comparison:
        """Lay two entries side by side; raises :class:`SamePerson` or :class:`NotFound`."""
        with self._read(Right.WRITE_PEOPLE) as work:
            self._me.must(Right.READ_NOTES)
            one, other = _both(work, kept, double)
            asked = handover.requests(work.session, work.vault, person=double)
            return Comparison(
                one,
                other,
                tuple(contradictions(one, other)),
                len(notes.notes(work.session, work.vault, person=double)),
                len(asked),
                sum(request.handed_in is not None for request in asked),
            )

    def merge(self, kept: Person, double: Person, taken: tuple[str, ...] = ()) -> Person:
        """Make one of two, as they were shown; ``taken`` are the fields taken from ``double``.

        A no to sharing that the one gave counts at once for what was asked for the other. What
        went out stays on record as it went. Raises :class:`SamePerson`, :class:`NotFound`, or
        :class:`StaleEdit` when a colleague changed one of the two meanwhile.
        """
        with self._work(Right.WRITE_PEOPLE) as work:
            _, other = _both(work, kept.id, double.id)
            if other.version != double.version:
                raise StaleEdit("Mensen")
            people.change_person(work.session, work.vault, joined(kept, other, taken))
            doubles.merge(work.session, double.id, kept.id)
            said = consents.consents(work.session, work.vault, kept.id)
            for one in holding(said).values():
                follow_consent(work, one)
            work.record("mensen samengevoegd", kept.id, double.id)
            return people.person(work.session, work.vault, kept.id)


def _both(work: Work, kept: PersonId, double: PersonId) -> tuple[Person, Person]:
    if kept == double:
        raise SamePerson("Samenvoegen", "Kies een tweede persoon.")
    session, vault = work.session, work.vault
    return people.person(session, vault, kept), people.person(session, vault, double)


def _marks(person: Person) -> set[str]:
    """Return what two entries of one person would share, each with what it is."""
    names = {f"name {fold(name)}" for name in (person.name, person.call_name) if name.strip()}
    phone, home = plain_phone(person.phone), fold(str(person.home))
    return names | ({f"phone {phone}"} if phone else set()) | ({f"home {home}"} if home else set())
