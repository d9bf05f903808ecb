"""Whether a text is Dutch: the reader knows no other language, and should say so."""

from itertools import islice
from typing import Final

from fieldwork.tagging.lemmas import Lemmas
from fieldwork.tagging.words import Words

# Of 2,900 labelled notes, in telegram style and dialect as well, none has less than 73% of its
# words in the dictionary; of sentences in Afrikaans some 56%, German 20%, English 22%.
_LEAST_KNOWN: Final = 0.6
# Fewer words than this tell nothing: a name, a street, a quotation.
_LEAST_WORDS: Final = 6
_MOST_LOOKED_AT: Final = 500


def is_dutch(words: Words, lemmas: Lemmas) -> bool:
    """Return whether the first words are Dutch for the most part; True where there are too few."""
    forms = islice((word.form for word in words.words if word.form.isalpha()), _MOST_LOOKED_AT)
    known = [lemmas.is_known(form) for form in forms]
    return len(known) < _LEAST_WORDS or sum(known) >= _LEAST_KNOWN * len(known)
