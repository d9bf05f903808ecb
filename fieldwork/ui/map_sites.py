"""Plekken in de buurt: the list, and the form to add one by tapping on the map."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.buurten import LONGEST_ABOUT, LONGEST_NAME, Site, SiteKind
from fieldwork.domain.places import Point
from fieldwork.domain.refusals import Incomplete
from fieldwork.mapping.layers import choose_map
from fieldwork.ui.maps import is_dark, show_map
from fieldwork.ui.widgets import card, quiet

_TAPPED: Final = "site-tapped"


def ask_site(desk: Desk) -> None:
    """Ask for a place: tap where it is, give it a name."""
    st.html('<h2 class="wd-section">Plek toevoegen</h2>')
    point = _ask_point(desk)
    if point is None:
        quiet("Tik de plek aan op de kaart.")
        return
    with st.form("site-new", clear_on_submit=True):
        name = st.text_input("Hoe heet het?", max_chars=LONGEST_NAME)
        kind = st.radio("Wat is het?", list(SiteKind), format_func=lambda one: one.label)
        about = st.text_input("Wie komen er, wat is er te halen?", max_chars=LONGEST_ABOUT)
        wanted = st.form_submit_button("Bewaren", type="primary")
    if wanted:
        if not (name or "").strip():
            raise Incomplete("Plek", "Hoe heet het?")
        desk.sites.add(name or "", kind or SiteKind.ONTMOETING, point, about or "")
        st.session_state[_TAPPED] = None
        st.rerun()


def _ask_point(desk: Desk) -> Point | None:
    chosen: Point | None = st.session_state.get(_TAPPED)
    drawn = choose_map(desk.places.areas(), chosen, dark=is_dark(), streets=desk.places.streets())
    tapped = show_map(drawn, "site-map", height=360).point
    if tapped and tapped != chosen and tapped != st.session_state.get(f"{_TAPPED}-used"):
        st.session_state[_TAPPED] = st.session_state[f"{_TAPPED}-used"] = tapped
        st.rerun()
    return chosen


def show_sites(desk: Desk) -> None:
    """Draw the places that are known, each with a way to take it off."""
    found = desk.sites.all()
    if not found:
        quiet(
            "Hier komen de plekken waar mensen elkaar treffen of iets halen: het buurthuis, de "
            "voedselbank, de kapper waar iedereen komt."
        )
    names = {area.code: area.name for area in desk.places.areas()}
    for site in found:
        with card(f"site-{site.id}"):
            st.html(site_html(site, names.get(site.buurt, "")))
            if st.button("Weghalen", key=f"site-drop-{site.id}", icon=":material/delete:"):
                desk.sites.drop(site.id)
                st.rerun()


def site_html(site: Site, buurt: str) -> str:
    """Return one place as HTML."""
    where = f", {escape(buurt)}" if buurt else ""
    about = f"<p>{escape(site.about)}</p>" if site.about else ""
    return (
        f"<p><strong>{escape(site.name)}</strong></p>"
        f'<p class="wd-quiet">{escape(site.kind.label)}{where}</p>{about}'
    )
