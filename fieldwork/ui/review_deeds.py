"""What is done on the board, as the browser sends it: checked, put in order, and done once.

The board sends a row of numbered deeds until the server says it has them, so a deed can arrive
twice, or after a later run was asked for; each is done once, in the order in which it was done.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from fieldwork.domain.ids import NoteId
from fieldwork.domain.refusals import NotFound, Refusal
from fieldwork.domain.themes import Codebook, SignalStatus, ThemeStatus
from fieldwork.ui.refusals import log_trouble

MOST_AT_ONCE: Final = 500
_IDENTITY: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BROKEN: Final = "Dit is niet bewaard. Probeer het nog eens; het nummer voor uw beheerder is {0}."


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody did: ``kind`` to ``item`` in ``note``; the rest is of a mark.

    ``start`` is in code points; None stands for the whole talk.
    """

    number: int
    kind: str
    note: NoteId
    item: str = ""
    code: str = ""
    status: str = ""
    start: int | None = None
    quote: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Return the deed in ``row``; raises ``ValueError`` for what the board cannot have sent."""
        start = row.get("start")
        if start is not None and not (isinstance(start, int) and start >= 0):
            raise ValueError(f"start must be a place in the text or None, not {start!r}")
        return cls(
            int(row["n"]),
            str(row["kind"]),
            NoteId(_identity(row["note"])),
            _identity(row["item"]) if row.get("item") else "",
            str(row.get("code", "")),
            str(row.get("status", "")),
            start,
            str(row.get("quote", "")),
        )

    def status_in(self, codebook: Codebook) -> ThemeStatus | SignalStatus:
        """Return the status as the kind that its code takes."""
        if codebook.is_signal(self.code):
            return SignalStatus.of(self.status)
        return ThemeStatus.of(self.status)


@dataclass
class Stay:
    """Somebody's stay on a board: which window, up to which deed all is done, what was refused."""

    window: str = ""
    done: int = 0
    note: str = ""
    said: list[dict[str, Any]] = field(default_factory=list)

    def take(self, sent: Any, act: Callable[[Deed], None]) -> None:
        """Do with ``act`` what was sent and not done yet, in order; keep what was refused."""
        if not isinstance(sent, Mapping):
            return
        window = _identity(sent.get("stay", ""))
        if window != self.window:
            self.window, self.done, self.said = window, 0, []
        self.note = _identity(sent["note"]) if sent.get("note") else ""
        deeds = sorted(map(Deed.of, sent.get("deeds", [])[:MOST_AT_ONCE]), key=_number)
        for deed in deeds:
            if deed.number > self.done:
                self._do(deed, act)
                self.done = deed.number

    def _do(self, deed: Deed, act: Callable[[Deed], None]) -> None:
        try:
            act(deed)
        except NotFound as gone:
            # Taken back twice, or by a colleague: there is nothing left to take back.
            if deed.kind not in ("undo", "unmark"):
                self._say(deed, gone)
        except Refusal as refused:
            self._say(deed, refused)
        except Exception as trouble:  # noqa: BLE001  logged with an id, which the user sees
            words = _BROKEN.format(log_trouble(trouble))
            self.said.append({"n": deed.number, "words": words})

    def _say(self, deed: Deed, refused: Refusal) -> None:
        words = f"{refused.where}: {refused.what} {refused.what_now}"
        self.said.append({"n": deed.number, "words": words})


def _number(deed: Deed) -> int:
    return deed.number


def _identity(value: object) -> str:
    """Return ``value`` when it looks like an identity; raises ``ValueError`` otherwise."""
    if not isinstance(value, str) or not _IDENTITY.fullmatch(value):
        raise ValueError(f"an identity has letters, digits, - and _, unlike {value!r:.80}")
    return value
