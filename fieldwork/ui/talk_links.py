"""Where a talk leads: to who was in it, to what was asked for them, and out without names."""

import streamlit as st

from fieldwork.actions.notes import NotePage
from fieldwork.ui.screens import go


def lead_on(page: NotePage) -> None:
    """Lead to who was in the talk, and to what was asked for them."""
    with st.container(horizontal=True):
        for person in page.people:
            if st.button(person.known_as, key=f"who-{person.id}", icon=":material/person:"):
                go("persoon", persoon=person.id)
        for request in page.requests:
            label = f"Hulpvraag: {request.state.label.lower()}"
            if st.button(label, key=f"request-{request.id}", icon=":material/volunteer_activism:"):
                go("hulpvraag", hulpvraag=request.id)
        if st.button("Delen zonder namen", key="share", icon=":material/ios_share:"):
            go("pseudoniemen", gesprek=page.note.id)
