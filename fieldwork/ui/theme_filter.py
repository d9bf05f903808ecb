"""What the screen of the themes shows: kept in the address, so that every number is a link.

The address holds codes only (of a theme, a buurt, a kind of person), never a name or a text.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.insight import ThemeFilter
from fieldwork.domain.dates import today
from fieldwork.domain.people import Source
from fieldwork.domain.themes import ThemeStatus
from fieldwork.ui.address_chips import chips, one_of
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
        theme=one_of("thema", {theme.id for theme in desk.codebook.themes}),
        period=one_of("periode", PERIODS) or ALL,
        buurt=one_of("buurt", buurten),
        source=next((one for one in Source if one.value == asked("door")), None),
        sure=asked("zeker") == SURE,
        status=next(
            (one for one in ThemeStatus if one.value == asked("stand")), ThemeStatus.AANWEZIG
        ),
    )


def draw_filter(desk: Desk, wanted: Wanted) -> None:
    """Draw the chips: the period in sight, the rest behind a button with how many are on."""
    with st.container(horizontal=True, vertical_alignment="center", key="wd-row-filter"):
        chips("theme-periode", "Periode", "periode", PERIODS, wanted.period, everything=ALL)
        label = f"Filter ({wanted.narrowed})" if wanted.narrowed else "Filter"
        with st.popover(label, icon=":material/tune:"):
            names = {area.code: area.name for area in desk.insight.buurten()}
            if names:
                chips("theme-buurt", "Waar", "buurt", names, wanted.buurt, in_sight=True)
            chips(
                "theme-door",
                "Door wie",
                "door",
                {one.value: PLURAL[one].capitalize() for one in Source},
                wanted.source.value if wanted.source else "",
                in_sight=True,
            )
            sure = SURE if wanted.sure else ""
            chips(
                "theme-zeker", "Hoe zeker", "zeker", {SURE: "Alleen bevestigd"}, sure, in_sight=True
            )
