"""Dutch stems for the full-text index."""

import re
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"\w+", re.UNICODE)


@lru_cache(1)
def _stemmer() -> Any:
    import Stemmer

    # "dutch_porter" equals PostgreSQL's 'dutch'; PyStemmer's own "dutch" does not.
    return Stemmer.Stemmer("dutch_porter")


def nl_stem(text: str) -> str:
    """Return the stems of the words in ``text``, in order, parted by spaces."""
    return " ".join(_stemmer().stemWords(_WORD.findall(text.casefold())))


def match_all(query: str) -> str:
    """Return an FTS5 expression for all words of ``query``, each quoted."""
    stems = nl_stem(query).split()
    return " ".join(f'"{stem}"' for stem in stems)
