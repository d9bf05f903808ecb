"""How far the study is: the weeks, what is behind, and with whom and where was talked."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.insight import Coverage, CoveragePage, ThemeFilter
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count, say_day, today
from fieldwork.domain.notes import Note
from fieldwork.domain.people import Source
from fieldwork.domain.studies import Study
from fieldwork.ui.refusals import plain
from fieldwork.ui.theme_cards import say_buurt
from fieldwork.ui.theme_filter import PLURAL
from fieldwork.ui.theme_line import wide_line
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import card, draw_ways, empty, quiet
from fieldwork.ui.words import say_ago

# A buurt or a kind of person is behind when nobody talked there for this many days.
SILENT_DAYS = 21
TALKS_AT_ONCE = 30


def week_clock(study: Study) -> None:
    """Draw the weeks as a row of blocks: those that are over, this one, and those to come."""
    week = study.week_of(today())
    blocks = "".join(
        f'<span class="{"wd-over" if at < week else "wd-this" if at == week else ""}"></span>'
        for at in range(1, study.weeks + 1)
    )
    said = study.say_week(today())
    left = study.weeks - week
    to_go = f" Nog {say_count(left, 'week', 'weken')} na deze." if 0 < left < study.weeks else ""
    st.html(
        f'<h1 class="wd-heading">{escape(said[:1].upper() + said[1:])}</h1>'
        f'<div class="wd-clock" role="img" aria-label="{escape(said)}">{blocks}</div>'
        f'<p class="wd-quiet">{escape(study.name)}, gemeente {escape(study.gemeente)}. '
        f"Begonnen op {say_day(study.starts_on, year=True)}, klaar op "
        f"{say_day(study.ends_on, year=True)}.{to_go}</p>"
    )


def progress(desk: Desk) -> None:
    """Draw what is behind, and with whom and where was talked."""
    page = desk.insight.coverage()
    if page.talks:
        behind(desk, page)
        coverage(desk, page)
        return
    empty(
        "Hier ziet u straks waar en met wie is gepraat, en waar nog niet.",
        "Nieuw gesprek",
        "nieuw_gesprek",
    )
    quiet_streets(page)


def behind(desk: Desk, page: CoveragePage) -> None:
    """Say what is behind, each with the way to it."""
    with card("behind"):
        st.html('<h2 class="wd-card-title">Wat loopt achter</h2>')
        links = _to_do(desk, page)
        draw_ways(told_html(screen, words, **query) for words, screen, query in links)
        sentences = [*_silent_buurten(page.buurten), *_silent_sources(page.sources)]
        for sentence in sentences:
            st.html(f"<p>{escape(sentence)}</p>")
        if not links and not sentences:
            st.html("<p>Niets. Alles is bij.</p>")


def coverage(desk: Desk, page: CoveragePage) -> None:
    """Draw per buurt and per kind of person how much was talked; each opens on its talks."""
    where, who = st.columns(2, gap="large")
    with where:
        st.html('<h2 class="wd-section">Waar is gepraat</h2>')
        for one in page.buurten:
            _covered(desk, one, one.name, ThemeFilter(buurt=one.code), page.first_week)
        if page.elsewhere:
            counted = say_count(page.elsewhere, "gesprek", "gesprekken")
            label = f"Van {counted} is de buurt niet bekend"
            draw_ways([told_html("gesprekken", label, buurt="geen")])
    with who:
        st.html('<h2 class="wd-section">Met wie is gepraat</h2>')
        for one in page.sources:
            source = Source.of(one.code)
            name = PLURAL[source].capitalize()
            _covered(desk, one, name, ThemeFilter(source=source), page.first_week)
    quiet_streets(page)


def quiet_streets(page: CoveragePage) -> None:
    """Name the streets that no talk names, per buurt."""
    st.html('<h2 class="wd-section">Straten</h2>')
    if not page.streets:
        quiet("Er zijn nog geen straten ingelezen. Dat kan een coördinator doen bij ‘Gebied’.")
        return
    missing = sum(len(streets) for _, streets in page.quiet_streets)
    if not missing:
        quiet("In elke straat is gepraat.")
        return
    counted = say_count(page.streets, "straat", "straten")
    with st.expander(f"In {missing} van de {counted} is nog niet gepraat", key="study-streets"):
        for buurt, streets in page.quiet_streets:
            name = escape(buurt or "Buiten de buurten")
            st.html(f"<p><strong>{name}</strong><br>{escape(', '.join(streets))}</p>")
        quiet("Geteld naar de adressen bij de gesprekken.")


def _to_do(desk: Desk, page: CoveragePage) -> list[tuple[str, str, dict[str, str]]]:
    found: list[tuple[str, str, dict[str, str]]] = []
    if page.unreviewed:
        counted = say_count(page.unreviewed, "gesprek wacht", "gesprekken wachten")
        found.append((f"{counted} nog op nalezen", "gesprekken", {"lezen": "nodig"}))
    if not desk.may(Right.READ_PEOPLE):
        return found
    unlinked = sum(one.has_open_link for one in desk.people.everybody())
    if unlinked:
        counted = say_count(unlinked, "sleutelfiguur is", "sleutelfiguren zijn")
        found.append(
            (f"{counted} nog niet gekoppeld aan de gemeente", "mensen", {"wie": "koppelen"})
        )
    waiting = len(desk.people.long_ago())
    if waiting:
        counted = say_count(waiting, "sleutelfiguur is", "sleutelfiguren zijn")
        found.append((f"{counted} drie weken of langer niet gesproken", "mensen", {"wie": "lang"}))
    return found


def _silent_buurten(buurten: Sequence[Coverage]) -> list[str]:
    return [f"In {say_buurt(one.name)} is {_silence(one)}." for one in buurten if _is_silent(one)]


def _silent_sources(sources: Sequence[Coverage]) -> list[str]:
    return [
        f"Met {PLURAL[Source.of(one.code)]} is {_silence(one)}."
        for one in sources
        if _is_silent(one)
    ]


def _is_silent(one: Coverage) -> bool:
    return one.last_talk is None or (today() - one.last_talk).days >= SILENT_DAYS


def _silence(one: Coverage) -> str:
    if one.last_talk is None:
        return "nog niet gepraat"
    return f"al {(today() - one.last_talk).days // 7} weken niet gepraat"


def _covered(desk: Desk, one: Coverage, name: str, which: ThemeFilter, first_week: int) -> None:
    counted = say_count(one.talks, "gesprek", "gesprekken")
    last = f"laatst {say_ago(one.last_talk)}" if one.last_talk else "nog niet"
    if _is_silent(one):
        last = f":orange[{last}]"
    label = f"**{plain(name)}** {counted}, {last}"
    opened = st.expander(label, on_change="rerun", key=f"study-covered-{one.code}")
    if opened.open:
        with opened:
            st.html(wide_line(one.by_week, first_week))
            _talks(desk.insight.talks(which), one.code)


def _talks(talks: Sequence[Note], key: str) -> None:
    if not talks:
        quiet("Hier is nog niet gepraat.")
    draw_ways(
        told_html("gesprek", f"{say_day(note.happened_on)}: {note.opening}", gesprek=note.id)
        for note in talks[:TALKS_AT_ONCE]
    )
    if len(talks) > TALKS_AT_ONCE:
        quiet(f"En nog {len(talks) - TALKS_AT_ONCE} van eerder. Zoek ze bij Gesprekken.")
