"""Gebied: an area drawn by tapping its corners, a list of addresses, and PDOK on or off."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import say_count, today
from fieldwork.domain.places import Point
from fieldwork.mapping.files import LARGEST_FILE, MEGABYTE
from fieldwork.mapping.layers import draw_corners
from fieldwork.ui.maps import is_dark, show_map
from fieldwork.ui.widgets import quiet

_CORNERS: Final = "area-corners"
_USED: Final = "area-corner-used"
_TURN: Final = "area-turn"
BESIDE, INSTEAD = "ernaast", "in de plaats"
_WAYS: Final = {
    BESIDE: "Naast de gebieden die er zijn",
    INSTEAD: "In de plaats van de gebieden die er zijn",
}


def draw_area(desk: Desk) -> None:
    """Ask the corners of an area, by tapping them one after another, and its name."""
    st.html('<h2 class="wd-section">Zelf tekenen</h2>')
    quiet("Tik de hoeken van het gebied aan, een voor een, langs de rand.")
    corners: list[Point] = st.session_state.setdefault(_CORNERS, [])
    drawn = draw_corners(
        desk.places.areas(), corners, dark=is_dark(), streets=desk.places.streets()
    )
    tapped = show_map(drawn, "area-drawing", height=420).point
    if tapped and tapped != st.session_state.get(_USED):
        st.session_state[_USED] = tapped
        corners.append(tapped)
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Laatste hoek weg", disabled=not corners, key="area-back"):
            corners.pop()
            st.rerun()
        st.html(f'<p class="wd-quiet">{say_count(len(corners), "hoek", "hoeken")}</p>')
    if len(corners) > 2:
        _ask_name(desk, corners)


def _ask_name(desk: Desk, corners: list[Point]) -> None:
    with st.form("area-name"):
        name = st.text_input("Hoe heet dit gebied?", max_chars=80)
        way = st.radio("Waar komt het?", list(_WAYS), format_func=lambda one: _WAYS[one])
        wanted = st.form_submit_button("Bewaren", type="primary")
    if wanted:
        desk.boundaries.draw(name or "", corners, beside=way != INSTEAD)
        st.session_state[_CORNERS] = []
        st.rerun()


def read_addresses(desk: Desk) -> None:
    """Ask a file of addresses, after which an address is a point without any connection."""
    st.html('<h2 class="wd-section">Adressen</h2>')
    many = desk.addresses.count()
    quiet(
        f"Nu: {say_count(many, 'adres', 'adressen')}. Met een lijst van adressen komt een gesprek "
        "precies op zijn plek, zonder internet. Neem een uittreksel van de BAG: een tabel (CSV) "
        "met straat, huisnummer en coördinaten, of een GeoPackage met punten."
    )
    turn = st.session_state.get(_TURN, 0)
    file = st.file_uploader(
        "Bestand met adressen",
        type=["csv", "txt", "gpkg", "geojson", "zip"],
        key=f"houses-{turn}",
        max_upload_size=LARGEST_FILE // MEGABYTE,
    )
    if file is not None and st.button("Inlezen", type="primary", key="houses-read"):
        with st.spinner("Het bestand wordt gelezen …"):
            desk.addresses.read_file(file.name, file.getvalue())
        st.session_state[_TURN] = turn + 1
        st.rerun()


def ask_connection(desk: Desk) -> None:
    """Ask whether PDOK may be asked, and say what then leaves this computer."""
    st.html(
        '<h2 class="wd-section">Verbinding met het Kadaster (PDOK)</h2>'
        "<p>Staat deze verbinding aan, dan vraagt Wijkduik soms iets aan PDOK, de kaartendienst "
        "van de overheid:</p><ul>"
        "<li>een adres dat u laat opzoeken. <strong>Dat adres verlaat dan deze computer.</strong>"
        "</li><li>de kaart op de achtergrond. PDOK ziet dan naar welk stuk van de kaart u kijkt."
        "</li><li>de grenzen en cijfers van uw gemeente.</li></ul>"
        '<p class="wd-quiet">Uit is altijd goed: met bestanden werkt alles ook. Zet u de '
        "verbinding aan, noem PDOK dan in het register van verwerkingen.</p>"
    )
    is_on = desk.addresses.may_connect()
    st.html(f"<p>De verbinding staat <strong>{'aan' if is_on else 'uit'}</strong>.</p>")
    if is_on:
        if st.button("Zet uit", key="pdok-off"):
            desk.addresses.allow_connection(on=False)
            st.rerun()
        _fetch(desk)
        return
    known = st.checkbox("Ik weet dat een adres dan deze computer verlaat", key="pdok-known")
    if st.button("Zet aan", key="pdok-on", disabled=not known):
        desk.addresses.allow_connection(on=True)
        st.rerun()


def _fetch(desk: Desk) -> None:
    """Offer to fetch the gemeente's buurten, of a year's division, since codes change."""
    latest = today().year
    with st.form("pdok-areas"):
        st.html(
            f"<p>Haal de buurten van gemeente {escape(desk.study.gemeente)} op. Ze komen in de "
            "plaats van de grenzen die er nu zijn.</p>"
        )
        year = st.selectbox("Indeling van het jaar", list(range(latest, latest - 4, -1)), index=1)
        wanted = st.form_submit_button("Haal op")
    if wanted:
        with st.spinner("PDOK wordt gevraagd …"):
            many = desk.boundaries.fetch(int(year or latest))
        quiet(f"Opgehaald: {say_count(many, 'buurt', 'buurten')}.")
