"""The codebook: themes and signals, and how each can stand in a note."""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldwork.domain.labels import Labelled


class Urgency(Labelled):
    """How soon a signal asks for somebody to act."""

    SPOED = "spoed", "Vandaag"
    URGENT = "urgent", "Binnen drie dagen"
    GEEN = "geen", "Geen haast"


class ThemeStatus(Labelled):
    """How a theme stands in a note."""

    AANWEZIG = "aanwezig", "Speelt nu"
    ONTKEND = "ontkend", "Speelt niet"
    VERLEDEN = "verleden", "Voorbij"
    MOGELIJK = "mogelijk", "Misschien"


class SignalStatus(Labelled):
    """How a signal stands in a note; ``CONTROLEER`` is the machine's doubt, for a person."""

    ACTUEEL = "actueel", "Speelt nu"
    CONTROLEER = "controleer", "Controleer"
    ONTKEND = "ontkend", "Speelt niet"
    VERLEDEN = "verleden", "Voorbij"
    FIGUURLIJK = "figuurlijk", "Figuurlijk"


class Concerns(Labelled):
    """Whom a finding is about."""

    ZELF = "zelf", "De verteller"
    ANDER = "ander", "Iemand anders"
    BUURT = "buurt", "De buurt"


@dataclass(frozen=True, slots=True)
class Theme:
    """What people talk about. ``covers`` and ``excludes`` are the coding instruction."""

    id: str
    label: str
    covers: str
    excludes: str = ""
    zrm: tuple[str, ...] = ()
    colour: str = "#556469"
    order: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """What in a note may call for help at once. It suggests; a person decides."""

    id: str
    label: str
    urgency: Urgency
    covers: str
    order: int = 0


@dataclass(frozen=True, slots=True)
class Codebook:
    """All themes and signals of this installation, in the order in which people read them."""

    themes: tuple[Theme, ...]
    signals: tuple[Signal, ...]

    def __post_init__(self) -> None:
        ids = [entry.id for entry in self]
        twice = sorted({code for code in ids if ids.count(code) > 1})
        if twice:
            raise ValueError(f"codes must be unique across themes and signals; twice: {twice}")

    def __iter__(self) -> Iterator[Theme | Signal]:
        yield from self.themes
        yield from self.signals

    def theme(self, code: str) -> Theme:
        """Return the theme ``code``; ``KeyError`` names what is not there."""
        return {theme.id: theme for theme in self.themes}[code]

    def signal(self, code: str) -> Signal:
        """Return the signal ``code``; ``KeyError`` names what is not there."""
        return {signal.id: signal for signal in self.signals}[code]

    def label(self, code: str) -> str:
        """Return the Dutch label of a theme or signal; the code itself for one since removed."""
        return next((entry.label for entry in self if entry.id == code), code)

    def is_signal(self, code: str) -> bool:
        """Return whether ``code`` is a signal."""
        return any(signal.id == code for signal in self.signals)
