"""From a row to the talk that it tells, or to why it tells none."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Final

from fieldwork.domain.imports import (
    Cell,
    ColumnMapping,
    ImportedTalk,
    ImportField,
    RowProblem,
    Sheet,
    SheetRow,
)
from fieldwork.domain.notes import LONGEST_NOTE, ConsentState, Need
from fieldwork.domain.people import Source, holds_bsn
from fieldwork.domain.places import Point
from fieldwork.imports.guessing import settle_order
from fieldwork.imports.values import (
    FAR_OFF,
    BadCell,
    make_point,
    read_clock,
    read_day,
    read_number,
    read_phone,
    read_point,
    read_postcode,
    read_words,
)
from fieldwork.imports.words import Dictionary

EARLIEST: Final = date(2000, 1, 1)
_ADDRESS: Final = re.compile(r"(?P<street>.*[^\W\d_][.']?)\s+(?P<number>\d{1,5}\s?[\w/-]{0,6})")
_SURROGATE: Final = re.compile("[\ud800-\udfff\x00]")


class Teller:
    """Reads the rows of one table by one mapping. ``today`` is the last day a talk can be of."""

    def __init__(
        self, sheet: Sheet, mapping: ColumnMapping, dictionary: Dictionary, today: date
    ) -> None:
        """Settle what holds for the table as a whole."""
        self._headings = sheet.headings
        self._mapping = settle_order(sheet, mapping)
        self._dictionary = dictionary
        self._today = today
        self._columns = {held: mapping.at(held) for held in ImportField}

    def tell(self, row: SheetRow) -> tuple[ImportedTalk | None, tuple[RowProblem, ...]]:
        """Return the talk of a row, or None, with everything that is to be said of the row."""
        return _Telling(self, row).told()

    @property
    def mapping(self) -> ColumnMapping:
        """The mapping as it is used, with the order of days that the column tells."""
        return self._mapping

    @property
    def dictionary(self) -> Dictionary:
        """What written words stand for."""
        return self._dictionary

    @property
    def today(self) -> date:
        """The last day that a talk can be of."""
        return self._today

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table."""
        return self._headings

    def columns(self, held: ImportField) -> tuple[int, ...]:
        """Return which columns hold a field."""
        return self._columns[held]


class _Telling:
    """One row being read; problems gather while its parts are."""

    def __init__(self, teller: Teller, row: SheetRow) -> None:
        self._teller = teller
        self._row = row
        self._problems: list[RowProblem] = []

    def told(self) -> tuple[ImportedTalk | None, tuple[RowProblem, ...]]:
        if self._row.trouble:
            self._refuse(self._row.trouble)
            return None, tuple(self._problems)
        text, day = self._text(), self._day()
        point = self._point()
        street, number = self._address()
        codes = {held: self._code(held) for held in _CLOSED}
        phone = self._phone()
        talk = None
        if day is not None and not any(not one.is_remark for one in self._problems):
            source = codes[ImportField.SOURCE]
            need = codes[ImportField.NEED]
            talk = ImportedTalk(
                row=self._row.number,
                text=text,
                day=day,
                clock=self._clock(),
                name=self._words(ImportField.NAME),
                source=Source.of(source) if source else None,
                phone=phone,
                role=self._words(ImportField.ROLE),
                street=street,
                number=number,
                postcode=self._postcode(),
                point=point,
                consent=ConsentState.of(
                    codes[ImportField.CONSENT] or ConsentState.NIET_GEVRAAGD.value
                ),
                need=Need.of(need) if need else None,
                themes=self._themes(),
                own_id=self._words(ImportField.OWN_ID),
                made_by=self._words(ImportField.MADE_BY),
            )
        return talk, tuple(self._problems)

    def _refuse(self, what: str) -> None:
        self._problems.append(RowProblem(self._row.number, what))

    def _remark(self, what: str) -> None:
        self._problems.append(RowProblem(self._row.number, what, is_remark=True))

    def _cell(self, held: ImportField) -> Cell:
        cells = (self._row.cells[at] for at in self._teller.columns(held))
        return next((cell for cell in cells if cell != ""), "")

    def _words(self, held: ImportField) -> str:
        return " ".join(read_words(self._cell(held)).split())

    def _text(self) -> str:
        columns = self._teller.columns(ImportField.TEXT)
        filled = [(at, read_words(self._row.cells[at])) for at in columns]
        filled = [(at, words) for at, words in filled if words.strip()]
        if len(columns) > 1:
            headings = self._teller.headings
            parts = [f"{headings[at]}: {words}" for at, words in filled]
        else:
            parts = [words for _, words in filled]
        text = _SURROGATE.sub("�", "\n".join(parts)).replace("\r\n", "\n")
        if not text:
            self._refuse("geen tekst")
        if holds_bsn(text):
            self._refuse("in de tekst lijkt een burgerservicenummer te staan")
        if len(text) > LONGEST_NOTE:
            count = f"{len(text):,}".replace(",", ".")
            self._refuse(f"de tekst telt {count} tekens, er passen er 50.000 in")
        return text

    def _day(self) -> date | None:
        mapping = self._teller.mapping
        cell = self._cell(ImportField.DAY)
        if cell == "":
            if mapping.day is None:
                self._refuse("geen datum")
            return mapping.day
        try:
            day = read_day(cell, mapping.day_first)
        except BadCell as bad:
            self._refuse(str(bad))
            return None
        if day > self._teller.today:
            self._refuse(f"de dag {day.day}-{day.month}-{day.year} moet nog komen")
        elif day < EARLIEST:
            self._refuse(f"de dag {day.day}-{day.month}-{day.year} kan niet kloppen")
        return day

    def _clock(self) -> time | None:
        cell = self._cell(ImportField.CLOCK)
        if cell == "":
            day = self._cell(ImportField.DAY)
            # "12-3-2026 14:32" in one column tells both.
            cell = day if ":" in read_words(day) and not self._is_clockless(day) else ""
        if cell == "":
            return None
        try:
            return read_clock(cell)
        except BadCell as bad:
            self._remark(f"{bad}; de tijd blijft leeg")
            return None

    def _is_clockless(self, cell: Cell) -> bool:
        return isinstance(cell, date) and not hasattr(cell, "hour")

    def _point(self) -> Point | None:
        lat, lon = self._cell(ImportField.LAT), self._cell(ImportField.LON)
        both = self._cell(ImportField.POINT)
        accuracy = self._cell(ImportField.ACCURACY)
        try:
            if lat != "" and lon != "":
                point = make_point(read_number(lat), read_number(lon))
                off = 0.0
            elif both != "":
                point, off = read_point(both)
            else:
                return None
            off = read_number(accuracy) if accuracy != "" else off
        except BadCell as bad:
            self._refuse(str(bad))
            return None
        if off > FAR_OFF:
            self._remark(f"het punt kan er {off:.0f} meter naast liggen")
        return point

    def _address(self) -> tuple[str, str]:
        street, number = self._words(ImportField.STREET), self._words(ImportField.NUMBER)
        if street and not self._teller.columns(ImportField.NUMBER):
            found = _ADDRESS.fullmatch(street.partition(",")[0].strip())
            if found:
                return found["street"], found["number"].strip()
        return street, number

    def _postcode(self) -> str:
        cell = self._cell(ImportField.POSTCODE)
        postcode = read_postcode(cell) if cell != "" else ""
        if cell != "" and not postcode:
            self._remark(f"'{read_words(cell)[:12]}' is geen postcode; die blijft leeg")
        elif postcode and not self._cell(ImportField.STREET):
            self._remark("een postcode zonder straat blijft weg")
        return postcode

    def _phone(self) -> str:
        cell = self._cell(ImportField.PHONE)
        phone = read_phone(cell) if cell != "" else ""
        if holds_bsn(phone):
            self._refuse("bij telefoon lijkt een burgerservicenummer te staan")
        if phone and not self._cell(ImportField.NAME):
            self._remark("een telefoonnummer zonder naam blijft weg")
        return phone

    def _code(self, held: ImportField) -> str:
        """Return the one answer to a closed question; "" when it is empty or to be left out."""
        for word in self._words_of(held):
            code = self._teller.dictionary.code(held, word)
            if code is None:
                self._refuse(f"'{word[:30]}' bij '{held.label}' is onbekend")
            return code or ""
        return ""

    def _themes(self) -> tuple[str, ...]:
        found = []
        for word in self._words_of(ImportField.THEMES):
            code = self._teller.dictionary.code(ImportField.THEMES, word)
            if code:
                found.append(code)
            elif code is None:
                self._remark(f"thema '{word[:30]}' kent Wijkduik niet; het blijft weg")
        return tuple(dict.fromkeys(found))

    def _words_of(self, held: ImportField) -> Iterator[str]:
        for at in self._teller.columns(held):
            if self._row.cells[at] != "":
                yield from self._teller.dictionary.split(held, self._row.cells[at])


_CLOSED: Final = (ImportField.SOURCE, ImportField.CONSENT, ImportField.NEED)
