"""The frame around every screen: the title bar, the menu at a desk, the thumb bar on a phone."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import today
from fieldwork.ui.screens import Screen, find_screens, menu
from fieldwork.ui.ways import icon_html, way_around

# The one thing that must be a tap away from everywhere.
NEW_NOTE = "nieuw_gesprek"
_AT_THUMB = 5


def draw(desk: Desk, current: Screen) -> None:
    """Draw the frame for the person at ``desk`` with ``current`` open."""
    entries = menu(find_screens(), desk)
    with st.container(key="wd-bar", horizontal=True, vertical_alignment="center", gap=None):
        st.html(title_html(desk) + menu_html(entries, current))
        _person(desk)
    if desk.study.invented:
        st.html('<p class="wd-example">Voorbeeld: iedereen hierin is verzonnen.</p>')
    _thumb_bar(desk, entries, current)


def title_html(desk: Desk) -> str:
    """Return the mark, the study's name and its week."""
    name, week = escape(desk.study.name), escape(desk.study.say_week(today()))
    return (
        '<div class="wd-title"><img src="/assets/mark.svg" alt="" width="36" height="36">'
        f'<div><strong>{name}</strong><span class="wd-quiet">{week}</span></div></div>'
    )


def menu_html(entries: Sequence[Screen], current: Screen) -> str:
    """Return the menu at a desk."""
    ways = "".join(_entry(screen, current) for screen in entries)
    return f'<nav class="wd-menu" aria-label="Menu">{ways}</nav>'


def _entry(screen: Screen, current: Screen, *, icon: bool = False) -> str:
    """Return one entry of a menu: a link, or for the screen that is open just its name."""
    inner = escape(screen.title)
    if icon:
        inner = f"{icon_html(screen.icon)}<span>{inner}</span>"
    if screen.name == current.name:
        return f'<span class="wd-here" aria-current="page">{inner}</span>'
    here = "wd-within" if screen.name == current.under else ""
    return way_around(screen.name, inner, here)


def _person(desk: Desk) -> None:
    with (
        st.container(key="wd-person", width="content"),
        st.popover(desk.account.call_name, icon=":material/account_circle:"),
    ):
        st.html(
            f"<p><strong>{escape(desk.account.name)}</strong><br>"
            f'<span class="wd-quiet">{escape(desk.account.role.label)} in '
            f"{escape(desk.study.name)}</span></p>"
            '<p><a class="wd-button" href="/uitloggen" target="_self">Uitloggen</a></p>'
        )


def _thumb_bar(desk: Desk, entries: list[Screen], current: Screen) -> None:
    """Draw what a thumb reaches on a phone: a few entries, a new note, and the rest behind one."""
    new_note = next(
        (s for s in find_screens() if s.name == NEW_NOTE and s.is_for(desk) and s.under), None
    )
    if len(entries) < 2 and new_note is None:
        return
    room = _AT_THUMB - (new_note is not None)
    shown = entries if len(entries) <= room else entries[: room - 1]
    ways = [_entry(screen, current, icon=True) for screen in shown]
    if new_note is not None:
        inner = f"{icon_html(':material/add:')}<span>Nieuw</span>"
        ways.insert((len(shown) + 1) // 2, way_around(NEW_NOTE, inner, "wd-new"))
    with st.container(key="wd-thumb", horizontal=True, gap=None):
        st.html(f'<nav class="wd-thumb" aria-label="Menu">{"".join(ways)}</nav>')
        if len(shown) < len(entries):
            rest = (_entry(screen, current, icon=True) for screen in entries[len(shown) :])
            with st.popover("Meer", icon=":material/menu:"):
                st.html(f'<nav class="wd-more" aria-label="Meer">{"".join(rest)}</nav>')
