"""Making the server ready behind the first page: the slow imports and the example study."""

import gc
import importlib
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from fieldwork.actions.shelf import Shelf, warm_up
from fieldwork.domain.refusals import Refusal
from fieldwork.ui.refusals import log_trouble

# Together some four seconds; whoever clicks in that time waits for one of them at most. Not
# streamlit_folium: it makes itself known to the server only when a screen imports it first.
SLOW_IMPORTS = ("pandas", "geopandas", "folium", "folium.plugins", "spacy")
# After how many new things Python looks for what can go, for each of its three generations.
SPARING = (20_000, 20, 20)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the example study is: ``share`` from 0 to 1, and what is being done."""

    share: float = 0.0
    doing: str = "beginnen"
    problem: str = ""


class Preparation:
    """What happens in the background after the start, and how far it is."""

    def __init__(self, shelf: Shelf, slow: Iterable[str] = SLOW_IMPORTS) -> None:
        self._shelf = shelf
        self._slow = tuple(slow)
        self._progress = Progress()
        self._example_stands = False
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def progress(self) -> Progress:
        """Return how far the example study is."""
        return self._progress

    def example_stands(self) -> bool:
        """Return whether the example study is whole and open."""
        return self._example_stands

    def begin(self) -> None:
        """Begin, unless it is going on already."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            self._thread = threading.Thread(target=self.run, name="preparation", daemon=True)
            self._thread.start()

    def run(self) -> None:
        """Make the example study ready, import what is slow, and freeze what is loaded."""
        # Whoever clicks meanwhile gets a turn ten times as often; this thread is in no hurry.
        usual = sys.getswitchinterval()
        sys.setswitchinterval(usual / 10)
        try:
            self._prepare()
        finally:
            sys.setswitchinterval(usual)

    def _prepare(self) -> None:
        # An example that stands is only opened; to build one takes all that is slow to load, and
        # goes twice as fast once that is frozen.
        if self._shelf.demo_ready():
            self._try(self._make_example)
            self._load()
        else:
            self._load()
            self._try(self._make_example)

    def _load(self) -> None:
        for name in self._slow:
            self._try(partial(importlib.import_module, name))
        self._try(warm_up)
        spare_collections()

    def _make_example(self) -> None:
        self._progress = Progress()
        self._shelf.ensure_demo(self._say)
        self._example_stands = True

    def _say(self, share: float, doing: str) -> None:
        self._progress = Progress(min(max(share, 0.0), 1.0), doing)

    def _try(self, step: Callable[[], object]) -> None:
        """Run one step; one that fails is logged and holds up nothing else."""
        try:
            step()
        except Refusal as refused:
            self._progress = replace(self._progress, problem=f"{refused.what} {refused.what_now}")
        except Exception as trouble:  # noqa: BLE001  logged with an id
            number = log_trouble(trouble)
            self._progress = replace(
                self._progress, problem=f"Het voorbeeld kon niet worden gemaakt. Nummer: {number}."
            )


def spare_collections() -> None:
    """Have Python look less often for what can go, and never among what is loaded by now.

    Streamlit's own collections then skip the modules: 28 ms a click instead of 117. A screen of
    five thousand requests spent a third of its time on looking; it makes so many things that stay.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SPARING)
