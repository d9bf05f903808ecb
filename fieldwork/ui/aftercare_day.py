"""On the first screen: who meets whom today, what is weighed anew, what is to be called back."""

from html import escape

import streamlit as st

from fieldwork.actions.deliberations import DeliberationCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_day
from fieldwork.ui.request_introductions import introduction_card
from fieldwork.ui.request_recalls import recall_card
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import ATTENTION, card, chip_html


def aftercare(desk: Desk) -> bool:
    """Draw what of handing over waits today; return whether there was any."""
    if not desk.may(Right.MAKE_REQUESTS):
        return False
    meetings, recalls, weighed = (
        desk.introductions.due(),
        desk.recalls.open(),
        desk.deliberations.due(),
    )
    if recalls:
        st.html('<h2 class="wd-section">Terugroepen: toestemming ingetrokken</h2>')
    for recall in recalls:
        recall_card(desk, recall)
    if meetings:
        st.html('<h2 class="wd-section">Kennismaken</h2>')
    for meeting in meetings:
        introduction_card(desk, meeting, named=True)
    if weighed:
        st.html('<h2 class="wd-section">Opnieuw afwegen</h2>')
    for one in weighed:
        _to_review(one)
    return bool(meetings or recalls or weighed)


def _to_review(one: DeliberationCard) -> None:
    weighed = one.deliberation
    day = say_day(weighed.review_on) if weighed.review_on else ""
    with card(f"review-{weighed.id}"):
        st.html(
            f"<p>{chip_html('Opnieuw bekijken', ATTENTION)} "
            f"<strong>{escape(one.who)}</strong></p>"
            f'<p class="wd-quiet">Afgesproken voor {escape(day)}</p>'
        )
        if st.button("Openen", key=f"review-open-{weighed.id}"):
            go("afweging", afweging=weighed.id)
