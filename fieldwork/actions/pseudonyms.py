"""Delen: texts that may leave, with placeholders for who can be recognised, read by a person.

The machine finds personal data, with the study's own people and streets to help it; a person
refuses what is none and adds what was missed. Nothing of this is kept but that it was done.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from fieldwork.actions.insight import Insight, ThemeFilter
from fieldwork.actions.quotes import Quote
from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_day
from fieldwork.domain.ids import NoteId
from fieldwork.domain.pseudonyms import PersonalData, Redacted, Roster
from fieldwork.domain.refusals import Incomplete, Refusal
from fieldwork.domain.themes import Theme
from fieldwork.store import people

if TYPE_CHECKING:
    from fieldwork.tagging.identifiers import Find
    from fieldwork.tagging.redaction import Redactor

# Reading a hundred talks takes some seconds; more than that nobody reads after.
MOST_AT_ONCE = 100


class NotInTexts(Refusal):
    """Somebody adds words by hand that stand in none of the texts."""

    def __init__(self) -> None:
        super().__init__(
            "Delen",
            "Deze woorden staan niet in de tekst.",
            "Schrijf ze precies zoals ze er staan, met dezelfde tekens.",
        )


class TooMany(Refusal):
    """More texts than somebody can read after."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "Delen",
            f"Dit zijn {count} teksten; er gaan er {MOST_AT_ONCE} tegelijk mee.",
            "Kies een thema of een kortere periode.",
        )


@dataclass(frozen=True, slots=True)
class Share:
    """A text that can be shared: a whole talk, or one sentence from it."""

    note: NoteId
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a person says of the finds: ``refused`` words are none, ``added`` words were missed."""

    refused: frozenset[str] = frozenset()
    added: tuple[tuple[PersonalData, str], ...] = ()

    def with_refused(self, words: str) -> "Verdicts":
        """Return these with ``words`` as no personal data."""
        kept = tuple(one for one in self.added if one[1] != words)
        return replace(self, refused=self.refused | {words}, added=kept)

    def with_accepted(self, words: str) -> "Verdicts":
        """Return these with ``words`` as personal data after all."""
        return replace(self, refused=self.refused - {words})

    def with_added(self, kind: PersonalData, words: str) -> "Verdicts":
        """Return these with ``words`` as personal data that the machine missed."""
        others = tuple(one for one in self.added if one[1] != words)
        return replace(self, refused=self.refused - {words}, added=(*others, (kind, words)))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text to share, with its placeholders; ``refused`` are finds that a person waved away."""

    share: Share
    redacted: Redacted
    refused: tuple[str, ...] = ()


class Pseudonyms(Capability):
    """Getting texts ready to leave the team."""

    @kept_until_changed
    def roster(self) -> Roster:
        """Return who and what this study knows: its people, their phones, its streets."""
        opened = self._seat.open
        with self._read(Right.READ_PEOPLE) as work:
            known = people.people(work.session, work.vault)
            # An older name of theirs may stand in many a talk.
            known += people.doubles(work.session, work.vault)
        called = (
            tuple(name for name in (one.name.strip(), one.call_name.strip()) if name)
            for one in known
        )
        return Roster(
            people=tuple(called),
            streets=tuple(sorted({street.name for street in opened.streets if street.name})),
            phones=tuple(one.phone for one in known if one.phone),
            places=tuple(sorted({area.name for area in opened.areas if area.name})),
        )

    def themes(self) -> list[Theme]:
        """Return the themes that quotes can be chosen by, the most talked about first."""
        self._me.must(Right.READ_NOTES)
        return [page.theme for page in Insight(self._seat).themes() if page.talks]

    def talks(self, which: ThemeFilter, theme: str = "") -> list[Share]:
        """Return the talks of a period, of one theme if one is named, the last first."""
        self._me.must(Right.READ_NOTES)
        insight = Insight(self._seat)
        wanted = {quote.note for quote in self._now(which, theme)} if theme else None
        return [
            Share(note.id, note.happened_on, note.text)
            for note in insight.talks(which)
            if wanted is None or note.id in wanted
        ]

    def quotes(self, which: ThemeFilter, theme: str) -> list[Share]:
        """Return the sentences in which ``theme`` plays now, the last first, each once."""
        self._me.must(Right.READ_NOTES)
        found = [
            Share(quote.note, quote.day, quote.sentence)
            for quote in self._now(which, theme)
            if quote.sentence
        ]
        return sorted(dict.fromkeys(found), key=lambda one: one.day, reverse=True)

    def prepare(self, shares: Sequence[Share], verdicts: Verdicts) -> list[Prepared]:
        """Return ``shares`` with placeholders, the same for the same person in all of them."""
        from fieldwork.tagging.identifiers import Find
        from fieldwork.tagging.personal_data import settled
        from fieldwork.tagging.redaction import Redactor

        self._me.must(Right.READ_NOTES)
        if len(shares) > MOST_AT_ONCE:
            raise TooMany(len(shares))
        redactor = Redactor(self.roster())
        prepared = []
        for share in shares:
            found = self._found(redactor, share.text)
            refused = [one for one in found if share.text[one.start : one.end] in verdicts.refused]
            added = [
                Find(kind, *match.span())
                for kind, words in verdicts.added
                for match in occurrences(words, share.text)
            ]
            kept = settled([*(one for one in found if one not in refused), *added])
            told = dict.fromkeys(share.text[one.start : one.end] for one in refused)
            prepared.append(Prepared(share, redactor.masked(share.text, kept), tuple(told)))
        return prepared

    def _found(self, redactor: "Redactor", text: str) -> "list[Find]":
        """Return what is found in ``text``, worked out once until the study changes."""
        opened = self._seat.open
        question = ("personal data", text)
        return opened.kept.answer(opened.store.stamp(), question, lambda: redactor.finds(text))

    def add(
        self, shares: Iterable[Share], verdicts: Verdicts, kind: PersonalData, words: str
    ) -> Verdicts:
        """Return ``verdicts`` with ``words`` added; they must stand in one of ``shares``."""
        self._me.must(Right.READ_NOTES)
        plain = words.strip()
        if not plain:
            raise Incomplete("Delen", "Wat is er gemist?")
        if not any(True for share in shares for _ in occurrences(plain, share.text)):
            raise NotInTexts
        return verdicts.with_added(kind, plain)

    def file(self, prepared: Sequence[Prepared]) -> bytes:
        """Return the texts as one file in UTF-8; :meth:`take_along` is to follow when it goes."""
        self._me.must(Right.READ_NOTES)
        if not prepared:
            raise Incomplete("Delen", "Wat wilt u delen?")
        return shared_text(prepared).encode("utf-8")

    def take_along(self, prepared: Sequence[Prepared], verdicts: Verdicts) -> None:
        """Put on the trail that these texts left.

        With how many texts, placeholders and verdicts there were; no words.
        """
        self._me.must(Right.READ_NOTES)
        masked = sum(len(one.redacted.spans) for one in prepared)
        counts = f"{len(prepared)}/{masked}/{len(verdicts.refused)}/{len(verdicts.added)}"
        notes = {one.share.note for one in prepared}
        with self._work(Right.READ_NOTES) as work:
            subject = next(iter(notes)) if len(notes) == 1 else ""
            work.record("gepseudonimiseerd", subject, counts)

    def _now(self, which: ThemeFilter, theme: str) -> list[Quote]:
        pages = Insight(self._seat).themes(which)
        return [quote for page in pages if page.theme.id == theme for quote in page.now]


def shared_text(prepared: Iterable[Prepared]) -> str:
    """Return the texts with their placeholders, one after the other, under one line of warning."""
    parts = ["Gepseudonimiseerd, niet anoniem: lees het zelf na voor u het deelt."]
    parts += [f"{say_day(one.share.day, year=True)}\n{one.redacted.text}" for one in prepared]
    return "\n\n".join(parts) + "\n"


def occurrences(words: str, text: str) -> "Iterable[re.Match[str]]":
    """Return where ``words`` stand in ``text`` as whole words, whatever their capitals."""
    return re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
