"""Days that a note names and that are to come, reckoned from the day of the talk.

A plain function over a text: the day of the talk is no part of a ``Doc``, and what it finds stands
beside what the pipeline finds.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import islice
from typing import Final

from fieldwork.domain.notes import Span
from fieldwork.tagging.dates_clock import clock_before, clock_behind, clock_near
from fieldwork.tagging.dates_cues import AGO, BEFORE, LAST_DAY, SINCE, Cue, Cues, tells_past
from fieldwork.tagging.dates_phrases import PHRASES, Meant, Phrase
from fieldwork.tagging.words import Words, read_words

# A sentence longer than this is shortened to the clause with the day in it.
LONGEST_SENTENCE: Final = 240
# What names more days than this is a list and no talk; the first of them are enough.
MOST_DAYS: Final = 400
_PLAIN: Final = str.maketrans("éèëêóòöïíáàäüúç’‘`´\u00a0\t", "eeeeoooiiaaauuc''''  ")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day to come, as a note names it.

    ``on`` is None where only a person can say which day ("na de vakantie" of nobody knows when).
    ``is_vague`` is for about that day. ``is_promise`` tells that it is an appointment or a
    promise, ``threatens`` that it is a deadline after which somebody is worse off; ``what`` says
    in a word of ours what is to happen, "" when neither. ``sentence`` is where it stands.
    """

    span: Span
    on: date | None
    at: time | None = None
    is_vague: bool = False
    is_promise: bool = False
    threatens: bool = False
    what: str = ""
    sentence: Span | None = None


def find_dates(text: str, day: date) -> list[DateMention]:
    """Return the days to come that ``text`` names, in order; the talk was on ``day``.

    What is past or comes every week is left out. Spans are in code points and do not overlap.
    """
    plain = lowered(text)
    found = list(islice(_phrases(plain, day), MOST_DAYS))
    if not found:
        return []
    plain = plain[: found[-1][0].end + 2 * LONGEST_SENTENCE]
    reader = _Reader(plain, read_words(text[: len(plain)]), [span for span, _, _, _ in found])
    mentions = (reader.mention(*one) for one in found)
    return [mention for mention in mentions if mention]


def lowered(text: str) -> str:
    """Return ``text`` in small letters without common accents, sign for sign as long."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return small.translate(_PLAIN)


def _phrases(plain: str, day: date) -> Iterator[tuple[Span, Meant, Phrase, str]]:
    """Yield what names a day, the longest where several begin or overlap."""
    found: list[tuple[int, int, int, Meant | None, str]] = []
    for order, phrase in enumerate(PHRASES):
        for match in phrase.pattern.finditer(plain):
            if match.end() > match.start():
                part = match.groupdict().get("part") or ""
                meant = _resolve(phrase, match, day)
                # The full stop behind "30 november" is no part of it.
                stop = match.end() - (plain[match.end() - 1] == ".")
                found.append((match.start(), stop, order, meant, part))
    end = 0
    for start, stop, order, meant, part in sorted(found, key=lambda one: (one[0], -one[1], one[2])):
        if start < end:
            continue
        end = stop
        if meant:
            yield Span(start, stop), meant, PHRASES[order], part


def _resolve(phrase: Phrase, match: "re.Match[str]", day: date) -> Meant | None:
    try:
        return phrase.resolve(match, day)
    except (OverflowError, ValueError):
        return None


class _Reader:
    """Weighs the days found in one text: their hour, their clause, and what is to happen."""

    def __init__(self, plain: str, words: Words, spans: list[Span]) -> None:
        self._plain = plain
        self._words = words
        self._starts = [word.start for word in words.words]
        self._days = [span.start for span in spans]
        self._cues = Cues(plain)
        # Up to here every day has its hour: the next one may not take that hour again.
        self._read_to = 0

    def mention(self, span: Span, meant: Meant, phrase: Phrase, part: str) -> DateMention | None:
        """Return the day with all that belongs to it; None when it is past or comes each week."""
        before = self._plain[max(0, span.start - 30) : span.start]
        if SINCE.search(before) or AGO.match(self._plain, span.end):
            return None
        sentence, clause = self._around(span)
        past = tells_past(self._plain, span.start, span.end, clause.start, clause.end)
        if past and phrase.may_be_past:
            return None
        at, whole = self._clock(span, sentence, part)
        cue = None if past else self._cue(whole, sentence, clause)
        last = LAST_DAY.search(before) or (phrase.may_be_past and BEFORE.search(before))
        label = cue.label if cue else ("uiterste dag" if last else "")
        return DateMention(
            span=whole,
            on=meant.on,
            at=at,
            is_vague=meant.is_vague,
            is_promise=bool(label) and not (cue and cue.threatens),
            threatens=bool(cue and cue.threatens),
            what=label,
            sentence=clause if sentence.end - sentence.start > LONGEST_SENTENCE else sentence,
        )

    def _around(self, span: Span) -> tuple[Span, Span]:
        """Return the sentence and the clause that ``span`` stands in."""
        words = self._words
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = max(bisect_right(self._starts, span.end - 1) - 1, first)
        one = words.sentences[words.sentence_of[first]]
        other = words.sentences[words.sentence_of[last]]
        sentence = Span(words.words[one.start].start, words.words[other.stop - 1].end)
        clause = words.clause_around(first, last)
        return sentence, Span(words.words[clause.start].start, words.words[clause.stop - 1].end)

    def _clock(self, span: Span, sentence: Span, part: str) -> tuple[time | None, Span]:
        """Return the hour and the stretch of the day with its hour."""
        following = bisect_right(self._days, span.start)
        limit = min([sentence.end, *self._days[following : following + 1]])
        at, end = clock_behind(self._plain, span.end, limit, part)
        if end > span.end:
            self._read_to = end
            return at, Span(span.start, end)
        low = max(sentence.start, self._read_to)
        self._read_to = span.end
        at, start = clock_before(self._plain, low, span.start, part)
        if at:
            return at, Span(start, span.end)
        return clock_near(self._plain, span.end, limit, part), span

    def _cue(self, span: Span, sentence: Span, clause: Span) -> Cue | None:
        """Return the cue that makes this day a plan: of its clause, else of the sentence.

        Another clause counts only when no day of its own stands in it.
        """
        near = self._cues.between(clause.start, clause.end)
        if not near:
            near = [
                cue
                for cue in self._cues.between(sentence.start, sentence.end)
                if not self._has_own_day(cue, span)
            ]
        if not near:
            return None
        return min(near, key=lambda cue: (cue.order, _distance(cue, span)))

    def _has_own_day(self, cue: Cue, span: Span) -> bool:
        _, clause = self._around(Span(cue.start, cue.end))
        low, high = (bisect_right(self._days, edge) for edge in (clause.start - 1, clause.end))
        return any(not span.start <= day < span.end for day in self._days[low:high])


def _distance(cue: Cue, span: Span) -> int:
    if cue.end <= span.start:
        return span.start - cue.end
    return max(cue.start - span.end, 0)
