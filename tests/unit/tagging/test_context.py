"""How something stands in its sentence."""

from functools import cache

import pytest

from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.tagging.codebook import load_codebook
from fieldwork.tagging.context import Standing
from fieldwork.tagging.pipeline import Tagger
from fieldwork.tagging.signals import NEVER_SILENT, signal_status
from fieldwork.tagging.verdicts import theme_status


@cache
def lexicon() -> Tagger:
    """The rules of context are those of the lexicon; the model weighs them with its own reading."""
    return Tagger(load_codebook(), model=False)


def status_of(theme: str, text: str) -> set[ThemeStatus]:
    found = lexicon().tag(text).themes
    return {item.status for item in found if item.code == theme}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("theme", "text", "status"),
    [
        ("geld", "Schulden heeft hij niet.", ThemeStatus.ONTKEND),
        ("geld", "Hij heeft geen schulden.", ThemeStatus.ONTKEND),
        ("geld", "Schulden? Nee, zegt hij.", ThemeStatus.ONTKEND),
        ("geld", "Schulden? Ja, een heleboel.", ThemeStatus.AANWEZIG),
        ("geld", "Ze heeft al drie maanden een huurachterstand.", ThemeStatus.AANWEZIG),
        ("geld", "De schulden zijn nog niet opgelost.", ThemeStatus.AANWEZIG),
        ("geld", "Niet alleen schulden, ook ruzie met de buren.", ThemeStatus.AANWEZIG),
        ("geld", "Ze kan niet rondkomen van de bijstand.", ThemeStatus.AANWEZIG),
        ("geld", "De schulden zijn afgelost.", ThemeStatus.VERLEDEN),
        ("psychisch", "Ik vermoed dat hij een depressie heeft.", ThemeStatus.MOGELIJK),
        ("wonen", "Ze zit al jaren in de schimmel.", ThemeStatus.AANWEZIG),
        ("verslaving", "Hij krijgt geen hulp bij zijn verslaving.", ThemeStatus.AANWEZIG),
        ("taal_digitaal", "De brief kan hij niet lezen, er is geen tolk.", ThemeStatus.AANWEZIG),
    ],
)
def test_a_theme_gets_the_status_of_its_sentence(
    theme: str, text: str, status: ThemeStatus
) -> None:
    assert status_of(theme, text) == {status}


def test_what_is_over_is_over_even_when_it_is_denied_too() -> None:
    both = frozenset((Standing.ONTKEND, Standing.VERLEDEN))
    assert theme_status(both) is ThemeStatus.VERLEDEN


@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("code", sorted(NEVER_SILENT))
def test_context_never_silences_suicide_violence_or_a_child(code: str, standing: Standing) -> None:
    assert signal_status(code, frozenset((standing,)), sure=True) is SignalStatus.CONTROLEER


@pytest.mark.parametrize(
    ("standing", "status"),
    [
        (Standing.ONTKEND, SignalStatus.ONTKEND),
        (Standing.VERLEDEN, SignalStatus.VERLEDEN),
        (Standing.FIGUURLIJK, SignalStatus.FIGUURLIJK),
        (Standing.MOGELIJK, SignalStatus.CONTROLEER),
    ],
)
def test_context_decides_over_the_other_signals(standing: Standing, status: SignalStatus) -> None:
    assert signal_status("geen_eten", frozenset((standing,)), sure=True) is status


def test_a_hint_of_danger_asks_for_a_look() -> None:
    assert signal_status("medisch", frozenset(), sure=False) is SignalStatus.CONTROLEER
