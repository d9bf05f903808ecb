"""Inlezen: what a team has already becomes talks; a form for rounds without a connection."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import import_check, import_columns, import_file, import_rounds
from fieldwork.ui.people_style import draw_style
from fieldwork.ui.widgets import back_link, heading

TITLE = "Inlezen"
ICON = ":material/upload_file:"
NEEDS = Right.WRITE_NOTES
ORDER = 73
UNDER = "onderzoek"


def render(desk: Desk) -> None:
    """Ask for a file, what its columns hold, and whether its good rows are taken."""
    draw_style()
    back_link("onderzoek", "Onderzoek")
    heading(
        "Inlezen",
        "Een tabel of uitgeschreven gesprekken die u al hebt. U ziet eerst wat het wordt; "
        "daarna pas wordt er iets bewaard.",
    )
    import_file.say_done(desk)
    book = import_file.ask(desk)
    if book is None:
        import_rounds.rounds(desk)
        return
    sheet = import_file.choose_sheet(book)
    mapping = import_columns.ask(desk, book, sheet)
    if import_columns.is_answered(desk, sheet, mapping):
        import_check.show(desk, book, sheet, mapping)


if __name__ == "__main__":
    st.switch_page("app.py")
