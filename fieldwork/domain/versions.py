"""The texts that a talk had, what differs between two, and two changes taken together.

Differences are told by words, with the standard library's longest matching stretches; a change is
what a reader would call one, so two changed words with only a space between them are one change.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from fieldwork.domain.ids import AccountId, NoteId
from fieldwork.domain.labels import Labelled

# A draft of a change: of which talk, on which version, and a number; "-na" is what was typed
# after the end of one.
_CHANGE_DRAFT: Final = re.compile(r"^gesprek-[0-9A-Za-z]+-([0-9]+)-[0-9]+(?:-na)?$")
_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
_WORD: Final = re.compile(r"\w[^\s]*")
# With more words than this, the commonest are no landmarks any more: it would take seconds.
_MANY: Final = 2000


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A text that a talk had, since ``at``, as ``by`` left it. The first has number 1."""

    number: int
    text: str
    by: AccountId
    at: datetime


class Change(Labelled):
    """What happened to a stretch of text between two versions."""

    GELIJK = "gelijk", "gelijk"
    ERBIJ = "erbij", "erbij"
    ERUIT = "eruit", "eruit"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what happened to it; never empty."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that changed: code points ``start`` to ``end`` before became those after.

    Where ``start`` is ``end`` something was put in; where ``new_start`` is ``new_end``, taken out.
    """

    start: int
    end: int
    new_start: int
    new_end: int


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """Return what changed from ``before`` to ``after``, in order, by whole words."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _alike_from_start(old, new)
    tail = _alike_from_start(old[head:][::-1], new[head:][::-1])
    middle, fresh = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(str.isspace, middle, fresh, autojunk=len(fresh) > _MANY)
    changed = [
        (head + a, head + b, head + c, head + d)
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    at, new_at = _offsets(old), _offsets(new)
    return tuple(Stretch(at[a], at[b], new_at[c], new_at[d]) for a, b, c, d in _join(changed, old))


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return ``after`` with what came in, and what went out where it stood.

    The pieces that are no addition make ``before``, those that are no removal make ``after``.
    """
    pieces, at = [], 0
    for one in stretches(before, after):
        pieces.append(Piece(Change.GELIJK, before[at : one.start]))
        pieces.append(Piece(Change.ERUIT, before[one.start : one.end]))
        pieces.append(Piece(Change.ERBIJ, after[one.new_start : one.new_end]))
        at = one.end
    pieces.append(Piece(Change.GELIJK, before[at:]))
    return tuple(piece for piece in pieces if piece.text)


def count_words(pieces: Iterable[Piece], change: Change) -> int:
    """Return how many words came in or went out; a comma alone is none."""
    changed = (piece.text for piece in pieces if piece.change is change)
    return sum(len(_WORD.findall(text)) for text in changed)


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Return both changes to ``base`` taken together; None where they touch each other.

    The same change made twice is made once. What both wrote at the very end stands there twice
    over, theirs first: most talks are added to there, and neither contradicts the other.
    """
    hunks = sorted([*_hunks(base, mine, 1), *_hunks(base, theirs, 0)])
    made: list[str] = []
    last: _Hunk | None = None
    for hunk in hunks:
        words = hunk.words
        if last and last.whose != hunk.whose and hunk.start <= last.end:
            if hunk[:2] == last[:2] and words == last.words:
                continue
            if not hunk.start == last.start == len(base):
                return None
            words = words if words[:1].isspace() else f" {words}"
        made += [base[last.end if last else 0 : hunk.start], words]
        last = hunk
    return "".join([*made, base[last.end if last else 0 :]])


class _Hunk(NamedTuple):
    """Which stretch of the common text became which words, through whom (0 theirs, 1 mine)."""

    start: int
    end: int
    whose: int
    words: str


def _hunks(base: str, changed: str, whose: int) -> list[_Hunk]:
    return [
        _Hunk(one.start, one.end, whose, changed[one.new_start : one.new_end])
        for one in stretches(base, changed)
    ]


def change_draft_id(note_id: NoteId, number: int | None = None, attempt: int = 1) -> str:
    """Return the id of a draft that changes version ``number``; without it, how all begin."""
    return f"gesprek-{note_id}-" + ("" if number is None else f"{number}-{attempt}")


def read_change_draft_id(draft_id: str) -> int:
    """Return which version a draft changes; 0 when it is no draft of a change."""
    found = _CHANGE_DRAFT.match(draft_id)
    return int(found[1]) if found else 0


def _alike_from_start(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _offsets(tokens: Sequence[str]) -> list[int]:
    """Return where each token begins, and where the last one ends."""
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _join(
    changed: Sequence[tuple[int, int, int, int]], old: Sequence[str]
) -> list[tuple[int, int, int, int]]:
    """Take changes together that have only a space between them."""
    joined: list[tuple[int, int, int, int]] = []
    for one in changed:
        gap = "".join(old[joined[-1][1] : one[0]]) if joined else "x"
        if gap.strip(" ") or not joined:
            joined.append(one)
        else:
            joined[-1] = (joined[-1][0], one[1], joined[-1][2], one[3])
    return joined
