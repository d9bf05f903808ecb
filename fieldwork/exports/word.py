"""The handover list in Word, in the gemeente's own template or in ours; under a password.

A template is somebody else's file with instructions in it. It is looked at before it is kept (no
macros, nothing that is fetched, no entities, not too large), and it is filled in within a sandbox:
it can show what it is handed and go through it, and nothing else: no call, no attribute of Python,
no multiplication, a short list of filters, and a limit to how often it goes round.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from fieldwork.domain.dates import say_moment
from fieldwork.domain.handover import HandoverDocument, HandoverRow
from fieldwork.domain.refusals import UnreadableFile
from fieldwork.exports import _wording as wording
from fieldwork.exports._cleaning import clean
from fieldwork.exports._word_template import our_template
from fieldwork.exports.formats import Format, must_be_strong

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

FORMAT: Final = Format(
    "docx",
    "Word",
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
NAME: Final = "Sjabloon"
MOST_BYTES: Final = 5_000_000
MOST_UNPACKED: Final = 40_000_000
MOST_PARTS: Final = 500
MOST_ROUNDS: Final = 60_000
FILTERS: Final = ("default", "d", "upper", "lower", "capitalize", "trim", "join", "length", "first")
_BODY: Final = "word/document.xml"
_MACROS: Final = ("vbaproject", "activex", "embeddings/", "oleobject")


class TooMuch(Exception):
    """A template that goes round too often."""


def write(document: HandoverDocument, password: str) -> bytes:
    """Return ``document`` in Word, encrypted; refuses a password under eight characters."""
    secret = must_be_strong(password)
    return _encrypt(fill(document.exchange.template or our_template(), document), secret)


def check_template(content: bytes) -> None:
    """Raise :class:`UnreadableFile` unless ``content`` is a template that may be kept."""
    _look(content)
    _render(content, {"lijst": {}, "personen": _Rounds([])})


def fill(template: bytes, document: HandoverDocument) -> bytes:
    """Return ``template`` filled in, with at its end what every file says of its list."""
    _look(template)
    paper = _render(template, _context(document))
    said = clean(document.control)[: wording.CONTROL_LENGTH]
    if said not in _all_text(paper):
        paper.add_paragraph(_say_list(document))
    paper.core_properties.title = wording.say_title(document)
    paper.core_properties.author = clean(document.sender)[:255]
    paper.core_properties.comments = _say_list(document)[:255]
    paper.core_properties.last_modified_by = ""
    filled = BytesIO()
    paper.save(filled)
    return filled.getvalue()


def _render(template: bytes, context: Mapping[str, Any]) -> Any:
    """Return the paper that a template makes; refuses one that asks what it may not."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped, unused-ignore]
    from jinja2.exceptions import SecurityError, TemplateError

    paper = DocxTemplate(BytesIO(template))
    try:
        paper.render(dict(context), jinja_env=_sandbox(), autoescape=True)
    except (SecurityError, TooMuch) as error:
        raise _refused("Het sjabloon vraagt iets dat niet mag.") from error
    except (TemplateError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise _refused("Er staat een fout in het sjabloon.") from error
    return paper.docx


def _sandbox() -> "ImmutableSandboxedEnvironment":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Shows what it is handed; calls, sums and formatting are all refused."""

        intercepted_binops = frozenset({"*", "**", "+", "//", "%", "/", "-"})

        def is_safe_callable(self, obj: Any) -> bool:
            return False

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            from jinja2.exceptions import SecurityError

            raise SecurityError(f"{operator} is not for a template")

    made = Sandbox(autoescape=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in ("defined", "undefined", "none", "string")}
    return made


class _Rounds(list[Any]):
    """A list that counts how often it was gone round; all lists of one paper count together."""

    def __init__(self, items: list[Any], counted: list[int] | None = None) -> None:
        super().__init__(items)
        self._counted = counted if counted is not None else [0]

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            self._counted[0] += 1
            if self._counted[0] > MOST_ROUNDS:
                raise TooMuch
            yield item


def _context(document: HandoverDocument) -> dict[str, Any]:
    counted = [0]
    people = [_person(row, counted) for row in wording.in_order(document)]
    return {
        "lijst": {
            "nummer": clean(document.number),
            "aan": clean(document.recipient),
            "gemeente": clean(document.gemeente),
            "van": clean(document.sender),
            "nagekeken_door": clean(document.checked_by),
            "onderzoek": clean(document.study),
            "datum": say_moment(document.made_at, year=True),
            "bewaren": wording.say_keeping(document),
            "controle": wording.say_control(document),
            "kop": ", ".join(filter(None, wording.say_headline(document))),
            "verzonnen": wording.INVENTED if document.invented else "",
        },
        "personen": _Rounds(people, counted),
    }


def _person(row: HandoverRow, counted: list[int]) -> dict[str, Any]:
    told = {entry.name: entry.of(row) for entry in wording.ENTRIES}
    subjects = [
        {"kop": entry.heading, "tekst": told[entry.name]}
        for entry in wording.ENTRIES
        if told[entry.name]
    ]
    known = {
        "nummer": clean(row.reference),
        "naam": wording.one_line(row.name),
        "onderwerpen": _Rounds(subjects, counted),
    }
    return told | known


def _say_list(document: HandoverDocument) -> str:
    makers = " en ".join(filter(None, (clean(document.sender), clean(document.checked_by))))
    return (
        f"{wording.say_title(document)}, {say_moment(document.made_at, year=True)}, {makers}. "
        f"Controlecode {wording.say_control(document)}. {wording.say_keeping(document)}."
    )


def _all_text(paper: Any) -> str:
    parts = [paragraph.text for paragraph in paper.paragraphs]
    parts += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    for section in paper.sections:
        for area in (section.header, section.footer):
            parts += [paragraph.text for paragraph in area.paragraphs]
    return "\n".join(parts)


def _look(content: bytes) -> None:
    """Refuse a file that is no plain Word document, before anything reads it."""
    if len(content) > MOST_BYTES:
        raise _refused("Dit bestand is groter dan 5 MB.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
                raise _refused("Uitgepakt is dit bestand te groot.")
            if _BODY not in archive.namelist():
                raise _refused("Dit is geen Word-document (DOCX).")
            for part in parts:
                _look_at(part.filename.lower(), archive.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _refused("Dit is geen Word-document (DOCX), of het is beschadigd.") from error


def _look_at(name: str, content: bytes) -> None:
    if any(sign in name for sign in _MACROS) or b"macroEnabled" in content[:20_000]:
        raise _refused("Er zitten macro's of ingesloten bestanden in.")
    if not name.endswith((".xml", ".rels")):
        return
    if (
        b"<!DOCTYPE" in content
        or b"<!ENTITY" in content
        or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    ):
        raise _refused("Dit document is niet door een gewoon kantoorprogramma gemaakt.")
    if name.endswith(".rels") and b'TargetMode="External"' in content.replace(b"'", b'"'):
        raise _refused("Het document haalt iets op van buiten.")
    if b"altChunk" in content or b"INCLUDETEXT" in content or b"DDEAUTO" in content:
        raise _refused("Het document haalt iets op van buiten.")


def _refused(what: str) -> UnreadableFile:
    return UnreadableFile(
        NAME, what, "Begin met ons voorbeeld, of vraag een DOCX zonder macro's en koppelingen."
    )


def _encrypt(plain: bytes, secret: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    sealed = BytesIO()
    OOXMLFile(BytesIO(plain)).encrypt(secret, sealed)
    return sealed.getvalue()
