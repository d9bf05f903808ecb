"""Lists: putting one together, looking at it with a second person, and what it held."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from fieldwork.actions.cards import ListPage, RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.actions.list_pages import ListLine
from fieldwork.actions.lists import NextOne
from fieldwork.domain.access import Right
from fieldwork.domain.dates import local, say_count, say_day, say_moment
from fieldwork.domain.sending import SentList
from fieldwork.ui.handover_files import offer_posting, show_files
from fieldwork.ui.refusals import plain, show_refusals_at_hand
from fieldwork.ui.requests import class_chip, request_cards, say_basis, section
from fieldwork.ui.screens import go
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import (
    ATTENTION,
    action_bar,
    card,
    chip_html,
    draw_ways,
    empty,
    heading,
    quiet,
)
from fieldwork.ui.words import say_list

MOST = 40


def new_list(desk: Desk) -> None:
    """Choose to whom it goes and who is on it; a second person looks before it is sent."""
    desk.account.must(Right.SEND_HANDOVER)
    heading("Nieuwe lijst", "Wat nieuw is, en wat veranderde sinds de vorige lijst.")
    waiting = desk.lists.next_list()
    if not waiting.ones:
        empty(
            "Er is niets nieuws om te versturen. Toets eerst een hulpvraag.",
            "Naar de hulpvragen",
            "overdracht",
        )
        return
    recipient = _ask_recipient(waiting.recipients)
    found = waiting.of(recipient)
    chosen = [one for one in found if _choose(one)]
    left = [name for name in waiting.recipients if name != recipient]
    if left:
        quiet(f"Er wacht ook iets voor {say_list([plain(name) for name in left])}.")
    with action_bar():
        count = say_count(len(chosen), "persoon", "personen")
        quiet(f"{count} aan {recipient or '…'}. Er gaat nog niets weg.")
        pressed = st.button("Klaarzetten", type="primary", key="make", disabled=not chosen)
    if pressed:
        with show_refusals_at_hand():
            made = desk.lists.make(recipient, [one.card.request.id for one in chosen])
            go("lijst", lijst=made.id)


def _ask_recipient(names: Sequence[str]) -> str:
    """Ask to whom; a list goes to one recipient."""
    if len(names) == 1:
        st.html(f"<p>Aan <strong>{escape(names[0])}</strong></p>")
        return names[0]
    chosen = st.pills(
        "Aan wie", names, default=names[0], format_func=plain, key="recipient", wrap=True
    )
    return chosen or names[0]


def _choose(one: NextOne) -> bool:
    """Draw one person with what would go out; return whether they go on the list."""
    request = one.card.request
    with card(f"choose-{request.id}"):
        on = st.checkbox(
            f"**{plain(one.card.person.name)}**",
            value=not one.unchecked,
            disabled=one.unchecked,
            key=f"on-{request.id}",
        )
        if one.changed:
            st.html(
                f"<p>{chip_html('gewijzigd', ATTENTION)} "
                f"{escape(f'Nieuw sinds lijst {one.card.list_number}')}: "
                f"{escape(say_list(one.changed))}</p>"
            )
        if one.unchecked:
            quiet("Deze wijziging is nog niet getoetst.")
        st.html(outgoing_html(one.card))
    return bool(on) and not one.unchecked


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
    heading(f"Lijst {sent.number}", f"Verstuurd {say_moment(sent.at)} aan {sent.recipient}.")
    until = say_day(sent.keep_until, year=True)
    quiet(f"Door {page.made_by}. De gemeente bewaart de lijst tot en met {until}.")
    if page.gone:
        gone = say_count(page.gone, "hulpvraag is", "hulpvragen zijn")
        quiet(f"{gone} daarna ingetrokken of heropend.")
    if desk.may(Right.SEND_HANDOVER) or desk.may(Right.RECEIVE_HANDOVER):
        show_files(desk, page)
    if desk.may(Right.SEND_HANDOVER):
        offer_posting(desk, page)
    section("Wie erop staan", len(page.cards))
    request_cards(page.cards[:MOST])
    if len(page.cards) > MOST:
        quiet(f"En nog {say_count(len(page.cards) - MOST, 'persoon', 'personen')}.")


def earlier_lists(lines: Sequence[ListLine], title: str = "Eerdere lijsten") -> None:
    """Draw the lists that were sent, each with the way to it; the last ones first."""
    if not lines:
        return
    section(title, len(lines))
    shown = lines if st.session_state.get("all-lists") else lines[:10]
    draw_ways(_line_html(line.sent, line.count) for line in shown)
    if len(lines) > len(shown) and st.button("Alle lijsten", key="show-all-lists"):
        st.session_state["all-lists"] = True
        st.rerun()


def lists_on_the_way(pages: Sequence[ListPage]) -> None:
    """Draw the lists that wait to be looked at or sent."""
    if not pages:
        return
    section("Lijsten die klaarstaan", len(pages))
    draw_ways(
        _line_html(page.sent, len(page.cards), f"{page.sent.state.label.lower()}, ")
        for page in pages
    )


def _line_html(sent: SentList, count: int, state: str = "") -> str:
    people = say_count(count, "persoon", "personen")
    label = f"{sent.number} {state}{say_day(local(sent.at).date())}, {people}, {sent.recipient}"
    return told_html("lijst", label, ":material/list_alt:", lijst=sent.id)
