"""What the map shows: layers as chips, weeks on a slider, the rest folded away; remembered."""

from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.places import MapFilter, MapLayer
from fieldwork.domain.access import Right
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import Source
from fieldwork.domain.releases import MapUnit

LAYERS, WEEKS, THEME, KINDS, UNIT, BESIDE = (
    "map-layers",
    "map-weeks",
    "map-theme",
    "map-kinds",
    "map-unit",
    "map-beside",
)
_START: Final = "map-weeks-start"
_KEPT: Final = "map-choice-kept"
_FIRST: Final = (MapLayer.GESPREKKEN, MapLayer.SLEUTELFIGUREN)


@dataclass(frozen=True, slots=True)
class Asked:
    """What to show, and whether this week is to stand beside the last."""

    which: MapFilter
    beside: bool = False

    def of_week(self, week: int) -> MapFilter:
        """Return the same for one week."""
        return replace(self.which, first_week=week, last_week=week)


def ask_filter(desk: Desk) -> Asked:
    """Ask what to show, starting from how this person left the map."""
    last = desk.places.last_week()
    _restore(desk, last)
    layers = st.pills(
        "Lagen",
        _layers_for(desk),
        format_func=lambda one: one.label,
        selection_mode="multi",
        key=LAYERS,
        label_visibility="collapsed",
    )
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        weeks = _ask_weeks(last)
    with right, st.container(horizontal=True, vertical_alignment="center"):
        beside = st.toggle("Deze week naast vorige", key=BESIDE, disabled=last < 2)
        with st.popover("Meer kiezen", icon=":material/tune:"):
            theme, kinds, unit = _ask_more(desk)
    asked = Asked(
        MapFilter(theme or "", *weeks, frozenset(kinds or ()), frozenset(layers or ()), unit),
        bool(beside) and last > 1,
    )
    _remember(desk, asked, last)
    return asked


def _layers_for(desk: Desk) -> list[MapLayer]:
    may_help = desk.may(Right.MAKE_REQUESTS)
    return [one for one in MapLayer if one is not MapLayer.HULP or may_help]


def _ask_weeks(last: int) -> tuple[int | None, int | None]:
    """Ask the weeks; all of them are no limit, so that talks of before the start show as well."""
    if last < 2:
        return None, None
    # Not by the widget's own state: Streamlit takes a range from its value only.
    start: tuple[int, int] = st.session_state[_START]
    first, until = st.slider("Weken", 1, last, start, format="week %d", key=f"{WEEKS}-{last}")
    return (None if first == 1 else first), (None if until == last else until)


def _ask_more(desk: Desk) -> tuple[str | None, list[Source], MapUnit]:
    labels = {theme.id: theme.label for theme in desk.codebook.themes}
    theme = st.selectbox(
        "Thema",
        list(labels),
        index=None,
        format_func=lambda one: labels[one],
        placeholder="Alle thema's",
        key=THEME,
    )
    kinds = st.pills(
        "Wie",
        list(Source),
        format_func=lambda one: one.label,
        selection_mode="multi",
        key=KINDS,
    )
    unit = st.radio(
        f"'{MapLayer.VAKKEN.label}'", list(MapUnit), format_func=lambda one: one.label, key=UNIT
    )
    return theme, list(kinds or ()), unit or MapUnit.BUURT


def _restore(desk: Desk, last: int) -> None:
    """Put back, as the screen opens, how this person left the map; what is odd is left out."""
    state = st.session_state
    if LAYERS in state:
        return
    kept = desk.places.choice()
    state[_KEPT] = kept
    state[LAYERS] = _codes(MapLayer, kept.get("layers"), _FIRST)
    state[KINDS] = _codes(Source, kept.get("kinds"), ())
    state[UNIT] = next(iter(_codes(MapUnit, [kept.get("unit")], ())), MapUnit.BUURT)
    known = {theme.id for theme in desk.codebook.themes}
    state[THEME] = kept.get("theme") if kept.get("theme") in known else None
    state[BESIDE] = bool(kept.get("beside"))
    state[_START] = _weeks(kept, last)


def _weeks(kept: dict[str, Any], last: int) -> tuple[int, int]:
    """Return the weeks as they were left; "up to now" goes on with the study."""
    first, until = kept.get("first"), kept.get("until")
    first = first if isinstance(first, int) and 1 <= first <= last else 1
    until = until if isinstance(until, int) and first <= until <= last else last
    return first, until


def _codes(kind: type[Labelled], kept: object, otherwise: tuple[Any, ...]) -> list[Any]:
    if not isinstance(kept, list):
        return list(otherwise)
    return [member for member in kind if member.value in kept]


def _remember(desk: Desk, asked: Asked, last: int) -> None:
    """Keep what was chosen when it is another than before."""
    which = asked.which
    chosen: dict[str, Any] = {
        "layers": sorted(one.value for one in which.layers),
        "kinds": sorted(one.value for one in which.sources),
        "theme": which.theme or None,
        "unit": which.unit.value,
        "first": which.first_week or 1,
        "until": which.last_week if which.last_week and which.last_week < last else None,
        "beside": asked.beside,
    }
    if st.session_state.get(_KEPT) != chosen:
        st.session_state[_KEPT] = chosen
        desk.places.remember(chosen)
