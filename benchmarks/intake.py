"""How long it takes to read 150 talks into a fresh study on the command line, the whole process."""

import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.results import Result
from benchmarks.server import ROOT, environment
from benchmarks.workshop import Workshop

NAME = "import"
TARGET = 60
TALKS = 150
PASSPHRASE = "vier natte zwanen zingen"
DEMO = ROOT / "data" / "demo"


def measure(workshop: Workshop) -> list[Result]:
    """Return the time from the process's start to its end."""
    file = workshop.folder / "gesprekken.jsonl"
    characters = write_talks(file)
    times = tuple(_once(workshop, file, run) for run in range(workshop.plan.imports))
    per_talk = f"{characters // TALKS} characters a talk"
    return [Result(NAME, f"`import` of {TALKS} talks", times, TARGET, remark=per_talk)]


def write_talks(file: Path) -> int:
    """Write the invented talks of the example, the first ones twice; return the characters.

    A running line in each makes that no two are the same.
    """
    lines = (DEMO / "notes.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line)["text"] for line in lines]
    texts = [
        f"{told[at % len(told)]} Dit was gesprek {at + 1} van deze ronde." for at in range(TALKS)
    ]
    rows = [json.dumps({"id": f"g{at}", "text": text}) for at, text in enumerate(texts, 1)]
    file.write_text("\n".join(rows), "utf-8")
    return sum(map(len, texts))


def _once(workshop: Workshop, file: Path, run: int) -> float:
    home = workshop.empty_home(f"import-{run}")
    begin_study(home)
    variables = environment(home, WIJKDUIK_PASSPHRASE=PASSPHRASE)
    command = [sys.executable, "-m", "fieldwork", "import", str(file)]
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, env=variables, check=True, capture_output=True, text=True
    )
    seconds = time.perf_counter() - started
    if not done.stdout.startswith(f"{TALKS} gesprekken ingelezen"):
        raise RuntimeError(f"not all talks were read in: {done.stdout}")
    return seconds


def begin_study(home: Path) -> None:
    from fieldwork.actions.shelf import NewStudy, Shelf
    from fieldwork.domain.dates import today

    shelf = Shelf(home)
    shelf.begin(
        NewStudy(
            name="Meetlat",
            gemeente="Lekhaven",
            starts_on=today(),
            area_name="area.geojson",
            area=(DEMO / "area.geojson").read_bytes(),
            login="joke",
            person="Joke van Dam",
            password="een lang wachtwoord",
            passphrase=PASSPHRASE,
        )
    )
    shelf.opened("meetlat").store.close()
