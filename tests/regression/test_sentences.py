"""Dutch sentences as data: what the tagger must go on reading, and what it is known to miss.

The lexicon with its rules of context is held to the letter. The whole reader, which weighs a model
beside it, is held to what nobody may be failed in: a danger is at least shown for a look.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fieldwork.domain.themes import Urgency
from fieldwork.tagging.codebook import load_codebook
from fieldwork.tagging.pipeline import Tagger, load_tagger

SENTENCES = Path(__file__).with_name("sentences.jsonl")


@cache
def lexicon() -> Tagger:
    return Tagger(load_codebook(), model=False)


def _cases(*, marked: bool) -> list[Any]:
    cases = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        miss = case.get("known_miss") if marked else None
        marks = [pytest.mark.xfail(strict=True, reason=miss)] if miss else []
        cases.append(pytest.param(case, id=case["id"], marks=marks))
    return cases


@pytest.mark.parametrize("case", _cases(marked=True))
def test_the_lexicon_reads_a_sentence_as_it_is_meant(case: dict[str, Any]) -> None:
    tagged = lexicon().tag(case["text"])
    themes = {(item.code, item.status.value) for item in tagged.themes}
    signals = {(item.code, item.status.value) for item in tagged.signals}
    wanted = {(item["theme"], item["status"]) for item in case["themes"]}
    danger = {(item["signal"], item["status"]) for item in case["signals"]}
    named = {theme for theme, _ in wanted}
    assert {found for found in themes if found[0] in named} == wanted
    assert danger <= signals
    assert bool(signals) == bool(danger)
    assert tagged.urgency == case["urgency"]


@pytest.mark.parametrize("case", _cases(marked=False))
def test_the_whole_reader_never_keeps_silent_about_a_danger(case: dict[str, Any]) -> None:
    tagged = load_tagger().tag(case["text"])
    dangers = {item["signal"] for item in case["signals"] if item["status"] == "actueel"}
    assert dangers <= {item.code for item in tagged.signals if item.is_current}
    if case["urgency"] == "spoed" and dangers:
        assert tagged.urgency is Urgency.SPOED
