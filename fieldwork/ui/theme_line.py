"""A small line over the weeks, drawn as SVG, that can also be read aloud."""

from collections.abc import Sequence
from html import escape

from fieldwork.domain.dates import say_count


def say_weeks(counts: Sequence[int], first_week: int = 1) -> str:
    """Return the line in words: "Gesprekken per week: week 1: 2, week 2: 0"."""
    weeks = (f"week {week}: {count}" for week, count in enumerate(counts, first_week))
    return f"Gesprekken per week: {', '.join(weeks)}"


def small_line(counts: Sequence[int], first_week: int = 1) -> str:
    """Return the counts per week as an SVG of 132 by 32 pixels; nothing for fewer than two."""
    if len(counts) < 2:
        return ""
    points = _points(counts, 132, 32, margin=4)
    x, y = points[-1]
    return (
        f'<svg class="wd-line" width="132" height="32" viewBox="0 0 132 32" role="img" '
        f'aria-label="{escape(say_weeks(counts, first_week))}">'
        f"{_path(points)}"
        f'<circle cx="{x}" cy="{y}" r="3" fill="currentColor"/></svg>'
    )


def wide_line(counts: Sequence[int], first_week: int = 1) -> str:
    """Return the counts per week as an SVG with the weeks below and the highest beside it."""
    if len(counts) < 2:
        return ""
    width, height, margin = 720, 120, 28
    points = _points(counts, width, height, margin)
    step = max(1, len(counts) // 8)
    labels = "".join(
        f'<text x="{x}" y="{height - 6}" text-anchor="middle">wk {first_week + at}</text>'
        for at, (x, _) in enumerate(points)
        if at % step == 0
    )
    top = counts.index(max(counts))
    x, y = points[top]
    most = say_count(counts[top], "gesprek", "gesprekken")
    side = "end" if x > width / 2 else "start"
    return (
        f'<svg class="wd-line wd-line-wide" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(say_weeks(counts, first_week))}">'
        f'<line class="wd-axis" x1="{margin}" x2="{width - margin}" y1="{height - margin}" '
        f'y2="{height - margin}"/>{_path(points)}{labels}'
        f'<circle cx="{x}" cy="{y}" r="4" fill="currentColor"/>'
        f'<text x="{x}" y="{y - 10}" text-anchor="{side}">{most}</text></svg>'
    )


def _points(
    counts: Sequence[int], width: int, height: int, margin: int
) -> list[tuple[float, float]]:
    most = max(1, *counts)
    across, up = width - 2 * margin, height - 2 * margin
    return [
        (
            round(margin + across * at / (len(counts) - 1), 1),
            round(height - margin - up * count / most, 1),
        )
        for at, count in enumerate(counts)
    ]


def _path(points: Sequence[tuple[float, float]]) -> str:
    joined = " ".join(f"{x},{y}" for x, y in points)
    return (
        f'<polyline points="{joined}" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )
