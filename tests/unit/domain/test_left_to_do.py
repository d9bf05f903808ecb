"""What a talk still asks for at the desk."""

from dataclasses import replace
from datetime import UTC, date, datetime

from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.left_to_do import LeftToDo, what_is_left
from fieldwork.domain.notes import ConsentState, Need, Note
from fieldwork.domain.places import Place, Point

AT = datetime(2026, 3, 24, 14, tzinfo=UTC)
BARE = Note(NoteId("n"), "tekst", date(2026, 3, 24), AccountId("a"), AT, need=Need.WEET_NIET)
WHOLE = replace(
    BARE,
    people=(PersonId("p"),),
    place=Place(point=Point(51.9, 4.4)),
    consent=ConsentState.GEWEIGERD,
    need=Need.NEE,
    reviewed_at=AT,
)


def test_a_talk_logged_in_haste_lacks_everything_with_the_urgency_first():
    assert set(what_is_left(BARE)) == set(LeftToDo)
    assert what_is_left(BARE)[0] is LeftToDo.NEED_OPEN


def test_a_talk_with_all_of_it_lacks_nothing():
    assert what_is_left(WHOLE) == ()


def test_each_thing_that_is_missing_is_named_alone():
    for change, left in (
        ({"people": ()}, LeftToDo.NO_PEOPLE),
        ({"place": Place()}, LeftToDo.NO_PLACE),
        ({"consent": ConsentState.NIET_GEVRAAGD}, LeftToDo.NO_CONSENT),
        ({"need": Need.WEET_NIET}, LeftToDo.NEED_OPEN),
        ({"reviewed_at": None}, LeftToDo.NOT_READ),
    ):
        assert what_is_left(replace(WHOLE, **change)) == (left,)
