"""Inlezen van wat een team al heeft: look at a file first, then take its good rows or nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from fieldwork.actions.import_making import Identity, Maker, Prepared, identity_of, keep_all
from fieldwork.actions.import_rejects import write_rejects
from fieldwork.actions.late_reading import LateReader, reader_of
from fieldwork.actions.round_files import RoundFiles
from fieldwork.actions.search_memory import memory_of
from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId
from fieldwork.domain.imports import (
    NO_MEDIA,
    ColumnMapping,
    ImportBook,
    ImportedTalk,
    ImportField,
    RoundMedia,
    RowProblem,
    Sheet,
)
from fieldwork.domain.refusals import DiskFull, Incomplete, Refusal, StoreBusy
from fieldwork.imports.words import Dictionary
from fieldwork.store import import_mappings

Progress = Callable[[int, int], object]
SUBJECT: Final = "onderzoek"
# So many talks are kept at once: whoever stops in the middle has whole talks, and few of them wait.
AT_ONCE: Final = 100
# Photos and recordings are some megabytes each.
AT_ONCE_WITH_FILES: Final = 10
_SAY_EVERY: Final = 250


@dataclass(frozen=True, slots=True)
class Suggested:
    """A mapping to confirm; ``is_remembered`` when a person did so for such a table before."""

    mapping: ColumnMapping
    is_remembered: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """What a person must say before the rows can be read.

    ``needs_order`` is about days that can be read two ways, ``is_torn`` about a column of days that
    contradict each other; ``words`` are answers that nobody knows.
    """

    needs_text: bool
    needs_day: bool
    needs_order: bool
    is_torn: bool
    words: Mapping[ImportField, Sequence[str]]

    @property
    def are_answered(self) -> bool:
        """Whether the rows can be read, be it with problems."""
        return not (self.needs_text or self.needs_order or self.is_torn)


@dataclass(frozen=True, slots=True)
class Checked:
    """A table as it will become, and nothing is kept yet.

    ``known`` rows are in the study already, ``changed`` ones are there with other words.
    """

    filename: str
    sheet: Sheet
    mapping: ColumnMapping
    talks: tuple[ImportedTalk, ...]
    problems: tuple[RowProblem, ...]
    known: int
    changed: int
    media: RoundMedia = NO_MEDIA

    @property
    def rejected(self) -> tuple[RowProblem, ...]:
        """The reasons for which rows cannot be taken."""
        return tuple(one for one in self.problems if not one.is_remark)

    @property
    def rejected_rows(self) -> int:
        """How many rows cannot be taken."""
        return len({one.row for one in self.rejected})

    @property
    def remarks(self) -> tuple[RowProblem, ...]:
        """What will be left out of rows that can be taken."""
        return tuple(one for one in self.problems if one.is_remark)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it: the talks that were added, rows that were known, rows that failed.

    ``attached`` counts photos and recordings; ``left_out`` says of which rows some could not be.
    """

    added: tuple[NoteId, ...]
    known: int
    failed: tuple[RowProblem, ...]
    attached: int = 0
    left_out: tuple[RowProblem, ...] = ()


class Importing(Capability):
    """Reading in tables and transcripts that a team has, and what comes back from rounds."""

    def read(self, filename: str, content: bytes) -> ImportBook:
        """Return what a file holds; raises :class:`UnreadableFile`. Nothing is kept."""
        from fieldwork.imports.files import read_book

        self._me.must(Right.WRITE_NOTES)
        return read_book(filename, content)

    def read_all(self, files: Sequence[tuple[str, bytes]]) -> ImportBook:
        """Return one table, or several transcripts as one; raises a refusal for any other mix.

        With a round may come the zip files of its photos and recordings.
        """
        self._me.must(Right.WRITE_NOTES)
        from fieldwork.imports.files import unreadable
        from fieldwork.imports.media import is_media
        from fieldwork.imports.rounds import with_archives
        from fieldwork.imports.transcripts import is_transcript, join_transcripts

        media = {name: content for name, content in files if is_media(content)}
        books = [self.read(name, content) for name, content in files if name not in media]
        if media:
            if len(books) != 1 or not books[0].media.files:
                raise unreadable(
                    next(iter(media)),
                    "Hier zitten foto’s en opnamen in, zonder de ronde waar ze bij horen.",
                    "Kies ook het bestand met de inzendingen van KoboToolbox of ODK.",
                )
            return with_archives(books[0], (*books[0].media.archives, *media.values()))
        if all(is_transcript(book) for book in books):
            return join_transcripts(books)
        if len(books) > 1:
            table = next(book for book in books if not is_transcript(book))
            raise unreadable(
                table.filename,
                "Een tabel kan niet samen met andere bestanden.",
                "Lees de tabellen een voor een in. Transcripten mogen wel samen.",
            )
        return books[0]

    def suffixes(self) -> list[str]:
        """Return how names of files that can be read end."""
        from fieldwork.imports.files import suffixes

        return list(suffixes())

    def suggest(self, book: ImportBook, sheet: Sheet) -> Suggested:
        """Return what each column of a sheet holds: settled, remembered, or guessed."""
        self._me.must(Right.WRITE_NOTES)
        from fieldwork.imports.guessing import guess_mapping, settle_order

        if book.ready is not None:
            return Suggested(settle_order(sheet, book.ready), True)
        with self._read(Right.WRITE_NOTES) as work:
            kept = import_mappings.find_mapping(work.session, sheet.headings)
        if kept is not None:
            return Suggested(settle_order(sheet, kept), True)
        return Suggested(guess_mapping(sheet))

    def ask(self, sheet: Sheet, mapping: ColumnMapping) -> Questions:
        """Return what is still to be said about a mapping."""
        from fieldwork.imports.guessing import settle_order, unknown_words
        from fieldwork.imports.values import day_orders

        self._me.must(Right.WRITE_NOTES)
        settled = settle_order(sheet, mapping)
        cells = [cell for at in mapping.at(ImportField.DAY) for cell in sheet.column(at)]
        is_torn = bool(cells) and day_orders(cells) == (False, False)
        return Questions(
            needs_text=not mapping.is_about(ImportField.TEXT),
            needs_day=not mapping.is_about(ImportField.DAY) and mapping.day is None,
            needs_order=bool(cells) and settled.day_first is None and not is_torn,
            is_torn=is_torn,
            words=unknown_words(sheet, mapping, self._dictionary(mapping)),
        )

    def choices(self, held: ImportField) -> dict[str, str]:
        """Return the codes that a written word can stand for, with their labels."""
        from fieldwork.domain.notes import ConsentState, Need
        from fieldwork.domain.people import Source

        if held is ImportField.THEMES:
            return {theme.id: theme.label for theme in self._seat.open.codebook.themes}
        known = {
            ImportField.SOURCE: Source,
            ImportField.CONSENT: ConsentState,
            ImportField.NEED: Need,
        }[held]
        return {one.value: one.label for one in known}

    def answer_words(
        self, mapping: ColumnMapping, held: ImportField, chosen: Mapping[str, str]
    ) -> ColumnMapping:
        """Return a mapping in which written words stand for codes; "" leaves a word out."""
        from fieldwork.imports.words import fold

        said = dict(mapping.words.get(held, {}))
        said.update({fold(word): code for word, code in chosen.items()})
        return replace(mapping, words={**mapping.words, held: said})

    def check(
        self,
        filename: str,
        sheet: Sheet,
        mapping: ColumnMapping,
        progress: Progress | None = None,
        media: RoundMedia = NO_MEDIA,
    ) -> Checked:
        """Return the talks that a table tells, with every problem by row. Nothing is kept.

        ``media`` are the photos and recordings of a round that go along.
        """
        from fieldwork.imports.telling import Teller

        self._me.must(Right.WRITE_NOTES)
        teller = Teller(sheet, mapping, self._dictionary(mapping), self._seat.today)
        files = RoundFiles(media)
        known = self._identities()
        talks: list[ImportedTalk] = []
        problems: list[RowProblem] = []
        counts = {"known": 0, "changed": 0}
        for at, row in enumerate(sheet.rows, 1):
            talk, said = teller.tell(row)
            problems.extend(said)
            if talk is not None:
                self._sort_out(talk, known, counts, talks, problems)
            if progress and (at % _SAY_EVERY == 0 or at == len(sheet.rows)):
                progress(at, len(sheet.rows))
        problems.extend(said for talk in talks for said in files.look(talk.row))
        return Checked(
            filename,
            sheet,
            teller.mapping,
            tuple(talks),
            tuple(problems),
            counts["known"],
            counts["changed"],
            media,
        )

    def take(self, checked: Checked, progress: Progress | None = None) -> Imported:
        """Keep the good rows as talks, a hundred at once; remembers the mapping.

        ``progress`` is called between two hundreds and may raise to stop there: what was kept then
        is whole, and the next time the rest is taken. A row that fails leaves the others alone.
        """
        self._me.must(Right.WRITE_PEOPLE)
        if not checked.mapping.is_about(ImportField.TEXT):
            raise Incomplete("Inlezen", ImportField.TEXT.label)
        self._remember(checked)
        maker = self._maker()
        files = RoundFiles(checked.media)
        added: list[NoteId] = []
        failed: list[RowProblem] = []
        known = 0
        done = 0
        for some in _portions(checked):
            kept = self._keep_some(maker, files, some, failed)
            added += kept
            known += len(some) - len(kept)
            done += len(some)
            if progress:
                progress(done, len(checked.talks))
        memory_of(self._seat.open.store).wake()
        return Imported(
            tuple(added),
            known - len(failed),
            tuple(failed),
            files.attached,
            tuple(files.left_out),
        )

    def rejects(self, checked: Checked, failed: Sequence[RowProblem] = ()) -> tuple[str, bytes]:
        """Return the rows that cannot be taken as an XLSX, with the reason for each."""
        self._me.must(Right.WRITE_NOTES)
        return write_rejects(checked.filename, checked.sheet, [*checked.rejected, *failed])

    def read_now(self, progress: Progress | None = None) -> int:
        """Have the machine read what it did not read yet, here and now; returns how many."""
        self._me.must(Right.WRITE_NOTES)
        return self._reader().read(progress, in_haste=True)

    def read_later(self) -> None:
        """Have the machine read what it did not read yet while people go on working."""
        self._me.must(Right.WRITE_NOTES)
        self._reader().wake()

    def unread(self) -> int:
        """Return how many talks the machine has yet to read."""
        self._me.must(Right.WRITE_NOTES)
        return self._reader().left()

    def _reader(self) -> LateReader:
        return reader_of(self._seat.open)

    def _dictionary(self, mapping: ColumnMapping) -> Dictionary:
        from fieldwork.imports.words import fold

        themes = self._seat.open.codebook.themes
        known = {fold(theme.label): theme.id for theme in themes}
        return Dictionary(known | {fold(theme.id): theme.id for theme in themes}, mapping.words)

    def _identities(self) -> dict[str, str]:
        with self._read(Right.READ_NOTES) as work:
            kept = import_mappings.known_identities(work.session)
        return dict(Identity.read(one) for one in kept)

    def _sort_out(
        self,
        talk: ImportedTalk,
        known: dict[str, str],
        counts: dict[str, int],
        talks: list[ImportedTalk],
        problems: list[RowProblem],
    ) -> None:
        """Put a talk where it belongs: new, known, or known with other words."""
        identity = identity_of(talk)
        digest = known.get(identity.key)
        if digest is None:
            known[identity.key] = identity.digest
            talks.append(talk)
        elif digest == identity.digest:
            counts["known"] += 1
        else:
            counts["changed"] += 1
            problems.append(
                RowProblem(talk.row, "dit eigen nummer is er al, met een andere inhoud")
            )

    def _maker(self) -> Maker:
        with self._read(Right.READ_PEOPLE) as work:
            return Maker(self._seat, work)

    def _remember(self, checked: Checked) -> None:
        with self._work(Right.WRITE_NOTES) as work:
            import_mappings.keep_mapping(
                work.session,
                checked.filename,
                checked.sheet.headings,
                checked.mapping,
                self._me.id,
                work.at,
            )

    def _keep_some(
        self,
        maker: Maker,
        files: RoundFiles,
        talks: Sequence[ImportedTalk],
        failed: list[RowProblem],
    ) -> list[NoteId]:
        """Keep some talks together; where that fails, one by one, so that one spoils no other."""
        files.clean([talk.row for talk in talks])
        try:
            return self._keep(maker.prepare(talks), files)
        except (DiskFull, StoreBusy):
            raise
        except (Refusal, ValueError, SQLAlchemyError):
            maker.forget()
        kept: list[NoteId] = []
        for talk in talks:
            try:
                kept += self._keep(maker.prepare([talk]), files)
            except (DiskFull, StoreBusy):
                raise
            except Refusal as refused:
                failed.append(RowProblem(talk.row, refused.what))
            except (ValueError, SQLAlchemyError):
                failed.append(RowProblem(talk.row, "deze rij is niet te bewaren"))
            maker.forget()
        return kept

    def _keep(self, prepared: Sequence[Prepared], files: RoundFiles) -> list[NoteId]:
        with self._work(Right.WRITE_NOTES) as work:
            # Somebody may have read the same file in meanwhile.
            known = dict(
                Identity.read(one) for one in import_mappings.known_identities(work.session)
            )
            fresh = [one for one in prepared if one.identity.key not in known]
            keep_all(work, fresh)
            files.keep(work, self._me.id, {one.row: one.note.id for one in fresh})
            if fresh:
                work.record("bestand ingelezen", SUBJECT, str(len(fresh)))
        return [one.note.id for one in fresh]


def _portions(checked: Checked) -> Iterator[Sequence[ImportedTalk]]:
    most = AT_ONCE_WITH_FILES if checked.media.archives else AT_ONCE
    for start in range(0, len(checked.talks), most):
        yield checked.talks[start : start + most]
