"""How much personal data is covered in notes that nobody tuned on, without a roster."""

import json
from pathlib import Path

from fieldwork.domain.pseudonyms import PersonalData
from fieldwork.tagging.redaction_lines import cover

NOTES = Path(__file__).with_name("personal_data") / "notes.jsonl"
# The notes are of one kind and few, so their figures are not those of docs/language.md.
LEAST_COVERED, MOST_EXCESS = 0.985, 0.02


def test_every_kind_of_personal_data_is_in_the_notes():
    tables = [json.loads(line) for line in NOTES.read_text("utf-8").splitlines()]
    assert len(tables) >= 40
    assert {one["type"] for table in tables for one in table["pii"]} == {
        kind.value for kind in PersonalData
    }
    assert all(one["text"] in table["text"] for table in tables for one in table["pii"])


def test_personal_data_is_covered_and_little_else():
    covered = cover(NOTES)
    assert covered is not None
    assert covered.recall >= LEAST_COVERED, covered.line()
    assert covered.excess <= MOST_EXCESS, covered.line()
