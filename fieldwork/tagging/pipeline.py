"""The tagger: a spaCy pipeline of our own parts, and the one object that the rest calls.

``spacy.blank("nl")`` with a tokenizer and three components that are registered here. One ``Doc``
carries everything: ``doc._.reading`` (words, sentences, clauses), ``doc._.hits`` (what the lexicon
found) and ``doc._.evidence`` (the same, with how it stands). ``doc._.personal_data`` is read
when it is asked for.
"""

import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Suggestion
from fieldwork.domain.themes import Codebook, Urgency
from fieldwork.tagging.codebook import load_codebook, load_lists, read_files
from fieldwork.tagging.context import load_triggers
from fieldwork.tagging.evidence import Evidence, weigh
from fieldwork.tagging.lemmas import load_lemmas
from fieldwork.tagging.lexicon import Lexicon
from fieldwork.tagging.signals import urgency_of
from fieldwork.tagging.verdicts import rank, signal_suggestions, theme_suggestions
from fieldwork.tagging.words import read_words, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from fieldwork.tagging.identifiers import Find

MOST_SUGGESTED: Final = 5
_TOKENIZER: Final = "wijkduik.notes.v1"


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the machine reads in one text.

    ``themes`` and ``signals`` it is sure enough of; ``suggested`` are at most five further theme
    ids, the likeliest first; ``urgency`` is the most urgent of the signals.
    """

    themes: tuple[Suggestion, ...]
    suggested: tuple[str, ...]
    signals: tuple[Suggestion, ...]
    urgency: Urgency


class Tagger:
    """Reads a Dutch note. Made once, used from many threads: one text at a time."""

    def __init__(self, codebook: Codebook) -> None:
        """Prepare for the themes and signals of ``codebook``."""
        self._codebook = codebook
        self._codes = frozenset(entry.id for entry in codebook)
        self._language = _build_language(self._codes)
        self._lock = threading.Lock()

    def suggest(self, note_id: NoteId, text: str) -> tuple[Suggestion, ...]:
        """Return what ``text`` says, as suggestions for the note, by their place in it.

        At most one per theme and status and one per signal and status; spans are in code points.
        """
        tagged = self._read(text, note_id)
        both = tagged.themes + tagged.signals
        return tuple(sorted(both, key=_place))

    def tag(self, text: str) -> Tagged:
        """Return everything that ``text`` says, without a note."""
        return self._read(text, NoteId(""))

    def read_doc(self, text: str) -> "Doc":
        """Return spaCy's ``Doc`` of ``text`` with all our extension attributes."""
        with self._lock:
            return self._language(_storable(text))

    def _read(self, text: str, note_id: NoteId) -> Tagged:
        evidence = self._evidence(text)
        themes = [item for item in evidence if not self._codebook.is_signal(item.code)]
        danger = [item for item in evidence if self._codebook.is_signal(item.code)]
        sure = theme_suggestions(themes, note_id)
        signals = signal_suggestions(danger, note_id)
        known = {suggestion.code for suggestion in sure}
        further = [code for code in rank(themes) if code not in known]
        urgency = urgency_of(signals, self._codebook)
        return Tagged(sure, tuple(further[:MOST_SUGGESTED]), signals, urgency)

    def _evidence(self, text: str) -> tuple[Evidence, ...]:
        """Run the pipeline. The lock is there because spaCy's vocabulary is shared and grows."""
        with self._lock, self._language.memory_zone():
            doc = self._language(_storable(text))
            return tuple(doc._.evidence)


@lru_cache(maxsize=1)
def _load_once() -> Tagger:
    tagger = Tagger(load_codebook())
    tagger.tag("De eerste zin laat alles inlezen wat pas bij gebruik wordt geladen: wijkduikerij.")
    return tagger


_LOADING = threading.Lock()


def load_tagger() -> Tagger:
    """Return the tagger for the installed codebook, made at the first call (about two seconds)."""
    with _LOADING:
        return _load_once()


def _place(suggestion: Suggestion) -> tuple[int, int, str]:
    span = suggestion.span
    return (span.start, span.end, suggestion.code) if span else (0, 0, suggestion.code)


def _storable(text: str) -> str:
    """Replace lone surrogates, which spaCy cannot hold, one for one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _build_language(codes: frozenset[str]) -> "Language":
    import spacy

    _register()
    language = spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    language.max_length = 10_000_000
    for name in ("wijkduik_words", "wijkduik_lexicon", "wijkduik_context"):
        config = {"codes": sorted(codes)} if name == "wijkduik_lexicon" else {}
        language.add_pipe(name, config=config)
    return language


def _make_tokenizer() -> "Callable[[Language], _NoteTokenizer]":
    return lambda nlp: _NoteTokenizer(nlp.vocab)


class _NoteTokenizer:
    """Cuts a text with :func:`tokens`, which cannot blow up and knows Dutch field notes."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> "Doc":
        from spacy.tokens import Doc

        forms = [piece.form for piece in tokens(text)]
        return Doc(self.vocab, words=forms, spaces=[False] * len(forms))


@lru_cache(maxsize=1)
def _register() -> None:
    """Register the components and extension attributes with spaCy, once a process."""
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.util import registry

    registry.tokenizers(_TOKENIZER, func=_make_tokenizer)
    for name in ("reading", "hits", "evidence"):
        Doc.set_extension(name, default=None, force=True)
    Doc.set_extension("personal_data", getter=_personal_data, force=True)
    Language.component("wijkduik_words", func=_read_words)
    Language.component("wijkduik_context", func=_read_context)
    Language.factory("wijkduik_lexicon", default_config={"codes": []}, func=_make_lexicon)


def _read_words(doc: "Doc") -> "Doc":
    doc._.reading = read_words(doc.text)
    return doc


def _personal_data(doc: "Doc") -> "list[Find]":
    """Return what points to one person; read when asked for, since tagging does not need it."""
    from fieldwork.tagging.personal_data import find_personal_data

    return find_personal_data(doc.text, words=doc._.reading)


def _make_lexicon(nlp: "Language", name: str, codes: list[str]) -> "_LexiconComponent":
    return _LexiconComponent(frozenset(codes))


class _LexiconComponent:
    """Finds the entries of the themes and signals in ``codes``."""

    def __init__(self, codes: frozenset[str]) -> None:
        entries = [
            entry for file in read_files() if file.code.id in codes for entry in file.entries
        ]
        self._lexicon = Lexicon(entries, load_lemmas(), load_lists())

    def __call__(self, doc: "Doc") -> "Doc":
        doc._.hits = self._lexicon.find(doc._.reading)
        return doc


def _read_context(doc: "Doc") -> "Doc":
    context = load_triggers().in_text(doc._.reading)
    doc._.evidence = weigh(doc._.reading, doc._.hits, context)
    return doc
