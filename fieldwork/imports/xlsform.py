"""Our form for a round without a connection: an XLSForm for ODK Collect and KoboToolbox.

The form is that of https://xlsform.org: a sheet "survey" with a question a row, "choices" and
"settings". The names of the questions are those that ``rounds`` knows when they come back.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from fieldwork.domain.notes import ConsentState, Need
from fieldwork.domain.people import Source
from fieldwork.domain.themes import Codebook

LANGUAGE: Final = "Nederlands (nl)"
FORM_ID: Final = "wijkduik_gesprek"
Row = dict[str, str]
_LABEL: Final = f"label::{LANGUAGE}"
_HINT: Final = f"hint::{LANGUAGE}"
SURVEY: Final = (
    *("type", "name", _LABEL, _HINT, "required", "relevant", "constraint"),
    *(f"constraint_message::{LANGUAGE}", "appearance", "parameters", "default"),
)
CHOICES: Final = ("list_name", "name", _LABEL)
SETTINGS: Final = ("form_title", "form_id", "version", "default_language", "instance_name")
# Consent is asked of who talks: without a yes nothing is written down.
_ALLOWED: Final = f"${{consent}} = '{ConsentState.GEGEVEN.value}'"
_URGENT: Final = f"${{urgency}} = '{Need.VANDAAG.value}' or ${{urgency}} = '{Need.DEZE_WEEK.value}'"


def write_form(codebook: Codebook, at: datetime) -> bytes:
    """Return the form as XLSX, with the themes of ``codebook``; ``at`` becomes its version."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheets: tuple[tuple[str, Sequence[str], Sequence[Row]], ...] = (
        ("survey", SURVEY, list(_questions())),
        ("choices", CHOICES, list(_choices(codebook))),
        ("settings", SETTINGS, [_settings(at)]),
    )
    for name, headings, rows in sheets:
        page = book.add_worksheet(name)
        for line, cells in enumerate([headings, *(_in_order(row, headings) for row in rows)]):
            for column, cell in enumerate(cells):
                if cell:
                    page.write_string(line, column, cell)
    book.close()
    return stream.getvalue()


def _in_order(row: Row, headings: Sequence[str]) -> list[str]:
    return [row.get(heading, "") for heading in headings]


def _question(kind: str, name: str, label: str = "", hint: str = "", **more: str) -> Row:
    return {"type": kind, "name": name, _LABEL: label, _HINT: hint, **more}


def _questions() -> Iterator[Row]:
    for name in ("start", "end", "today", "username", "deviceid"):
        yield {"type": name, "name": name}
    yield {"type": "audit", "name": "audit", "parameters": "track-changes=true"}
    yield _question("begin_group", "intro", "Gesprek")
    yield _question("select_one source", "respondent_type", "Met wie praat u?", required="yes")
    yield _question(
        "select_one consent",
        "consent",
        "Mag ik dit bewaren?",
        "Vraag het aan wie u spreekt. Zonder ja schrijft u niets op.",
        required="yes",
    )
    yield {"type": "end_group"}
    yield _question("begin_group", "gesprek", "Wat u hoorde", relevant=_ALLOWED)
    yield _question(
        "text", "notes", "Wat hebt u gehoord?", "In hun woorden.", required="yes",
        appearance="multiline",
    )  # fmt: skip
    yield _question("date", "happened_on", "Welke dag?", default="today()", required="yes",
                    constraint=". <= today()")  # fmt: skip
    yield _question(
        "geopoint",
        "location",
        "Waar?",
        "Wacht tot de plek op 20 meter klopt.",
        appearance="placement-map",
        parameters="capture-accuracy=20 warning-accuracy=100",
    )
    yield _question("select_multiple theme", "themes", "Waar ging het over?")
    yield _question("select_one need", "urgency", "Is er nu hulp nodig?", required="yes")
    yield _question("text", "help_contact", "Wie heeft hulp nodig?", "Een roepnaam is genoeg.",
                    relevant=_URGENT)  # fmt: skip
    yield _question("text", "help_phone", "Telefoon", relevant=_URGENT, appearance="numbers")
    yield _question("image", "photo", "Foto", "Geen mensen herkenbaar in beeld.",
                    parameters="max-pixels=1600")  # fmt: skip
    yield _question("audio", "recording", "Opname", parameters="quality=low")
    yield _question("begin_repeat", "signal", "Nog een signaal")
    yield _question("text", "signal_text", "Wat is het signaal?", appearance="multiline")
    yield {"type": "end_repeat"}
    yield {"type": "end_group"}


def _choices(codebook: Codebook) -> Iterator[Row]:
    asked = (ConsentState.GEGEVEN, ConsentState.GEWEIGERD)
    lists: dict[str, list[tuple[str, str]]] = {
        "source": [(one.value, one.label) for one in Source],
        "consent": [(one.value, one.label) for one in asked],
        "need": [(one.value, one.label) for one in Need],
        "theme": [(theme.id, theme.label) for theme in codebook.themes],
    }
    for name, choices in lists.items():
        for code, label in choices:
            yield {"list_name": name, "name": code, _LABEL: label}


def _settings(at: datetime) -> Row:
    return {
        "form_title": "Gesprek in de wijk",
        "form_id": FORM_ID,
        "version": f"{at:%Y%m%d%H%M}",
        "default_language": LANGUAGE,
        # Never a name: it stands in the lists of the phone and the server.
        "instance_name": "concat(${respondent_type}, ' ', ${today})",
    }
