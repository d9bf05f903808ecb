"""Finding talks back: by words, by meaning, narrowed, and never in the way of a save."""

import threading
from datetime import timedelta

import pytest

from fieldwork.actions.search import SearchFilter
from fieldwork.actions.search_making import load_maker
from fieldwork.actions.search_memory import SearchMemory, memory_of
from fieldwork.domain.bin import BinKind
from fieldwork.domain.dates import today
from fieldwork.domain.notes import Need
from fieldwork.domain.refusals import NotAllowed
from fieldwork.store import vectors
from fieldwork.tagging.similar_kept import edition
from tests.conftest import logged

CAR = "Karel heeft geen kamer meer. Hij ligt 's nachts op de achterbank van een Opel."
GARDEN = "Mooie tuin, veel rozen. De buren drinken er samen koffie."
RENT = "De huren zijn hoog. Zij komt niet rond."


@pytest.fixture
def store(desks, shelf, template):
    return shelf.opened(template.slug).store


def remembered(store) -> SearchMemory:
    """Return the memory of a store with all its vectors made."""
    memory = memory_of(store)
    memory.hurry()
    assert memory.wait(60)
    return memory


def texts(answer) -> list[str]:
    return [one.page.note.text for one in answer.found]


def test_words_are_found_by_their_stems_with_the_sentence_that_holds_them(desks):
    logged(desks.sara, RENT)
    logged(desks.sara, GARDEN)
    (found,) = desks.sara.search.find("huur").found
    assert found.sentence == "De huren zijn hoog."
    assert [span.of(found.sentence) for span in found.marked] == ["huren"]
    assert found.has_words


def test_other_words_find_a_talk_once_its_vectors_are_made(desks, store):
    for text in (RENT, GARDEN, CAR):
        logged(desks.sara, text)
    remembered(store)
    answer = desks.sara.search.find("man zonder huis overnacht in zijn wagen")
    assert texts(answer)[0] == CAR
    assert answer.ready.is_whole and answer.ready.made == 3


def test_a_talk_without_vectors_is_found_by_its_words_and_the_rest_is_told(desks):
    logged(desks.sara, CAR)
    answer = desks.sara.search.find("achterbank")
    assert texts(answer) == [CAR]
    assert (answer.ready.made, answer.ready.every) == (0, 1)


def test_without_a_question_the_last_talk_comes_first(desks):
    logged(desks.sara, RENT, happened_on=today() - timedelta(days=3))
    logged(desks.sara, CAR)
    answer = desks.sara.search.find()
    assert texts(answer) == [CAR, RENT]
    assert answer.every == 2
    assert len(desks.sara.search.find(most=1).found) == 1


def test_a_talk_can_be_narrowed_to(desks, fatma):
    logged(desks.sara, RENT, people=(fatma.id,), need=Need.VANDAAG)
    old = logged(desks.sara, CAR, happened_on=today() - timedelta(days=40))
    desks.sara.review.finish(old.id)
    find = desks.sara.search.find
    assert texts(find("", SearchFilter(person=fatma.id))) == [RENT]
    assert texts(find("", SearchFilter(need=Need.VANDAAG))) == [RENT]
    assert texts(find("", SearchFilter(since=today() - timedelta(days=7)))) == [RENT]
    assert texts(find("", SearchFilter(until=today() - timedelta(days=7)))) == [CAR]
    assert texts(find("", SearchFilter(unreviewed=True))) == [RENT]
    assert find("achterbank", SearchFilter(person=fatma.id)).found == ()
    assert len(find("", SearchFilter(buurt="")).found) == 2


def test_a_change_is_found_at_once(desks):
    note = logged(desks.sara, RENT)
    assert desks.sara.search.find("papegaai").found == ()
    desks.sara.notes.change(note, "De papegaai is weggevlogen.")
    assert len(desks.sara.search.find("papegaai").found) == 1
    assert desks.sara.search.find("huren").found == ()


def test_the_index_follows_whatever_changes_and_is_one_made_anew(desks, store, fatma, monkeypatch):
    """Also what is thrown away, put back or taken back, and what was read by the way."""
    monkeypatch.setattr(SearchMemory, "wake", lambda memory: None)
    sara = desks.sara
    kept = [logged(sara, text) for text in (RENT, GARDEN, CAR)]
    same_as_anew(store)
    sara.review.suggest(kept[0])
    same_as_anew(store)
    sara.notes.change(sara.notes.page(kept[1].id).note, "Een papegaai in de tuin.")
    sara.review.finish(kept[2].id)
    remembered(store)
    same_as_anew(store)
    thrown = sara.bin.throw(BinKind.GESPREK, kept[2].id)
    same_as_anew(store)
    sara.bin.restore(thrown)
    logged(sara, "Hij slaapt in zijn auto.", people=(fatma.id,))
    same_as_anew(store)
    for deed in sara.undo.recent()[:3]:
        sara.undo.undo(deed.number)
        same_as_anew(store)
    remembered(store)
    same_as_anew(store)


def same_as_anew(store):
    """Hold the index that is at hand beside one that another memory makes from nothing."""
    at_hand, anew = memory_of(store), SearchMemory(store)
    (index, ready), (fresh, as_anew) = at_hand.index(), anew.index()
    assert ready == as_anew
    assert [note.id for note in index.notes] == [note.id for note in fresh.notes]
    for asked in ("huur betalen", "tuin met rozen", "slapen in de auto"):
        question, average = anew.ask(asked)
        assert index.find(question, average=average) == fresh.find(question, average=average)
        pair = [one._strength(question, average) for one in (index, fresh)]
        assert pair[0].tobytes() == pair[1].tobytes()
    assert all(note.codes == fresh.notes[at].codes for at, note in enumerate(index.notes))


def test_talks_that_are_not_read_yet_are_found_by_their_words(desks, store, monkeypatch):
    """After a large import nobody waits until all of it was read."""
    monkeypatch.setattr("fieldwork.actions.search_memory.AT_HAND", 1)
    for text in (RENT, GARDEN, CAR):
        logged(desks.sara, text)
    found = desks.sara.search.find
    assert {*texts(found("rozen")), *texts(found("achterbank")), *texts(found("huur"))} == {
        RENT,
        GARDEN,
        CAR,
    }
    remembered(store)
    with store.read() as session:
        assert vectors.count_unread(session, edition()) == 0
    same_as_anew(store)


def test_what_was_read_once_is_not_read_again(desks, store, monkeypatch):
    logged(desks.sara, RENT)
    remembered(store)
    monkeypatch.setattr("fieldwork.actions.search_memory.AT_HAND", 0)
    index, _ = SearchMemory(store).index()
    assert index.notes[0].words.stems.keys.size == len(set(RENT.split()))


def test_a_talk_is_like_others_and_not_like_itself(desks, store):
    notes = [logged(desks.sara, text) for text in (RENT, GARDEN, CAR)]
    like = logged(desks.sara, "Hij slaapt al weken in zijn auto bij het zwembad.")
    remembered(store)
    found = [page.note.id for page in desks.sara.search.like(like.id)]
    assert found[0] == notes[2].id
    assert like.id not in found


def test_an_edited_text_gets_new_vectors(desks, store):
    note = logged(desks.sara, RENT)
    remembered(store)
    desks.sara.notes.change(note, CAR)
    assert desks.sara.search.readiness().made == 0
    remembered(store)
    assert desks.sara.search.readiness().is_whole


def test_the_reader_of_the_gemeente_finds_nothing(desks):
    note = logged(desks.sara, RENT)
    with pytest.raises(NotAllowed):
        desks.willem.search.find("huur")
    with pytest.raises(NotAllowed):
        desks.willem.search.like(note.id)
    with pytest.raises(NotAllowed):
        desks.willem.search.readiness()


def test_nothing_is_tried_once_the_study_is_closed(desks, store):
    for at in range(12):
        logged(desks.sara, f"{RENT} Verhaal {at}.")
    memory = memory_of(store)
    memory.hurry()
    store.close()
    made = memory.made
    assert memory.wait(60)
    assert memory.made == made
    memory.wake()
    assert memory.wait(0)


def test_saving_does_not_wait_for_vectors(desks, store):
    logged(desks.sara, RENT)
    with store.read() as session:
        assert vectors.count_missing(session, load_maker().name) == 1


def test_one_thread_makes_vectors_however_often_it_is_called(desks, store):
    logged(desks.sara, RENT)
    before = {one for one in threading.enumerate() if one.name == "vectors"}
    for _ in range(5):
        memory_of(store).wake()
    after = {one for one in threading.enumerate() if one.name == "vectors"}
    assert len(after - before) <= 1


@pytest.mark.parametrize("question", ['"', "huur AND", "*", "'; --", "🙂", "\x00", "x" * 5000])
def test_any_question_is_answered(desks, question):
    logged(desks.sara, RENT)
    assert desks.sara.search.find(question).every <= 1
