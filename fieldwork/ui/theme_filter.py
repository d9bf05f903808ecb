"""What the screen of the themes shows: kept in the address, so that every number is a link.

The address holds codes only (of a theme, a buurt, a kind of person), never a name or a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.insight import ThemeFilter
from fieldwork.domain.dates import today
from fieldwork.domain.people import Source
from fieldwork.domain.themes import ThemeStatus
from fieldwork.ui.screens import asked

ALL, WEEK, MONTH = "alles", "week", "vier"
PERIODS: Final = {WEEK: "Laatste week", MONTH: "Laatste vier weken", ALL: "Alles"}
_DAYS: Final = {WEEK: 7, MONTH: 28}
SURE: Final = "ja"
PLURAL: Final = {
    Source.BEWONER: "bewoners",
    Source.ONDERNEMER: "ondernemers",
    Source.SLEUTELFIGUUR: "sleutelfiguren",
    Source.PROFESSIONAL: "professionals",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. ``theme`` opens one theme, ``status`` a way in which it stands there."""

    theme: str = ""
    period: str = ALL
    buurt: str = ""
    source: Source | None = None
    sure: bool = False
    status: ThemeStatus = ThemeStatus.AANWEZIG

    def query(self, **changes: object) -> dict[str, str]:
        """Return the address of this, with ``changes``; what is not asked for is left out."""
        other = replace(self, **changes)  # type: ignore[arg-type]
        parts = {
            "thema": other.theme,
            "periode": other.period if other.period != ALL else "",
            "buurt": other.buurt,
            "door": other.source.value if other.source else "",
            "zeker": SURE if other.sure else "",
            "stand": other.status.value if other.status is not ThemeStatus.AANWEZIG else "",
        }
        return {key: value for key, value in parts.items() if value}

    def filter(self) -> ThemeFilter:
        """Return this as the use case takes it."""
        return ThemeFilter(
            since=self.since(), buurt=self.buurt, source=self.source, confirmed_only=self.sure
        )

    def since(self) -> date | None:
        """Return the first day of the period."""
        days = _DAYS.get(self.period)
        return today() - timedelta(days=days - 1) if days else None

    @property
    def narrowed(self) -> int:
        """How many of the filters behind the button are on."""
        return sum((bool(self.buurt), self.source is not None, self.sure))


def read_address(desk: Desk) -> Wanted:
    """Return what the address asks for; what it holds that does not exist is as if left out."""
    buurten = {area.code for area in desk.insight.buurten()}
    return Wanted(
        theme=_one_of("thema", {theme.id for theme in desk.codebook.themes}),
        period=_one_of("periode", PERIODS) or ALL,
        buurt=_one_of("buurt", buurten),
        source=next((one for one in Source if one.value == asked("door")), None),
        sure=asked("zeker") == SURE,
        status=next(
            (one for one in ThemeStatus if one.value == asked("stand")), ThemeStatus.AANWEZIG
        ),
    )


def draw_filter(desk: Desk, wanted: Wanted) -> None:
    """Draw the chips: the period in sight, the rest behind a button with how many are on."""
    with st.container(horizontal=True, vertical_alignment="center", key="wd-row-filter"):
        _chips("Periode", "periode", PERIODS, wanted.period)
        label = f"Filter ({wanted.narrowed})" if wanted.narrowed else "Filter"
        with st.popover(label, icon=":material/tune:"):
            names = {area.code: area.name for area in desk.insight.buurten()}
            if names:
                _chips("Waar", "buurt", names, wanted.buurt, in_sight=True)
            _chips(
                "Door wie",
                "door",
                {one.value: PLURAL[one].capitalize() for one in Source},
                wanted.source.value if wanted.source else "",
                in_sight=True,
            )
            sure = SURE if wanted.sure else ""
            _chips("Hoe zeker", "zeker", {SURE: "Alleen bevestigd"}, sure, in_sight=True)


def _chips(
    label: str, name: str, options: Mapping[str, str], now: str, *, in_sight: bool = False
) -> None:
    """Draw the chips of one part of the address; the address leads, the chips follow."""
    key = f"theme-{name}"
    st.session_state[key] = now or None
    st.pills(
        label,
        list(options),
        key=key,
        format_func=lambda code: options[code],
        label_visibility="visible" if in_sight else "collapsed",
        on_change=_to_address,
        args=(key, name),
    )


def _to_address(key: str, name: str) -> None:
    chosen = st.session_state.get(key)
    if chosen and chosen != ALL:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)


def _one_of(name: str, codes: object) -> str:
    value = asked(name)
    return value if value and value in codes else ""  # type: ignore[operator]
