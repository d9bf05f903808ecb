"""What was said: the words in a talk that a finding rests on, and the sentence around them."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Span
from fieldwork.domain.people import Source
from fieldwork.domain.themes import ThemeStatus

# A quote is the sentence around the marked words; longer ones are cut off at this many characters.
LONGEST_QUOTE: Final = 240


@dataclass(frozen=True)
class Quote:
    """The words in a talk that a finding rests on; ``confirmed`` says whether a person agreed.

    They are looked up in the ``text`` when somebody asks for them: of ten thousand talks few
    quotes are ever shown.
    """

    note: NoteId
    told_by: Source
    buurt: str
    day: date
    status: ThemeStatus
    confirmed: bool
    text: str = field(repr=False)
    span: Span | None

    @property
    def words(self) -> str:
        """The words; empty for a finding about the whole talk."""
        return self._cited[0]

    @property
    def sentence(self) -> str:
        """The sentence around the words, on one line; empty for the whole talk."""
        return self._cited[1]

    @property
    def marked(self) -> Span | None:
        """Where the words stand in the sentence."""
        return self._cited[2]

    @cached_property
    def _cited(self) -> tuple[str, str, Span | None]:
        return _cite(self.span, self.text)

    @property
    def is_now(self) -> bool:
        """Whether the theme plays now, according to this quote."""
        return self.status is ThemeStatus.AANWEZIG


def _cite(span: Span | None, text: str) -> tuple[str, str, Span | None]:
    """Return the words, the sentence around them on one line, and where they stand in it."""
    if not span or not span.lies_in(text):
        return "", "", None
    words = " ".join(span.of(text).split())
    start, end = _sentence(text, span)
    before = " ".join(text[start : span.start].split())
    after = " ".join(text[span.end : end].split())
    room = max(0, LONGEST_QUOTE - len(words)) // 2
    if len(before) > room:
        before = "… " + before[len(before) - room :].partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + " …"
    gap_before = " " if before and text[span.start - 1].isspace() else ""
    gap_after = " " if after and text[span.end].isspace() else ""
    at = len(before) + len(gap_before)
    marked = Span(at, at + len(words)) if words else None
    return words, f"{before}{gap_before}{words}{gap_after}{after}", marked


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """Return where the sentence, or sentences, begins and ends in which ``span`` stands."""
    ends = ".?!\n"
    start = next(
        (at for at in range(span.start, 0, -1) if text[at - 1] in ends and _parts(text, at)), 0
    )
    end = next(
        (at for at in range(span.end, len(text)) if text[at - 1] in ends and _parts(text, at)),
        len(text),
    )
    return start, end


def _parts(text: str, at: int) -> bool:
    """Return whether the sign before ``at`` ends a sentence there: white space follows it."""
    return text[at - 1] == "\n" or text[at].isspace()
