"""Which file is read in, and what came of the last one."""

from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.importing import Checked, Imported
from fieldwork.domain.dates import say_count, say_number
from fieldwork.domain.imports import ImportBook, RowProblem, Sheet
from fieldwork.domain.refusals import Refusal
from fieldwork.ui.refusals import plain, show_refusal
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import card, draw_ways, quiet

# In MB: photos and recordings of a round come in one zip.
LARGEST_FILE: Final = 100
TURN: Final = "import-turn"
_MOST_SAID: Final = 12
DONE: Final = "import-done"
_READ: Final = "import-read"
MAPPING: Final = "import-mapping"
CHECKED: Final = "import-checked"
_KINDS: Final = {
    "kobo": "Dit komt van KoboToolbox, met het formulier van Wijkduik.",
    "odk": "Dit komt van ODK Central, met het formulier van Wijkduik.",
}


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a file, with what it was."""

    checked: Checked
    imported: Imported


def link(desk: Desk) -> None:
    """Draw the way to this screen."""
    draw_ways([told_html("inlezen", "Inlezen wat u al hebt")])


def ask(desk: Desk) -> ImportBook | None:
    """Draw the way in for files; returns what they hold, None while there is nothing to read."""
    turn = st.session_state.get(TURN, 0)
    files = st.file_uploader(
        "Kies een bestand, of meer transcripten tegelijk",
        type=desk.importing.suffixes(),
        accept_multiple_files=True,
        max_upload_size=LARGEST_FILE,
        key=f"import-files-{turn}",
    )
    if not files:
        quiet(
            "CSV, Excel (XLSX) of LibreOffice (ODS), een transcript in Word (DOCX) of als TXT, en "
            "wat terugkomt uit KoboToolbox of ODK, met de zip van de foto’s en opnamen erbij."
        )
        return None
    mark = (turn, tuple(file.file_id for file in files))
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != mark:
        forget()
        try:
            with st.spinner("Het bestand wordt gelezen …"):
                book = desk.importing.read_all([(file.name, file.getvalue()) for file in files])
        except Refusal as refused:
            show_refusal(refused)
            return None
        kept = st.session_state[_READ] = (mark, book)
    found: ImportBook = kept[1]
    return found


def choose_sheet(book: ImportBook) -> Sheet:
    """Return the sheet to read; asks which when there are several. Says what is odd about it."""
    sheet = book.sheets[0]
    if len(book.sheets) > 1:
        at = st.radio(
            "Welk tabblad?",
            range(len(book.sheets)),
            format_func=lambda at: _say_sheet(book.sheets[at]),
            key=f"import-sheet-{st.session_state.get(TURN, 0)}",
            on_change=forget_mapping,
        )
        sheet = book.sheets[at or 0]
    if book.kind in _KINDS:
        quiet(_KINDS[book.kind])
    for remark in (*book.remarks, *sheet.remarks):
        st.info(plain(remark), icon=":material/info:")
    return sheet


def say_done(desk: Desk) -> None:
    """Say what came of the last file, with the rows that stayed out to take along."""
    done: Done | None = st.session_state.get(DONE)
    if done is not None:
        with card("import-done"):
            st.html(_done_html(done))
            draw_ways([told_html("gesprekken", "Naar de gesprekken")])
            out = done.checked.rejected_rows + len(done.imported.failed)
            if out:
                rejects(desk, done.checked, done.imported.failed, "import-done-rejects")
    left = desk.importing.unread()
    if left:
        desk.importing.read_later()
        talks = say_count(left, "gesprek", "gesprekken")
        quiet(f"Wijkduik leest nog {talks} mee. U kunt gewoon verder werken.")


def rejects(desk: Desk, checked: Checked, failed: tuple[RowProblem, ...], key: str) -> None:
    """Draw the way to the rows that stay out, with the reason for each."""
    count = checked.rejected_rows + len(failed)
    rows = say_count(count, "rij", "rijen")
    st.download_button(
        f"Meenemen wat niet kan ({rows})",
        lambda: desk.importing.rejects(checked, failed)[1],
        "niet-ingelezen.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def start_over() -> None:
    """Forget the file, so that another one can be chosen."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.session_state.pop(_READ, None)
    forget()


def forget() -> None:
    """Forget what was said about a file, and what came of the one before."""
    st.session_state.pop(DONE, None)
    forget_mapping()


def forget_mapping() -> None:
    """Forget what was said about the columns."""
    st.session_state.pop(MAPPING, None)
    forget_check()


def forget_check() -> None:
    """Forget how the rows were looked at: something changed since."""
    st.session_state.pop(CHECKED, None)


def _say_sheet(sheet: Sheet) -> str:
    return f"{sheet.name} ({say_count(len(sheet.rows), 'rij', 'rijen')})"


def _done_html(done: Done) -> str:
    imported, checked = done.imported, done.checked
    added = say_count(len(imported.added), "gesprek", "gesprekken")
    lines = [f"<p><strong>{added} ingelezen</strong> uit {escape(checked.filename)}.</p>"]
    known = imported.known + checked.known
    if known:
        was = "was er al" if known == 1 else "waren er al"
        lines.append(f"<p>{say_number(known)} {was}, en blijven zoals ze zijn.</p>")
    if imported.attached:
        files = say_count(imported.attached, "foto of opname", "foto’s en opnamen")
        lines.append(f"<p>{files} mee ingelezen, schoongemaakt en versleuteld.</p>")
    for problem in (*imported.failed, *imported.left_out)[:_MOST_SAID]:
        lines.append(f'<p class="wd-quiet">Rij {problem.row}: {escape(problem.what)}.</p>')
    return "".join(lines)
