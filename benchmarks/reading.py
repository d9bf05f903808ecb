"""How long the reader takes for a note, from a cold start and warm, beside plainer readers.

The peers read the same notes on the same machine in the same run: our own lexicon without the
model, and spaCy's PhraseMatcher with the words of that lexicon. ``docs/BENCHMARKS.md`` tells how to
put clinlp and deduce beside them, each in an environment of its own.
"""

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice

from benchmarks.results import Result
from benchmarks.server import ROOT
from benchmarks.workshop import Workshop
from fieldwork.tagging.codebook import load_codebook, read_files
from fieldwork.tagging.lessons import read_note
from fieldwork.tagging.pipeline import Tagger

NAME = "reading"
NOTES = ROOT / "data" / "training" / "development.jsonl"
WORDS = 70
MANY = 1000
COLD = """
import time
began = time.perf_counter()
from fieldwork.tagging.pipeline import load_tagger
load_tagger().tag("Mevrouw eet al drie dagen niets en de huur is niet betaald.")
print(time.perf_counter() - began)
"""


def measure(workshop: Workshop) -> list[Result]:
    """Return the times of one note read in full, of many, and of the peers."""
    texts = read_texts()
    plain = Tagger(load_codebook(), model=False)
    # First of all: whatever is read later has words in it that were read before.
    new, processor = _each_once(plain.tag, read_new_texts())
    whole = Tagger(load_codebook())

    def afresh(text: str) -> object:
        # The last notes are remembered by the model, so that an answer needs no second reading.
        read_note.cache_clear()
        return whole.tag(text)

    one_note = workshop.plan.rounds * 10
    cold = tuple(_cold_start() for _ in range(workshop.plan.cold_starts))
    phrases = phrase_matcher()
    return [
        Result(NAME, "first note from a cold start", cold, 3.0),
        Result(NAME, f"one note of {WORDS} words", _each(afresh, texts, one_note), 0.15),
        Result(NAME, f"{MANY} notes", (_all(whole, texts),), 60.0, remark=_memory()),
        Result(NAME, "… by the lexicon alone", _each(plain.tag, texts, one_note), 1 / 300),
        Result(NAME, "… a note that it never saw", new, 1 / 300, remark=processor),
        Result(NAME, "… by spaCy's PhraseMatcher", _each(phrases, texts, one_note)),
    ]


def read_texts() -> list[str]:
    """Return the first WORDS words of each note that has so many, after warming up on none."""
    notes = [json.loads(line)["text"] for line in NOTES.read_text(encoding="utf-8").splitlines()]
    cut = [re.match(rf"(?:\S+\s+){{{WORDS - 1}}}\S+", note) for note in notes]
    return [found.group() for found in cut if found]


def read_new_texts() -> list[str]:
    """Return whole notes by many authors, each to be read once."""
    files = sorted(NOTES.parent.glob("notes_*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines[::4] if line.strip()]


def phrase_matcher() -> Callable[[str], object]:
    """Return a reader that looks for the plain words of the lexicon and nothing else."""
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("nl")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for file in read_files():
        words = [re.sub(r"[^\w ]", "", entry.pattern.source) for entry in file.entries]
        matcher.add(file.code.id, list(language.pipe(word for word in words if word.strip())))
    return lambda text: matcher(language(text))


def _each(read: Callable[[str], object], texts: Iterable[str], many: int) -> tuple[float, ...]:
    read(next(iter(texts)))
    return tuple(_once(read, text) for text in islice(cycle(texts), many))


def _each_once(read: Callable[[str], object], texts: list[str]) -> tuple[tuple[float, ...], str]:
    """Read each text once; return the times, and as a remark what it took of the processor."""
    read(texts[0])
    began = time.process_time()
    times = tuple(_once(read, text) for text in texts)
    took = (time.process_time() - began) / len(texts)
    return times, f"{len(texts)} notes, {1000 * took:.1f} ms of processor each on average"


def _all(tagger: Tagger, texts: Iterable[str]) -> float:
    """Return how long many notes take on all cores, as a file of them is read; no two are alike."""
    many = (f"{text} Dit was nummer {at}." for at, text in enumerate(islice(cycle(texts), MANY)))
    began = time.perf_counter()
    for text in tagger.ahead(many):
        tagger.tag(text)
    return time.perf_counter() - began


def _once(read: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    read(text)
    return time.perf_counter() - began


def _cold_start() -> float:
    command = [sys.executable, "-c", COLD]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _memory() -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"at most {peak:.0f} MB in memory"
