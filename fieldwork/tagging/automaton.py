"""A reader for finite automata in the CFSA2 form, in which LanguageTool keeps its dictionaries.

The form is that of the morfologik project (class ``CFSA2`` there documents it): a header, a table
of frequent labels, and arcs. An arc is a flag byte (three flags, five bits of label index), a
label byte when the index is 0, and a target as a variable-length number unless the target is the
next node in the file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

_MAGIC: Final = b"\\fsa"
_VERSION: Final = 0xC6
_NUMBERED: Final = 1 << 3
_TARGET_NEXT: Final = 0x80
_LAST: Final = 0x40
_FINAL: Final = 0x20
_LABEL: Final = 0x1F
_MOST_SEEN: Final = 20_000
# For now: the node that follows in the file.
_NEXT: Final = -1


# One arc: its label (a byte), the node it leads to (0: none), whether it ends a word.
Arc = tuple[int, int, bool]


class Automaton:
    """A set of byte strings, held in the bytes of one file and walked without unpacking."""

    def __init__(self, path: Path) -> None:
        """Read the automaton at ``path``; ``ValueError`` where it is not CFSA2."""
        raw = path.read_bytes()
        if raw[:4] != _MAGIC or raw[4] != _VERSION:
            raise ValueError(f"{path.name} is not a CFSA2 automaton")
        labels = raw[7]
        self._numbered = bool(int.from_bytes(raw[5:7], "big") & _NUMBERED)
        self._labels = raw[8 : 8 + labels]
        self._arcs = raw[8 + labels :]
        # The root is the target of the one arc of a made-up node that stands first.
        self._root = self._target(0)
        self._seen: dict[int, dict[int, int]] = {}
        self._endings: dict[int, tuple[bytes, ...]] = {}

    def find(self, prefix: bytes) -> int:
        """Return the node that ``prefix`` leads to, 0 when nothing starts with it."""
        node = self._root
        for byte in prefix:
            node = self._children(node).get(byte, 0)
            if not node:
                return 0
        return node

    def _children(self, node: int) -> dict[int, int]:
        """Return the targets of ``node`` by label; nodes near the root come back all the time."""
        found = self._seen.get(node)
        if found is None:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            found = self._seen[node] = {label: to for label, to, _ in self.arcs(node)}
        return found

    def below(self, node: int) -> tuple[bytes, ...]:
        """Return every ending that leads from ``node`` to the end of a word.

        Words that are inflected alike share their endings, so what was read is remembered.
        """
        found = self._endings.get(node)
        if found is None:
            if len(self._endings) >= _MOST_SEEN:
                self._endings.clear()
            found = self._endings[node] = tuple(self._below(node))
        return found

    def _below(self, node: int) -> Iterator[bytes]:
        waiting = [(node, b"")]
        while waiting:
            here, before = waiting.pop()
            for label, target, final in self.arcs(here):
                ending = before + bytes((label,))
                if final:
                    yield ending
                if target:
                    waiting.append((target, ending))

    def arcs(self, node: int) -> list[Arc]:
        """Return the arcs that leave ``node``."""
        raw, labels = self._arcs, self._labels
        at = self._number(node)[1] if self._numbered else node
        found: list[tuple[int, int, bool]] = []
        flags = 0
        while not flags & _LAST:
            flags = raw[at]
            at += 1
            index = flags & _LABEL
            if index:
                label = labels[index]
            else:
                label = raw[at]
                at += 1
            target = _NEXT
            if not flags & _TARGET_NEXT:
                target, at = self._number(at)
            found.append((label, target, bool(flags & _FINAL)))
        # The node that stands next in the file begins where this one stops.
        return [(label, at if to == _NEXT else to, final) for label, to, final in found]

    def _target(self, at: int) -> int:
        if self._arcs[at] & _TARGET_NEXT:
            while not self._arcs[at] & _LAST:
                at = self._after(at)
            return self._after(at)
        start = at + (1 if self._arcs[at] & _LABEL else 2)
        return self._number(start)[0]

    def _after(self, at: int) -> int:
        """Return where the arc behind the one at ``at`` starts."""
        flags = self._arcs[at]
        at += 1 if flags & _LABEL else 2
        if not flags & _TARGET_NEXT:
            _, at = self._number(at)
        return at

    def _number(self, at: int) -> tuple[int, int]:
        """Return the variable-length number at ``at`` and where it stops."""
        value, shift = 0, 0
        while True:
            byte = self._arcs[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value, at
