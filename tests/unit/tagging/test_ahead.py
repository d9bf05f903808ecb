"""Reading ahead changes when a note is read, never what is read in it."""

import pytest

from fieldwork.tagging import ahead
from fieldwork.tagging.ahead import read_ahead
from fieldwork.tagging.lessons import read_note
from fieldwork.tagging.pipeline import load_tagger

TEXTS = [f"Gesprek {at}: de huur is niet betaald, en zij is {at} weken alleen." for at in range(9)]


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_texts_come_in_order_whatever_the_cores(cores):
    assert list(read_ahead(iter(TEXTS), cores)) == TEXTS
    assert list(read_ahead([], cores)) == []


def test_what_was_read_ahead_is_at_hand_for_the_tagger():
    read_note.cache_clear()
    for text in read_ahead(TEXTS, 2):
        before = read_note.cache_info().misses
        read_note(text)
        assert read_note.cache_info().misses == before


def found(tagger, text):
    """Return what is read in a text, without the identities that are new each time."""
    tagged = tagger.tag(text)
    both = tagged.themes + tagged.signals
    return [(one.code, one.status, one.span, one.score) for one in both], tagged.suggested


def test_a_tagger_finds_the_same_ahead_and_one_by_one():
    tagger = load_tagger()
    odd = [*TEXTS, "", "\ud800 de huur", "The rent has not been paid for three months, he said."]
    one_by_one = [found(tagger, text) for text in odd]
    read_note.cache_clear()
    assert [found(tagger, text) for text in tagger.ahead(odd)] == one_by_one


def test_what_goes_wrong_while_reading_ahead_is_not_swallowed(monkeypatch):
    def breaks(text):
        raise MemoryError

    monkeypatch.setattr(ahead, "read_note", breaks)
    with pytest.raises(MemoryError):
        list(read_ahead(TEXTS, 2))


def test_no_more_is_read_ahead_than_is_remembered():
    taken = []

    def texts():
        for text in TEXTS * 20:
            taken.append(text)
            yield text

    reading = read_ahead(texts(), 2)
    next(reading)
    assert len(taken) < 10
    reading.close()
