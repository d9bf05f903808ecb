"""Where the words of a finding stand after the text around them changed.

The idea is that of the W3C's Web Annotation Data Model (a text quote with what stands before and
after it, and a text position): words are found again by themselves, by their neighbours, and by
where they were. Here the text before the change is at hand as well, so that what did not change is
never mistaken for something else.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from fieldwork.domain.notes import Span
from fieldwork.domain.versions import Stretch, stretches

# Code points of context on either side that are looked at: some five words.
CONTEXT: Final = 32
# How much alike changed words must be (difflib's ratio, 0 to 1) to count as the same words.
# Measured in tests/properties/test_anchors.py: a mended typo lies above it, another phrase below.
LIKENESS: Final = 0.8
# A denial that came in or went is no small change, however alike the letters.
DENIALS: Final = frozenset(
    {"geen", "niet", "niets", "niks", "nooit", "niemand", "nergens", "zonder", "noch"}
)
_WORD: Final = re.compile(r"\w+|[^\w\s]")


def find_again(span: Span, before: str, after: str) -> Span | None:
    """Return where the words of ``span`` in ``before`` stand in ``after``; None when nowhere.

    The words themselves come first, wherever they went. Where these are gone, words that were
    changed a little count: at least :data:`LIKENESS` alike, with no denial more or less. Words
    that stood elsewhere in ``before`` and did not change are never taken for these.
    """
    changed = stretches(before, after)
    kept = _where_kept(span, changed)
    if kept:
        return kept
    return _moved(span, before, after, changed) or _changed(span, before, after, changed)


def find_quote(quote: str, text: str) -> Span | None:
    """Return where ``quote`` stands in ``text`` if that is exactly one place."""
    places = list(_places(quote, text))
    return Span(places[0], places[0] + len(quote)) if len(places) == 1 else None


def likeness(one: str, other: str) -> float:
    """Return how much two stretches of words are alike: 1 for the same, 0 for nothing shared.

    Case and white space do not count; a denial that only one of them has makes it 0.
    """
    left, right = " ".join(one.split()).casefold(), " ".join(other.split()).casefold()
    if _denials(left) != _denials(right):
        return 0.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
        return matcher.quick_ratio()
    return matcher.ratio()


def _where_kept(span: Span, changed: Sequence[Stretch]) -> Span | None:
    """Return where a stretch went that no change touched."""
    shift = 0
    for one in changed:
        if one.start >= span.end:
            break
        if one.end > span.start:
            return None
        shift = one.new_end - one.end
    return Span(span.start + shift, span.end + shift)


def _moved(span: Span, before: str, after: str, changed: Sequence[Stretch]) -> Span | None:
    """Return the place of the very words that fits best: whole words, the same neighbours, near."""
    words = span.of(before)
    back = [Stretch(one.new_start, one.new_end, one.start, one.end) for one in changed]
    found = [Span(place, place + len(words)) for place in _places(words, after)]
    # What stands in both texts unchanged was somewhere else before, and is not ours.
    free = [one for one in found if _where_kept(one, back) is None]
    expected = _expected(span, changed)[0]
    return max(
        free,
        key=lambda one: (
            _whole(one, after) >= _whole(span, before),
            _shared_context(span, before, one, after),
            -abs(one.start - expected),
        ),
        default=None,
    )


def _changed(span: Span, before: str, after: str, changed: Sequence[Stretch]) -> Span | None:
    """Return the words in what is new that are most like those of ``span``, if alike enough."""
    words = span.of(before)
    expected = _expected(span, changed)
    best, most = None, LIKENESS
    for one in [expected, *_windows(words, after, changed)]:
        candidate = _trimmed(*one, after)
        if candidate is None:
            continue
        alike = likeness(words, candidate.of(after))
        is_nearer = best is None or _far(candidate, expected) < _far(best, expected)
        if alike > most or (alike == most and is_nearer):
            best, most = candidate, alike
    return best


def _expected(span: Span, changed: Sequence[Stretch]) -> tuple[int, int]:
    """Return from where to where ``span`` would run by what stands around it."""
    start, end = span.start, span.end
    new_start, new_end = start, end
    for one in changed:
        if one.end <= start:
            new_start = start + one.new_end - one.end
        elif one.start <= start:
            new_start = one.new_start
        if one.start < end:
            new_end = one.new_end if one.end >= end else end + one.new_end - one.end
    return new_start, max(new_start, new_end)


def _windows(words: str, after: str, changed: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """Yield stretches of about as many words that hold something new."""
    size = len(_WORD.findall(words))
    found = [(one.start(), one.end()) for one in _WORD.finditer(after)]
    for at in range(len(found)):
        for count in range(max(1, size - 1), size + 2):
            if at + count > len(found):
                break
            start, end = found[at][0], found[at + count - 1][1]
            if any(one.new_start < end and start < one.new_end for one in changed):
                yield start, end


def _places(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _trimmed(start: int, end: int, text: str) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _far(one: Span, expected: tuple[int, int]) -> int:
    return abs(one.start - expected[0]) + abs(one.end - expected[1])


def _whole(span: Span, text: str) -> bool:
    """Return whether a stretch neither begins nor ends within a word."""
    left, right = text[max(0, span.start - 1) : span.start + 1], text[span.end - 1 : span.end + 1]
    return not any(len(pair) == 2 and pair.isalnum() for pair in (left, right))


def _shared_context(span: Span, before: str, place: Span, after: str) -> int:
    """Return how many code points directly around both are the same, at most twice CONTEXT."""
    left = _same(before[: span.start][::-1][:CONTEXT], after[: place.start][::-1][:CONTEXT])
    right = _same(before[span.end :][:CONTEXT], after[place.end :][:CONTEXT])
    return left + right


def _same(one: str, other: str) -> int:
    for count, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return count
    return min(len(one), len(other))


def _denials(words: str) -> Counter[str]:
    return Counter(word for word in _WORD.findall(words) if word in DENIALS)
