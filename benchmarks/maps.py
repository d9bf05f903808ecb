"""How long a map of many points takes beside folium's own markers, and a join with all buurten."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooSlow

from benchmarks.browser import open_window, run_browser
from benchmarks.results import Result, say_seconds
from benchmarks.server import ROOT, Server, run_server
from benchmarks.workshop import Workshop

NAME = "maps"
APP: Final = ROOT / "benchmarks" / "map_app.py"
COUNTS: Final = (200, 2_000, 20_000)
FILTER_TARGET, JOIN_TARGET, PAGE_TARGET = 1.0, 1.0, 3.0
MARKERS: Final = "folium markers"
POINTS, AREAS_WIDE = 100_000, 120
# Folium's markers at 20,000 keep the browser busy for minutes; longer than this is not waited for.
_WAIT: Final = 90_000
# How many layers Leaflet holds in a frame; the map's own variable is folium's to name.
_LAYERS: Final = """least => {
  const map = Object.values(window).find(one => one instanceof (window.L?.Map ?? Array));
  if (!map) return false;
  let dots = 0;
  map.eachLayer(layer => {
    if (layer._rows) dots += layer._rows.length;
    else if (layer instanceof L.Marker) dots++;
  });
  return least > 0 ? dots >= least : dots <= -least && dots > 0;
}"""


@dataclass
class Seen:
    """What one window received, in bytes, and how long each thing took."""

    first: list[float] = field(default_factory=list)
    change: list[float] = field(default_factory=list)
    size: float = 0.0


def measure(workshop: Workshop) -> list[Result]:
    """Return the times of maps of 200, 2,000 and 20,000 points, and of the spatial join."""
    results = [_join()]
    runs = 1 if workshop.plan.rounds < 10 else 3
    with run_browser() as browser, run_server(APP, workshop.empty_home("maps")) as server:
        _look(browser, server, "ours", 200)
        for many in COUNTS:
            ours = _several(browser, server, "ours", many, runs)
            theirs = _several(browser, server, "markers", many, 1 if many > 2_000 else runs)
            results += _lines(many, ours, theirs)
    return results


def _lines(many: int, ours: Seen, theirs: Seen) -> list[Result]:
    page = f"{ours.size:.2f} MB, {MARKERS} {theirs.size:.2f} MB"
    first = f"{page}; {MARKERS} {_say(theirs.first)}"
    met = "" if ours.size < PAGE_TARGET else f"; over {PAGE_TARGET:g} MB"
    change = f"{MARKERS} {_say(theirs.change)}"
    return [
        Result(NAME, f"{many:,} points: finished map", tuple(ours.first), remark=first + met),
        Result(
            NAME, f"{many:,} points: filter change", tuple(ours.change), FILTER_TARGET, (), change
        ),
    ]


def _say(seconds: list[float]) -> str:
    return say_seconds(sorted(seconds)[len(seconds) // 2]) if seconds else "not in time"


def _several(browser: Browser, server: Server, how: str, many: int, runs: int) -> Seen:
    seen = Seen()
    for _ in range(runs):
        try:
            one = _look(browser, server, how, many)
        except (TimeoutError, TooSlow):
            print(f"{how} {many}: took too long", file=sys.stderr)
            break
        seen.first += one.first
        seen.change += one.change
        seen.size = one.size
    return seen


def _look(browser: Browser, server: Server, how: str, many: int) -> Seen:
    """Open the map, and show half of its points; the bytes are those of the first map."""
    seen = Seen()
    with open_window(browser) as page:
        page.set_default_timeout(_WAIT)
        got = _count_bytes(page)
        began = time.perf_counter()
        page.goto(f"{server.url}/?how={how}&many={many}")
        _until(page, many)
        seen.first.append(time.perf_counter() - began)
        seen.size = got() / 1e6
        page.wait_for_timeout(1_500)
        try:
            began = time.perf_counter()
            page.get_by_text("Helft", exact=True).click()
            _until(page, -(many // 2))
            seen.change.append(time.perf_counter() - began)
        except (TimeoutError, TooSlow):
            print(f"{how} {many}: the change took too long", file=sys.stderr)
    return seen


def _count_bytes(page: Page) -> Callable[[], int]:
    """Return a counter of what comes over the websocket: the page's own content."""
    sizes: list[int] = []

    def listen(socket: Any) -> None:
        socket.on("framereceived", lambda payload: sizes.append(len(payload)))

    page.on("websocket", listen)
    return lambda: sum(sizes)


def _until(page: Page, least: int) -> None:
    """Return when the map's frame holds ``least`` dots, or at most ``-least`` when below nought."""
    end = time.monotonic() + _WAIT / 1000
    while time.monotonic() < end:
        for frame in page.frames[1:]:
            try:
                if frame.evaluate(_LAYERS, least):
                    return
            except Exception:  # noqa: BLE001  a frame that is just being made anew
                continue
        page.wait_for_timeout(20)
    raise TimeoutError(f"{least} dots")


def _join() -> Result:
    """Return how long it takes to find the buurt of each of many points."""
    from fieldwork.domain.places import Area, AreaKind, Point
    from fieldwork.mapping.areas import locate

    step_lat, step_lon = 2.6 / AREAS_WIDE, 3.6 / AREAS_WIDE
    areas = [
        _square(Area, AreaKind.BUURT, row, column, step_lat, step_lon)
        for row in range(AREAS_WIDE)
        for column in range(AREAS_WIDE)
    ]
    points = [
        Point(
            50.9 + (at * 7919 % POINTS) / POINTS * 2.5, 3.4 + (at * 104729 % POINTS) / POINTS * 3.5
        )
        for at in range(POINTS)
    ]
    locate(points[:10], areas)
    times = []
    for _ in range(3):
        began = time.process_time()
        found = locate(points, areas)
        times.append(time.process_time() - began)
    if not all(found):
        raise AssertionError("a point of the benchmark lies in no area")
    remark = "processor time; the areas' own index is made before, as for the second question"
    return Result(
        NAME, f"{POINTS:,} points in {len(areas):,} areas", tuple(times), JOIN_TARGET, (), remark
    )


def _square(area: Any, kind: Any, row: int, column: int, high: float, wide: float) -> Any:
    south, west = 50.9 + row * high, 3.4 + column * wide
    # Thirty-two corners, about what a buurt has after CBS's own simplifying.
    ring = [(west + wide * at / 8, south) for at in range(8)]
    ring += [(west + wide, south + high * at / 8) for at in range(8)]
    ring += [(west + wide - wide * at / 8, south + high) for at in range(8)]
    ring += [(west, south + high - high * at / 8) for at in range(8)]
    code = f"BU{row:04d}{column:04d}"
    return area(code, code, kind, (((*ring, ring[0]),),), 2025)
