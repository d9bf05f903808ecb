"""A small line over the weeks, drawn as SVG, that can also be read aloud."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from fieldwork.domain.dates import say_count

# The colours of the screens (assets/screens.css), light and dark: an image does not inherit them.
_STYLE = (
    ".p{fill:none;stroke:#0b5d5e;stroke-width:2}.s{fill:#0b5d5e}.a{stroke:#ddd8ce}"
    "text{fill:#556469;font:14px sans-serif}"
    "@media (prefers-color-scheme:dark){.p{stroke:#5fc3bd}.s{fill:#5fc3bd}.a{stroke:#323b3f}"
    "text{fill:#a9b6b8}}"
)


def say_weeks(counts: Sequence[int], first_week: int = 1) -> str:
    """Return the line in words: "Gesprekken per week: week 1: 2, week 2: 0"."""
    weeks = (f"week {week}: {count}" for week, count in enumerate(counts, first_week))
    return f"Gesprekken per week: {', '.join(weeks)}"


def small_line(counts: Sequence[int], first_week: int = 1) -> str:
    """Return the counts per week as an image of 132 by 32 pixels; nothing for fewer than two."""
    if len(counts) < 2:
        return ""
    points = _points(counts, 132, 32, margin=4)
    x, y = points[-1]
    drawn = f'{_path(points)}<circle class="s" cx="{x}" cy="{y}" r="3.5"/>'
    return _image(drawn, 132, 32, "wd-line", say_weeks(counts, first_week))


def wide_line(counts: Sequence[int], first_week: int = 1) -> str:
    """Return the counts per week as an image with the weeks below and the highest named."""
    if len(counts) < 2:
        return ""
    width, height, margin = 360, 120, 32
    points = _points(counts, width, height, margin)
    step = max(1, len(counts) // 4)
    weeks = "".join(
        f'<text x="{x}" y="{height - 8}" text-anchor="middle">wk {first_week + at}</text>'
        for at, (x, _) in enumerate(points)
        if at % step == 0
    )
    top = counts.index(max(counts))
    x, y = points[top]
    side = "end" if top == len(counts) - 1 else "start" if top == 0 else "middle"
    most = say_count(counts[top], "gesprek", "gesprekken")
    drawn = (
        f'<line class="a" x1="{margin}" x2="{width - margin}" y1="{height - margin}" '
        f'y2="{height - margin}"/>{_path(points)}{weeks}'
        f'<circle class="s" cx="{x}" cy="{y}" r="4"/>'
        f'<text x="{x}" y="{y - 12}" text-anchor="{side}">{most}</text>'
    )
    return _image(drawn, width, height, "wd-line wd-line-wide", say_weeks(counts, first_week))


def _image(drawn: str, width: int, height: int, look: str, words: str) -> str:
    """Return an SVG as an image: Streamlit lets images through in HTML, and drawings not."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><style>{_STYLE}</style>{drawn}</svg>'
    )
    data = b64encode(svg.encode()).decode()
    return (
        f'<img class="{look}" src="data:image/svg+xml;base64,{data}" '
        f'width="{width}" height="{height}" alt="{escape(words)}">'
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
    return f'<polyline class="p" points="{joined}" stroke-linejoin="round" stroke-linecap="round"/>'
