"""What was done already for somebody, one by one: when, by whom, with what result and amount."""

from html import escape

import streamlit as st

from fieldwork.domain.expenses import read_cents
from fieldwork.domain.help_given import LONGEST_HELP, HelpGiven
from fieldwork.ui.questions import ask_past_day
from fieldwork.ui.refusals import show_refusals


def ask_help_given(key: str) -> tuple[HelpGiven, ...]:
    """Draw what was done, each with a way to take it off, and ask for more.

    ``key`` is where the answers are held while the screen is open; returns them.
    """
    st.html("<p><strong>Wat is al gedaan</strong></p>")
    for place, one in enumerate(st.session_state[key]):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"<p>{escape(str(one))}</p>", width="stretch")
            st.button(
                "Weghalen",
                key=f"{key}-off-{place}",
                type="tertiary",
                on_click=_take_off,
                args=(key, place),
            )
    with st.expander("Zet erbij wat al is gedaan"), show_refusals():
        _ask_one(key)
    return tuple(st.session_state[key])


def _take_off(key: str, place: int) -> None:
    held = list(st.session_state[key])
    del held[place]
    st.session_state[key] = held


def _ask_one(key: str) -> None:
    # A new form for each: what was added is gone from it, what was refused stays.
    turn = st.session_state.get(f"{key}-turn", 0)
    with st.form(f"{key}-form-{turn}", border=False):
        what = st.text_input("Wat is er gedaan?", max_chars=LONGEST_HELP)
        who = st.text_input("Door wie?", max_chars=LONGEST_HELP)
        day = ask_past_day()
        result = st.text_input("Wat gaf het? (mag leeg)", max_chars=LONGEST_HELP)
        amount = st.text_input("Wat kostte het? (mag leeg)", max_chars=12, placeholder="12,50")
        if st.form_submit_button("Erbij zetten"):
            cents = read_cents(amount) if amount.strip() else 0
            made = HelpGiven(what.strip(), day, who.strip(), result.strip(), cents)
            st.session_state[key] = [*st.session_state[key], made]
            st.session_state[f"{key}-turn"] = turn + 1
            st.rerun()
