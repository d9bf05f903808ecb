"""How far readers agree, in words: one sentence, and per theme what it allows."""

from html import escape
from math import floor

import streamlit as st

from fieldwork.actions.coding_compare import Comparison, Report
from fieldwork.actions.desk import Desk
from fieldwork.domain.agreement import Reliability, ReliabilityVerdict
from fieldwork.domain.dates import say_count
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import ATTENTION, DONE, PLAIN, card, chip_html, quiet

_LOOK = {
    ReliabilityVerdict.GOED: DONE,
    ReliabilityVerdict.VOORLOPIG: PLAIN,
    ReliabilityVerdict.TE_VERSCHILLEND: ATTENTION,
    ReliabilityVerdict.ONBEPAALD: PLAIN,
}
_SHORT = {
    ReliabilityVerdict.GOED: "goed genoeg",
    ReliabilityVerdict.VOORLOPIG: "voorlopig",
    ReliabilityVerdict.TE_VERSCHILLEND: "te verschillend",
    ReliabilityVerdict.ONBEPAALD: "nog niets te zeggen",
}
_SAME = "Iedereen gaf overal hetzelfde antwoord. Dan is niet te zien of u anders had gekozen."
MEANING = (
    "Vergeleken zijn de zinnen waarin een van de lezers iets markeerde. Tekst die niemand "
    "markeerde, telt niet mee, en waar een markering precies begint ook niet. Het getal (alfa van "
    "Krippendorff) is 1 als u altijd hetzelfde zag, en 0 als het toeval kan zijn. Het zegt niet "
    "dat wat u allebei zag ook waar is."
)


_STYLE = (
    "<style>.wd-alpha{font-size:28px;line-height:1.25}"
    ".wd-themes-alike,.wd-readers{list-style:none;margin:0!important;padding:0!important}"
    ".wd-themes-alike li{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;"
    "min-height:44px;border-bottom:1px solid var(--wd-line)}"
    ".wd-themes-alike li>span:first-child{flex:1 1 200px}"
    ".wd-readers li,.wd-themes-alike li{margin:0!important}</style>"
)


def draw_style() -> None:
    """Draw the rules of the lists on these screens."""
    st.html(_STYLE)


def say_number(value: float) -> str:
    """Return "0,74", rounded down so that it never looks to be over a limit; "−0,50" below 0."""
    said = f"{floor(value * 100 + 1e-9) / 100:.2f}".replace(".", ",")
    return said.replace("-", "\N{MINUS SIGN}")


def say_agreement(found: Reliability) -> str:
    """Return the number with its bounds: "0,74 (tussen 0,61 en 0,85)", or nothing."""
    if found.alpha is None:
        return ""
    if found.low is None or found.high is None:
        return say_number(found.alpha)
    return f"{say_number(found.alpha)} (tussen {say_number(found.low)} en {say_number(found.high)})"


def draw_overall(report: Report) -> None:
    """Draw the one sentence, and what it rests on."""
    found = report.overall
    talks = say_count(len(report.talks), "gesprek", "gesprekken")
    units = say_count(found.units, "zin", "zinnen")
    both = f"in {found.shared} daarvan zagen alle lezers iets"
    with card("agreement"):
        what = _SAME if found.alpha is None and found.units else found.verdict.label
        st.html(
            f'<p><strong class="wd-alpha">{escape(say_agreement(found))}</strong></p>'
            f"<p><strong>{escape(what)}</strong></p>"
            f'<p class="wd-quiet">Over {talks} en {units}; {both}.</p>'
        )
        if found.alpha is not None and found.low is None:
            quiet("Bij minder dan vijf gesprekken is niet te zeggen hoe zeker dit getal is.")
        with st.expander("Wat betekent dit?", icon=":material/help:"):
            st.html(f"<p>{escape(MEANING)}</p>")


def draw_themes(desk: Desk, report: Report) -> None:
    """Draw each theme that somebody saw, with what its number allows."""
    if not report.themes:
        return
    st.html('<h2 class="wd-section">Per thema</h2>')
    rows = []
    for code, found in sorted(report.themes, key=lambda one: _order(one[1])):
        chip = chip_html(_SHORT[found.verdict], _LOOK[found.verdict])
        number = say_agreement(found) or "–"
        rows.append(
            f"<li><span>{escape(desk.codebook.label(code))}</span>"
            f'<span class="wd-quiet">{escape(number)}</span>{chip}</li>'
        )
    st.html(f'<ul class="wd-themes-alike">{"".join(rows)}</ul>')


def draw_talks(desk: Desk, report: Report) -> None:
    """Draw the talks that were compared, those with most to talk about first."""
    st.html('<h2 class="wd-section">Verschillen</h2>')
    titles = {one.note.id: one.title for one in desk.notes.several([t.note for t in report.talks])}
    for one in sorted(report.talks, key=lambda talk: -talk.to_discuss):
        with card(f"compared-{one.note}"):
            st.html(
                f"<p><strong>{escape(titles.get(one.note, ''))}</strong></p>"
                f'<p class="wd-quiet">{escape(_say_talk(one))}</p>'
            )
            if one.differences and st.button("Naast elkaar", key=f"compare-{one.note}"):
                go("tweede_lezer", gesprek=one.note)


def _say_talk(one: Comparison) -> str:
    who = " en ".join(dict.fromkeys(name for name, _, _ in one.readers))
    if not one.differences:
        return f"{who}: geen verschil."
    differ = say_count(len(one.differences), "verschil", "verschillen")
    left = f"{one.to_discuss} nog te bespreken" if one.to_discuss else "alles besproken"
    return f"{who}: {differ}, {left}."


def _order(found: Reliability) -> float:
    return 2.0 if found.alpha is None else found.alpha
