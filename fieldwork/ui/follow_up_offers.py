"""Wie en wanneer: what a talk's words offer, one row each, taken or refused with one tap."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.follow_up_offers import Offers, person_mark
from fieldwork.actions.notes import NotePage
from fieldwork.domain.access import Right
from fieldwork.domain.dates import today
from fieldwork.domain.follow_ups import FollowUpKind, OfferedDay, OfferedPerson, OfferedPlace
from fieldwork.domain.ids import NoteId
from fieldwork.ui.follow_up_form import ask_follow_up
from fieldwork.ui.follow_up_list import STYLE, follow_up_row, remember, undo_row
from fieldwork.ui.follow_up_words import say_offer
from fieldwork.ui.questions import ask_coming_day
from fieldwork.ui.refusals import plain
from fieldwork.ui.widgets import DANGER, card, chip_html, quiet

_UNDO = "follow-up-undo"


def who_and_when(desk: Desk, page: NotePage) -> None:
    """Draw what came of a talk, what it offers, and the way to add something by hand."""
    offers = desk.follow_ups.offers(page.note.id)
    made = desk.follow_ups.of_note(page.note.id)
    may_write = desk.may(Right.WRITE_NOTES)
    with card("who-when"):
        st.html(STYLE)
        st.html('<h2 class="wd-section">Wie en wanneer</h2>')
        if offers.is_empty and not made:
            quiet("Wijkduik ziet geen afspraak of bekende in dit gesprek.")
        _linked(desk, page.note.id)
        undo_row(desk, "note")
        for one in made:
            follow_up_row(desk, one, "note", with_talk=False)
        if may_write:
            _draw_offers(desk, page, offers)
            ask_follow_up(desk, note=page.note.id, people=page.note.people)


def _draw_offers(desk: Desk, page: NotePage, offers: Offers) -> None:
    for day in offers.days:
        _day(desk, page.note.id, day)
    for person in offers.people:
        _person(desk, page.note.id, offers, person)
    for place in offers.places:
        _place(desk, page.note.id, place)


def _day(desk: Desk, note: NoteId, offer: OfferedDay) -> None:
    """Offer a day: "Dinsdag 24 november: terugbellen", with the sentence it stands in."""
    threat = chip_html("Dreigt", DANGER) + " " if offer.kind is FollowUpKind.DREIGT else ""
    when = say_offer(offer, today())
    with st.container(key=f"wd-offer-{offer.mark[2:14]}", gap="small"):
        st.html(
            f"<p>{threat}<strong>{escape(when)}</strong>: {escape(offer.what)}</p>"
            f'<p class="wd-quiet">‘{escape(offer.sentence)}’</p>'
        )
        chosen = None
        if offer.on is None:
            chosen = ask_coming_day(None, f"offer-day-{offer.mark}")
        with st.container(horizontal=True):
            if st.button(
                "Zet op mijn lijst", key=f"offer-take-{offer.mark}", icon=":material/add_task:"
            ):
                taken = desk.follow_ups.take(note, offer.mark, chosen)
                remember("note", taken, f"Op uw lijst: {taken.what}")
            if st.button("Nee", key=f"offer-no-{offer.mark}", icon=":material/close:"):
                desk.follow_ups.refuse(note, [offer.mark])
                st.rerun()


def _person(desk: Desk, note: NoteId, offers: Offers, offer: OfferedPerson) -> None:
    """Ask whether somebody is meant; where it may be one of several, who of them."""
    key = f"{offer.span.start}-{offer.span.end}"
    several = len(offer.people) > 1
    names = [offers.person(one).name for one in offer.people]
    asked = f"Wie is ‘{offer.words}’?" if several else f"Is dit {names[0]}?"
    with st.container(key=f"wd-offer-p-{key}", gap="small"):
        said = "" if several or offer.words == names[0] else f"‘{offer.words}’"
        st.html(
            f'<p><strong>{escape(asked)}</strong> <span class="wd-quiet">{escape(said)}</span></p>'
        )
        with st.container(horizontal=True):
            for one, name in zip(offer.people, names, strict=True):
                label = plain(name) if several else "Ja"
                if st.button(label, key=f"offer-yes-{key}-{one}", icon=":material/person_add:"):
                    desk.follow_ups.link(note, one)
                    st.session_state[_UNDO] = (note, one, name)
                    st.rerun()
            label = "Geen van deze" if several else "Nee"
            if st.button(label, key=f"offer-not-{key}", icon=":material/close:"):
                desk.follow_ups.refuse(note, [person_mark(one) for one in offer.people])
                st.rerun()


def _linked(desk: Desk, note: NoteId) -> None:
    """Say who was just put with the talk, and offer to take that back."""
    kept = st.session_state.get(_UNDO)
    if not kept or kept[0] != note:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="wd-saved" role="status">{escape(kept[2])} staat er nu bij.</p>')
        if st.button("Ongedaan maken", key="offer-unlink", icon=":material/undo:"):
            st.session_state.pop(_UNDO, None)
            desk.follow_ups.unlink(note, kept[1])
            st.rerun()


def _place(desk: Desk, note: NoteId, offer: OfferedPlace) -> None:
    """Offer an address as the place that the talk is about."""
    with st.container(key=f"wd-offer-a-{offer.mark[2:14]}", gap="small"):
        st.html(f"<p>Gaat dit over <strong>{escape(str(offer))}</strong>?</p>")
        with st.container(horizontal=True):
            if st.button(
                "Zet op de kaart", key=f"offer-place-{offer.mark}", icon=":material/location_on:"
            ):
                desk.follow_ups.place(note, offer.mark)
                st.rerun()
            if st.button("Nee", key=f"offer-no-{offer.mark}", icon=":material/close:"):
                desk.follow_ups.refuse(note, [offer.mark])
                st.rerun()
