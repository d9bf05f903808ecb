"""What the documents say is what there is: screens, commands, formats, links, requirements."""

import argparse
import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from html import unescape
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from fieldwork import __main__ as command_line
from fieldwork.exports.formats import find_formats
from fieldwork.tagging.codebook import load_codebook
from fieldwork.ui.screens import find_screens

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
MANUAL = (ROOT / "docs" / "handleiding.md").read_text("utf-8")
PATTERNS = (ROOT / "data" / "themes" / "README.md").read_text("utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md")])
PROGRAM = sorted([*ROOT.glob("fieldwork/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"])
TESTS = sorted([*ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py")])
REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+) +# (?P<reason>.+)")
# Needed, and imported nowhere: the file with the words that need it.
BEHIND = {
    "uvicorn": ("app.py", "st.App("),
    "python-multipart": ("fieldwork/ui/forms.py", ".form("),
    "tzdata": ("fieldwork/domain/dates.py", "ZoneInfo("),
    "pytest-xdist": (".ci/run", "-n auto"),
    "httpx": ("tests/unit/ui/test_doors.py", "starlette.testclient"),
    "import-linter": (".importlinter", "[importlinter]"),
}


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def texts(path: Path) -> list[str]:
    """Return every string that stands in a module, as the pieces that it was put together from."""
    constants = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant))
    return [node.value for node in constants if isinstance(node.value, str)]


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the commands of the command line."""
    groups = command_line._parser()._subparsers._group_actions
    return dict(groups[0].choices)


# --- Screens, formats, themes, commands -------------------------------------------------------


@pytest.mark.parametrize("screen", find_screens(), ids=lambda screen: screen.name)
def test_every_screen_is_in_the_manual_by_its_title(screen):
    assert f"**{screen.title}**" in MANUAL


@pytest.mark.parametrize("export", find_formats().values(), ids=lambda export: export.format.code)
def test_every_file_format_is_in_the_manual(export):
    assert re.search(rf"\b{re.escape(export.format.label)}\b", MANUAL)


@pytest.mark.parametrize("kind", ["themes", "signals"])
def test_every_field_of_a_theme_and_signal_file_is_explained(kind):
    files = sorted((ROOT / "data" / kind).glob("*.toml"))
    assert {path.stem for path in files} == {entry.id for entry in getattr(load_codebook(), kind)}
    for path in files:
        for field in tomllib.loads(path.read_text("utf-8")):
            assert f"| `{field}` |" in PATTERNS, f"{path.name}: {field}"


def test_the_pattern_language_is_explained_for_every_sign_in_use():
    used = set()
    for path in [*ROOT.glob("data/themes/*.toml"), *ROOT.glob("data/signals/*.toml")]:
        entry = tomllib.loads(path.read_text("utf-8"))
        for pattern in [*entry.get("patterns", []), *entry.get("weak", [])]:
            used |= set(re.findall(r"[=*@|_&!]", pattern))
    examples = "".join(re.findall(r"^\| `([^`]+)` \|", PATTERNS, re.MULTILINE))
    assert used and used <= set(examples)


def test_every_command_is_in_the_readme_and_every_one_there_exists():
    named = re.findall(r"^python -m fieldwork ([a-z]+)", README, re.MULTILINE)
    assert set(named) == set(commands())


def test_the_commands_of_the_readme_work_in_their_order(tmp_path):
    note = {"id": "7", "text": "De huur is niet betaald.", "source": "bewoner"}
    (tmp_path / "NOTES.jsonl").write_text(json.dumps(note | {"date": "2026-03-24"}), "utf-8")
    (tmp_path / "QUERIES.jsonl").write_text(json.dumps({"query": "geen huur betaald"}), "utf-8")
    own = {
        "WIJKDUIK_HOME": str(tmp_path / "home"),
        "WIJKDUIK_FILE_PASSWORD": "drie losse woorden",
        "WIJKDUIK_NEW_PASSWORD": "vier andere woorden",
    }
    for line in re.findall(r"^python (-m fieldwork .*)$", README, re.MULTILINE):
        done = subprocess.run(
            [sys.executable, *shlex.split(line, comments=True)],
            cwd=tmp_path,
            env={**os.environ, **own, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    # What asks for something to be set first is not offered before that.
    offered = [one for one in find_formats().values() if not one.format.asks]
    assert len(list((tmp_path / "lists").iterdir())) == len(offered)


# --- The words on the screens -----------------------------------------------------------------


@cache
def words_on_screen() -> str:
    """Return every text of the program, one a line, with its spaces made single."""
    found = [text for path in PROGRAM for text in texts(path)]
    pages = (ROOT / "fieldwork" / "ui" / "templates").glob("*.html")
    found += [unescape(re.sub(r"<[^>]+>", "\n", page.read_text("utf-8"))) for page in pages]
    return "\n".join(" ".join(line.split()) for text in found for line in text.splitlines())


def quoted() -> list[str]:
    """Return what the manual quotes from a screen. An ’ within a word ends no quote."""
    return sorted(set(re.findall(r"‘((?:[^‘’\n]|(?<=\w)’(?=\w))+)’", MANUAL)))


@pytest.mark.parametrize("words", quoted())
def test_what_the_manual_quotes_stands_on_a_screen(words):
    if words == "haakjes":
        return
    klass = re.sub(r"^P\d ", "", words)
    assert words in words_on_screen() or klass in words_on_screen()


def test_the_manual_quotes_most_of_what_it_names():
    assert len(quoted()) > 100


def test_the_manual_raises_its_voice_nowhere():
    assert not re.search(r"!(?!\[)", MANUAL)


# --- Lines, links, pictures, variables --------------------------------------------------------


def test_the_readme_tests_as_the_continuous_check_does():
    check = (ROOT / ".ci" / "run").read_text("utf-8").replace("install -q -r", "install -r")
    line = next(one for one in README.splitlines() if "pytest" in one)
    assert line in check.splitlines()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_leads_somewhere(document):
    text = document.read_text("utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    for target in targets:
        address, _, place = target.partition("#")
        if address.startswith(("http:", "https:", "mailto:")):
            continue
        aim = (document.parent / address).resolve() if address else document
        assert aim.exists() and aim.is_relative_to(ROOT), f"{document.name}: {target}"
        assert not place or place in anchors(aim), f"{document.name}: {target}"


def anchors(document: Path) -> set[str]:
    """Return the places in a Markdown file that a link can lead to, as GitHub names them."""
    heads = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_pictures_are_used_and_small():
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert len(pictures) >= 3
    for picture in pictures:
        assert picture.read_bytes().startswith(b"\x89PNG"), picture.name
        assert picture.stat().st_size <= 200_000, picture.name
        assert f"images/{picture.name}" in README + MANUAL, picture.name


def test_every_environment_variable_is_in_the_readme():
    ours = {text for path in [*PROGRAM, *TESTS] for text in texts(path)}
    named = {text for text in ours if re.fullmatch(r"WIJKDUIK_[A-Z_]+", text)}
    read = named | {name for path in PROGRAM for name in environment_of(path)}
    assert {"WIJKDUIK_HOME", "WIJKDUIK_PASSPHRASE", "GDAL_SKIP"} <= read
    assert {name for name in read if f"`{name}`" not in README} == set()


def environment_of(path: Path) -> set[str]:
    """Return the names that a module looks up with ``os.environ`` or ``os.getenv``."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            asked, key = ast.unparse(node.func), node.args[:1]
        elif isinstance(node, ast.Subscript):
            asked, key = ast.unparse(node.value), [node.slice]
        else:
            continue
        is_look_up = asked in ("os.environ", "os.environ.get", "os.environ.pop", "os.getenv")
        if is_look_up and key and isinstance(key[0], ast.Constant):
            found.add(str(key[0].value))
    return found


# --- Requirements -----------------------------------------------------------------------------


def required() -> dict[str, str]:
    """Return the requirements, by their name in plain form, with their reason."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    found = {}
    for line in lines:
        if line and not line.startswith("#"):
            match = REQUIREMENT.fullmatch(line)
            assert match, f"pinned with == and a reason behind #, please: {line}"
            found[plain(match["name"])] = match["reason"]
    return found


def plain(name: str) -> str:
    """Return a distribution's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def distributions() -> dict[str, set[str]]:
    """Return the distributions that bring each package that can be imported."""
    return {
        package: {plain(name) for name in names}
        for package, names in packages_distributions().items()
    }


def third_party() -> dict[str, Path]:
    """Return the packages from elsewhere that our code imports, each with a module that does."""
    own = {"fieldwork", "pages", "tests", "benchmarks"} | {path.stem for path in TESTS}
    found = {}
    for path in [*PROGRAM, *TESTS]:
        for node in ast.walk(parsed(path)):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
            found |= {name.split(".")[0]: path for name in names}
    return {name: path for name, path in found.items() if name not in own | sys.stdlib_module_names}


def test_every_requirement_is_pinned_with_a_reason():
    assert len(required()) > 30
    assert all(len(reason.split()) >= 2 for reason in required().values())


def test_every_package_that_is_imported_is_required():
    missing = {
        f"{package} ({path.relative_to(ROOT)})"
        for package, path in third_party().items()
        if not distributions().get(package, set()) & required().keys()
    }
    assert missing == set()


def test_nothing_is_required_that_is_not_used():
    # A package can also be found by its name, in a text; this module's own lists do not count.
    others = [path for path in [*PROGRAM, *TESTS] if path != Path(__file__)]
    named = {text.split(".")[0] for path in others for text in texts(path)}
    used = {
        name
        for package in [*third_party(), *(named & distributions().keys())]
        for name in distributions().get(package, set())
    }
    assert required().keys() - used - BEHIND.keys() == set()


@pytest.mark.parametrize("name", BEHIND)
def test_what_is_needed_without_an_import_is_still_needed(name):
    file, words = BEHIND[name]
    assert name in required()
    assert words in (ROOT / file).read_text("utf-8")
