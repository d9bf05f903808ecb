"""Lists: putting one together, what it held, and its files."""

from html import escape

import streamlit as st

from fieldwork.actions.cards import ListPage, RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.dates import local, say_count, say_day, say_moment
from fieldwork.ui.handover_files import show_files
from fieldwork.ui.refusals import plain
from fieldwork.ui.requests import class_chip, request_cards, say_basis, section
from fieldwork.ui.screens import go, page_of
from fieldwork.ui.widgets import ATTENTION, action_bar, card, chip_html, empty, heading, quiet
from fieldwork.ui.words import say_list


def new_list(desk: Desk) -> None:
    """Choose who goes on the list, to whom it goes, and send it."""
    last = desk.handover.last_recipient()
    checked = desk.handover.board().checked
    heading("Nieuwe lijst", "Kijk na wie erop komt en wat de gemeente te weten krijgt.")
    if not checked:
        empty(
            "Er is nog geen getoetste hulpvraag. Toets er eerst een.",
            "Naar de hulpvragen",
            "overdracht",
        )
        return
    recipient = st.text_input("Aan wie", last, key="recipient") or ""
    section("Wie erop komt", len(checked))
    chosen = [one for one in checked if _choose(one)]
    with action_bar():
        count = say_count(len(chosen), "persoon", "personen")
        quiet(f"{count} aan {recipient.strip() or '…'}")
        pressed = st.button("Versturen", type="primary", key="send", icon=":material/send:")
    if pressed:
        sent = desk.handover.send(recipient, [one.request.id for one in chosen])
        go("lijst", lijst=sent.id)


def _choose(one: RequestCard) -> bool:
    """Draw one person with what would go out; return whether they go on the list."""
    with card(f"choose-{one.request.id}"):
        on = st.checkbox(f"**{plain(one.person.name)}**", value=True, key=f"on-{one.request.id}")
        st.html(outgoing_html(one))
    return on


def outgoing_html(one: RequestCard) -> str:
    """Return the need, class and ground of a request, and which fields go out."""
    basis = one.request.basis
    purpose = f"Waarvoor: {basis.purpose.rstrip('.')}. " if basis else ""
    chips = [class_chip(one.request.urgency), chip_html(say_basis(one.request))]
    if not one.person.phone and not str(one.person.home):
        chips.append(chip_html("geen adres of telefoon bekend", ATTENTION))
    told = f"{purpose}De gemeente krijgt: {say_list(one.goes_out)}."
    return (
        f'<p class="wd-need">{escape(one.need)}</p><p class="wd-chips">{"".join(chips)}</p>'
        f'<p class="wd-fields">{escape(told)}</p>'
    )


def show_list(desk: Desk, page: ListPage) -> None:
    """Draw a list that was sent: when, to whom, who, and its files."""
    sent = page.sent
    heading(f"Lijst {sent.number}", f"Verstuurd {say_moment(sent.made_at)} aan {sent.recipient}.")
    until = say_day(sent.keep_until, year=True)
    quiet(f"Door {page.made_by}. De gemeente bewaart de lijst tot {until}.")
    if page.gone:
        gone = say_count(page.gone, "hulpvraag is", "hulpvragen zijn")
        quiet(f"{gone} daarna ingetrokken of heropend.")
    if desk.may(Right.SEND_HANDOVER) or desk.may(Right.RECEIVE_HANDOVER):
        show_files(desk, page)
    section("Wie erop staan", len(page.cards))
    request_cards(page.cards)


def earlier_lists(pages: list[ListPage], title: str = "Eerdere lijsten") -> None:
    """Draw the lists that were sent, each with the way to it."""
    if not pages:
        return
    section(title, len(pages))
    for page in pages:
        st.page_link(
            page_of("lijst"),
            label=_say_list(page),
            query_params={"lijst": page.sent.id},
            icon=":material/list_alt:",
        )


def _say_list(page: ListPage) -> str:
    sent = page.sent
    count = say_count(len(page.cards), "persoon", "personen")
    day = say_day(local(sent.made_at).date())
    return f"**{plain(sent.number)}** {day}, {count}, {plain(sent.recipient)}"
