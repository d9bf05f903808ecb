"""Kaart naar buiten: what it would show, as which file; the rules, the exact points, the log."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.map_files import list_kinds
from fieldwork.actions.releases import MapFile, Shown
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count
from fieldwork.domain.releases import LEAST_THRESHOLD, MOST_THRESHOLD, MapUnit
from fieldwork.mapping.layers import Cell, Overlays, draw_map
from fieldwork.ui.maps import is_dark, show_map
from fieldwork.ui.refusals import plain
from fieldwork.ui.widgets import card, quiet
from fieldwork.ui.words import say_when

_MADE: Final = "map-release-made"


def ask_theme(desk: Desk) -> str:
    """Ask which map: of all talks, or of one theme."""
    labels = {theme.id: theme.label for theme in desk.codebook.themes}
    chosen = st.selectbox(
        "Welke kaart?",
        list(labels),
        index=None,
        format_func=lambda one: plain(labels[one]),
        placeholder="Alle gesprekken",
        key="map-release-theme",
    )
    return chosen or ""


def show_preview(shown: Shown) -> None:
    """Draw what the map would show: the cells with a number, and how many stay empty."""
    counts = shown.release.counts
    cells = tuple(Cell(area, counts.get(area.code, 0)) for area in shown.cells)
    is_hexagons = bool(shown.release.unit.width)
    over = Overlays(cells, numbers=is_hexagons)
    show_map(draw_map(shown.division, [], dark=is_dark(), over=over), "map-release", height=420)
    if not is_hexagons:
        _list_buurten(shown)
    with_number = len(counts)
    if not with_number:
        st.info(
            f"Er is nog geen vak met {shown.release.threshold} mensen of meer. De kaart blijft "
            "leeg tot er genoeg gesprekken zijn."
        )
        return
    words = say_count(with_number, "vak heeft", "vakken hebben")
    others = len(shown.cells) - with_number
    quiet(
        f"{words} een getal{f', {others} niet' if others else ''}. Een getal is het aantal mensen "
        "dat u sprak, naar beneden afgerond op vijf; huisgenoten tellen als één. Zo is niemand "
        "terug te vinden, ook niet door twee kaarten van elkaar af te trekken."
    )


def _list_buurten(shown: Shown) -> None:
    counts = shown.release.counts
    items = "".join(
        f"<li><strong>{number}</strong> {escape(cell.name)}: "
        f"{counts.get(cell.code, 'geen getal')}</li>"
        for number, cell in enumerate(shown.cells, 1)
    )
    st.html(f'<ul class="wd-buurten">{items}</ul>')


def show_files(desk: Desk, theme: str) -> None:
    """Offer the map as a file; making it writes it down."""
    with card("release-files"):
        st.html("<p><strong>Als bestand</strong></p>")
        quiet("Wat u maakt, komt in het overzicht hieronder te staan.")
        with st.container(horizontal=True):
            for kind in list_kinds():
                if st.button(kind.label, key=f"release-{kind.code}"):
                    with st.spinner("Het bestand wordt gemaakt"):
                        _keep(desk.releases.file(kind.code, theme), theme)
        _offer(theme)


def show_exact(desk: Desk) -> None:
    """Offer the points themselves, to who manages the study and says why."""
    if not desk.may(Right.MANAGE_STUDY):
        return
    with st.expander("Precieze plekken meenemen"):
        st.html(
            "<p>Dit bestand heeft elk gesprek op zijn eigen plek: wie het opent, kan voordeuren "
            "aanwijzen. Geef het alleen aan wie het echt nodig heeft, en nooit openbaar.</p>"
        )
        with st.form("map-exact", border=False):
            reason = st.text_input("Waarom is dit nodig, en voor wie?", key="map-exact-reason")
            kinds = {kind.code: kind.label for kind in list_kinds(exact=True)}
            kind = st.radio(
                "Bestand", list(kinds), format_func=lambda one: kinds[one], horizontal=True
            )
            if st.form_submit_button("Maak het bestand"):
                _keep(desk.releases.exact_file(kind or "geojson", reason or ""), "exact")
        _offer("exact")


def show_rules(desk: Desk) -> None:
    """Draw the rules, to change for who manages the study."""
    rules, fixed = desk.releases.rules(), desk.releases.is_fixed()
    st.html('<h2 class="wd-section">Regels</h2>')
    stays = " Deze indeling staat vast: er ging al een kaart naar buiten." if fixed else ""
    quiet(f"{rules.unit.label}, vanaf {rules.threshold} mensen in een vak.{stays}")
    if not desk.may(Right.MANAGE_STUDY):
        return
    with st.expander("Regels wijzigen"), st.form("map-rules", border=False):
        unit = st.radio(
            "Indeling",
            list(MapUnit),
            index=list(MapUnit).index(rules.unit),
            format_func=lambda one: one.label,
            disabled=fixed,
        )
        threshold = st.number_input(
            "Vanaf hoeveel mensen een getal?",
            LEAST_THRESHOLD,
            MOST_THRESHOLD,
            rules.threshold,
        )
        if st.form_submit_button("Bewaren"):
            desk.releases.set_rules(unit or rules.unit, int(threshold))
            st.rerun()


def show_log(desk: Desk) -> None:
    """Draw what went out: when, by whom, what."""
    st.html('<h2 class="wd-section">Wat naar buiten ging</h2>')
    lines = desk.releases.log()
    if not lines:
        quiet("Er ging nog geen kaart naar buiten.")
        return
    items = "".join(
        f"<li>{escape(say_when(line.release.made_at) if line.release.made_at else '')}: "
        f"{escape(line.what)}, door {escape(line.who)}"
        f"{_reason(line.release.reason)} "
        f'<span class="wd-quiet">controle {escape(line.release.control)}</span></li>'
        for line in lines
    )
    st.html(f'<ul class="wd-releases">{items}</ul>')


def _reason(reason: str) -> str:
    return f". Reden: {escape(reason)}" if reason else ""


def _keep(made: MapFile, about: str) -> None:
    st.session_state[_MADE] = (about, made)


def _offer(about: str) -> None:
    """Draw the way to save the file that was just made for this map."""
    kept_about, made = st.session_state.get(_MADE, ("", None))
    if made is None or kept_about != about:
        return
    st.download_button(
        f"{made.name} opslaan",
        made.content,
        made.name,
        made.mime,
        key="map-release-save",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
