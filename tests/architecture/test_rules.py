"""The rules of the house, held by tools: imports one way, strict types, one form."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("fieldwork/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"])


def run(*command: str) -> str:
    """Run a tool in the project's folder; fail with what it says when it objects."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_imports_run_one_way():
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_types_are_strict():
    run("mypy")


def test_the_form_is_kept():
    run("ruff", "check", ".")
    run("ruff", "format", "--check", ".")


def test_a_domain_object_is_never_made_from_the_network_or_a_framework():
    allowed = set(sys.stdlib_module_names) | {"fieldwork"}
    for path in ROOT.glob("fieldwork/domain/*.py"):
        assert imported(path) <= allowed, path.name


def test_the_front_door_knows_the_screens_layer_only():
    assert imported(ROOT / "app.py") <= {"streamlit", "fieldwork"}


def test_there_is_one_way_to_make_a_link():
    linking = [path.name for path in SOURCES if "page_link(" in path.read_text("utf-8")]
    assert linking == [], "a link is made by fieldwork/ui/ways.py (decision 9)"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_keeps_to_its_size(path):
    lines = path.read_text("utf-8").count("\n")
    assert lines <= (80 if path.parent.name == "pages" else 500)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_keeps_to_its_size(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{path.name}: {node.name}"


def test_no_module_has_an_empty_name():
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert not [path for path in SOURCES if path.stem in vague]


def test_no_address_outside_is_loaded_by_a_page():
    for path in ROOT.glob("fieldwork/ui/**/*"):
        if path.suffix in {".html", ".css", ".js", ".py"}:
            text = path.read_text("utf-8")
            for sign in ('src="http', "src='http", 'href="http', "url(http", "cdn."):
                assert sign not in text, f"{path.name}: {sign}"


def imported(path: Path) -> set[str]:
    """Return the top-level packages that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found
