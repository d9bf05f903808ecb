"""Dutch sentences as data: what the tagger must go on reading, and what it is known to miss."""

import json
from pathlib import Path
from typing import Any

import pytest

from fieldwork.tagging.pipeline import load_tagger

SENTENCES = Path(__file__).with_name("sentences.jsonl")


def _cases() -> list[Any]:
    cases = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        miss = case.get("known_miss")
        marks = [pytest.mark.xfail(strict=True, reason=miss)] if miss else []
        cases.append(pytest.param(case, id=case["id"], marks=marks))
    return cases


@pytest.mark.parametrize("case", _cases())
def test_a_sentence_is_read_as_it_is_meant(case: dict[str, Any]) -> None:
    tagged = load_tagger().tag(case["text"])
    themes = {(item.code, item.status.value) for item in tagged.themes}
    signals = {(item.code, item.status.value) for item in tagged.signals}
    wanted = {(item["theme"], item["status"]) for item in case["themes"]}
    danger = {(item["signal"], item["status"]) for item in case["signals"]}
    named = {theme for theme, _ in wanted}
    assert {found for found in themes if found[0] in named} == wanted
    assert danger <= signals
    assert bool(signals) == bool(danger)
    assert tagged.urgency == case["urgency"]
