"""How long the handover files take to write: the example's last list, and one of 500 people."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle, islice

from benchmarks.results import Result
from benchmarks.workshop import Workshop
from fieldwork.actions.desk import Desk
from fieldwork.actions.shelf import DEMO, Shelf
from fieldwork.domain.handover import HandoverDocument, HandoverRow, UrgencyClass
from fieldwork.domain.ids import ListId

NAME = "files"
PASSWORD = "fiets dijk lepel wolk"
PEOPLE = 500
# Seconds for a list of so many people, by format.
TARGETS = {"xlsx": 5.0, "pdf": 5.0}


def measure(workshop: Workshop) -> list[Result]:
    """Return the times of each format, for a list as it is sent and for a large one.

    The first file of each format is not counted: the server loads what it takes at its start.
    """
    shelf = Shelf(workshop.example_home("files"))
    shelf.ensure_demo()
    desk = shelf.desk_of(DEMO)
    try:
        return [*_last_list(desk, workshop.plan.files), *_large(desk, workshop.plan.large_files)]
    finally:
        shelf.opened(DEMO).store.close()


def _last_list(desk: Desk, runs: int) -> list[Result]:
    """Time the use case: read the list, write the file, and put that on the trail."""
    page = desk.handover.lists()[0]
    results = []
    for export in desk.handover.formats():
        code = export.format.code
        times, size = _time(partial(_file, desk, page.sent.id, code), runs)
        what = f"{export.format.label} of the last list, {len(page.cards)} people"
        results.append(Result(NAME, what, times, remark=_say_size(size)))
    return results


def _file(desk: Desk, list_id: ListId, code: str) -> bytes:
    return desk.handover.file(list_id, code, PASSWORD)[1]


def _large(desk: Desk, runs: int) -> list[Result]:
    """Time the writers alone, with a list that no team would send at once."""
    document = make_document(PEOPLE)
    results = []
    for export in desk.handover.formats():
        times, size = _time(partial(export.write, document, PASSWORD), runs)
        what = f"{export.format.label} of {PEOPLE} people"
        target = TARGETS.get(export.format.code)
        results.append(Result(NAME, what, times, target, remark=_say_size(size)))
    return results


def _time(write: Callable[[], bytes], runs: int) -> tuple[tuple[float, ...], int]:
    """Return the seconds of ``runs`` writes after a first one, and the bytes of the last."""
    size = len(write())
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        size = len(write())
        times.append(time.perf_counter() - started)
    return tuple(times), size


def _say_size(size: int) -> str:
    return f"{size / 1024:.0f} kB"


def make_document(people: int) -> HandoverDocument:
    """Return a list of invented people, in all urgencies, each with as much text as is usual."""
    made = datetime(2026, 3, 20, 13, 5, tzinfo=UTC)
    urgencies = islice(cycle(UrgencyClass), people)
    rows = tuple(
        replace(
            _row(made),
            name=f"Bewoner {number}",
            address=f"Waalstraat {number}, Lekhaven",
            urgency=urgency,
            reference=f"2026-001-{number:03}",
        )
        for number, urgency in enumerate(urgencies, 1)
    )
    return HandoverDocument(
        number="2026-001",
        study="De Waterkant",
        gemeente="Lekhaven",
        recipient="Team Toegang, gemeente Lekhaven",
        sender="Wijkduik De Waterkant",
        sender_contact="Joke van Dam, 06-0025 0001",
        made_at=made,
        keep_until=(made + timedelta(days=180)).date(),
        control="5" * 64,
        invented=True,
        rows=rows,
    )


def _row(made: datetime) -> HandoverRow:
    return HandoverRow(
        name="",
        address="",
        phone="06-0025 0002",
        birth_year="1978",
        language="Nederlands",
        urgency=UrgencyClass.P2,
        why="De huur is drie maanden niet betaald en de ontruiming is aangezegd.",
        basic_needs=("Onderdak", "Geld om van te leven"),
        in_own_words=(
            "Ik wil het zelf betalen, maar niet alles tegelijk. Ik maak de brieven niet meer open, "
            "want er staat toch altijd hetzelfde in. Mijn dochter mag het niet weten."
        ),
        help_wanted="Een regeling met de verhuurder, en iemand die de post met haar doorneemt.",
        life_areas=("Wonen", "Geld en schulden"),
        done_already="Samen de brieven van twee maanden geopend en op datum gelegd.",
        helpers_now="Een buurvrouw, die niet weet hoe erg het is.",
        did_not_work="Een brief met een afspraak op het stadskantoor, om negen uur in de ochtend.",
        confidant="De kapster op de hoek, die weet dat zij genoemd is.",
        contact_how="Bellen tussen tien en twaalf.",
        contact_not="Niet aan de deur na vier uur: dan is haar dochter thuis.",
        visiting_risk="Geen bijzonderheden",
        minors=1,
        interpreter="",
        ground="Toestemming",
        purpose="Voorkomen dat een gezin zijn huis verliest.",
        necessity="Een regeling vraagt een naam, een adres en de hoogte van de schuld.",
        consent="Gegeven op do 19 maart, mondeling",
        made_by="Sara Timmers",
        made_at=made,
        checked_by="Joke van Dam",
        confirm_before=made + timedelta(days=3),
        contact_before=made + timedelta(days=5),
        reference="",
    )
