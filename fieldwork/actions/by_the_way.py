"""A thread of an open study that works by the way, and gives way to whoever is at work."""

import os
import threading
from collections.abc import Callable

from sqlalchemy import Engine, event


class Worker:
    """Runs ``work`` on a thread of its own, one at a time, until the study is closed.

    ``work`` says itself what stopped it: nobody is there to raise it to. ``gives_way`` is how nice
    the thread is to others, 19 at the most. Safe to use from many threads.
    """

    def __init__(self, engine: Engine, name: str, gives_way: int) -> None:
        """Begin with nothing running; ``closed`` once the study's file was let go of."""
        self.closed = False
        self._name = name
        self._gives_way = gives_way
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        event.listen(engine, "engine_disposed", self.close)

    def wake(self, work: Callable[[], None]) -> None:
        """Have the work done, when it is not being done already; returns at once."""
        with self._starting:
            if self.closed or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(
                target=self._run, args=(work,), name=self._name, daemon=True
            )
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until the thread is done; returns whether it is."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def close(self, *_: object) -> None:
        """Begin nothing from now on; what runs sees it at its next step."""
        self.closed = True

    def _run(self, work: Callable[[], None]) -> None:
        self._give_way()
        work()

    def _give_way(self) -> None:
        """Leave the processor to others, where a thread can be told so."""
        try:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), self._gives_way)
        except (AttributeError, OSError):
            return
