"""The board on which talks are read, by keyboard or by thumb: the text, its marks, and the keys.

One board serves reading back (with what the machine suggests) and a second reader (without).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from fieldwork.domain.themes import Codebook, SignalStatus, ThemeStatus
from fieldwork.ui.review_deeds import Deed, Stay

ASSETS: Final = Path(__file__).parent / "assets"
SCRIPTS: Final = ("review_text.js", "review_pick.js", "review_board.js", "review_draw.js")
READ, CODE = "read", "code"
# How many talks the browser is handed behind the one on the screen, so that the next one is there
# at once.
AHEAD: Final = 5

# What a person can choose; the machine's doubt is not for people.
SIGNAL_STATUSES: Final = tuple(one for one in SignalStatus if one is not SignalStatus.CONTROLEER)

WORDS: Final[dict[str, Any]] = {
    "of": "van",
    "left": "nog {n} te doen",
    "loading": "Het volgende gesprek komt eraan …",
    "openTalk": "Open het gesprek",
    "looksLike": "lijkt op",
    "wholeTalk": "Het hele gesprek",
    "yes": "Ja",
    "no": "Nee",
    "other": "Anders",
    "takeAway": "Weghalen",
    "mark": "Markeer",
    "undo": "Ongedaan",
    "done": "Klaar",
    "allGood": "Alles ja",
    "previous": "Vorige in dit gesprek",
    "next": "Volgende in dit gesprek",
    "back": "Terug",
    "chooseTheme": "Kies het thema",
    "marking": "Welke woorden?",
    "markingHow": "Tik op het eerste en het laatste woord, of gebruik de pijlen; met Shift wordt "
    "het stukje langer.",
    "markNow": "Kies woorden in de tekst en druk op Markeer.",
    "stillOpen": "Hier staat nog iets open.",
    "allAnswered": "Alles is beantwoord. Geen signaal wil niet zeggen dat het veilig is: zag u "
    "zelf nog iets, markeer het. Anders: klaar.",
    "nothingRead": "Wijkduik zag hier niets. Dat wil niet zeggen dat het veilig is: lees het "
    "zelf, en markeer wat u ziet.",
    "signalFirst": "Zeg eerst ja of nee op dit signaal. Daarna is dit gesprek klaar.",
    "saidYes": "U zei ja.",
    "saidNo": "U zei nee.",
    "byHand": "Zelf gemarkeerd.",
    "over": "Dit was het laatste gesprek.",
    "whichTheme": "Welk thema of signaal?",
    "typeLetters": "Typ een paar letters",
    "howIsIt": "Hoe staat het er?",
    "noTheme": "Daar is geen thema mee.",
    "keeping": "wordt bewaard …",
    "kept": "✓ opgeslagen",
    "keysOn": "Toetsen aan",
    "keysOff": "Toetsen uit",
    # What has a button has its key on it.
    "keys": (
        ("spatie of pijl", "volgende of vorige in dit gesprek"),
        ("PageUp, PageDown", "vorig of volgend gesprek"),
    ),
}


@dataclass(frozen=True, slots=True)
class Board:
    """What a board shows, and what is done with it.

    ``talks`` makes what the browser is handed of some talks, ``act`` does one deed, and ``order``
    is every talk to go through, the one in ``start`` first seen. ``back`` is the address and the
    words of the way on after the last.
    """

    key: str
    mode: str
    order: Sequence[str]
    start: str
    talks: Callable[[Sequence[str]], list[dict[str, Any]]]
    act: Callable[[Deed], None]
    codebook: Codebook
    back: tuple[str, str]


@cache
def _component() -> Any:
    return st.components.v2.component(
        "wijkduik_review",
        html=(ASSETS / "review_board.html").read_text("utf-8"),
        css=(ASSETS / "review_board.css").read_text("utf-8"),
        js="\n".join((ASSETS / name).read_text("utf-8") for name in SCRIPTS),
        # A selection within a shadow root cannot be read in every browser.
        isolate_styles=False,
    )


@st.fragment
def draw_board(board: Board) -> None:
    """Draw ``board``; what is done on it is done as it comes in, without drawing the screen."""
    stay = st.session_state.setdefault(f"stay-{board.key}", Stay())

    def keep() -> None:
        # Another run may break this one off wherever the session is touched: hence once, here.
        sent = st.session_state[board.key].get("deeds")
        stay.take(sent, board.act)

    near = _near(board.order, stay.note or board.start)
    _component()(
        key=board.key,
        data={
            "mode": board.mode,
            "stay": stay.window,
            "acked": stay.done,
            "said": stay.said,
            "order": list(board.order),
            "start": board.start,
            "notes": board.talks(near),
            "codes": codes_of(board.codebook),
            "statuses": [{"label": label} for label in STATUS_LABELS],
            "labels": {
                "theme": {one.value: one.label for one in ThemeStatus},
                "signal": {one.value: one.label for one in SignalStatus},
            },
            "backTo": {"href": board.back[0], "label": board.back[1]},
            "words": WORDS,
        },
        on_deeds_change=keep,
    )


# One row of choices for themes and signals alike; what is possible for one only is in it as well.
STATUS_LABELS: Final = tuple(dict.fromkeys(one.label for one in (*ThemeStatus, *SIGNAL_STATUSES)))


def codes_of(codebook: Codebook) -> list[dict[str, Any]]:
    """Return the themes and signals as the board takes them."""
    of_theme = {one.label: one.value for one in ThemeStatus}
    of_signal = {one.label: one.value for one in SIGNAL_STATUSES}
    themes = [_code(one.id, one.label, of_theme, one.colour) for one in codebook.themes]
    signals = [_code(one.id, one.label, of_signal, "") for one in codebook.signals]
    return [*themes, *signals]


def _code(code: str, label: str, statuses: Mapping[str, str], colour: str) -> dict[str, Any]:
    return {
        "id": code,
        "label": label,
        "statuses": dict(statuses),
        "colour": colour,
        "signal": not colour,
    }


def _near(order: Sequence[str], note: str) -> list[str]:
    """Return the talks to hand to the browser: the one at hand, the one before, and some behind.

    A talk that is not in ``order`` is handed with the first ones.
    """
    if note not in order:
        return [*([note] if note else []), *order[:AHEAD]]
    at = list(order).index(note)
    return list(order[max(0, at - 1) : at + 1 + AHEAD])
