"""The photos and recordings of a round, on their way from a zip file to the talks they are with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from fieldwork.actions.attachment_cleaning import Cleaned, clean
from fieldwork.actions.attachments import attach
from fieldwork.actions.seat import Work
from fieldwork.domain.attachments import AttachmentRefused
from fieldwork.domain.ids import AccountId, NoteId
from fieldwork.domain.imports import RoundFile, RoundMedia, RowProblem
from fieldwork.imports.media import MediaBox, MediaMissing, say_file

_STAYS_OUT: Final = "die blijft weg"


class RoundFiles:
    """What goes along with the talks of one round. ``left_out`` says, by row, what cannot."""

    def __init__(self, media: RoundMedia) -> None:
        """Open the zip files of a round; raises :class:`UnreadableFile`."""
        self._box = MediaBox(media.archives)
        self._by_row: dict[int, list[RoundFile]] = defaultdict(list)
        # Without any zip there is nothing to say of each row.
        for one in media.files if media.archives else ():
            self._by_row[one.row].append(one)
        self._cleaned: dict[int, list[Cleaned]] = {}
        self.attached = 0
        self.left_out: list[RowProblem] = []

    def look(self, row: int) -> Iterator[RowProblem]:
        """Yield what of a row is not there or too large."""
        for one in self._by_row.get(row, ()):
            try:
                self._box.look(one)
            except MediaMissing as missing:
                yield RowProblem(row, f"{missing}; {_STAYS_OUT}", is_remark=True)

    def clean(self, rows: Iterable[int]) -> None:
        """Clean what goes along with some rows: this takes long, so before the study is held."""
        self._cleaned = {row: list(self._clean(row)) for row in rows if row in self._by_row}

    def keep(self, work: Work, by: AccountId, notes: Mapping[int, NoteId]) -> None:
        """Keep what was cleaned with the talks that the rows became."""
        for row, note in notes.items():
            for place, cleaned in enumerate(self._cleaned.pop(row, ()), 1):
                attach(work, by, cleaned, place, note=note)
                self.attached += 1

    def _clean(self, row: int) -> Iterator[Cleaned]:
        for one in self._by_row[row]:
            try:
                yield clean(one.kind, self._box.content(one))
            except MediaMissing as missing:
                self._leave_out(row, str(missing))
            except AttachmentRefused as refused:
                self._leave_out(row, f"{say_file(one)}: {refused.what.rstrip('.').lower()}")

    def _leave_out(self, row: int, what: str) -> None:
        self.left_out.append(RowProblem(row, f"{what}; {_STAYS_OUT}", is_remark=True))
