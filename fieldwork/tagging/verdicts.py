"""From evidence to verdicts: which themes and signals a note has, and how sure that is."""

from collections.abc import Iterable, Sequence
from typing import Final

from fieldwork.domain.ids import NoteId, SuggestionId, new_id
from fieldwork.domain.notes import Suggestion
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.tagging.context import Standing
from fieldwork.tagging.evidence import Evidence
from fieldwork.tagging.signals import signal_status

# One sure pattern is enough, two different hints are not, three are.
THRESHOLD: Final = 0.6
# A hint in a clause that denies it, or calls it past or supposed, was worth saying to the teller:
# one is enough, where the note does not also say that it is there.
THRESHOLD_ASIDE: Final = 0.3


def theme_suggestions(evidence: Iterable[Evidence], note: NoteId) -> tuple[Suggestion, ...]:
    """Return one suggestion per theme and status that the ``evidence`` is enough for."""
    groups = {
        key: (items, combined(items))
        for key, items in _grouped(
            (item.code, theme_status(item.standings), item) for item in evidence
        ).items()
    }
    there = {
        code
        for (code, status), (_, score) in groups.items()
        if status is ThemeStatus.AANWEZIG and score >= THRESHOLD
    }
    found = [
        _suggestion(code, status, items, score, note)
        for (code, status), (items, score) in groups.items()
        if score >= _least(status, code in there)
    ]
    return tuple(sorted(found, key=_place))


def _least(status: ThemeStatus | SignalStatus, is_there: bool) -> float:
    """Return the score that a theme needs to be suggested with ``status``."""
    return THRESHOLD if is_there or status is ThemeStatus.AANWEZIG else THRESHOLD_ASIDE


def signal_suggestions(evidence: Iterable[Evidence], note: NoteId) -> tuple[Suggestion, ...]:
    """Return one suggestion per signal and status; a doubt beside a certainty is left out."""
    groups = _grouped(
        (item.code, signal_status(item.code, item.standings, sure=item.is_sure), item)
        for item in evidence
    )
    certain = {code for code, status in groups if status is SignalStatus.ACTUEEL}
    found = [
        _suggestion(code, status, items, combined(items), note)
        for (code, status), items in groups.items()
        if not (status is SignalStatus.CONTROLEER and code in certain)
    ]
    return tuple(sorted(found, key=_place))


def rank(evidence: Iterable[Evidence]) -> list[str]:
    """Return the themes for which there is any evidence that they are there, likeliest first."""
    by_code: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_code.setdefault(item.code, []).append(item)
    return sorted(by_code, key=lambda code: (-combined(by_code[code]), code))


def theme_status(standings: frozenset[Standing]) -> ThemeStatus:
    """Return the status that ``standings`` amount to; what is over is over even if supposed."""
    if Standing.VERLEDEN in standings:
        return ThemeStatus.VERLEDEN
    if Standing.ONTKEND in standings:
        return ThemeStatus.ONTKEND
    if Standing.MOGELIJK in standings:
        return ThemeStatus.MOGELIJK
    return ThemeStatus.AANWEZIG


def combined(items: Iterable[Evidence]) -> float:
    """Return how sure ``items`` are together: different patterns add up as independent hints."""
    doubt = 1.0
    for weight in {item.source: item.weight for item in items}.values():
        doubt *= 1 - weight
    return round(1 - doubt, 3)


def _grouped(
    triples: Iterable[tuple[str, ThemeStatus | SignalStatus, Evidence]],
) -> dict[tuple[str, ThemeStatus | SignalStatus], list[Evidence]]:
    groups: dict[tuple[str, ThemeStatus | SignalStatus], list[Evidence]] = {}
    for code, status, item in triples:
        groups.setdefault((code, status), []).append(item)
    return groups


def _suggestion(
    code: str,
    status: ThemeStatus | SignalStatus,
    items: Sequence[Evidence],
    score: float,
    note: NoteId,
) -> Suggestion:
    """Make the suggestion, with the strongest and then the fullest of ``items`` as evidence."""
    best = max(items, key=lambda item: (item.weight, item.span.end - item.span.start))
    return Suggestion(
        id=SuggestionId(new_id()),
        note=note,
        code=code,
        status=status,
        span=best.span,
        concerns=best.concerns,
        score=score,
    )


def _place(suggestion: Suggestion) -> tuple[int, int, str, str]:
    span = suggestion.span
    start, end = (span.start, span.end) if span else (0, 0)
    return start, end, suggestion.code, suggestion.status.value
