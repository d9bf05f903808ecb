"""A list's workbook comes back from the gemeente: what it changes, and what a person chooses."""

import io
from dataclasses import dataclass
from datetime import date, timedelta

import msoffcrypto
import openpyxl
import pytest

from fieldwork.actions.answers import AnswerPreview
from fieldwork.domain.dates import today
from fieldwork.domain.handover import HelpRequest, RequestState
from fieldwork.domain.refusals import NotAllowed, StaleEdit, UnreadableFile, WrongSecret
from fieldwork.domain.sending import SentList
from tests.conftest import Desks
from tests.unit.actions.handover_cases import RECIPIENT, checked

PASSWORD = "b7p-dp8-tz8-5rj"
S = RequestState
TODAY = today()


@dataclass
class Came:
    """A sent list with two people on it, and its workbook as the gemeente has it open."""

    desks: Desks
    sent: SentList
    first: HelpRequest
    second: HelpRequest
    book: openpyxl.Workbook

    def fill(self, line: int, **told: object) -> None:
        """Fill in the answer columns of the first or second person, by their headings."""
        sheet = self.book["Overdracht"]
        head = next(row for row in sheet.iter_rows() if row[0].value == "Nummer")
        at = {cell.value: cell.column for cell in head}
        for heading, value in told.items():
            sheet.cell(head[0].row + line, at[heading.replace("_", " ")], value)

    def read(self, desk=None) -> AnswerPreview:
        """Read the workbook in as it is saved now."""
        content = io.BytesIO()
        self.book.save(content)
        return (desk or self.desks.sara).answers.read("terug.xlsx", content.getvalue(), "")

    def state(self, which: HelpRequest) -> RequestState:
        return self.desks.sara.handover.card(which.id).request.state


@pytest.fixture
def came(desks) -> Came:
    first = checked(desks.sara, desks.joke)
    second = checked(desks.sara, desks.joke, name="Samir Haddad")
    sent = desks.joke.handover.send(RECIPIENT, [first.id, second.id])
    return Came(desks, sent, first, second, opened(desks, sent))


def opened(desks, sent) -> openpyxl.Workbook:
    """Return the workbook of a list without its password."""
    _, content = desks.joke.handover.file(sent.id, "xlsx", PASSWORD)
    office = msoffcrypto.OfficeFile(io.BytesIO(content))
    office.load_key(password=PASSWORD)
    plain = io.BytesIO()
    office.decrypt(plain)
    return openpyxl.load_workbook(plain)


def test_a_file_in_which_nothing_was_filled_in_changes_nothing(came):
    preview = came.read()
    assert preview.lines == ()
    assert preview.same == 2


def test_what_was_filled_in_is_shown_first_and_kept_when_taken(came):
    came.fill(1, Antwoord="Geaccepteerd", Behandelaar="Karin, 0600 11 22 33")
    came.fill(1, Ontvangst_bevestigd_op=TODAY, Eerste_contact_op=TODAY)
    preview = came.read()
    [line] = preview.lines
    assert [step.state for step in line.steps] == [
        S.ONTVANGST_BEVESTIGD,
        S.GEACCEPTEERD,
        S.EERSTE_CONTACT,
    ]
    assert came.state(came.first) is S.VERZONDEN
    assert came.desks.sara.answers.take(preview, {}) == 1
    card = came.desks.sara.handover.card(came.first.id)
    assert card.request.state is S.EERSTE_CONTACT
    assert [event.handler for event in card.course if event.handler] == ["Karin, 0600 11 22 33"]
    assert came.state(came.second) is S.VERZONDEN
    again = came.read()
    assert again.lines == ()


def test_a_refusal_keeps_its_reason_and_words(came):
    came.fill(2, Antwoord="geweigerd", Reden_bij_weigering="Geen mandaat", Opmerking="Bel Zorg")
    came.desks.sara.answers.take(came.read(), {})
    event = came.desks.sara.handover.card(came.second.id).course[-1]
    assert (event.state, event.reason, event.detail) == (S.GEWEIGERD, "geen_mandaat", "Bel Zorg")


def test_what_was_changed_here_meanwhile_is_shown_beside_it_and_a_person_chooses(came):
    came.desks.willem.handover.report(came.first.id, S.GEACCEPTEERD, handler="Henk")
    came.fill(1, Antwoord="Geweigerd", Reden_bij_weigering="Te druk", Behandelaar="Karin")
    [line] = came.read().lines
    assert {(one.name, one.now, one.theirs) for one in line.conflicts} == {
        ("answer", S.GEACCEPTEERD, S.GEWEIGERD),
        ("handler", "Henk", "Karin"),
    }
    assert "kan het niet naar" in line.trouble
    ours = {line.reference: frozenset({"answer", "reason"})}
    preview = came.read()
    again = came.desks.sara.answers.look(preview.file, preview.digest, ours)
    assert not again.lines[0].trouble
    came.desks.sara.answers.take(again, ours)
    card = came.desks.sara.handover.card(came.first.id)
    assert card.request.state is S.GEACCEPTEERD
    assert card.course[-1].handler == "Karin"


def test_what_changed_here_and_not_in_the_file_is_told_as_well(came):
    came.desks.willem.handover.report(came.first.id, S.ONTVANGST_BEVESTIGD)
    came.fill(1, Opmerking="Wij bellen maandag")
    [line] = came.read().lines
    assert [one.name for one in line.elsewhere] == ["confirmed_on"]
    assert not line.conflicts


def test_a_change_between_looking_and_taking_keeps_all_of_it_out(came):
    came.fill(1, Antwoord="Geaccepteerd")
    came.fill(2, Antwoord="Geaccepteerd")
    preview = came.read()
    came.desks.willem.handover.report(came.second.id, S.ONTVANGST_BEVESTIGD)
    with pytest.raises(StaleEdit):
        came.desks.sara.answers.take(preview, {})
    assert came.state(came.first) is S.VERZONDEN


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        ({"Antwoord": "misschien"}, "niet in de lijst"),
        ({"Antwoord": "Geweigerd"}, "zonder reden"),
        ({"Eerste_contact_op": "volgende week"}, "geen dag"),
        ({"Ontvangst_bevestigd_op": TODAY + timedelta(days=3)}, "nog moet komen"),
        ({"Opmerking": "BSN 111222333"}, "burgerservicenummer"),
        ({"Behandelaar": "x" * 3000}, "te veel tekst"),
        ({"Eerste_contact_op": TODAY}, "kan het niet naar"),
        ({"Nummer": "2020-001-01"}, "geen enkele lijst"),
        ({"Nummer": "=1+1", "Antwoord": "Geaccepteerd"}, "geen nummer"),
    ],
)
def test_a_row_that_cannot_be_is_not_taken_and_says_why(came, told, trouble):
    came.fill(1, **told)
    came.fill(2, Antwoord="Geaccepteerd")
    preview = came.read()
    bad, good = sorted(preview.lines, key=lambda line: not line.trouble)
    assert trouble in bad.trouble
    assert preview.ready == (good,)
    came.desks.sara.answers.take(preview, {})
    assert came.state(came.first) is S.VERZONDEN
    assert came.state(came.second) is S.GEACCEPTEERD


def test_columns_may_move_and_rows_may_be_sorted(came):
    sheet = came.book["Overdracht"]
    came.fill(2, Antwoord="Geaccepteerd")
    came.fill(1, Opmerking="Later")
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Nummer")
    rows = [[cell.value for cell in sheet[at]] for at in (head, head + 2, head + 1)]
    for at, cells in enumerate(rows, start=head):
        for column, value in enumerate(reversed(cells), start=1):
            sheet.cell(at, column).value = value
    preview = came.read()
    assert [line.trouble for line in preview.lines] == ["", ""]
    came.desks.sara.answers.take(preview, {})
    assert came.state(came.second) is S.GEACCEPTEERD
    assert came.desks.sara.handover.card(came.first.id).course[-1].detail == "Later"


def test_words_that_look_like_a_formula_are_kept_as_words(came):
    came.fill(1, Antwoord="Geaccepteerd", Opmerking="+31 6 bellen\u202e \u200b@mail")
    came.desks.sara.answers.take(came.read(), {})
    detail = came.desks.sara.handover.card(came.first.id).course[-1].detail
    assert detail == "+31 6 bellen @mail"


def test_who_may_not_is_refused_and_a_strange_file_as_well(came, desks):
    with pytest.raises(NotAllowed):
        came.read(desks.willem)
    _, sealed = desks.joke.handover.file(came.sent.id, "xlsx", PASSWORD)
    with pytest.raises(WrongSecret):
        desks.sara.answers.read("terug.xlsx", sealed, "verkeerd wachtwoord")
    assert desks.sara.answers.read("terug.xlsx", sealed, PASSWORD).same == 2
    for content in (b"", b"PK\x03\x04 half", b"%PDF-1.7", sealed[: len(sealed) // 2]):
        with pytest.raises(UnreadableFile):
            desks.sara.answers.read("terug.xlsx", content, PASSWORD)
    other = openpyxl.Workbook()
    other.active.append(["iets", date(2026, 1, 1)])
    came.book = other
    with pytest.raises(UnreadableFile):
        came.read()
