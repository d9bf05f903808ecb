"""Export formats are found by themselves, and a broken one is not passed over."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldwork.domain.exchange import Exchange
from fieldwork.domain.handover import HandoverDocument
from fieldwork.domain.refusals import Refusal, WeakSecret
from fieldwork.exports import _wording as wording
from fieldwork.exports.formats import Export, Format, find_formats

GOOD = """
from fieldwork.exports.formats import Format
FORMAT = Format({code!r}, {label!r}, "txt", "text/plain")
def write(document, password):
    return b""
"""
MakePackage = Callable[..., str]


@pytest.fixture
def make_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakePackage:
    """Return a function that writes a package of export modules and gives its name."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(**modules: str) -> str:
        name = f"exports_{tmp_path.name}".replace("-", "_")
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        for module, text in modules.items():
            (folder / f"{module}.py").write_text(text)
        return name

    return make


def test_the_workbook_and_the_pdf_are_found() -> None:
    found = {code: export.format for code, export in find_formats().items()}
    assert found["xlsx"].label == "Excel"
    assert found["pdf"] == Format("pdf", "PDF", "pdf", "application/pdf")


def locked() -> list[Export]:
    """Return the formats that hold something of people."""
    return [export for export in find_formats().values() if not export.format.is_open]


def test_every_format_writes_a_file_and_refuses_a_weak_password(
    document: HandoverDocument,
) -> None:
    assert {export.format.code for export in locked()} == {"docx", "json", "pdf", "xlsx", "zaak"}
    for export in locked():
        assert len(export.write(document, "fiets dijk lepel wolk")) > 1000
        for weak in ("", "        ", "zeven77", "  zeven  "):
            with pytest.raises(WeakSecret, match="Wachtwoord van het bestand"):
                export.write(document, weak)


def test_a_password_that_a_reader_would_cut_off_is_refused(document: HandoverDocument) -> None:
    for export in locked():
        assert export.write(document, "w" * 127)
        for long in ("w" * 128, "é" * 64):
            with pytest.raises(Refusal, match="te lang"):
                export.write(document, long)


def test_a_file_without_a_password_says_nothing_of_anybody(document: HandoverDocument) -> None:
    said = [
        entry.of(row)
        for row in document.rows
        for entry in wording.ENTRIES
        if entry.name in ("phone", "address", "in_own_words", "help_wanted", "why", "language")
    ]
    names = ["Vries", "Fatma", "Johan", "Waalstraat", "insuline"]
    for export in find_formats().values():
        if export.format.is_open:
            file = export.write(document, "").decode().casefold()
            assert [words for words in (*names, *said) if words and words.casefold() in file] == []
            unfolded = file.replace("=\n", "").replace("\r\n ", "").replace("\n ", "")
            assert document.number in unfolded
            assert document.control[:16] in unfolded


def test_a_format_that_asks_for_settings_waits_for_them(document: HandoverDocument) -> None:
    zaak = find_formats()["zaak"].format
    assert zaak.is_possible(document.exchange)
    assert not zaak.is_possible(Exchange())


def test_a_new_module_is_a_new_format(make_package: MakePackage) -> None:
    name = make_package(
        b_two=GOOD.format(code="two", label="Bravo"),
        a_one=GOOD.format(code="one", label="Charlie"),
        _shared="raise RuntimeError('a shared part is not a format')",
    )
    assert list(find_formats(name)) == ["two", "one"]


def test_a_module_that_cannot_be_imported_stops_the_search(make_package: MakePackage) -> None:
    name = make_package(broken="import a_library_that_is_not_there")
    with pytest.raises(ModuleNotFoundError, match="a_library_that_is_not_there"):
        find_formats(name)


def test_a_module_without_a_format_stops_the_search(make_package: MakePackage) -> None:
    with pytest.raises(TypeError, match="needs FORMAT"):
        find_formats(make_package(half="def write(document, password): return b''"))


def test_two_modules_with_one_code_stop_the_search(make_package: MakePackage) -> None:
    same = GOOD.format(code="same", label="Zelfde")
    with pytest.raises(ValueError, match="same"):
        find_formats(make_package(one=same, two=same))


def test_finding_the_formats_loads_no_heavy_library() -> None:
    import subprocess

    code = (
        "import sys; from fieldwork.exports.formats import find_formats; find_formats();"
        "print([m for m in ('typst', 'pikepdf', 'xlsxwriter', 'msoffcrypto', 'fontTools')"
        " if m in sys.modules])"
    )
    root = Path(__file__).parents[3]
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
