"""What lies in the bin, as cards: what it was, who threw it, until when, and the way back."""

from html import escape

import streamlit as st

from fieldwork.actions.bin import InBin, say_gone
from fieldwork.actions.desk import Desk
from fieldwork.domain.bin import BinItem, BinKind
from fieldwork.ui.screens import go
from fieldwork.ui.undo_line import STYLE
from fieldwork.ui.widgets import card, chip_filter, empty, quiet
from fieldwork.ui.words import say_when

MOST = 50
_SCREENS = {
    BinKind.GESPREK: ("gesprek", "gesprek"),
    BinKind.PERSOON: ("persoon", "persoon"),
    BinKind.HULPVRAAG: ("hulpvraag", "hulpvraag"),
}


def draw(desk: Desk) -> None:
    """Draw what lies in the bin, or what belongs there."""
    st.html(STYLE)
    lying = desk.bin.items()
    if not lying:
        empty("Er ligt niets in de prullenbak. Wat u weggooit, blijft hier 30 dagen liggen.")
        return
    kinds = [kind for kind in BinKind if any(one.item.kind is kind for one in lying)]
    chosen = None
    if len(kinds) > 1:
        chosen = chip_filter("Soort", kinds, "bin-kind", say=lambda kind: kind.label)
    shown = [one for one in lying if chosen in (None, one.item.kind)]
    for one in shown[:MOST]:
        _card(desk, one)
    if len(shown) > MOST:
        quiet(f"En nog {len(shown) - MOST}. Het oudste gaat vanzelf weg.")


def _card(desk: Desk, one: InBin) -> None:
    item = one.item
    with card(f"bin-{item.id}"):
        st.html(item_html(one))
        with st.container(horizontal=True):
            if one.may_restore and st.button(
                "Terugzetten", icon=":material/restore_from_trash:", key=f"bin-back-{item.id}"
            ):
                _show_again(desk.bin.restore(item.id))
            if one.may_remove:
                _ask_for_good(desk, one)
        if not one.may_restore:
            quiet("Alleen wie het opschreef of weggooide, of een coördinator, zet dit terug.")


def item_html(one: InBin) -> str:
    """Return a card's words as HTML."""
    item = one.item
    thrown = f"Weggegooid {say_when(item.thrown_at)}"
    by = f" door {one.thrown_by}" if one.thrown_by else ""
    return (
        f'<p class="wd-bin-line">{escape(item.kind.label)}</p>'
        f'<p class="wd-bin-title">{escape(item.title)}</p>'
        f'<p class="wd-bin-line">{escape(thrown + by)}. Hier {escape(say_gone(item))}.</p>'
    )


def _show_again(item: BinItem) -> None:
    """Go to what was put back, where it has a screen."""
    if item.kind in _SCREENS:
        screen, key = _SCREENS[item.kind]
        go(screen, **{key: item.subject})
    st.rerun()


def _ask_for_good(desk: Desk, one: InBin) -> None:
    with st.popover("Voorgoed weg", icon=":material/delete_forever:", key=f"bin-ask-{one.item.id}"):
        quiet("Hierna brengt niets dit terug, ook ‘Ongedaan maken’ niet.")
        sure = st.checkbox("Ja, dit mag voorgoed weg", key=f"bin-sure-{one.item.id}")
        if st.button("Verwijderen", disabled=not sure, key=f"bin-gone-{one.item.id}"):
            desk.bin.remove_for_good(one.item.id)
            st.rerun()
