"""What a team taught by its answers, as a shift of what the model makes of a sentence.

Each answer is a lesson: the direction of the sentence's vector, with a yes or a no to a theme. A
sentence that says nearly the same is pulled the same way; one that says something else is not.
For a sentence ``v`` the pull towards a theme is the sum over its lessons ``u`` of
``± STRENGTH * max(0, (cos(u, v) - FLOOR) / (1 - FLOOR))``, at most LIMIT either way.

Danger is never silenced: a no may turn a signal into "controleer", and no further.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fieldwork.domain.notes import Span, Suggestion
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.tagging.encoder import FOLDER, is_installed, name_encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fieldwork.tagging.judgement import Candidate
    from fieldwork.tagging.model import ModelReading

    Matrix = NDArray[np.float32]

# How many numbers say what a sentence means.
WIDTH: Final = 384
# In the model’s logits, of which the judge counts about a third. Measured on 150 notes by authors
# that the model had not seen, half of them answered: a floor of 0.6 leaves F1 as it was (.689
# against .691) and reaches what is nearly the same; at 0.5 and below likeness misleads (.66-.68).
STRENGTH: Final = 8.0
FLOOR: Final = 0.6
LIMIT: Final = 12.0
# A danger that was refused this clearly in nearly the same words asks for a look instead.
DOUBT: Final = -1.0


def find_maker() -> str:
    """Return the name of the model that makes the vectors here; empty where there is none.

    Another model's vectors point elsewhere, so its lessons are of no use with this one.
    """
    return name_encoder(FOLDER) if is_installed() else ""


@lru_cache(maxsize=64)
def read_note(text: str) -> "ModelReading | None":
    """Return ``text`` as the model reads it; None where there is no model.

    The last texts are remembered: whoever reads a note back answers several times in a row.
    """
    if not find_maker():
        return None
    if text in _GIVEN:
        return _GIVEN[text]
    from fieldwork.tagging.model import load_model

    return load_model().read(text)


_GIVEN: "dict[str, ModelReading]" = {}


@contextmanager
def given(readings: "Mapping[str, ModelReading]") -> Iterator[None]:
    """Take for as long as this lasts the ``readings`` of texts that the model read before."""
    _GIVEN.update(readings)
    try:
        yield
    finally:
        for text in readings:
            _GIVEN.pop(text, None)
        read_note.cache_clear()


def direction_in(reading: "ModelReading", code: str, span: Span | None) -> "Matrix | None":
    """Return the direction of the sentence that an answer about ``code`` is about.

    That is the sentence of ``span``; without one the sentence in which the model sees most of
    ``code``. None where there is no such sentence.
    """
    at = _at(reading, span) if span else _strongest(reading, code)
    return None if at is None else directions(reading)[at]


def _at(reading: "ModelReading", span: Span) -> int | None:
    shared = [
        min(one.span.end, span.end) - max(one.span.start, span.start) for one in reading.stretches
    ]
    most = max(shared, default=0)
    return shared.index(most) if most > 0 else None


def _strongest(reading: "ModelReading", code: str) -> int | None:
    column = column_of(code, reading.labels)
    if column is None or not reading.stretches:
        return None
    return int(reading.places[:, column].argmax())


def column_of(code: str, labels: Sequence[str]) -> int | None:
    """Return the number of the label that says that ``code`` is there now."""
    there = (f"{ThemeStatus.AANWEZIG}:{code}", f"{SignalStatus.ACTUEEL}:{code}")
    return next((labels.index(one) for one in there if one in labels), None)


def directions(reading: "ModelReading") -> "Matrix":
    """Return a row of length one for each sentence of ``reading``."""
    import numpy as np

    if not reading.stretches:
        return np.zeros((0, WIDTH), dtype=np.float32)
    return _unit(np.stack([stretch.vector for stretch in reading.stretches]))


def pack(direction: "Matrix") -> bytes:
    """Return a direction as signed bytes; half a degree is lost at most."""
    import numpy as np

    largest = float(np.abs(direction).max()) or 1.0
    return np.round(direction * (127 / largest)).astype(np.int8).tobytes()


def unpack(numbers: Iterable[bytes]) -> "Matrix":
    """Return a row of length one for each of ``numbers``; ``ValueError`` for another width."""
    import numpy as np

    rows = [np.frombuffer(row, np.int8) for row in numbers]
    if any(len(row) != WIDTH for row in rows):
        raise ValueError(f"a lesson has {WIDTH} numbers")
    if not rows:
        return np.zeros((0, WIDTH), dtype=np.float32)
    return _unit(np.stack(rows).astype(np.float32))


class Lessons:
    """The lessons of a study, ready to be weighed at once."""

    def __init__(self, lessons: Iterable[tuple[str, bool, bytes]] = ()) -> None:
        """Prepare ``lessons``: theme or signal, yes or no, and the packed direction of each."""
        import numpy as np

        ordered = sorted(lessons, key=lambda lesson: lesson[0])
        codes = [code for code, _, _ in ordered]
        self.codes: tuple[str, ...] = tuple(dict.fromkeys(codes))
        self._starts = [codes.index(code) for code in self.codes]
        signs = np.array([1.0 if yes else -1.0 for _, yes, _ in ordered], dtype=np.float32)
        self._signs = (STRENGTH / (1 - FLOOR) * signs)[:, None]
        self._rows = unpack(row for _, _, row in ordered)

    def __len__(self) -> int:
        return len(self._rows)

    def pulls(self, sentences: "Matrix") -> "dict[str, Matrix]":
        """Return for each theme how it is pulled in each of ``sentences`` (rows of length one)."""
        import numpy as np

        if not len(self) or not len(sentences):
            return {}
        near = self._rows @ sentences.T
        near -= FLOOR
        np.maximum(near, 0.0, out=near)
        near *= self._signs
        summed = np.add.reduceat(near, self._starts, axis=0).clip(-LIMIT, LIMIT)
        return {code: pull for code, pull in zip(self.codes, summed, strict=True) if pull.any()}


def shifts(pulls: "Mapping[str, Matrix]", reading: "ModelReading") -> dict[str, float]:
    """Return for each theme or signal what its ``pulls`` per sentence make of the whole note.

    The model takes a note for what its strongest sentences say, so a pull on one that weighs
    little changes little. A pull's code that the model has no label for is left out.
    """
    import numpy as np

    found: dict[str, float] = {}
    for code, pull in pulls.items():
        column = column_of(code, reading.labels)
        if column is None:
            continue
        places = reading.places[:, column].astype(float)
        after = places + pull
        top = max(places.max(), after.max())
        whole = np.log(np.exp(2 * (after - top)).sum()) - np.log(np.exp(2 * (places - top)).sum())
        found[code] = float(np.clip(whole / 2, -LIMIT, LIMIT))
    return found


def raise_signals(
    candidates: "Iterable[Candidate]", shifts: Mapping[str, float]
) -> "list[Candidate]":
    """Return ``candidates`` with the signals that a team confirmed in such words made likelier."""
    return [
        replace(one, model=one.model + max(0.0, shifts.get(one.code, 0.0)))
        if one.status is SignalStatus.ACTUEEL
        else one
        for one in candidates
    ]


def doubt_signals(
    signals: Iterable[Suggestion], shifts: Mapping[str, float]
) -> tuple[Suggestion, ...]:
    """Return ``signals``; one that a team refused in such words asks for a look. None is lost."""
    return tuple(
        replace(one, status=SignalStatus.CONTROLEER)
        if one.status is SignalStatus.ACTUEEL and shifts.get(one.code, 0.0) <= DOUBT
        else one
        for one in signals
    )


def _unit(rows: "Matrix") -> "Matrix":
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Matrix = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled
