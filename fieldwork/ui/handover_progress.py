"""How handing over goes: a few sentences, then small tables, and the same on paper."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.progress import Table, say_share, tables
from fieldwork.domain.dates import say_count
from fieldwork.ui.requests import section
from fieldwork.ui.widgets import empty, heading, quiet

_PAPER = "progress-paper"


def show_progress(desk: Desk) -> None:
    """Draw how it goes, with the way to print it."""
    found = desk.progress.look()
    heading("Hoe het loopt", "Voor het weekoverleg. Er staat niemand met naam in.")
    if not found.total:
        empty("Er is nog geen hulpvraag.", "Naar de overdracht", "overdracht")
        return
    st.html(f"<p><strong>{escape(say_share(found))}</strong></p>")
    if found.late:
        late = say_count(found.late, "hulpvraag is", "hulpvragen zijn")
        st.html(f'<p class="wd-late"><strong>{escape(late)} over tijd.</strong></p>')
    _print(desk)
    left, right = st.columns(2, gap="large")
    shown = [table for table in tables(found) if table[2]]
    for at, table in enumerate(shown):
        with left if at % 2 == 0 else right:
            _draw(table)


def _print(desk: Desk) -> None:
    """Make the paper when asked, and offer it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Maak een afdruk (PDF)", key="progress-print", icon=":material/print:"):
            with st.spinner("De afdruk wordt gemaakt"):
                st.session_state[_PAPER] = desk.progress.paper()
        if _PAPER in st.session_state:
            name, content = st.session_state[_PAPER]
            st.download_button(
                "Downloaden",
                content,
                name,
                "application/pdf",
                key="progress-download",
                on_click="ignore",
                icon=":material/download:",
            )
    quiet("In de afdruk staan aantallen onder de drie niet precies.")


def _draw(table: Table) -> None:
    title, heads, rows = table
    section(title)
    first, *others = heads
    head = f'<th scope="col">{escape(first)}</th>' + "".join(
        f'<th scope="col" class="wd-count">{escape(one)}</th>' for one in others
    )
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="wd-count">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    st.html(f'<table class="wd-counts"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')
