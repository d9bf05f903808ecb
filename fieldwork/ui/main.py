"""What Streamlit runs at every click: who is here, which screen, and the frame around it."""

import streamlit as st

from fieldwork.ui import frame, screens, session
from fieldwork.ui.bin_button import below
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.undo_line import just_done


def run() -> None:
    """Draw one screen for one signed-in person."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    with show_refusals():
        desk = session.current_desk()
        if desk is None:
            session.show_signed_out()
            return
        opened = screens.open_screen(desk)
        frame.draw(desk, opened.screen)
        with just_done(desk):
            opened.draw()
        below(desk, opened.screen.name)


if __name__ == "__main__":
    run()
