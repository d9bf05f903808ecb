"""Every text of a talk is kept, a change loses nothing, and findings keep to their words."""

import pytest
from sqlalchemy import delete, text

from fieldwork.domain.drafts import DraftVersion
from fieldwork.domain.ids import NoteId, SuggestionId
from fieldwork.domain.notes import ConsentState, Need, Origin
from fieldwork.domain.refusals import EmptyNote, Incomplete, NotAllowed, NotFound, StaleEdit
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store.tables import NoteVersionRow
from tests.conftest import TEXT, logged

LEFT = "twee maanden laten liggen"


def texts(desk, note):
    return [one.version.text for one in desk.versions.of(note.id)][::-1]


def typed(desk, edit, words):
    """Type ``words`` as the only text in the field, as a browser would."""
    seen = desk.drafts.opened(edit.draft).main.typed_at
    desk.drafts.write(edit.draft, DraftVersion(words, seen + 1, "pen", seen))
    return desk.versions.edit(edit.note)


def changed(desk, note, words):
    return desk.versions.save(typed(desk, desk.versions.begin(note.id), words))


def finding(desk, note):
    (one,) = desk.notes.page(note.id).reading.findings
    return one.suggestion


def marked(desk, note, words):
    return desk.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, words).suggestion.id


def test_saving_a_talk_makes_the_first_version_and_every_change_the_next(desks):
    note = logged(desks.sara, "Een.")
    desks.omar.notes.change(note, "Een. Twee.")
    changed(desks.sara, note, "Een. Twee. Drie.")
    listed = desks.joke.versions.of(note.id)
    assert [(one.version.number, one.made_by, one.version.text) for one in listed] == [
        (3, "Sara", "Een. Twee. Drie."),
        (2, "Omar", "Een. Twee."),
        (1, "Sara", "Een."),
    ]
    assert [(one.added, one.removed) for one in listed] == [(1, 0), (1, 0), (0, 0)]
    assert listed[2].version.at == note.made_at


def test_a_talk_from_before_versions_has_what_stood_there_as_its_first(desks, shelf):
    note = logged(desks.sara, "Oude tekst.")
    with shelf.opened("het-dal").store.work() as session:
        session.execute(delete(NoteVersionRow).where(NoteVersionRow.note == note.id))
    assert texts(desks.omar, note) == ["Oude tekst."]
    desks.omar.notes.change(note, "Nieuwe tekst.")
    listed = desks.sara.versions.of(note.id)
    assert [(one.version.number, one.made_by) for one in listed] == [(2, "Omar"), (1, "Sara")]
    assert texts(desks.sara, note) == ["Oude tekst.", "Nieuwe tekst."]


def test_what_is_no_change_of_the_text_makes_no_version(desks, fatma):
    note = logged(desks.sara)
    desks.sara.notes.change(note, TEXT)
    desks.sara.notes.answer(note.id, Need.VANDAAG)
    desks.sara.notes.correct(note, [fatma.id], ConsentState.GEGEVEN)
    assert desks.sara.versions.latest(note.id).version.number == 1


def test_a_refused_text_makes_no_version_and_stays_in_the_field(desks):
    note = logged(desks.sara)
    edit = typed(desks.sara, desks.sara.versions.begin(note.id), "  ")
    with pytest.raises(EmptyNote):
        desks.sara.versions.save(edit)
    assert desks.sara.versions.latest(note.id).version.number == 1
    assert desks.sara.versions.edit(note.id).mine == "  "


def test_versions_go_with_the_talk_and_with_nothing_else(desks, shelf):
    note = logged(desks.sara, "Een.")
    desks.sara.notes.change(note, "Twee.")
    with shelf.opened("het-dal").store.work() as session:
        session.execute(text("DELETE FROM suggestions"))
        session.execute(text("DELETE FROM notes WHERE id = :id"), {"id": note.id})
    with pytest.raises(NotFound):
        desks.sara.versions.of(note.id)
    with shelf.opened("het-dal").store.read() as session:
        assert session.execute(text("SELECT count(*) FROM note_versions")).scalar() == 0


def test_an_earlier_text_put_back_is_a_new_version(desks):
    note = logged(desks.sara, "Een.")
    desks.omar.notes.change(note, "Twee.")
    restored = desks.sara.versions.restore(note.id, 1)
    assert restored.text == "Een."
    assert texts(desks.sara, note) == ["Een.", "Twee.", "Een."]
    assert desks.sara.versions.of(note.id)[0].made_by == "Sara"


def test_a_version_that_is_not_there_is_said_so(desks):
    note = logged(desks.sara)
    with pytest.raises(NotFound):
        desks.sara.versions.restore(note.id, 7)
    with pytest.raises(NotFound):
        desks.sara.versions.of(NoteId("weg"))


def test_a_reader_of_the_gemeente_sees_and_changes_no_version(desks):
    note = logged(desks.sara)
    for deed in (desks.willem.versions.of, desks.willem.versions.edit, desks.willem.versions.begin):
        with pytest.raises(NotAllowed):
            deed(note.id)
    with pytest.raises(NotAllowed):
        desks.willem.versions.restore(note.id, 1)


def test_a_finding_moves_with_its_words(desks):
    note = logged(desks.sara)
    marked(desks.sara, note, LEFT)
    after = changed(desks.sara, note, f"Vandaag weer langs.\n\n{TEXT}")
    assert finding(desks.sara, note).span.of(after.text) == LEFT


def test_a_finding_keeps_to_words_that_were_mended(desks):
    note = logged(desks.sara, "De huurachterstnd loopt op.")
    marked(desks.sara, note, "huurachterstnd")
    after = changed(desks.sara, note, "De huurachterstand loopt op.")
    assert finding(desks.sara, note).span.of(after.text) == "huurachterstand"


def test_a_finding_whose_words_are_gone_keeps_them_and_is_not_dropped(desks):
    note = logged(desks.sara)
    marked(desks.sara, note, LEFT)
    changed(desks.sara, note, "Heel iets anders.")
    lost = finding(desks.sara, note)
    assert (lost.span, lost.quote) == (None, LEFT)
    changed(desks.sara, note, "Weer iets anders.")
    assert finding(desks.sara, note).quote == LEFT


def test_lost_words_that_come_back_have_their_finding_again(desks):
    note = logged(desks.sara)
    marked(desks.sara, note, LEFT)
    changed(desks.sara, note, "Heel iets anders.")
    after = desks.sara.versions.restore(note.id, 1)
    back = finding(desks.sara, note)
    assert (back.span.of(after.text), back.quote) == (LEFT, "")


def test_a_lost_finding_is_placed_again_kept_whole_or_taken_back(desks):
    note = logged(desks.sara)
    for words in (LEFT, "14 april", "koelkast is leeg"):
        marked(desks.sara, note, words)
    changed(desks.sara, note, "De huur betaalde ze niet.")
    first, second, third = (
        one.suggestion.id for one in desks.sara.notes.page(note.id).reading.findings
    )
    desks.sara.versions.place(first, "huur  betaalde")
    desks.sara.versions.keep_whole(second)
    desks.sara.versions.take_back(third)
    left = {
        one.suggestion.id: one.suggestion for one in desks.sara.notes.page(note.id).reading.findings
    }
    assert left.keys() == {first, second}
    assert left[first].span.of("De huur betaalde ze niet.") == "huur betaalde"
    assert (left[second].span, left[second].quote) == (None, "")


def test_words_that_are_not_in_the_text_are_no_place_for_a_finding(desks):
    note = logged(desks.sara)
    lost = marked(desks.sara, note, LEFT)
    changed(desks.sara, note, "Anders.")
    with pytest.raises(NotFound):
        desks.sara.versions.place(lost, "staat er niet")
    with pytest.raises(Incomplete):
        desks.sara.versions.place(lost, " ")
    with pytest.raises(NotFound):
        desks.sara.versions.keep_whole(SuggestionId("weg"))
    assert finding(desks.sara, note).quote == LEFT


def test_a_refused_suggestion_stays_refused_when_its_words_go_and_come_back(desks):
    note = logged(desks.sara)
    money = next(one for one in desks.sara.review.suggest(note).open if one.code == "geld")
    desks.sara.review.refuse(money.id)
    changed(desks.sara, note, "Mooi weer.")
    changed(desks.sara, note, TEXT)
    reading = desks.sara.notes.page(note.id).reading
    assert money.id in {one.suggestion.id for one in reading.rejections}
    assert "geld" not in {one.code for one in reading.open}


def test_what_nobody_looked_at_is_read_anew_after_a_change(desks):
    note = logged(desks.sara, "Mooi weer.")
    desks.sara.review.suggest(note)
    desks.sara.review.finish(note.id)
    after = changed(desks.sara, note, "Mooi weer. Zij at al dagen niets, de koelkast is leeg.")
    page = desks.sara.notes.page(note.id)
    assert "geen_eten" in {one.code for one in page.reading.open}
    assert all(one.span.lies_in(after.text) for one in page.reading.open if one.span)
    assert page.note.reviewed_at is None


def test_open_suggestions_never_point_past_a_text_that_was_changed(desks):
    note = logged(desks.sara)
    desks.sara.review.suggest(note)
    desks.sara.notes.change(note, "Kort.")
    reading = desks.sara.notes.page(note.id).reading
    assert all(one.origin is Origin.MENS or one.span is None for one in reading.open)


def test_a_change_goes_on_after_a_reload_where_it_was(desks):
    note = logged(desks.sara, "Een.")
    edit = desks.sara.versions.begin(note.id)
    assert (edit.mine, edit.is_changed, edit.is_stale) == ("Een.", False, False)
    typed(desks.sara, edit, "Een. Twee.")
    assert desks.sara.versions.begin(note.id).mine == "Een. Twee."
    assert desks.omar.versions.edit(note.id) is None
    desks.sara.versions.stop(edit.draft)
    assert desks.sara.versions.edit(note.id) is None
    assert desks.sara.versions.begin(note.id).mine == "Een."


def test_a_change_is_not_offered_as_an_unfinished_talk(desks):
    note = logged(desks.sara, "Een.")
    typed(desks.sara, desks.sara.versions.begin(note.id), "Een. Twee.")
    assert desks.sara.drafts.unfinished() == []


def test_who_saves_second_sees_both_texts_and_loses_nothing(desks):
    note = logged(desks.sara, "Aan tafel. De huur is hoog.")
    edit = typed(desks.sara, desks.sara.versions.begin(note.id), "Aan de tafel. De huur is hoog.")
    changed(desks.omar, note, "Aan tafel. De huur is veel te hoog.")
    with pytest.raises(StaleEdit):
        desks.sara.versions.save(edit)
    both = desks.sara.versions.edit(note.id)
    assert both.is_stale and both.latest_by == "Omar"
    assert both.mine == "Aan de tafel. De huur is hoog."
    assert both.latest.text == "Aan tafel. De huur is veel te hoog."
    assert both.together == "Aan de tafel. De huur is veel te hoog."
    taken = desks.sara.versions.take(both, both.together)
    assert not taken.is_stale
    desks.sara.versions.save(taken)
    assert texts(desks.omar, note)[-1] == both.together
    assert len(texts(desks.omar, note)) == 3


def test_who_saw_both_texts_may_keep_their_own_and_the_other_stays_a_version(desks):
    note = logged(desks.sara, "De huur is hoog.")
    typed(desks.sara, desks.sara.versions.begin(note.id), "De huur is laag.")
    changed(desks.omar, note, "De huur is betaald.")
    both = desks.sara.versions.edit(note.id)
    assert both.together is None
    desks.sara.versions.save(both)
    assert texts(desks.omar, note) == [
        "De huur is hoog.",
        "De huur is betaald.",
        "De huur is laag.",
    ]


def test_a_third_text_that_comes_in_while_two_are_looked_at_is_shown_first(desks):
    note = logged(desks.sara, "Een.")
    typed(desks.sara, desks.sara.versions.begin(note.id), "Twee.")
    changed(desks.omar, note, "Drie.")
    both = desks.sara.versions.edit(note.id)
    changed(desks.joke, note, "Vier.")
    with pytest.raises(StaleEdit):
        desks.sara.versions.save(both)
    assert desks.sara.versions.edit(note.id).latest.text == "Vier."
    assert desks.sara.versions.edit(note.id).mine == "Twee."


def test_a_field_that_was_only_opened_begins_anew_on_what_a_colleague_wrote(desks):
    note = logged(desks.sara, "Een.")
    desks.sara.versions.begin(note.id)
    changed(desks.omar, note, "Een. Twee.")
    assert desks.sara.versions.edit(note.id) is None
    assert desks.sara.versions.begin(note.id).mine == "Een. Twee."


def test_saving_twice_by_a_double_tap_makes_one_version(desks):
    note = logged(desks.sara, "Een.")
    edit = typed(desks.sara, desks.sara.versions.begin(note.id), "Twee.")
    desks.sara.versions.save(edit)
    desks.sara.versions.save(edit)
    assert texts(desks.sara, note) == ["Een.", "Twee."]


def test_what_another_window_wrote_is_chosen_from_before_it_is_saved(desks):
    note = logged(desks.sara, "Een.")
    edit = desks.sara.versions.begin(note.id)
    desks.sara.drafts.write(edit.draft, DraftVersion("Twee.", 1000, "links", 1))
    desks.sara.drafts.write(edit.draft, DraftVersion("Drie.", 1001, "rechts", 1))
    with pytest.raises(Incomplete):
        desks.sara.versions.save(desks.sara.versions.edit(note.id))


def test_correcting_with_whom_a_talk_was_keeps_the_text_a_colleague_changed(desks, fatma):
    note = logged(desks.sara, "Een.")
    changed(desks.omar, note, "Een. Twee.")
    kept = desks.sara.notes.correct(note, [fatma.id], ConsentState.GEGEVEN)
    assert (kept.text, kept.people, kept.consent) == (
        "Een. Twee.", (fatma.id,), ConsentState.GEGEVEN,
    )  # fmt: skip
    assert desks.omar.notes.page(note.id).note == kept


def test_changing_the_text_keeps_what_a_colleague_corrected(desks, fatma):
    note = logged(desks.sara, "Een.")
    desks.omar.notes.correct(note, [fatma.id], ConsentState.GEGEVEN)
    kept = desks.sara.notes.change(note, "Twee.")
    assert (kept.text, kept.people, kept.consent) == ("Twee.", (fatma.id,), ConsentState.GEGEVEN)


def test_two_corrections_of_different_things_both_stay_and_of_the_same_are_refused(desks, fatma):
    note = logged(desks.sara)
    desks.omar.notes.correct(note, [fatma.id], note.consent)
    kept = desks.sara.notes.correct(note, [], ConsentState.GEWEIGERD)
    assert (kept.people, kept.consent) == ((fatma.id,), ConsentState.GEWEIGERD)
    with pytest.raises(StaleEdit):
        desks.joke.notes.correct(note, [], ConsentState.GEGEVEN)


def test_a_change_taken_back_and_done_again_stays_among_the_versions(desks):
    note = logged(desks.sara, "Een.")
    marked(desks.sara, note, "Een")
    changed(desks.sara, note, "Twee.")
    deed = next(one for one in desks.sara.undo.recent() if one.what == "Gesprek gewijzigd")
    undone = desks.sara.undo.undo(deed.number)
    assert texts(desks.sara, note) == ["Een.", "Twee.", "Een."]
    assert desks.sara.notes.page(note.id).note.text == "Een."
    assert finding(desks.sara, note).span.of("Een.") == "Een"
    desks.sara.undo.undo(undone.number)
    assert texts(desks.sara, note) == ["Een.", "Twee.", "Een.", "Twee."]
    assert desks.sara.notes.page(note.id).note.text == "Twee."


def test_a_text_that_was_changed_while_it_was_read_leaves_no_suggestions(desks):
    """Of two changes at once the slower reading may come last: its places are of other words."""
    first = logged(desks.sara, TEXT)
    last = changed(desks.omar, first, "De huur is niet betaald. Verder een rustige middag.")
    after = desks.sara.review.suggest(first)
    assert after == desks.omar.notes.page(last.id).reading
    assert after.open
    assert all(one.span.of(last.text) in last.text and one.span.end <= 24 for one in after.open)
