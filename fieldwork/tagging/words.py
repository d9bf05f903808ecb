"""A note cut into words, sentences and clauses, each with its place in the text.

Notes are typed fast: no capitals, dashes for full stops, one thought a line. So a new line always
ends a sentence, and a full stop does unless it follows an abbreviation. All patterns used here run
in linear time on any text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"\s+"
    r"|['’‘`](?:s|t|n|k|r|m|er)(?!\w)"
    r"|\d+(?:[.,:]\d+)*(?!\w)"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\w+(?:['’\-]\w+)*"
    r"|[^\w\s]"
)
_STOPS: Final = frozenset(".!?…")
_CLOSERS: Final = frozenset("'’\"”»)")
_BREAKS: Final = frozenset(',;:()[]–—-/"“”„«»→>|*•') | _STOPS
_JOINS: Final = frozenset(
    ("maar", "want", "terwijl", "omdat", "dus", "hoewel", "zodat", "tenzij", "toen", "waardoor")
)
# What the subject of a new statement begins with after "en", and the verbs that then follow.
_SUBJECTS: Final = frozenset(
    ("ik", "je", "jij", "u", "hij", "ze", "zij", "ie", "er", "we", "wij", "jullie", "iedereen")
)
_LEADING: Final = "mijn m'n jouw je uw zijn z'n haar d'r ons onze hun de het een die dat deze dit"
_LEADS: Final = frozenset(_LEADING.split())
_FINITE: Final = (
    "is was zijn waren wordt werd heeft had hebben hadden komt kwam komen kwamen gaat ging gaan "
    "gingen wil wilde willen kan kon kunnen moet moest moeten mag mocht mogen zal zou zegt zei "
    "doet deed doen ziet zag staat stond ligt lag zit zat zitten loopt liep blijft bleef krijgt "
    "kreeg woont woonde wonen werkt werkte belt belde helpt hielp slaapt sliep eet at drinkt "
    "dronk slaat sloeg durft durfde weet wist wisten zoekt zocht huilt huilde"
)
_VERBS: Final = frozenset(_FINITE.split())
# A subject is no longer than this: "de dochter van haar zus is ...".
_LONGEST_SUBJECT: Final = 5
_SHORT: Final = (
    "mw mevr dhr hr fam bv bijv nr ca evt tel resp incl excl max min wo do vr za zo ma di st "
    "ds dr drs ing mr prof pag art jr sr gem str ong vd mn blz etc idd ivm tav nl afd zgn zgt"
)
_ABBREVIATIONS: Final = frozenset(_SHORT.split())
# Longer than any sentence that somebody says; keeps the work per sentence small on any input.
_LONGEST_SENTENCE: Final = 120


class Word(NamedTuple):
    """One word or sign: how it is written and where it stands, in code points."""

    form: str
    start: int
    end: int

    @property
    def is_sign(self) -> bool:
        """Whether this is punctuation and not a word."""
        form = self.form
        return not form.isalnum() and not any(letter.isalnum() for letter in form)


@dataclass(frozen=True)
class Words:
    """The words and signs of one text, without the white space.

    ``sentences`` are ranges of positions in ``words``; ``clauses`` gives for each position the
    number of the clause it belongs to.
    """

    text: str
    words: tuple[Word, ...]
    sentences: tuple[range, ...] = field(default=())
    clauses: tuple[int, ...] = field(default=())

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each position the number of its sentence."""
        return tuple(n for n, sentence in enumerate(self.sentences) for _ in sentence)

    @cached_property
    def statements(self) -> tuple[int, ...]:
        """The positions of each "en" that joins a statement with a subject and verb of its own.

        "Eenzaam en haar zoon komt niet" has one, "geen man en geen kinderen" none.
        """
        return tuple(
            at
            for sentence in self.sentences
            for at in sentence
            if self.words[at].form.lower() == "en" and self._states(range(at + 1, sentence.stop))
        )

    def _states(self, rest: range) -> bool:
        forms = [self.words[at].form.lower() for at in rest[: _LONGEST_SUBJECT + 1]]
        if not forms or forms[0] in _SUBJECTS:
            return bool(forms)
        return forms[0] in _LEADS and not _VERBS.isdisjoint(forms[2:])

    @cached_property
    def spots(self) -> tuple[tuple[int, ...], ...]:
        """For each sentence the positions of its words, without the signs."""
        signs = [word.is_sign for word in self.words]
        return tuple(tuple(at for at in sentence if not signs[at]) for sentence in self.sentences)

    def clause_around(self, first: int, last: int) -> range:
        """Return the positions of the clauses from the one of ``first`` to that of ``last``."""
        ranges = self._clause_ranges
        return range(ranges[self.clauses[first]].start, ranges[self.clauses[last]].stop)

    @cached_property
    def _clause_ranges(self) -> dict[int, range]:
        ranges: dict[int, range] = {}
        for at, number in enumerate(self.clauses):
            known = ranges.get(number)
            ranges[number] = range(known.start if known else at, at + 1)
        return ranges


def tokens(text: str) -> list[Word]:
    """Return every piece of ``text`` in order, white space too; together they are the text."""
    return [Word(found.group(), *found.span()) for found in _TOKEN.finditer(text)]


def read_words(text: str, pieces: Sequence[Word] | None = None) -> Words:
    """Cut ``text`` into words, sentences and clauses; ``pieces`` are its tokens, if at hand."""
    if pieces is None:
        pieces = tokens(text)
    words = [piece for piece in pieces if not piece.form.isspace()]
    lines = {piece.start for piece in pieces if piece.form.isspace() and "\n" in piece.form}
    sentences = tuple(_sentences(words, lines))
    return Words(text, tuple(words), sentences, tuple(_clauses(words, sentences)))


def _sentences(words: list[Word], lines: set[int]) -> list[range]:
    """Cut at full stops, at new lines (``lines`` holds where they start), and at the limit."""
    found: list[range] = []
    start = 0
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if (
            following is None
            or word.end in lines
            or at + 1 - start >= _LONGEST_SENTENCE
            or _ends_sentence(words, at, following)
        ):
            found.append(range(start, at + 1))
            start = at + 1
    return found


def _ends_sentence(words: list[Word], at: int, following: Word) -> bool:
    """Whether the word at ``at`` is the last of a sentence: a stop, or a quote behind one."""
    word = words[at]
    if word.form in _CLOSERS and at and words[at - 1].form in _STOPS:
        return following.start > word.end
    if word.form not in _STOPS or following.form in _STOPS:
        return False
    if following.form in _CLOSERS and following.start == word.end:
        return False
    before = words[at - 1] if at else None
    if word.form == "." and before is not None and before.end == word.start:
        short = before.form.lower()
        if short in _ABBREVIATIONS or (len(short) == 1 and short.isalpha()):
            return False
    return following.start > word.end or following.form[:1].isupper()


def _clauses(words: list[Word], sentences: tuple[range, ...]) -> list[int]:
    """Number the clauses: a new one after a break, and at a joining word."""
    numbers: list[int] = []
    number = 0
    for sentence in sentences:
        number += 1
        for at in sentence:
            if words[at].form.lower() in _JOINS and at > sentence.start:
                number += 1
            numbers.append(number)
            if words[at].form in _BREAKS:
                number += 1
    return numbers
