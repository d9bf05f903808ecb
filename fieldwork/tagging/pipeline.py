"""The tagger: a spaCy pipeline of our own parts, and the one object that the rest calls.

``spacy.blank("nl")`` with a tokenizer and four components that are registered here. One ``Doc``
carries everything: ``doc._.reading`` (words, sentences, clauses), ``doc._.hits`` (what the lexicon
found), ``doc._.evidence`` (the same, with how it stands) and ``doc._.model`` (what the trained
model reads). ``doc._.personal_data`` is read when it is asked for.
"""

import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Suggestion
from fieldwork.domain.themes import Codebook, Urgency
from fieldwork.tagging.ahead import read_ahead
from fieldwork.tagging.codebook import load_codebook, load_lists, read_files
from fieldwork.tagging.context import load_triggers
from fieldwork.tagging.dutch import is_dutch
from fieldwork.tagging.encoder import is_installed
from fieldwork.tagging.evidence import weigh
from fieldwork.tagging.judgement import load_judge
from fieldwork.tagging.learned import NOTHING, Learned, TaughtEvidence, judge_taught
from fieldwork.tagging.lemmas import load_lemmas
from fieldwork.tagging.lessons import read_note
from fieldwork.tagging.lexicon import Lexicon
from fieldwork.tagging.model import ModelReading
from fieldwork.tagging.signals import urgency_of
from fieldwork.tagging.verdicts import rank, signal_suggestions, theme_suggestions
from fieldwork.tagging.words import read_words, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from fieldwork.tagging.identifiers import Find

MOST_SUGGESTED: Final = 5
_TOKENIZER: Final = "wijkduik.notes.v1"
_CUT: Final = "wijkduik_cut"


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the machine reads in one text.

    ``themes`` and ``signals`` it is sure enough of; ``suggested`` are at most five further theme
    ids, the likeliest first; ``urgency`` is the most urgent of the signals. A text that
    ``is_dutch`` is not is not read at all. ``taught`` are the themes and signals that are there
    only by what the team taught.
    """

    themes: tuple[Suggestion, ...]
    suggested: tuple[str, ...]
    signals: tuple[Suggestion, ...]
    urgency: Urgency
    is_dutch: bool = True
    taught: frozenset[str] = frozenset()


NOT_DUTCH: Final = Tagged((), (), (), Urgency.GEEN, is_dutch=False)


class Tagger:
    """Reads a Dutch note. Made once, used from many threads: one text at a time."""

    def __init__(self, codebook: Codebook, *, model: bool = True) -> None:
        """Prepare for the themes and signals of ``codebook``.

        Without the ``model`` the lexicon reads alone: poorer, but hundreds of notes a second.
        """
        self._codebook = codebook
        self._codes = frozenset(entry.id for entry in codebook)
        self._signals = frozenset(code for code in self._codes if codebook.is_signal(code))
        self._has_model = model
        self._language = _build_language(self._codes, model=model)
        self._lock = threading.Lock()

    def suggest(
        self, note_id: NoteId, text: str, learned: Learned = NOTHING
    ) -> tuple[Suggestion, ...]:
        """Return what ``text`` says, as suggestions for the note, by their place in it.

        At most one per theme and status and one per signal and status; spans are in code points.
        ``learned`` is what the team taught.
        """
        tagged = self._read(text, note_id, learned)
        both = tagged.themes + tagged.signals
        return tuple(sorted(both, key=_place))

    def tag(self, text: str, learned: Learned = NOTHING) -> Tagged:
        """Return everything that ``text`` says, without a note."""
        return self._read(text, NoteId(""), learned)

    def ahead(self, texts: "Iterable[str]") -> "Iterator[str]":
        """Yield ``texts`` in order, to be tagged, while the model reads the next on all cores.

        For whoever reads a file and waits for it.
        """
        plain = (_storable(text) for text in texts)
        return read_ahead(plain) if self._has_model else plain

    def is_dutch(self, text: str) -> bool:
        """Return whether ``text`` is in the only language that is read here."""
        return is_dutch(read_words(text), load_lemmas())

    def read_doc(self, text: str) -> "Doc":
        """Return spaCy's ``Doc`` of ``text`` with all our extension attributes."""
        with self._lock:
            return self._language(_storable(text))

    def _read(self, text: str, note_id: NoteId, learned: Learned) -> Tagged:
        evidence, reading, dutch = self._run(text, learned)
        if not dutch:
            return NOT_DUTCH
        read_by_model = {label.partition(":")[2] for label in reading.labels} if reading else set()
        alone = [item for item in evidence.every if item.code not in read_by_model]
        taught = frozenset(item.code for item in evidence.own if item.code not in read_by_model)
        themes = [item for item in alone if item.code not in self._signals]
        danger = [item for item in alone if item.code in self._signals]
        sure = theme_suggestions(themes, note_id)
        signals = signal_suggestions(danger, note_id)
        ranked = rank(themes)
        if reading is not None:
            weighed, more = judge_taught(
                load_judge(), evidence, reading, self._signals, note_id, learned
            )
            taught |= more
            sure, signals = sure + weighed.themes, signals + weighed.signals
            ranked = [*ranked, *weighed.ranked]
        return replace(self._tagged(sure, signals, ranked), taught=taught)

    def _tagged(
        self,
        themes: tuple[Suggestion, ...],
        signals: tuple[Suggestion, ...],
        ranked: "Iterable[str]",
    ) -> Tagged:
        known = {suggestion.code for suggestion in themes}
        further = tuple(code for code in ranked if code not in known)
        return Tagged(
            tuple(sorted(themes, key=_place)),
            further[:MOST_SUGGESTED],
            tuple(sorted(signals, key=_place)),
            urgency_of(signals, self._codebook),
        )

    def _run(
        self, text: str, learned: Learned
    ) -> "tuple[TaughtEvidence, ModelReading | None, bool]":
        """Run the pipeline. The lock is there because spaCy's vocabulary is shared and grows."""
        with self._lock, self._language.memory_zone():
            doc = self._language(_storable(text))
            evidence = learned.add_words(doc._.reading, doc._.hits, doc._.evidence)
            return evidence, doc._.model, bool(doc._.is_dutch)


@lru_cache(maxsize=1)
def _load_once() -> Tagger:
    tagger = Tagger(load_codebook(), model=is_installed())
    tagger.tag("De eerste zin laat alles inlezen wat pas bij gebruik wordt geladen: wijkduikerij.")
    return tagger


_LOADING = threading.Lock()


def load_tagger() -> Tagger:
    """Return the tagger for the installed codebook, made at the first call (about two seconds)."""
    with _LOADING:
        return _load_once()


def _place(suggestion: Suggestion) -> tuple[int, int, str, str]:
    span = suggestion.span
    start, end = (span.start, span.end) if span else (0, 0)
    return start, end, suggestion.code, suggestion.status.value


def _storable(text: str) -> str:
    """Return ``text`` with lone surrogates, which spaCy cannot hold, replaced one for one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _build_language(codes: frozenset[str], *, model: bool) -> "Language":
    import spacy

    _register()
    language = spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    language.max_length = 10_000_000
    # What spaCy works out for each new word (its shape, whether it is like a number) nobody asks.
    vocab: Any = language.vocab
    vocab.lex_attr_getters.clear()
    for name in ("wijkduik_words", "wijkduik_lexicon", "wijkduik_context"):
        config = {"codes": sorted(codes)} if name == "wijkduik_lexicon" else {}
        language.add_pipe(name, config=config)
    if model:
        language.add_pipe("wijkduik_model")
    return language


def _make_tokenizer() -> "Callable[[Language], _NoteTokenizer]":
    return lambda nlp: _NoteTokenizer(nlp.vocab)


class _NoteTokenizer:
    """Cuts a text with :func:`tokens`, which cannot blow up and knows Dutch field notes.

    The text and its tokens go along with the ``Doc``, which would put them together anew.
    """

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> "Doc":
        from spacy.tokens import Doc

        pieces = tokens(text)
        words = [piece.form for piece in pieces]
        cut = {_CUT: (text, pieces)}
        return Doc(self.vocab, words=words, spaces=[False] * len(words), user_data=cut)


@lru_cache(maxsize=1)
def _register() -> None:
    """Register the components and extension attributes with spaCy, once a process."""
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.util import registry

    registry.tokenizers(_TOKENIZER, func=_make_tokenizer)
    for name in ("reading", "hits", "evidence", "model"):
        Doc.set_extension(name, default=None, force=True)
    Doc.set_extension("is_dutch", default=True, force=True)
    Doc.set_extension("personal_data", getter=_personal_data, force=True)
    Language.component("wijkduik_words", func=_read_words)
    Language.component("wijkduik_context", func=_read_context)
    Language.component("wijkduik_model", func=_read_with_model)
    Language.factory("wijkduik_lexicon", default_config={"codes": []}, func=_make_lexicon)


def _read_words(doc: "Doc") -> "Doc":
    text, pieces = doc.user_data.pop(_CUT, None) or (doc.text, None)
    doc._.reading = read_words(text, pieces)
    doc._.is_dutch = is_dutch(doc._.reading, load_lemmas())
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


def _read_with_model(doc: "Doc") -> "Doc":
    if doc._.is_dutch:
        doc._.model = read_note(doc.text)
    return doc
