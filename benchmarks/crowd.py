"""How long twenty people wait who all click at once, over raw websockets, without a browser.

They speak Streamlit's own messages (protobuf), signed in like a browser, and open real screens.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks.plan import Plan
from benchmarks.results import Result, calibrate
from benchmarks.server import APP, Server, run_empty_app, run_server
from benchmarks.workshop import Workshop
from fieldwork.domain.access import RIGHTS, Role
from fieldwork.ui.screens import find_screens

NAME = "crowd"
TARGET = 0.5
ANSWER_WITHIN = 60
HEADING = "wd-heading"
EMPTY_PAGES = ("een", "twee")
# Who comes when, and begins where, is the same in every run.
SEED = 2026


class NoScreen(Exception):
    """What came back is not the screen that was asked for."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One click: which screen was asked for, and the seconds until its last message was there."""

    name: str
    seconds: float
    size: int


@dataclass
class Run:
    """What came back for one click; ``kinds`` are those of the messages and their elements."""

    size: int = 0
    kinds: list[str] = field(default_factory=list)
    html: str = ""
    troubles: int = 0
    pages: dict[str, str] = field(default_factory=dict)


def measure(workshop: Workshop) -> list[Result]:
    """Return the times of all clicks, and of each screen, beside those of an empty page."""
    plan = workshop.plan
    with run_empty_app(workshop.empty_home("crowd-empty")) as server:
        server.wait_for_rest()
        empty, _ = _visit(server, [""] * plan.people, EMPTY_PAGES, plan)
    names = list_screens()
    with run_server(APP, workshop.example_home("crowd")) as server:
        server.wait_for_example()
        cookies = [server.sign_in("joke") for _ in range(plan.people)]
        server.wait_for_rest()
        waits, work = _visit(server, cookies, names, plan)
    title = f"{plan.people} people, a click every {plan.think:g} s"
    beside = _seconds(empty)
    results = [
        Result(NAME, f"{title}: an empty Streamlit page", beside),
        Result(NAME, title, _seconds(waits), TARGET, beside, f"{_say_size(waits)}{work}"),
    ]
    for name in names:
        mine = [wait for wait in waits if wait.name == name]
        if mine:
            results.append(
                Result(NAME, f"… {name}", _seconds(mine), empty=beside, remark=_say_size(mine))
            )
    return results


def list_screens() -> tuple[str, ...]:
    """Return the names of the screens in a coordinator's menu."""
    rights = RIGHTS[Role.COORDINATOR]
    return tuple(
        screen.name
        for screen in find_screens()
        if not screen.under and rights.intersection(screen.needs)
    )


def _visit(
    server: Server, cookies: Sequence[str], names: Sequence[str], plan: Plan
) -> tuple[list[Wait], str]:
    """Return how long everybody waited, and how much work a click was, in words.

    One person looks at each screen first, uncounted, and what that sets to work is waited for.
    """
    asyncio.run(_person(server, cookies[0], names, [0.0] * len(names), asyncio.Barrier(1)))
    server.wait_for_rest()
    speed = calibrate()
    before = server.seconds_spent()
    waits = asyncio.run(_crowd(server, cookies, names, plan))
    after = server.seconds_spent()
    if before is None or after is None:
        return waits, ""
    work = (after - before) / len(waits)
    speeds = f"{speed * 1000:.0f} and {calibrate() * 1000:.0f} ms"
    return waits, f", {work * 1000:.0f} ms of processor; a million empty rounds {speeds}"


async def _crowd(
    server: Server, cookies: Sequence[str], names: Sequence[str], plan: Plan
) -> list[Wait]:
    """Let everybody in, each at a moment of their own, to go round the screens in their order."""
    dice = random.Random(SEED)
    everybody = asyncio.Barrier(len(cookies))
    visits = []
    for cookie in cookies:
        begins, first = dice.uniform(0, plan.think), dice.randrange(len(names))
        turns = range(round(plan.crowd_for / plan.think))
        opened = [names[(first + turn) % len(names)] for turn in turns]
        clicks = [begins + turn * plan.think for turn in turns]
        visits.append(_person(server, cookie, opened, clicks, everybody))
    return [wait for waits in await asyncio.gather(*visits) for wait in waits]


@asynccontextmanager
async def open_tab(server: Server, cookie: str) -> AsyncIterator[ClientConnection]:
    """Yield a websocket to the server, as a browser with this cookie opens it."""
    address = f"{server.url.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(
        address,
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(server.url),
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=None,
    ) as tab:
        yield tab


async def _person(
    server: Server,
    cookie: str,
    names: Sequence[str],
    clicks: Sequence[float],
    everybody: asyncio.Barrier,
) -> list[Wait]:
    """Sign in a tab, and open the screen ``names[n]`` at the moment ``clicks[n]`` from then.

    The clicking begins once ``everybody`` has a first screen: twenty people who arrive in the same
    second are another question.

    Who is still waiting at the moment of the next click, clicks as soon as the screen is there.
    """
    waits = []
    async with open_tab(server, cookie) as tab:
        pages = (await rerun(tab, "")).pages
        await everybody.wait()
        began = time.perf_counter()
        for name, moment in zip(names, clicks, strict=True):
            await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
            clicked = time.perf_counter()
            # The first page has the bare address.
            run = await rerun(tab, pages[name if name in pages else ""])
            waits.append(Wait(name, time.perf_counter() - clicked, run.size))
            check(name, run, signed_in=bool(cookie))
    return waits


async def rerun(tab: ClientConnection, page: str) -> Run:
    """Ask for a page by its hash ("" is the first one) and take in all that comes back."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_script_hash = page
    await tab.send(message.SerializeToString())
    run = Run()
    while True:
        received = await asyncio.wait_for(tab.recv(decode=False), ANSWER_WITHIN)
        run.size += len(received)
        answer = ForwardMsg.FromString(received)
        kind = answer.WhichOneof("type")
        run.kinds.append(_kind(answer))
        if kind == "delta":
            _look_at(answer.delta, run)
        elif kind == "navigation":
            run.pages = {
                entry.url_pathname: entry.page_script_hash for entry in answer.navigation.app_pages
            }
        elif kind == "script_finished":
            return run


def _kind(answer: ForwardMsg) -> str:
    """Return what a message is: "button", "html", "block", or what is no part of the screen."""
    kind = str(answer.WhichOneof("type"))
    if kind != "delta":
        return kind
    inside = str(answer.delta.WhichOneof("type"))
    if inside != "new_element":
        return "block"
    return str(answer.delta.new_element.WhichOneof("type"))


def _look_at(delta: Delta, run: Run) -> None:
    element = delta.new_element
    kind = element.WhichOneof("type") if delta.WhichOneof("type") == "new_element" else None
    if kind == "exception":
        run.troubles += 1
    elif kind == "html":
        run.html += element.html.body
    elif kind == "heading":
        run.html += element.heading.body


def check(name: str, run: Run, *, signed_in: bool) -> None:
    """Make sure that a screen was drawn, and no refusal or error in its place."""
    expected = HEADING if signed_in else name.title()
    if run.troubles or expected not in run.html:
        raise NoScreen(f"{name}: {run.troubles} errors, {run.html[:200]!r}")


def _seconds(waits: Sequence[Wait]) -> tuple[float, ...]:
    return tuple(wait.seconds for wait in waits)


def _say_size(waits: Sequence[Wait]) -> str:
    return f"{sum(wait.size for wait in waits) / len(waits) / 1024:.0f} kB a click"
