"""What the gemeente answered: only the steps that are possible now."""

from typing import Any, Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.answers import Verdict
from fieldwork.domain.dates import today
from fieldwork.domain.handover import HelpRequest, RefusalReason, RequestState
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.requests import section

_S = RequestState
_BY_READER: Final = {
    _S.ONTVANGST_BEVESTIGD: "Ontvangst bevestigen",
    _S.GEACCEPTEERD: "Accepteren",
    _S.GEWEIGERD: "Weigeren",
    _S.DOORGEZET: "Doorzetten",
    _S.EERSTE_CONTACT: "Eerste contact geweest",
    _S.HULP_GESTART: "Hulp is gestart",
    _S.AFGEROND: "Hulp is afgerond",
}
_BY_TEAM: Final = {
    _S.ONTVANGST_BEVESTIGD: "Ontvangst is bevestigd",
    _S.GEACCEPTEERD: "Gemeente accepteert",
    _S.GEWEIGERD: "Gemeente weigert",
    _S.DOORGEZET: "Is doorgezet",
    _S.EERSTE_CONTACT: "Eerste contact geweest",
    _S.HULP_GESTART: "Hulp is gestart",
    _S.AFGEROND: "Hulp is afgerond",
    _S.TERUGGEKOPPELD: "Teruggekoppeld aan bewoner",
    _S.GEESCALEERD: "Hogerop gelegd",
    _S.HEROPEND: "Heropenen",
}
# These ask for words before they are kept; the rest is one tap.
_ASKS: Final = {
    _S.GEWEIGERD: "Toelichting",
    _S.DOORGEZET: "Naar wie",
    _S.GEESCALEERD: "Bij wie, en waarom",
    _S.HEROPEND: "Waarom",
    _S.TERUGGEKOPPELD: "In eigen woorden, wat de bewoner ervan zegt",
    _S.AFGEROND: "Wat het opleverde",
}
# Who takes it, is asked where somebody does.
_WHO: Final = frozenset({_S.GEACCEPTEERD})
# Steps that may have happened on another day than today.
_DAYS: Final = frozenset({_S.EERSTE_CONTACT, _S.HULP_GESTART, _S.AFGEROND})


def answer_panel(desk: Desk, request: HelpRequest, *, reader: bool = False) -> None:
    """Draw a button for each answer that is possible, and keep the one that is pressed."""
    possible = desk.handover.answers(request)
    if not possible:
        return
    section(_title(possible, reader))
    words = _BY_READER if reader else _BY_TEAM
    # After a refusal it is for the team to weigh what to do; no way is put forward.
    refused = request.state is RequestState.GEWEIGERD
    first = next((state for state in possible if state not in _ASKS and not refused), None)
    told = _more(request, possible)
    with st.container(horizontal=True, key=f"answers-{request.id}"):
        for state in possible:
            key = f"answer-{request.id}-{state.value}"
            if state in _ASKS:
                _ask(desk, request, state, words[state], key, _of(state, told))
            elif st.button(
                words[state], key=key, type="primary" if state is first else "secondary"
            ):
                _report(desk, request, state, **_of(state, told))


def _more(request: HelpRequest, possible: list[RequestState]) -> dict[str, Any]:
    """Ask who does it and on which day, where a step that is possible now has one."""
    told: dict[str, Any] = {}
    if _WHO & set(possible):
        told["handler"] = st.text_input(
            "Behandelaar, met telefoon (mag leeg)", key=f"handler-{request.id}"
        )
    if _DAYS & set(possible):
        told["happened_on"] = st.date_input(
            "Op welke dag",
            value=today(),
            max_value=today(),
            key=f"day-{request.id}",
            format="DD-MM-YYYY",
        )
    return told


def _of(state: RequestState, told: dict[str, Any]) -> dict[str, Any]:
    """Return of what was told only what goes with this step."""
    wanted = {"handler": state in _WHO, "happened_on": state in _DAYS}
    return {name: value for name, value in told.items() if wanted[name] and value}


def _title(possible: list[RequestState], reader: bool) -> str:
    if reader:
        return "Uw antwoord"
    asked_of_gemeente = any(state in _BY_READER for state in possible)
    return "Wat zei de gemeente?" if asked_of_gemeente else "Hoe nu verder?"


def next_answer(desk: Desk, request: HelpRequest) -> None:
    """Draw the answer that comes next as one button; nothing when none is one tap away."""
    possible = [state for state in desk.handover.answers(request) if state not in _ASKS]
    if possible and st.button(_BY_READER[possible[0]], key=f"next-{request.id}"):
        _report(desk, request, possible[0])


def withdraw_panel(desk: Desk, request: HelpRequest) -> None:
    """Offer to take the request back, with a reason."""
    if not desk.handover.can_withdraw(request):
        return
    with st.popover("Intrekken", icon=":material/undo:"):
        reason = st.text_input(
            "Waarom",
            key=f"withdraw-{request.id}",
            placeholder="Bijvoorbeeld: toestemming is ingetrokken",
        )
        trouble = st.container()
        if st.button("Trek deze hulpvraag in", key=f"withdraw-button-{request.id}"):
            with trouble, show_refusals():
                desk.handover.withdraw(request.id, reason or "")
                st.rerun()


def _ask(
    desk: Desk,
    request: HelpRequest,
    state: RequestState,
    label: str,
    key: str,
    told: dict[str, Any],
) -> None:
    """Draw an answer that needs words first."""
    with st.popover(label, key=f"{key}-popover"):
        reason = None
        if state is RequestState.TERUGGEKOPPELD:
            told["verdict"] = st.pills(
                "Wat vindt de bewoner er zelf van?",
                list(Verdict),
                format_func=lambda one: one.label,
                key=f"{key}-verdict",
                wrap=True,
            )
        if state is RequestState.GEWEIGERD:
            reason = st.pills(
                "Reden",
                list(RefusalReason),
                format_func=lambda one: one.label,
                key=f"{key}-reason",
                wrap=True,
            )
        detail = st.text_area(_ASKS[state], key=f"{key}-detail", height=88)
        trouble = st.container()
        if st.button("Vastleggen", key=f"{key}-keep", type="primary"):
            with trouble:
                _report(desk, request, state, detail or "", reason, **told)


def _report(
    desk: Desk,
    request: HelpRequest,
    state: RequestState,
    detail: str = "",
    reason: RefusalReason | None = None,
    **told: Any,
) -> None:
    with show_refusals():
        desk.handover.report(request.id, state, detail, reason, **told)
        st.rerun()
