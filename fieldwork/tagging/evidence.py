"""A hit as evidence: which clause it stands in, how it stands, whom it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from fieldwork.domain.notes import Span
from fieldwork.domain.themes import Concerns
from fieldwork.tagging.codebook import SURE, load_default_concerns, load_undeniable
from fieldwork.tagging.context import Context, Standing
from fieldwork.tagging.lexicon import Hit
from fieldwork.tagging.words import Words

# A clause longer than this is no readable quotation any more.
_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hit, ready to be weighed. ``span`` is the clause around it; ``weight`` 0 to 1."""

    code: str
    source: str
    weight: float
    span: Span
    standings: frozenset[Standing]
    concerns: Concerns

    @property
    def is_sure(self) -> bool:
        """Whether the pattern says it by itself, and does not only hint."""
        return self.weight >= SURE


def weigh(words: Words, hits: Iterable[Hit], context: Context) -> list[Evidence]:
    """Return the ``hits`` with their clause and how they stand in it."""
    found = list(hits)
    own_words: dict[str, set[int]] = {}
    for hit in found:
        own_words.setdefault(hit.code, set()).update(hit.at)
    return [
        Evidence(
            code=hit.code,
            source=hit.entry.pattern.source,
            weight=hit.entry.weight,
            span=_quotation(words, hit),
            standings=_standings(hit, context, own_words[hit.code]),
            concerns=load_default_concerns().get(hit.code, Concerns.ZELF),
        )
        for hit in found
    ]


def _standings(hit: Hit, context: Context, own_words: set[int]) -> frozenset[Standing]:
    found = context.of(hit, own_words)
    return found - {Standing.ONTKEND} if hit.code in load_undeniable() else found


def _quotation(words: Words, hit: Hit) -> Span:
    """The clause around ``hit`` without the signs at its edges; the hit itself when too long."""
    around = words.clause_around(hit.at[0], hit.at[-1])
    first, last = around[0], around[-1]
    while words.words[first].is_sign and first < hit.at[0]:
        first += 1
    while words.words[last].is_sign and last > hit.at[-1]:
        last -= 1
    span = Span(words.words[first].start, words.words[last].end)
    if span.end - span.start > _LONGEST_QUOTE:
        return Span(words.words[hit.at[0]].start, words.words[hit.at[-1]].end)
    return span
