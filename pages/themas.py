"""Thema's: what is talked about, in sentences; every number leads to its talks."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.insight import ThemePage
from fieldwork.domain.access import Right
from fieldwork.ui import theme_cards
from fieldwork.ui.people_style import draw_style
from fieldwork.ui.theme_filter import Wanted, draw_filter, read_address
from fieldwork.ui.widgets import back_link, heading

TITLE = "Thema’s"
ICON = ":material/sell:"
NEEDS = Right.SEE_OVERVIEW
ORDER = 50
AT_ONCE = 6


def render(desk: Desk) -> None:
    """Show all themes, or the one that the address asks for."""
    draw_style()
    wanted = read_address(desk)
    pages = {page.theme.id: page for page in desk.insight.themes(wanted.filter())}
    if wanted.theme:
        _one(desk, wanted, pages.get(wanted.theme))
    else:
        _all(desk, wanted, list(pages.values()))


def _all(desk: Desk, wanted: Wanted, pages: list[ThemePage]) -> None:
    heading("Thema’s", "Waar mensen over praten. Citaten blijven binnen het team.")
    draw_filter(desk, wanted)
    if not pages:
        theme_cards.nothing(wanted)
        return
    theme_cards.rising(desk.insight.rising(wanted.filter()), wanted)
    now = [page for page in pages if page.talks]
    theme_cards.theme_cards(now[:AT_ONCE], wanted)
    if len(now) > AT_ONCE:
        rest = st.expander(f"Nog {len(now) - AT_ONCE} thema’s", on_change="rerun", key="theme-rest")
        if rest.open:
            with rest:
                theme_cards.theme_cards(now[AT_ONCE:], wanted)
    theme_cards.not_now([page for page in pages if not page.talks], wanted)


def _one(desk: Desk, wanted: Wanted, page: ThemePage | None) -> None:
    back_link("themas", "Alle thema’s")
    if page is None:
        heading(desk.codebook.label(wanted.theme))
        draw_filter(desk, wanted)
        theme_cards.nothing(wanted)
        return
    theme_cards.theme_head(page)
    draw_filter(desk, wanted)
    theme_cards.doors(page, wanted, {area.name: area.code for area in desk.insight.buurten()})
    theme_cards.talks(page, wanted.status)


if __name__ == "__main__":
    st.switch_page("app.py")
