"""Consent taken back: what went out is called back, until the recipient says that it is gone."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.recalls import RecallCard
from fieldwork.domain.dates import say_moment
from fieldwork.domain.handover import HelpRequest
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.sharing import FIELD_WORDS
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.requests import section
from fieldwork.ui.widgets import ATTENTION, DONE, card, chip_html, quiet
from fieldwork.ui.words import say_list

_ALL: Final = "alles"


def withdraw_consent(desk: Desk, request: HelpRequest) -> None:
    """Offer to take back the yes to sharing, whole or for some data; draws what is called back."""
    basis = request.basis
    if basis is not None and basis.consent is ConsentState.GEGEVEN:
        with st.popover("Toestemming ingetrokken", icon=":material/undo:"):
            _ask(desk, request)
    for one in desk.recalls.of_request(request.id):
        recall_card(desk, one)


def _ask(desk: Desk, request: HelpRequest) -> None:
    basis = request.basis
    agreed = basis.fields if basis and basis.fields is not None else tuple(FIELD_WORDS)
    options = [_ALL, *agreed]
    chosen = st.pills(
        "Wat wil de bewoner niet meer delen?",
        options,
        selection_mode="multi",
        wrap=True,
        default=[_ALL],
        format_func=lambda one: "Alles" if one == _ALL else FIELD_WORDS[one].capitalize(),
        key=f"withdraw-fields-{request.id}",
    )
    how = st.text_input("Hoe is dat gezegd?", key=f"withdraw-how-{request.id}")
    quiet("Dit geldt meteen. Wat al verstuurd is, komt in een lijst om terug te roepen.")
    trouble = st.container()
    if st.button("Vastleggen", type="primary", key=f"withdraw-consent-{request.id}"):
        fields = () if not chosen or _ALL in chosen else tuple(chosen)
        with trouble, show_refusals():
            desk.recalls.withdraw(request.id, how or "", fields)
            st.rerun()


def recall_card(desk: Desk, one: RecallCard) -> None:
    """Draw what is called back from one recipient, with the next step."""
    recall = one.recall
    with card(f"recall-{recall.id}"):
        look = ATTENTION if recall.is_open else DONE
        words = "Terugroepen" if recall.is_open else "Gewist"
        st.html(
            f"<p>{chip_html(words, look)} <strong>{escape(one.who)}</strong>, "
            f"{escape(recall.recipient)}, nummer {escape(one.reference)}</p>"
            f'<p class="wd-fields">Ingetrokken: {escape(say_list(recall.fields))}.</p>'
        )
        if recall.told_at:
            quiet(f"Doorgegeven {say_moment(recall.told_at)}: {recall.told_how}".rstrip(": "))
        if recall.wiped_at:
            quiet(f"Gewist volgens de ontvanger, {say_moment(recall.wiped_at)}.")
        _next(desk, one)


def _next(desk: Desk, one: RecallCard) -> None:
    recall = one.recall
    if not recall.is_open:
        return
    with st.container(horizontal=True):
        if recall.told_at is None:
            with st.popover("Doorgegeven aan de ontvanger"):
                how = st.text_input("Hoe, en aan wie?", key=f"told-how-{recall.id}")
                trouble = st.container()
                if st.button("Bewaren", key=f"told-{recall.id}", type="primary"):
                    with trouble, show_refusals():
                        desk.recalls.told(recall, how or "")
                        st.rerun()
        if st.button("Ontvanger zegt: gewist", key=f"wiped-{recall.id}"):
            with show_refusals():
                desk.recalls.wiped(recall)
                st.rerun()


def recall_notices(desk: Desk) -> None:
    """Ask the gemeente's reader to wipe what somebody took back: by number, without a name."""
    found = desk.recalls.for_reader()
    if not found:
        return
    section("Graag wissen", len(found))
    quiet("Een bewoner trok toestemming in. Wis dit ook in uw eigen systeem.")
    for one in found:
        with card(f"wipe-{one.recall.id}"):
            st.html(
                f"<p><strong>Nummer {escape(one.reference)}</strong></p>"
                f'<p class="wd-fields">{escape(say_list(one.recall.fields))}</p>'
            )
            if st.button("Gewist", key=f"wipe-{one.recall.id}", type="primary"):
                desk.recalls.wiped_by_reader(one.recall.id)
                st.rerun()
