"""Two readings of a talk side by side: where they differ, and how far they agree over all talks."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.actions.coding_interval import measure
from fieldwork.actions.review import find_words
from fieldwork.domain.agreement import (
    Reliability,
    Values,
    count_shared,
    jaccard,
    nominal,
    of_all,
    of_code,
    sentences,
    unit_values,
)
from fieldwork.domain.coding import CoderRole, Coding, CodingId, CodingMark, MarkId
from fieldwork.domain.ids import AccountId, NoteId, new_id
from fieldwork.domain.notes import Note, Reading, Span
from fieldwork.domain.refusals import NotFound
from fieldwork.domain.themes import Codebook, SignalStatus, ThemeStatus

Status = ThemeStatus | SignalStatus
Touches = Callable[[Span | None], bool]


@dataclass(frozen=True, slots=True)
class ReaderMark:
    """What one reader saw of one theme in one unit; None when nothing."""

    who: str
    marks: tuple[CodingMark, ...]

    @property
    def status(self) -> Status | None:
        """How it stands there, for this reader."""
        return self.marks[0].status if self.marks else None


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit and a theme in which readers differ. ``place`` is the sentence's number, -1 the talk.

    ``decided`` are the marks of an earlier talk about it, ``agreed`` what they say.
    """

    place: int
    code: str
    sentence: Span | None
    readers: tuple[ReaderMark, ...]
    decided: tuple[MarkId, ...] = ()
    agreed: Status | None = None

    @property
    def is_decided(self) -> bool:
        """Whether the readers talked about it."""
        return bool(self.decided)

    def touches(self, span: Span | None) -> bool:
        """Return whether a stretch is within this unit, for a part at least."""
        return _touch(self.sentence, span)

    def stretch(self, status: Status | None) -> tuple[str, int | None]:
        """Return the words to rest on, and where they stand: of a reader who saw ``status``."""
        marks = [mark for reader in self.readers for mark in reader.marks if mark.span]
        best = next((mark for mark in marks if mark.status is status), None) or next(
            iter(marks), None
        )
        return (best.quote, best.span.start) if best and best.span else ("", None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A talk with who read it and where they differ; ``same`` counts what they saw alike."""

    note: NoteId
    text: str
    readers: tuple[tuple[str, CoderRole, tuple[CodingMark, ...]], ...]
    differences: tuple[Difference, ...]
    same: int

    @property
    def to_discuss(self) -> int:
        """How many differences nobody talked about yet."""
        return sum(not one.is_decided for one in self.differences)

    def difference(self, place: int, code: str) -> Difference | None:
        """Return one difference, or None."""
        return next((d for d in self.differences if (d.place, d.code) == (place, code)), None)


@dataclass(frozen=True, slots=True)
class Report:
    """How far readers agree: over everything, per theme, and each talk with its differences."""

    overall: Reliability
    themes: tuple[tuple[str, Reliability], ...]
    talks: tuple[Comparison, ...]


def first_reading(
    talk: Note, reading: Reading, others: Collection[AccountId], at: datetime
) -> Coding:
    """Return what was confirmed in a talk, by anybody but ``others``, as the first reader's."""
    own = [one for one in reading.findings if one.by not in others]
    who = Counter(one.by for one in reading.decisions if one.by not in others)
    account = who.most_common(1)[0][0] if who else talk.made_by
    marks = []
    for one in own:
        read, span = one.suggestion, one.suggestion.span
        fits = span if span and span.lies_in(talk.text) else None
        quote = fits.of(talk.text) if fits else ""
        marks.append(CodingMark(MarkId(new_id()), read.code, read.status, fits, quote))
    return Coding(
        CodingId(new_id()), talk.id, account, at, CoderRole.EERSTE, at, marks=tuple(marks)
    )


def compare_talk(note: Note, found: Sequence[Coding], names: Mapping[str, str]) -> Comparison:
    """Return where the readers of ``note`` differ, of all codings ``found`` of it."""
    readers = _readers(note, found)
    agreed = [mark for one in found if one.role is CoderRole.SAMEN for mark in one.marks]
    agreed = [_placed(mark, note.text) for mark in agreed]
    spans = sentences(note.text)
    differences, same = [], 0
    for unit, by in _values(note, readers).items():
        sentence = spans[unit.sentence] if unit.sentence >= 0 else None
        for code in sorted({code for seen in by.values() for code, _ in seen}):
            sights = {frozenset(s for c, s in seen if c == code) for seen in by.values()}
            if len(sights) == 1:
                same += 1
                continue
            shown = tuple(
                ReaderMark(names.get(one.account, ""), _in_unit(one, sentence, code))
                for one in readers
            )
            about = [mark for mark in agreed if mark.code == code and _touch(sentence, mark.span)]
            differences.append(
                Difference(
                    unit.sentence,
                    code,
                    sentence,
                    shown,
                    tuple(mark.id for mark in about),
                    about[0].status if about else None,
                )
            )
    who = tuple((names.get(one.account, ""), one.role, one.marks) for one in readers)
    return Comparison(note.id, note.text, who, tuple(differences), same)


def report(
    talks: Sequence[Note], found: Sequence[Coding], names: Mapping[str, str], codebook: Codebook
) -> Report:
    """Return how far the readers of ``talks`` agree."""
    by_note: dict[NoteId, list[Coding]] = {}
    for one in found:
        by_note.setdefault(one.note, []).append(one)
    values: Values = {}
    for talk in talks:
        values |= _values(talk, _readers(talk, by_note[talk.id]))
    used = {code for by in values.values() for seen in by.values() for code, _ in seen}
    themes = tuple(
        (entry.id, measure(of_code(values, entry.id), nominal))
        for entry in codebook
        if entry.id in used
    )
    overall = measure(of_all(values), jaccard, count_shared(values))
    compared = tuple(compare_talk(talk, by_note[talk.id], names) for talk in talks)
    return Report(overall, themes, compared)


def _values(note: Note, readers: Sequence[Coding]) -> Values:
    seen = {str(one.id): [mark.seen for mark in one.marks] for one in readers}
    return unit_values(note.id, note.text, seen)


def _readers(note: Note, found: Sequence[Coding]) -> list[Coding]:
    """Return the first reading and those second ones that are done, placed in the text."""
    apart = [one for one in found if one.role is not CoderRole.SAMEN and one.done_at]
    apart.sort(key=lambda one: (one.role is not CoderRole.EERSTE, one.begun_at))
    return [
        replace(one, marks=tuple(_placed(mark, note.text) for mark in one.marks)) for one in apart
    ]


def _placed(mark: CodingMark, text: str) -> CodingMark:
    """Return the mark where its words stand now; about the whole talk when they are gone."""
    if mark.span is None or not mark.quote or mark.span.of(text) == mark.quote:
        return mark
    try:
        return replace(mark, span=find_words(text, mark.quote, mark.span.start))
    except NotFound:
        return replace(mark, span=None)


def _in_unit(one: Coding, sentence: Span | None, code: str) -> tuple[CodingMark, ...]:
    return tuple(m for m in one.marks if m.code == code and _touch(sentence, m.span))


def _touch(sentence: Span | None, span: Span | None) -> bool:
    if sentence is None or span is None:
        return sentence is None and span is None
    return sentence.start < span.end and span.start < sentence.end
