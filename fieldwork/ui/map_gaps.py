"""Nog niet gesproken: per buurt the streets and groups that no talk reached, against CBS."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.gaps import BuurtGap
from fieldwork.domain.dates import say_count, say_number
from fieldwork.ui.widgets import card, quiet
from fieldwork.ui.words import say_list

# So many streets are named; the rest is counted.
_NAMED = 8


def show_gaps(desk: Desk) -> None:
    """Draw a card per buurt, the least reached first."""
    found = desk.gaps.buurten()
    st.html('<h2 class="wd-section">Nog niet gesproken</h2>')
    for number, gap in enumerate(found):
        with card(f"gap-{number}"):
            st.html(gap_html(gap))
    if all(gap.figures.is_empty for gap in found):
        quiet(
            "Met de cijfers van het CBS erbij ziet u ook wie er woont. Lees bij Onderzoek, Gebied "
            "de Wijk- en buurtkaart van het CBS in: daar staan ze in."
        )
    else:
        year = max(gap.figures.year for gap in found)
        when = f" van {year}" if year else ""
        quiet(f"Bewoners en huishoudens: cijfers van het CBS{when}, door het CBS afgerond.")


def gap_html(gap: BuurtGap) -> str:
    """Return one buurt's card as HTML."""
    lines = [line for line in (_reach(gap), _older(gap), _alone(gap), _kinds(gap)) if line]
    told = "".join(f"<li>{escape(line)}</li>" for line in lines)
    talks = say_count(gap.talks, "gesprek", "gesprekken")
    return (
        f"<p><strong>{escape(gap.name)}</strong>, {escape(talks)}</p>"
        f'<ul class="wd-gap">{told}</ul>{_streets(gap)}'
    )


def _reach(gap: BuurtGap) -> str:
    if gap.per_hundred is None:
        return ""
    homes = say_number(gap.figures.households or 0)
    return (
        f"{say_number(gap.per_hundred, 1)} gesprekken op de 100 huishoudens (er zijn er {homes})."
    )


def _older(gap: BuurtGap) -> str:
    share = gap.older_share
    if share is None:
        return ""
    lives = f"{say_number(100 * share)} van de 100 bewoners zijn 65 of ouder."
    if not gap.dated:
        return f"{lives} Van wie u sprak is geen geboortejaar bekend."
    met = f"U sprak er {gap.older}, van {gap.dated} mensen van wie u het weet."
    return f"{lives} {met}{' Dat is weinig.' if gap.misses_older else ''}"


def _alone(gap: BuurtGap) -> str:
    share = gap.alone_share
    if share is None:
        return ""
    return f"{say_number(100 * share)} van de 100 huishoudens zijn van iemand alleen."


def _kinds(gap: BuurtGap) -> str:
    if not gap.no_talk_with:
        return ""
    return (
        f"Nog met geen {say_list([one.label.lower() for one in gap.no_talk_with], 'of')} gepraat."
    )


def _streets(gap: BuurtGap) -> str:
    if not gap.streets:
        return ""
    if not gap.quiet_streets:
        return '<p class="wd-quiet">In elke straat is gepraat.</p>'
    named = [escape(name) for name in gap.quiet_streets[:_NAMED]]
    more = len(gap.quiet_streets) - _NAMED
    rest = f" en nog {more}" if more > 0 else ""
    counted = f"{len(gap.quiet_streets)} van de {say_count(gap.streets, 'straat', 'straten')}"
    return f"<p>Nog geen gesprek in {counted}: {', '.join(named)}{rest}.</p>"
