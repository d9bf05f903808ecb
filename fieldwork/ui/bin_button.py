"""Naar de prullenbak: on a talk, a person, a request or a follow-up, after one question."""

from typing import Final

import streamlit as st

from fieldwork.actions.bin import RIGHTS
from fieldwork.actions.desk import Desk
from fieldwork.domain.bin import BinKind
from fieldwork.ui.screens import asked, go
from fieldwork.ui.widgets import quiet

LABEL: Final = "Naar de prullenbak"
# What goes along, and what stays.
_WITH_IT: Final = {
    BinKind.GESPREK: "Het gesprek verdwijnt van alle schermen, met wat erin is gevonden, de foto’s "
    "en de afspraken die eruit kwamen.",
    BinKind.PERSOON: "Deze persoon verdwijnt van alle schermen, met wat er alleen over deze "
    "persoon staat. De gesprekken blijven, zonder deze naam erbij.",
    BinKind.HULPVRAAG: "De hulpvraag verdwijnt van alle schermen.",
    BinKind.AFSPRAAK: "De afspraak verdwijnt van alle lijsten.",
}
# The screen of one thing, which the address names by the screen's own name; and where to go after.
_SHOWN: Final = {
    "gesprek": (BinKind.GESPREK, "gesprekken"),
    "persoon": (BinKind.PERSOON, "mensen"),
    "hulpvraag": (BinKind.HULPVRAAG, "overdracht"),
}


def below(desk: Desk, screen: str) -> None:
    """Draw the button under a screen that shows one thing which may be thrown away."""
    if screen not in _SHOWN:
        return
    kind, then = _SHOWN[screen]
    subject = asked(screen)
    if subject is not None and desk.may(RIGHTS[kind]) and desk.bin.is_there(kind, subject):
        with st.container(key="wd-bin-below", horizontal=True):
            throw_button(desk, kind, subject, then)


def throw_button(desk: Desk, kind: BinKind, subject: str, then: str = "") -> None:
    """Draw the button, with what goes along behind it; ``then`` is the screen to go to after."""
    if not desk.may(RIGHTS[kind]):
        return
    with st.popover(LABEL, icon=":material/delete:", key=f"bin-ask-{subject}"):
        why_not = desk.bin.why_not(kind, subject)
        if why_not:
            quiet(why_not)
            return
        quiet(f"{_WITH_IT[kind]} U kunt het 30 dagen terugzetten.")
        if st.button("Weggooien", icon=":material/delete:", key=f"bin-throw-{subject}"):
            desk.bin.throw(kind, subject)
            if then:
                go(then)
            st.rerun()
