"""What a hit of danger amounts to.

Context never silences suicide, violence or a child in danger: who jokes about it, denies it or
calls it past may still mean it, so the machine asks for a look ("controleer").
"""

from collections.abc import Iterable
from typing import Final

from fieldwork.domain.notes import Suggestion
from fieldwork.domain.themes import Codebook, SignalStatus, Urgency
from fieldwork.tagging.context import Standing

NEVER_SILENT: Final = frozenset(("suicide", "geweld", "kind_onveilig"))


def signal_status(code: str, standings: frozenset[Standing], *, sure: bool) -> SignalStatus:
    """Return how the signal ``code`` stands, found in these ``standings``.

    ``sure`` is whether the pattern says it by itself; what only hints asks for a look.
    """
    if not standings:
        return SignalStatus.ACTUEEL if sure else SignalStatus.CONTROLEER
    if code in NEVER_SILENT or not sure:
        return SignalStatus.CONTROLEER
    if Standing.FIGUURLIJK in standings:
        return SignalStatus.FIGUURLIJK
    if Standing.VERLEDEN in standings:
        return SignalStatus.VERLEDEN
    if Standing.ONTKEND in standings:
        return SignalStatus.ONTKEND
    return SignalStatus.CONTROLEER


def urgency_of(signals: Iterable[Suggestion], codebook: Codebook) -> Urgency:
    """Return how soon somebody has to look: the most urgent of what is, or may be, there now.

    A doubt counts where the signal asks for help today; a doubt about less does not.
    """
    classes = {
        codebook.signal(signal.code).urgency
        for signal in signals
        if signal.status is SignalStatus.ACTUEEL
        or (
            signal.status is SignalStatus.CONTROLEER
            and codebook.signal(signal.code).urgency is Urgency.SPOED
        )
    }
    for urgency in (Urgency.SPOED, Urgency.URGENT):
        if urgency in classes:
            return urgency
    return Urgency.GEEN
