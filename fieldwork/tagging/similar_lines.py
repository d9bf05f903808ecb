"""The work behind the command ``search``: questions to a file of notes, the best ids for each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from fieldwork.tagging.lines import NoteLine
from fieldwork.tagging.pipeline import Tagged, Tagger, load_tagger
from fieldwork.tagging.similar import Index, ask, make_vectors, ready
from fieldwork.tagging.vectors import Vectors, average_question, load_vectors

MOST: Final = 10
# How much a code counts that is only likely, next to one that the tagger is sure of.
LIKELY: Final = 0.4


def search_lines(
    notes: Sequence[NoteLine],
    queries: Iterable[str],
    maker: Vectors | None = None,
    tagger: Tagger | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield for each of ``queries`` the ten best notes, in the same order, ready for JSON."""
    maker = maker or load_vectors()
    tagger = tagger or load_tagger()
    index = Index(
        [
            ready(
                note.id,
                note.text,
                codes_in(tagger.tag(note.text)),
                make_vectors(maker, note.text) if maker else None,
            )
            for note in notes
        ]
    )
    average = average_question(maker) if maker else None
    for query in queries:
        question = ask(query, maker, codes_in(tagger.tag(query)))
        yield {"query": query, "ids": index.rank(question, average=average)[:MOST]}


def codes_in(tagged: Tagged) -> dict[str, float]:
    """Return the themes and signals that a text may be about, with how sure that is."""
    codes = dict.fromkeys(tagged.suggested, LIKELY)
    codes |= {one.code: 1.0 for one in tagged.themes + tagged.signals}
    return codes
