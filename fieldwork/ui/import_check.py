"""The rows as they will become, every problem by row, and the choice: the good rows or nothing."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.importing import Checked, Imported
from fieldwork.domain.dates import say_count, say_day, say_number, say_time
from fieldwork.domain.imports import ColumnMapping, ImportBook, ImportedTalk, RowProblem, Sheet
from fieldwork.ui.import_file import (
    CHECKED,
    DONE,
    Done,
    forget_check,
    rejects,
    start_over,
)
from fieldwork.ui.widgets import ATTENTION, PLAIN, card, chip_html, quiet

_FIRST: Final = 3
_MOST: Final = 12
_EVERY: Final = 200
# So few are read by the machine at once; more of them later, beside whoever is at work.
_AT_ONCE: Final = 30


def show(desk: Desk, book: ImportBook, sheet: Sheet, mapping: ColumnMapping) -> None:
    """Draw what the rows become, and take them when a person says so."""
    checked = _check(desk, book, sheet, mapping)
    st.html('<h2 class="wd-section">Zo wordt het</h2>')
    st.html(_summary_html(checked))
    for talk in checked.talks[:_FIRST]:
        _talk(desk, talk)
    if len(checked.talks) > _FIRST:
        more = say_count(len(checked.talks) - _FIRST, "gesprek", "gesprekken")
        quiet(f"En nog {more}.")
    _problems("Deze rijen kunnen niet mee", checked.rejected)
    _problems("Dit blijft weg of is goed om te weten", checked.remarks)
    if checked.rejected_rows:
        rejects(desk, checked, (), "import-rejects")
    _choose(desk, checked)


def _check(desk: Desk, book: ImportBook, sheet: Sheet, mapping: ColumnMapping) -> Checked:
    kept: Checked | None = st.session_state.get(CHECKED)
    if kept is None:
        bar = st.progress(0.0, "De rijen worden bekeken")
        kept = desk.importing.check(
            book.filename, sheet, mapping, lambda done, of: bar.progress(done / of), book.media
        )
        bar.empty()
        st.session_state[CHECKED] = kept
    return kept


def _choose(desk: Desk, checked: Checked) -> None:
    count = len(checked.talks)
    with st.container(horizontal=True, key="wd-import-choice"):
        take = count and st.button(
            f"Neem {_say_good(count)}", type="primary", key="import-take", icon=":material/check:"
        )
        if st.button("Neem niets", key="import-none"):
            start_over()
            st.rerun()
    if take:
        _take(desk, checked)


def _take(desk: Desk, checked: Checked) -> None:
    bar = st.progress(0.0, "De gesprekken worden bewaard")
    # Any click ends this run at the next step of the bar; what was kept by then is whole.
    st.button("Stoppen", key="import-stop", on_click=forget_check)
    imported = desk.importing.take(
        checked,
        lambda done, of: bar.progress(
            done / of, f"{say_number(done)} van de {say_number(of)} gesprekken"
        ),
    )
    _read(desk, imported)
    start_over()
    st.session_state[DONE] = Done(checked, imported)
    st.rerun()


def _read(desk: Desk, imported: Imported) -> None:
    if len(imported.added) <= _AT_ONCE:
        with st.spinner("Wijkduik leest mee …"):
            desk.importing.read_now()
    else:
        desk.importing.read_later()


def _summary_html(checked: Checked) -> str:
    chips = [chip_html(f"{say_number(len(checked.talks))} nieuw", PLAIN)]
    if checked.known:
        chips.append(chip_html(f"{say_number(checked.known)} al ingelezen, blijft zoals het is"))
    if checked.rejected_rows:
        chips.append(
            chip_html(
                say_count(checked.rejected_rows, "rij kan niet", "rijen kunnen niet"), ATTENTION
            )
        )
    return f'<p class="wd-chips">{"".join(chips)}</p>'


def _talk(desk: Desk, talk: ImportedTalk) -> None:
    with card(f"import-row-{talk.row}"):
        day = say_day(talk.day, year=True)
        when = f"{day} {say_time(talk.clock)}" if talk.clock else day
        street = f"{talk.street} {talk.number}".strip()
        place = street or ("een punt op de kaart" if talk.point else "")
        who = talk.name or (talk.source.label if talk.source else "")
        about = " · ".join(one for one in (f"Rij {talk.row}", when, who, place) if one)
        chips = [chip_html(f"Bewaren: {talk.consent.label.lower()}")]
        if talk.need:
            chips.append(chip_html(f"Hulp nodig: {talk.need.label.lower()}"))
        chips += [chip_html(desk.codebook.label(code)) for code in talk.themes]
        text = " ".join(talk.text.split())
        short = text if len(text) <= 280 else f"{text[:278].rsplit(' ', 1)[0]} …"
        st.html(
            f'<p class="wd-quiet">{escape(about)}</p><p>{escape(short)}</p>'
            f'<p class="wd-chips">{"".join(chips)}</p>'
        )


def _problems(title: str, problems: tuple[RowProblem, ...]) -> None:
    if not problems:
        return
    st.html(f'<h3 class="wd-section">{escape(title)}</h3>{_list_html(problems[:_MOST])}')
    rest = problems[_MOST:_EVERY]
    if rest:
        with st.expander(f"Nog {say_number(len(problems) - _MOST)}"):
            st.html(_list_html(rest))
            if len(problems) > _EVERY:
                quiet("De rest staat in het bestand dat u kunt meenemen.")


def _list_html(problems: tuple[RowProblem, ...]) -> str:
    lines = (f"<li>Rij {one.row}: {escape(one.what)}</li>" for one in problems)
    return f'<ul class="wd-plain-list">{"".join(lines)}</ul>'


def _say_good(count: int) -> str:
    return "de ene goede rij" if count == 1 else f"de {say_number(count)} goede rijen"
