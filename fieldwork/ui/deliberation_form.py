"""An "afweging" being filled in, read, looked at by a second person, and looked at again."""

from dataclasses import replace
from datetime import date, timedelta
from html import escape
from typing import Any

import streamlit as st

from fieldwork.actions.deliberations import DeliberationCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import say_day, say_moment, today
from fieldwork.domain.deliberations import CodeStep, Deliberation, SafetyQuestion, YesNo
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.request_weighing import show_standing
from fieldwork.ui.requests import section
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import card, heading, quiet
from fieldwork.ui.words import say_list

_HINTS = {
    CodeStep.SIGNALEN: "Feiten: wat zag u zelf, wat hoorde u van wie, op welke dag.",
    CodeStep.OVERLEG: "Een collega, de aandachtsfunctionaris of Veilig Thuis (zonder naam mag).",
    CodeStep.GESPREK: "Vertel wat u van plan bent. Kon dat niet veilig? Schrijf waarom.",
    CodeStep.WEGEN: "Hoe groot is de kans dat het misgaat, en voor wie?",
    CodeStep.BESLISSEN: "Wat wel, wat niet, en waarom dit het minste is dat helpt.",
}


def show_deliberation(desk: Desk, one: DeliberationCard) -> None:
    """Draw a deliberation: open to fill in, or as it was decided with what may follow."""
    heading("Afweging", f"Over {one.who}. U weegt en besluit; hier staat waarom.")
    show_standing(one)
    _to_request(one)
    if one.deliberation.is_settled:
        _read(one)
        _review(desk, one)
    else:
        _fill_in(desk, one)
        _second(desk, one)


def _to_request(one: DeliberationCard) -> None:
    request = one.deliberation.request
    with st.container(horizontal=True):
        if request and st.button("Naar de hulpvraag", key="to-request"):
            go("hulpvraag", hulpvraag=request)
        if st.button("Over deze persoon", key="to-person", icon=":material/person:"):
            go("persoon", persoon=one.deliberation.person)


def _fill_in(desk: Desk, one: DeliberationCard) -> None:
    weighed = one.deliberation
    with st.form(f"weighing-{weighed.id}", border=False, enter_to_submit=False):
        told: dict[str, Any] = {"steps": _steps(weighed), "safety": _safety(weighed)}
        section("Twee besluiten, los van elkaar")
        told |= _decision("report", "Is een melding bij Veilig Thuis nodig?", weighed)
        told |= _decision("help", "Kan er hulp komen, van ons of van een ander?", weighed)
        section("Delen en opnieuw bekijken")
        told["sharing"] = _yes_no(
            "Delen we dit met de gemeente, zonder ja?", weighed.sharing, f"{weighed.id}-sharing"
        )
        told["review_on"] = _review_day(weighed)
        if not st.form_submit_button("Afweging bewaren", type="primary"):
            return
    with show_refusals("Wat u typte staat er nog, maar is niet bewaard."):
        desk.deliberations.change(replace(weighed, **told))
        st.rerun()


def _steps(weighed: Deliberation) -> dict[CodeStep, str]:
    return {
        step: st.text_area(
            step.label,
            weighed.steps.get(step, ""),
            key=f"{weighed.id}-{step.value}",
            placeholder=_HINTS[step],
            height=104,
        )
        or ""
        for step in CodeStep
    }


def _safety(weighed: Deliberation) -> dict[SafetyQuestion, YesNo]:
    section("Veiligheid")
    found = {
        asked: _yes_no(asked.label, weighed.safety.get(asked), f"{weighed.id}-{asked.value}")
        for asked in SafetyQuestion
    }
    if weighed.shows_danger:
        st.html(
            '<div class="wd-missing"><p>Bij gevaar nu, gevaar dat terugkeert, of als iemand het '
            "zelf vertelde, vraagt de meldcode om een melding. Bel bij twijfel Veilig Thuis: "
            "0800-2000. U besluit.</p></div>"
        )
    return {asked: answer for asked, answer in found.items() if answer is not None}


def _decision(name: str, label: str, weighed: Deliberation) -> dict[str, Any]:
    chosen = {"report": weighed.report_needed, "help": weighed.help_possible}[name]
    field = {"report": "report_needed", "help": "help_possible"}[name]
    reason = f"{name}_reason"
    return {
        field: _yes_no(label, chosen, f"{weighed.id}-{name}"),
        reason: st.text_area(
            "Waarom",
            getattr(weighed, reason),
            key=f"{weighed.id}-{reason}",
            height=72,
        )
        or "",
    }


def _yes_no(label: str, chosen: YesNo | None, key: str) -> YesNo | None:
    options = list(YesNo)
    answer = st.radio(
        label,
        options,
        index=options.index(chosen) if chosen else None,
        format_func=lambda one: one.label,
        key=key,
        horizontal=True,
    )
    return YesNo.of(answer) if answer else None


def _review_day(weighed: Deliberation) -> date | None:
    chosen = st.date_input(
        "Wanneer bekijken we dit opnieuw?",
        weighed.review_on,
        min_value=min(today(), weighed.review_on or today()),
        max_value=today() + timedelta(days=366),
        key=f"{weighed.id}-review",
        format="DD-MM-YYYY",
    )
    return chosen if isinstance(chosen, date) else None


def _second(desk: Desk, one: DeliberationCard) -> None:
    """Have a second person look along: a colleague here, or who was called elsewhere."""
    weighed = one.deliberation
    with card("second"):
        st.html('<h3 class="wd-part wd-small">Tweede persoon</h3>')
        lacking = weighed.to_fill_in()
        if lacking:
            quiet(f"Nog open: {say_list(lacking)}. Daarna kan iemand meekijken.")
            return
        mine = weighed.made_by == desk.account.id
        if mine:
            quiet("Laat een collega dit openen. Of bel iemand, en schrijf op wie dat was.")
        outside = ""
        if mine:
            outside = st.text_input(
                "Met wie gebeld", key="second-outside", placeholder="Naam en waarvan"
            )
        words = st.text_area(
            "Wat zei die persoon" if mine else "Wat wilt u erbij zetten? Mag leeg",
            key="second-words",
            height=72,
        )
        label = "Vastleggen" if mine else "Ik heb meegekeken"
        trouble = st.container()
        if st.button(label, key="second-keep", type="primary"):
            with trouble, show_refusals():
                desk.deliberations.second(weighed, words or "", outside or "")
                st.rerun()


def _read(one: DeliberationCard) -> None:
    """Draw what was weighed and decided, in the order it was asked."""
    weighed = one.deliberation
    facts = [(step.label, weighed.steps.get(step, "")) for step in CodeStep]
    facts += [
        (asked.label, weighed.safety[asked].label)
        for asked in SafetyQuestion
        if asked in weighed.safety
    ]
    facts += [
        ("Melding nodig?", _said(weighed.report_needed, weighed.report_reason)),
        ("Hulp mogelijk?", _said(weighed.help_possible, weighed.help_reason)),
        ("Delen zonder ja?", _said(weighed.sharing, "")),
        ("Opnieuw bekijken", say_day(weighed.review_on, year=True) if weighed.review_on else ""),
        ("Tweede persoon", _say_second(one)),
        ("Herzien", weighed.reviewed_words),
    ]
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in facts
        if value.strip()
    )
    st.html(f'<dl class="wd-facts">{rows}</dl>')


def _said(answer: YesNo | None, reason: str) -> str:
    return ". ".join(part for part in (answer.label if answer else "", reason) if part)


def _say_second(one: DeliberationCard) -> str:
    weighed = one.deliberation
    if weighed.second_at is None:
        return ""
    words = f"{one.second}, {say_moment(weighed.second_at)}"
    return f"{words}: {weighed.second_words}" if weighed.second_words else words


def _review(desk: Desk, one: DeliberationCard) -> None:
    """Ask what came of it, once the day is there or before."""
    weighed = one.deliberation
    if weighed.reviewed_at is not None:
        return
    with card("review"):
        st.html('<h3 class="wd-part wd-small">Opnieuw bekijken</h3>')
        words = st.text_area("Wat is er nu, en wat betekent dat?", key="review-words", height=88)
        trouble = st.container()
        if st.button("Herziening bewaren", key="review-keep", type="primary"):
            with trouble, show_refusals():
                desk.deliberations.review(weighed, words or "")
                st.rerun()
