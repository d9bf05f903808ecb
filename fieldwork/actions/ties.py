"""Banden: what two people are to each other, seen from either side."""

from dataclasses import dataclass
from datetime import date

from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId, new_id
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import AlreadyThere
from fieldwork.domain.ties import Tie, TieId, TieKind
from fieldwork.store import accounts, people, ties


@dataclass(frozen=True, slots=True)
class NewTie:
    """What ``person`` is to ``other``, as filled in."""

    person: PersonId
    other: PersonId
    kind: TieKind
    word: str = ""
    is_dormant: bool = False


@dataclass(frozen=True, slots=True)
class TieCard:
    """A tie seen from one side: what that person is ("buur van"), and to whom."""

    tie: Tie
    phrase: str
    other: Person
    made_by: str = ""

    @property
    def line(self) -> str:
        """What it is, in one line: "Buur van Nel (sleutel van de voordeur)"."""
        word = f" ({self.tie.word})" if self.tie.word else ""
        return f"{self.phrase[0].upper()}{self.phrase[1:]} {self.other.known_as}{word}"


class Ties(Capability):
    """Ties between the people of this study."""

    @kept_until_changed
    def of_person(self, person_id: PersonId) -> list[TieCard]:
        """Return somebody's ties from their side, those that go on first."""
        with self._read(Right.READ_PEOPLE) as work:
            found = ties.ties(work.session, work.vault, person_id)
            seen = [(one, *one.seen_from(person_id)) for one in found]
            whom = {other for _, _, other in seen}
            known = {one.id: one for one in people.people(work.session, work.vault, whom)}
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        cards = [
            TieCard(one, phrase, known[other], names.get(one.made_by, ""))
            for one, phrase, other in seen
        ]
        return sorted(cards, key=lambda card: card.tie.is_over)

    def make(self, new: NewTie) -> Tie:
        """Keep a new tie; refuses one that stands there already and did not end."""
        with self._work(Right.WRITE_PEOPLE) as work:
            made = Tie(
                id=TieId(new_id()),
                person=new.person,
                other=new.other,
                kind=new.kind,
                made_by=self._me.id,
                made_at=work.at,
                word=" ".join(new.word.split()),
                is_dormant=new.is_dormant,
            )
            for who in (made.person, made.other):
                people.person(work.session, work.vault, who)
            if any(_same(one, made) for one in ties.ties(work.session, work.vault, new.person)):
                raise AlreadyThere("Band", "Deze band")
            kept = ties.add(work.session, work.vault, made)
            work.record("band gelegd", kept.id)
        return kept

    def end(self, tie_id: TieId, on: date | None = None) -> Tie:
        """Say that a tie ended, today or on another day; it stays on both lines of time."""
        return self._put(tie_id, on or self._seat.today, "band beëindigd")

    def resume(self, tie_id: TieId) -> Tie:
        """Say that a tie goes on after all."""
        return self._put(tie_id, None, "band hervat")

    def undo(self, tie_id: TieId) -> None:
        """Take away a tie that was made by mistake."""
        with self._work(Right.WRITE_PEOPLE) as work:
            ties.tie(work.session, work.vault, tie_id)
            ties.drop(work.session, tie_id)
            work.record("band teruggedraaid", tie_id)

    def _put(self, tie_id: TieId, on: date | None, deed: str) -> Tie:
        with self._work(Right.WRITE_PEOPLE) as work:
            one = ties.tie(work.session, work.vault, tie_id)
            kept = ties.change(work.session, work.vault, one.ended(on))
            work.record(deed, tie_id)
        return kept


def _same(one: Tie, other: Tie) -> bool:
    """Return whether two ties say the same of the same two; most kinds look alike from both."""
    if one.is_over or one.kind is not other.kind:
        return False
    there, here = (one.person, one.other), (other.person, other.other)
    return there == here or (one.kind.back == one.kind.label and there == here[::-1])
