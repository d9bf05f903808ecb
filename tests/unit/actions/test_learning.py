"""What the team answers and types takes effect at the next talk, and can be undone and shared."""

import base64
import json
import re
from dataclasses import replace

import pytest

from fieldwork.actions.learning import AlreadyTaught, NoBlockedDanger, NothingToShare
from fieldwork.actions.lesson_file import FEWEST
from fieldwork.domain.dates import now
from fieldwork.domain.ids import NoteId, SuggestionId, new_id
from fieldwork.domain.lessons import Lesson, LessonId
from fieldwork.domain.notes import Suggestion
from fieldwork.domain.refusals import NotAllowed, NotFound, Refusal, UnreadableFile
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.store import lessons, notes
from fieldwork.tagging.encoder import is_installed
from fieldwork.tagging.lessons import find_maker, read_note
from tests.conftest import logged

needs_model = pytest.mark.skipif(not is_installed(), reason="needs data/model")
SLANG = "Vrijdag ging ze weer naar de bakkes, met twee tassen terug."


@pytest.fixture
def store(shelf, template, desks):
    return shelf.opened(template.slug).store


def codes(desk, text: str) -> set[str]:
    """Return the themes that are suggested as there now in a new talk with this text."""
    reading = desk.review.suggest(logged(desk, text))
    return {one.code for one in reading.open if one.status is ThemeStatus.AANWEZIG}


def keep_lessons(store, desk, count: int, **changes) -> None:
    """Keep lessons, each of another talk, with numbers of this model."""
    with store.work() as session:
        for number in range(count):
            note = answer_in_another_talk(session, store, desk)
            made = {
                "id": LessonId(new_id()),
                "code": "wonen",
                "is_yes": True,
                "numbers": bytes([number + 1, 3] * 192),
                "maker": find_maker() or "none",
                "by": desk.account.id,
                "at": now(),
                "suggestion": note,
            }
            lessons.add_lessons(session, [Lesson(**(made | changes))])


def answer_in_another_talk(session, store, desk) -> SuggestionId:
    known = notes.notes(session, store.vault, limit=1)[0]
    note = replace(known, id=NoteId(new_id()), imported_as=new_id())
    notes.add_note(session, store.vault, note)
    read = Suggestion(SuggestionId(new_id()), note.id, "wonen", ThemeStatus.AANWEZIG)
    notes.decide(session, read.confirm(desk.account.id, now()))
    return read.id


# --- Words ------------------------------------------------------------------------------------


def test_a_word_takes_effect_at_the_next_talk_and_no_longer_when_taken_back(desks):
    code = _some_theme(desks, SLANG)
    assert code not in codes(desks.sara, SLANG)
    word = desks.omar.learning.add_word(code, "de bakkes")
    assert code in codes(desks.sara, SLANG)
    desks.sara.learning.take_back_word(word.id)
    assert code not in codes(desks.sara, SLANG)
    desks.sara.learning.put_back_word(word.id)
    assert code in codes(desks.sara, SLANG)
    desks.sara.learning.drop_word(word.id)
    assert desks.sara.learning.page().words == ()


def _some_theme(desks, text: str) -> str:
    """Return a theme that is not read in ``text`` of itself."""
    read = codes(desks.sara, text)
    return next(theme.id for theme in desks.sara.codebook.themes if theme.id not in read)


def test_what_is_read_by_a_taught_word_is_told_apart(desks):
    code = _some_theme(desks, SLANG)
    desks.sara.learning.add_word(code, "de bakkes")
    note = logged(desks.sara, SLANG)
    desks.sara.review.suggest(note)
    assert desks.sara.learning.taught(note) == {code}
    assert desks.sara.learning.taught(logged(desks.sara, "De huur is te hoog.")) == frozenset()


def test_a_taught_word_that_is_denied_is_not_there(desks):
    code = _some_theme(desks, SLANG)
    desks.sara.learning.add_word(code, "bakkes")
    assert code not in codes(desks.sara, "Naar de bakkes gaan ze niet.")


def test_a_blocked_word_no_longer_means_its_theme(desks):
    text = "Ze heeft een voedselbank in haar garage geschilderd."
    read = codes(desks.sara, text)
    for code in read:
        desks.sara.learning.add_word(code, "voedselbank", blocks=True)
    assert read and not read & codes(desks.sara, text)


def test_a_signal_cannot_be_blocked_with_a_word(desks):
    for signal in desks.sara.codebook.signals:
        with pytest.raises(NoBlockedDanger):
            desks.sara.learning.add_word(signal.id, "bakkes", blocks=True)


def test_a_word_can_point_to_a_signal(desks):
    note = logged(desks.sara, "Ze kreeg een gele kaart van de corporatie.")
    desks.sara.learning.add_word("dakloos", "gele kaart")
    found = {one.code: one.status for one in desks.sara.review.suggest(note).open}
    assert found["dakloos"] is SignalStatus.ACTUEEL


@pytest.mark.parametrize("typed", ["", "de", "@weg", "a" * 61])
def test_a_word_that_is_no_use_is_refused_and_nothing_is_kept(desks, typed):
    with pytest.raises(Refusal):
        desks.sara.learning.add_word("geld", typed)
    assert desks.sara.learning.page().words == ()


def test_the_same_word_is_taught_once(desks):
    desks.sara.learning.add_word("geld", "gele kaart")
    with pytest.raises(AlreadyTaught):
        desks.omar.learning.add_word("geld", " Gele  kaart")
    desks.omar.learning.add_word("wonen", "gele kaart")


def test_a_theme_that_does_not_exist_learns_nothing(desks):
    with pytest.raises(NotFound):
        desks.sara.learning.add_word("verzonnen", "bakkes")


# --- Lessons ----------------------------------------------------------------------------------

SAID = "De schimmel zit tot in de kinderkamer en de verhuurder komt niet."
TWIN = "De schimmel zit nu tot in de kinderkamer, en de verhuurder komt niet."
FAR = "Door het vocht in de slaapkamer hoest de baby de hele nacht; de woning is te klein."


@needs_model
def test_the_near_twin_of_a_refused_sentence_is_no_longer_suggested_and_a_far_one_is(desks):
    assert "wonen" in codes(desks.sara, TWIN)
    far = codes(desks.sara, FAR)
    assert "wonen" in far
    for _ in range(2):
        note = logged(desks.sara, SAID)
        (read,) = [
            one
            for one in desks.sara.review.suggest(note).open
            if (one.code, one.status) == ("wonen", ThemeStatus.AANWEZIG)
        ][:1]
        desks.sara.review.refuse(read.id)
        if "wonen" not in codes(desks.sara, TWIN):
            break
    assert "wonen" not in codes(desks.sara, TWIN)
    assert codes(desks.sara, FAR) == far


@needs_model
def test_undoing_an_answer_restores_the_reading_exactly(desks):
    tagger, opened = desks.sara._seat.open.tagger, desks.sara._seat.open

    def scores():
        tagged = tagger.tag(TWIN, opened.learned)
        return [(one.code, one.score) for one in tagged.themes], tagged.suggested

    before = scores()
    note = logged(desks.sara, SAID)
    answered = desks.sara.review.suggest(note).open[0]
    desks.sara.review.refuse(answered.id)
    assert scores() != before
    desks.sara.review.undo(answered.id)
    assert scores() == before
    desks.sara.review.refuse(answered.id)
    (lesson,) = desks.sara.learning.page().themes[0].lessons
    desks.omar.learning.take_back(lesson.lesson.id)
    assert scores() == before
    desks.omar.learning.put_back(lesson.lesson.id)
    assert scores() != before
    desks.omar.learning.take_back_theme(answered.code)
    assert scores() == before


@needs_model
@pytest.mark.parametrize(
    "said",
    [
        "Hij zei dat hij er morgen niet meer wil zijn.",
        "Haar man slaat haar als hij gedronken heeft.",
        "De kinderen van vier en zes zijn hele nachten alleen thuis.",
    ],
)
def test_a_danger_that_was_refused_is_never_silenced(desks, said):
    tagger, opened = desks.sara._seat.open.tagger, desks.sara._seat.open
    dangers = {one.code for one in tagger.tag(said).signals}
    assert dangers
    for _ in range(3):
        for one in desks.sara.review.suggest(logged(desks.sara, said)).open:
            if one.is_signal:
                desks.sara.review.refuse(one.id)
    found = tagger.tag(said, opened.learned)
    assert {one.code for one in found.signals} >= dangers
    assert found.urgency is tagger.tag(said).urgency


@needs_model
def test_what_was_learned_is_told_per_theme_with_who_and_since_when(desks):
    note = logged(desks.sara, SAID)
    desks.omar.review.mark(note.id, "eenzaamheid", ThemeStatus.AANWEZIG, "kinderkamer")
    desks.sara.review.mark(note.id, "geld", ThemeStatus.ONTKEND, "kinderkamer")
    desks.sara.review.confirm_all(note.id)
    desks.sara.review.suggest(note)
    page = desks.sara.learning.page()
    (theme,) = [one for one in page.themes if one.code == "eenzaamheid"]
    assert (theme.yes, theme.no, theme.who) == (1, 0, ("Omar",))
    assert theme.since and theme.lessons[0].lesson.note == note.id
    assert "geld" not in {one.code for one in page.themes}


@needs_model
def test_every_answer_is_one_lesson(desks, store):
    note = logged(desks.sara, SAID)
    opened = desks.sara.review.suggest(note).open
    desks.sara.review.refuse_all(note.id)
    desks.sara.review.confirm_all(note.id)
    telling = [one for one in opened if one.status.value in lessons.TELLING]
    with store.read() as session:
        kept = lessons.lessons(session)
    assert telling and len(kept) <= len(telling)
    assert {one.suggestion for one in kept} <= {one.id for one in telling}
    assert all(not one.is_yes for one in kept if not desks.sara.codebook.is_signal(one.code))


@needs_model
def test_a_study_that_does_not_learn_keeps_nothing_and_uses_nothing(desks, store):
    code = _some_theme(desks, SLANG)
    desks.sara.learning.add_word(code, "de bakkes")
    desks.joke.learning.switch(False)
    assert code not in codes(desks.sara, SLANG)
    note = logged(desks.sara, SAID)
    desks.sara.review.suggest(note)
    desks.sara.review.confirm_all(note.id)
    with store.read() as session:
        assert lessons.lessons(session) == []
    desks.joke.learning.switch(True)
    assert code in codes(desks.sara, SLANG)
    assert desks.sara.learning.page().unlearned
    assert desks.sara.learning.catch_up()
    assert not desks.sara.learning.page().unlearned


@needs_model
def test_lessons_of_another_model_are_not_used(desks, store):
    logged(desks.sara)
    keep_lessons(store, desks.sara, 6, maker="wijkduik-ander")
    assert desks.sara.learning.page().themes == ()
    assert len(desks.sara._seat.open.learned.lessons) == 0


# --- Rights -----------------------------------------------------------------------------------


def test_the_gemeente_sees_nothing_of_it(desks):
    for ask in (
        lambda: desks.willem.learning.page(),
        lambda: desks.willem.learning.add_word("geld", "bakkes"),
        lambda: desks.willem.learning.take_back(LessonId("x")),
        lambda: desks.willem.learning.take_back_theme("geld"),
        lambda: desks.willem.learning.catch_up(),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_only_a_coordinator_hands_on_takes_over_and_switches(desks):
    for ask in (
        lambda: desks.sara.learning.export(),
        lambda: desks.sara.learning.shared(),
        lambda: desks.sara.learning.words_to_read(),
        lambda: desks.sara.learning.preview("a.json", b"{}"),
        lambda: desks.sara.learning.take_over("a.json", b"{}"),
        lambda: desks.sara.learning.undo_import("x"),
        lambda: desks.sara.learning.switch(False),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_an_answer_without_the_right_is_refused_before_anything_is_looked_up(desks):
    with pytest.raises(NotAllowed):
        desks.willem.review.confirm("x")
    with pytest.raises(NotAllowed):
        desks.willem.review.refuse_all("x")


def test_the_trail_tells_that_a_word_was_taught_and_not_which(desks):
    desks.sara.learning.add_word("geld", "bakkes")
    (deed,) = [one for one in desks.joke.management.deeds() if one.entry.deed == "woord geleerd"]
    assert "bakkes" not in str(deed)


# --- The file ---------------------------------------------------------------------------------


def test_an_export_holds_no_text_of_any_talk(desks, store):
    texts = [SAID, SLANG, FAR, "Fatma Aydın huilde bij de voordeur in de Waalstraat."]
    for text in texts * 2:
        note = logged(desks.sara, text)
        desks.sara.review.suggest(note)
        desks.sara.review.confirm_all(note.id)
        desks.sara.review.mark(note.id, "wonen", ThemeStatus.AANWEZIG)
    desks.sara.learning.add_word("geld", "bakkes")
    name, content = desks.joke.learning.export()
    assert name.startswith("geleerd-het-dal-")
    told = content.decode().casefold()
    known = {"bakkes"} | {theme.id for theme in desks.sara.codebook}
    words = {word for text in texts for word in re.findall(r"\w{5,}", text.casefold())} - known
    assert words and not [word for word in words if word in _without_numbers(told)]
    if is_installed():
        assert [one["theme"] for one in json.loads(content)["lessons"]].count("wonen") == 1
    assert set(json.loads(content)) == {
        "wijkduik",
        "version",
        "study",
        "made_on",
        "model",
        "themes",
        "words",
        "lessons",
    }


def _without_numbers(told: str) -> str:
    table = json.loads(told)
    for one in table["lessons"]:
        assert all(len(base64.b64decode(row + "==")) for row in one.pop("vectors"))
    return json.dumps(table, ensure_ascii=False)


@needs_model
def test_lessons_leave_only_where_there_are_enough_of_a_kind_from_different_talks(desks, store):
    logged(desks.sara)
    keep_lessons(store, desks.sara, FEWEST - 1)
    keep_lessons(store, desks.sara, FEWEST, code="geld", is_yes=False)
    keep_lessons(store, desks.sara, FEWEST, code="werk", counts=False)
    assert desks.joke.learning.shared() == FEWEST
    made = json.loads(desks.joke.learning.export()[1])
    assert [(one["theme"], one["yes"]) for one in made["lessons"]] == [("geld", False)]
    keep_lessons(store, desks.sara, 1)
    assert desks.joke.learning.shared() == 2 * FEWEST


@needs_model
def test_what_is_handed_on_is_taken_over_and_undone_as_a_whole(desks, store):
    logged(desks.sara)
    keep_lessons(store, desks.sara, FEWEST)
    own = desks.sara.learning.add_word("geld", "gele kaart")
    desks.sara.learning.add_word("geld", "op de bank", blocks=True)
    _, content = desks.joke.learning.export()
    desks.sara.learning.drop_word(own.id)
    before = desks.sara.learning.page()

    found = desks.joke.learning.preview("geleerd.json", content)
    assert (found.name, found.count, len(found.words)) == ("Het Dal", FEWEST, 2)
    assert desks.sara.learning.page() == before
    made = desks.joke.learning.take_over("geleerd.json", content)
    page = desks.sara.learning.page()
    (brought,) = page.imports
    # The blocker was there already.
    assert (brought.words, brought.lessons, brought.who) == (1, FEWEST, "Joke")
    assert page.themes[0].yes == 2 * FEWEST and page.themes[0].from_files == FEWEST
    # What came from elsewhere is not handed on once more.
    assert desks.joke.learning.shared() == FEWEST
    assert len(desks.joke.learning.words_to_read()) == 1
    desks.joke.learning.undo_import(made.id)
    assert desks.sara.learning.page() == before


def test_nothing_learned_is_nothing_to_hand_on(desks):
    with pytest.raises(NothingToShare):
        desks.joke.learning.export()


def file(**changes) -> bytes:
    made = {
        "wijkduik": "geleerd",
        "version": 1,
        "study": "De Kade",
        "model": find_maker(),
        "words": [{"theme": "geld", "pattern": "bakkes", "blocks": False}],
        "lessons": [],
    }
    return json.dumps(made | changes).encode()


GOOD = base64.b64encode(bytes([1, 2] * 192)).decode()
BAD_FILES = {
    "no text": b"\xff\xfe\x00",
    "no JSON": b"{",
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "another file": b'{"wijkduik": "demo"}',
    "a later version": file(version=2),
    "no version": file(version=None),
    "a version that is true": file(version=True),
    "nothing in it": file(words=[]),
    "words that are no list": file(words={"a": 1}),
    "a word that is a number": file(words=[3]),
    "a word without theme": file(words=[{"pattern": "bakkes"}]),
    "a pattern that is a number": file(words=[{"theme": "geld", "pattern": 3}]),
    "a pattern that cannot be read": file(words=[{"theme": "geld", "pattern": "@weg"}]),
    "a pattern of a whole note": file(words=[{"theme": "geld", "pattern": "huur " * 50}]),
    "a pattern with a hidden sign": file(words=[{"theme": "geld", "pattern": "hu\u202eur"}]),
    "a blocked danger": file(
        words=[{"theme": "suicide", "pattern": "huur", "blocks": True}],
    ),
    "blocks that is a word": file(words=[{"theme": "geld", "pattern": "huur", "blocks": "ja"}]),
    "only themes that are not here": file(words=[{"theme": "zelfbedacht", "pattern": "huur"}]),
    "a lesson without yes": file(lessons=[{"theme": "geld", "vectors": []}]),
    "numbers that are none": file(lessons=[{"theme": "geld", "yes": True, "vectors": ["é"]}]),
    "too few numbers": file(lessons=[{"theme": "geld", "yes": True, "vectors": ["AAAA"]}]),
    "numbers of nothing": file(
        lessons=[{"theme": "geld", "yes": True, "vectors": ["A" * 512]}],
    ),
    "another model and no words": file(
        words=[], model="x", lessons=[{"theme": "geld", "yes": True, "vectors": [GOOD]}]
    ),
    "far too many": file(lessons=[{"theme": "geld", "yes": True, "vectors": [GOOD] * 20_001}]),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_in_dutch_and_changes_nothing(desks, store, kind):
    before = store.stamp()
    with pytest.raises(UnreadableFile, match=r"Bestand 'x\.json'") as refused:
        desks.joke.learning.take_over("x.json", BAD_FILES[kind])
    assert store.stamp() == before
    assert refused.value.what_now


def test_lessons_of_another_model_are_left_out_and_said_so(desks):
    content = file(model="x", lessons=[{"theme": "geld", "yes": True, "vectors": [GOOD]}])
    found = desks.joke.learning.preview("x.json", content)
    assert found.other_model and not found.lessons and found.words


def test_a_theme_that_is_not_here_is_named(desks):
    words = [{"theme": one, "pattern": "bakkes"} for one in ("geld", "zelfbedacht")]
    found = desks.joke.learning.preview("x.json", file(words=words))
    assert found.unknown == ("zelfbedacht",)
    assert [one.code for one in found.words] == ["geld"]


def test_what_is_not_there_any_more_is_refused_calmly(desks):
    for ask in (desks.sara.learning.take_back, desks.sara.learning.put_back_word):
        with pytest.raises(NotFound):
            ask("x")
    with pytest.raises(NotFound):
        desks.joke.learning.undo_import("x")


@needs_model
def test_answering_in_a_talk_reads_it_with_the_model_once(desks):
    note = logged(desks.sara, SAID + " En nog iets anders.")
    desks.sara.review.suggest(note)
    before = read_note.cache_info().misses
    desks.sara.review.confirm_all(note.id)
    assert read_note.cache_info().misses == before
