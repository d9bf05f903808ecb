"""The frame around every screen: the title bar, the menu at a desk, the thumb bar on a phone."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import today
from fieldwork.ui.screens import Screen, find_screens, menu, page_of

# The one thing that must be a tap away from everywhere.
NEW_NOTE = "nieuw_gesprek"
_AT_THUMB = 5


def draw(desk: Desk, current: Screen) -> None:
    """Draw the frame for the person at ``desk`` with ``current`` open."""
    entries = menu(find_screens(), desk)
    with st.container(key="wd-bar", horizontal=True, vertical_alignment="center", gap=None):
        st.html(title_html(desk), width="content")
        with st.container(key="wd-menu", horizontal=True, gap=None, width="content"):
            for screen in entries:
                _link(screen, current)
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


def _link(screen: Screen, current: Screen, *, icon: bool = False) -> None:
    """Draw one entry of the menu: a link, or for the screen that is open just its name."""
    if screen.name == current.name and not icon:
        here = f'<span class="wd-here" aria-current="page">{escape(screen.title)}</span>'
        st.html(here, width="content")
        return
    if screen.name != (current.under or current.name):
        _page_link(screen, icon=icon)
        return
    # Only what is marked stands in a box of its own: each box is a message more at every click.
    place = "thumb" if icon else "menu"
    with st.container(key=f"wd-here-{place}-{screen.name}", width="content", gap=None):
        _page_link(screen, icon=icon)


def _page_link(screen: Screen, *, icon: bool) -> None:
    st.page_link(
        page_of(screen.name),
        label=screen.title,
        icon=screen.icon if icon else None,
        width="stretch" if icon else "content",
    )


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
    middle = len(shown) // 2 + len(shown) % 2
    with st.container(key="wd-thumb", horizontal=True, gap=None):
        for screen in shown[:middle]:
            _link(screen, current, icon=True)
        if new_note is not None:
            with st.container(key="wd-new", width="content", gap=None):
                st.page_link(page_of(NEW_NOTE), label="Nieuw", icon=":material/add:")
        for screen in shown[middle:]:
            _link(screen, current, icon=True)
        if len(shown) < len(entries):
            with st.popover("Meer", icon=":material/menu:"), st.container(key="wd-more"):
                for screen in entries[len(shown) :]:
                    _link(screen, current, icon=True)
