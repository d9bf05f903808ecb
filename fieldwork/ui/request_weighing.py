"""A deliberation in short, on its request: how it stands, and the way to it."""

from html import escape

import streamlit as st

from fieldwork.actions.deliberations import DeliberationCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import say_day
from fieldwork.domain.deliberations import YesNo
from fieldwork.domain.handover import HelpRequest
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import ATTENTION, DONE, card, chip_html, quiet


def weighing_card(desk: Desk, request: HelpRequest) -> None:
    """Draw what was weighed last for a request, with the way to it; offer to begin."""
    found = desk.deliberations.of_request(request.id)
    with card(f"weighing-{request.id}"):
        st.html('<h3 class="wd-part wd-small">Afweging</h3>')
        if not found:
            quiet(
                "Er is geen ja op alles. Delen mag dan alleen na een afweging: vijf stappen, een "
                "tweede persoon, en een dag waarop u opnieuw kijkt."
            )
            if st.button("Afweging beginnen", key="weighing-begin", icon=":material/balance:"):
                go("afweging", afweging=desk.deliberations.begin(request.person, request.id).id)
            return
        show_standing(found[0])
        if st.button("Afweging openen", key="weighing-open", icon=":material/balance:"):
            go("afweging", afweging=found[0].deliberation.id)
        if found[0].deliberation.is_settled and st.button(
            "Nieuwe afweging", key="weighing-anew", type="tertiary"
        ):
            go("afweging", afweging=desk.deliberations.begin(request.person, request.id).id)


def show_standing(one: DeliberationCard) -> None:
    """Draw how a deliberation stands, in a chip and a line."""
    st.html(f'<p>{standing_chip(one)}</p><p class="wd-quiet">{escape(say_who(one))}</p>')


def standing_chip(one: DeliberationCard) -> str:
    """Return how a deliberation stands as a chip."""
    weighed = one.deliberation
    if not weighed.is_settled:
        return chip_html("Nog niet af", ATTENTION)
    shared = weighed.sharing is YesNo.JA
    return chip_html("Besloten: delen" if shared else "Besloten: niet delen", DONE)


def say_who(one: DeliberationCard) -> str:
    """Return by whom it was weighed, with whom, and when it is looked at again."""
    weighed = one.deliberation
    words = f"Begonnen door {one.made_by}"
    if one.second:
        words += f", met {one.second}"
    if weighed.reviewed_at:
        words += f", herzien door {one.reviewed_by} op {say_day(weighed.reviewed_at.date())}"
    elif weighed.review_on:
        words += f", opnieuw bekijken op {say_day(weighed.review_on)}"
    return f"{words}."
