"""docs/GLOSSARY.md ties the Dutch terms to the identifiers, both ways."""

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<dutch>[^|]+) \| `(?P<identifier>[A-Za-z_.]+)` \| (?P<meaning>[^|]+) \|$")


def glossary() -> list[str]:
    """Return the lines of the glossary."""
    return (ROOT / "docs" / "GLOSSARY.md").read_text("utf-8").splitlines()


def terms() -> dict[str, str]:
    """Return the identifiers of the glossary with their meaning."""
    found = [match for line in glossary() if (match := ROW.match(line))]
    return {match["identifier"]: match["meaning"] for match in found}


def public_classes() -> set[str]:
    """Return the public classes of the domain, without refusals, which explain themselves."""
    found = set()
    for path in (ROOT / "fieldwork" / "domain").glob("*.py"):
        if path.stem != "refusals":
            tree = ast.parse(path.read_text("utf-8"))
            found |= {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    return {name for name in found if not name.startswith("_")}


def attributes_of(name: str) -> set[str]:
    """Return what a class of the domain declares."""
    for path in (ROOT / "fieldwork" / "domain").glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                declared = {
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                }
                return declared | {
                    target.id
                    for item in node.body
                    if isinstance(item, ast.Assign)
                    for target in item.targets
                    if isinstance(target, ast.Name)
                }
    return set()


def test_every_class_of_the_domain_is_in_the_glossary():
    assert public_classes() - {name.split(".")[0] for name in terms()} == set()


def test_every_term_of_the_glossary_exists():
    for identifier in terms():
        name, _, attribute = identifier.partition(".")
        assert name in public_classes(), identifier
        assert not attribute or attribute in attributes_of(name), identifier


def test_a_name_is_given_once():
    """Two classes of one name would be two concepts behind one term."""
    paths = (ROOT / "fieldwork" / "domain").glob("*.py")
    given = [
        node.name
        for path in paths
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    rows = [match["identifier"] for match in map(ROW.match, glossary()) if match]
    for names in (given, rows):
        assert [name for name, many in Counter(names).items() if many > 1] == []


def test_every_term_has_a_meaning():
    assert all(len(meaning.split()) > 2 for meaning in terms().values())
