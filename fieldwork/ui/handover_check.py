"""A list that is not sent yet: a second person looks at it, then it goes."""

from html import escape

import streamlit as st

from fieldwork.actions.cards import ListPage, RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count, say_moment
from fieldwork.domain.sending import ListState
from fieldwork.ui.handover_lists import outgoing_html
from fieldwork.ui.refusals import show_refusals, show_refusals_at_hand
from fieldwork.ui.requests import section
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import DONE, action_bar, card, chip_html, heading, quiet


def show_unsent(desk: Desk, page: ListPage) -> None:
    """Draw all that would go out, with the next step of the list."""
    sent = page.sent
    heading(f"Lijst {sent.number}", f"Voor {sent.recipient}. Er is nog niets verstuurd.")
    if sent.state is ListState.VERVALLEN:
        quiet("Deze lijst is vervallen. Er is niets van verstuurd.")
        return
    quiet(f"Klaargezet door {page.made_by}, {say_moment(sent.made_at)}.")
    if sent.state is ListState.NAGEKEKEN:
        st.html(f"<p>{chip_html('nagekeken', DONE)} {escape(_say_checked(desk, page))}</p>")
    section("Dit krijgt de gemeente", len(page.cards))
    for one in page.cards:
        _person(desk, page, one)
    _drop(desk, page)
    _bar(desk, page)


def _person(desk: Desk, page: ListPage, one: RequestCard) -> None:
    changed = desk.lists.changed(one.request.id) if one.list_number else ()
    with card(f"going-{one.request.id}"):
        new = f" <span class='wd-quiet'>nieuw: {escape(', '.join(changed))}</span>"
        st.html(f"<p><strong>{escape(one.person.name)}</strong>{new if changed else ''}</p>")
        st.html(outgoing_html(one))
        with st.container(horizontal=True):
            if st.button("Bekijken", key=f"look-{one.request.id}"):
                go("hulpvraag", hulpvraag=one.request.id)
            can_remove = desk.may(Right.SEND_HANDOVER) and len(page.cards) > 1
            if can_remove and st.button("Van de lijst", key=f"off-{one.request.id}"):
                with show_refusals():
                    desk.lists.remove(page.sent.id, one.request.id)
                    st.rerun()


def _say_checked(desk: Desk, page: ListPage) -> str:
    sent = page.sent
    names = page.names
    who = names.get(sent.checked_by or "", "")
    alone = f" Zonder tweede persoon: {sent.alone_reason}" if sent.alone_reason else ""
    when = say_moment(sent.checked_at) if sent.checked_at else ""
    return f"door {who}, {when}.{alone}"


def _drop(desk: Desk, page: ListPage) -> None:
    if not desk.may(Right.SEND_HANDOVER):
        return
    with st.popover("Laten vervallen", icon=":material/undo:"):
        quiet("De mensen op deze lijst wachten dan op een volgende. Het nummer blijft gebruikt.")
        if st.button("Laat deze lijst vervallen", key="drop-list"):
            with show_refusals():
                desk.lists.drop(page.sent.id)
                go("overdracht")


def _bar(desk: Desk, page: ListPage) -> None:
    """Draw the one next step: look at it, or send it."""
    sent = page.sent
    with action_bar():
        if sent.state is ListState.NAGEKEKEN:
            count = say_count(len(page.cards), "persoon", "personen")
            quiet(f"{count} aan {sent.recipient}")
            may = desk.may(Right.SEND_HANDOVER)
            if not may:
                quiet("De coördinator verstuurt hem.")
            elif st.button("Versturen", type="primary", key="send", icon=":material/send:"):
                with show_refusals_at_hand():
                    desk.lists.send(sent.id)
                    st.rerun()
            return
        reason = ""
        if sent.made_by == desk.account.id:
            quiet("Laat een collega deze lijst nakijken.")
            reason = (
                st.text_input(
                    "Toch alleen? Schrijf waarom",
                    key="list-alone",
                    placeholder="Bijvoorbeeld: het is zondag en het kan niet wachten",
                )
                or ""
            )
        if st.button("Nagekeken, klopt", type="primary", key="list-check"):
            with show_refusals_at_hand():
                desk.lists.check(sent.id, reason)
                st.rerun()
