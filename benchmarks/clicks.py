"""What one click costs the server: messages, bytes and processor time of each screen, one visitor.

The processor time of a process depends far less than a wait on who else uses the machine, so it
tells what a change did where waits cannot.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.crowd import EMPTY_PAGES, Run, check, list_screens, open_tab, rerun
from benchmarks.results import Result, calibrate
from benchmarks.server import APP, Server, run_empty_app, run_server
from benchmarks.workshop import Workshop

NAME = "clicks"
WARMING = 2
# After its last message a click still has work behind it: what was drawn is put in order.
AFTERWARDS = 0.05
_NO_ELEMENT = frozenset(
    (
        "new_session",
        "script_finished",
        "navigation",
        "page_config_changed",
        "session_status_changed",
    )
)


@dataclass
class Clicks:
    """What the clicks on one screen took, in seconds of processor, and the last answer."""

    seconds: list[float] = field(default_factory=list)
    run: Run = field(default_factory=Run)

    def say(self) -> str:
        """Return the messages of the last answer, by kind, and its size."""
        kinds = Counter(kind for kind in self.run.kinds if kind not in _NO_ELEMENT)
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(4))
        return f"{len(self.run.kinds)} messages ({told}), {self.run.size / 1024:.0f} kB"


def measure(workshop: Workshop) -> list[Result]:
    """Return the processor time of a click on each screen, beside that of an empty page."""
    rounds = workshop.plan.clicks
    with run_empty_app(workshop.empty_home("clicks-empty")) as server:
        empty = _visits(server, "", EMPTY_PAGES, rounds)
    with run_server(APP, workshop.example_home("clicks")) as server:
        server.wait_for_example()
        found = _visits(server, server.sign_in("joke"), list_screens(), rounds)
    beside = _seconds(empty)
    speed = f"a million empty rounds {calibrate() * 1000:.0f} ms"
    return [
        Result(NAME, "an empty Streamlit page", beside, remark=speed),
        Result(NAME, "all screens", _seconds(found), empty=beside),
        *(
            Result(NAME, f"… {name}", tuple(screen.seconds), empty=beside, remark=screen.say())
            for name, screen in found.items()
        ),
    ]


def _seconds(found: dict[str, Clicks]) -> tuple[float, ...]:
    return tuple(seconds for screen in found.values() for seconds in screen.seconds)


def _visits(server: Server, cookie: str, names: Sequence[str], rounds: int) -> dict[str, Clicks]:
    """Go round the screens ``rounds`` times, after a few rounds that are not counted."""
    server.wait_for_rest()
    asyncio.run(_visit(server, cookie, names, WARMING))
    server.wait_for_rest()
    return asyncio.run(_visit(server, cookie, names, rounds))


async def _visit(
    server: Server, cookie: str, names: Sequence[str], rounds: int
) -> dict[str, Clicks]:
    found = {name: Clicks() for name in names}
    async with open_tab(server, cookie) as tab:
        pages = (await rerun(tab, "")).pages
        for name in [name for _ in range(rounds) for name in names]:
            before = server.seconds_spent() or 0.0
            run = await rerun(tab, pages[name if name in pages else ""])
            await asyncio.sleep(AFTERWARDS)
            found[name].seconds.append((server.seconds_spent() or 0.0) - before)
            found[name].run = run
            check(name, run, signed_in=bool(cookie))
    return found
