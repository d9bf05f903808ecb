"""Placeholders are stable, belong to one person each, and leave everything else as it was."""

import pytest

from fieldwork.domain.pseudonyms import PersonalData, Roster
from fieldwork.tagging.pipeline import load_tagger
from fieldwork.tagging.redaction import Redactor


def test_a_person_keeps_one_number_over_all_texts():
    redactor = Redactor()
    first = redactor.redact("Mevrouw Fatima el Amrani kwam met haar zoon Bilal.")
    later = redactor.redact("Bilal is ziek. Fatima belde, mevrouw El Amrani komt morgen.")
    assert first.text == "Mevrouw [naam-1] kwam met haar zoon [naam-2]."
    assert later.text == "[naam-2] is ziek. [naam-1] belde, mevrouw [naam-1] komt morgen."


def test_a_name_that_two_people_share_gets_a_number_of_its_own():
    redactor = Redactor()
    redactor.redact("Jan de Vries en Jan Bakker lopen samen.")
    alone = redactor.redact("Toen kwam Jan binnen.")
    assert alone.text == "Toen kwam [naam-3] binnen."


def test_a_full_name_belongs_to_who_was_called_by_the_first_name_before():
    redactor = Redactor()
    assert redactor.redact("Ik sprak Samira.").text == "Ik sprak [naam-1]."
    assert redactor.redact("Dat was Samira Bouzid.").text == "Dat was [naam-1]."


def test_the_same_number_written_otherwise_is_the_same():
    redacted = Redactor().redact("Bel 06-21834407, dus 06 2183 4407.")
    assert redacted.text == "Bel [telefoon-1], dus [telefoon-1]."


def test_a_genitive_stays_outside():
    redacted = Redactor().redact("Dat is Fatima's jas, van Fatima.")
    assert redacted.text == "Dat is [naam-1]'s jas, van [naam-1]."


def test_spans_are_in_the_text_as_it_was():
    text = "👩‍👧 Bij Samira thuis, Korenbloemstraat 14."
    redacted = Redactor().redact(text)
    assert [text[one.start : one.end] for one in redacted.spans] == [
        "Samira",
        "Korenbloemstraat 14",
    ]
    assert [one.text for one in redacted.spans] == ["Samira", "Korenbloemstraat 14"]


def test_a_name_in_lower_case_is_found_too():
    redacted = Redactor().redact("gesproken met mohamed en fatima, daarna koffie.")
    assert "mohamed" not in redacted.text and "fatima" not in redacted.text


def test_a_placeholder_that_is_there_already_keeps_its_number_to_itself():
    redacted = Redactor().redact("[naam-1] kwam met Samira.")
    assert redacted.text == "[naam-1] kwam met [naam-2]."


@pytest.mark.parametrize(
    "text",
    [
        "Kwam met Roosje de Wit, roos en al.",
        "bij de familie van mientje",
        "Bel Noor op 06 21834407 of mail noor.k@post.example.nl.",
    ],
)
def test_redacting_again_changes_nothing(text):
    once = Redactor().redact(text).text
    assert Redactor().redact(once).text == once


ROSTER = Roster(
    people=(("Wilhelmina Storm", "Mina"), ("Bos", "Beertje")),
    streets=("Nieuwe Pad",),
    phones=("+31 6 21834407",),
    usernames=("@zeebonk",),
    places=("Anna Paulownahuis",),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Er was storm op zee, zei wilhelmina storm.", "Er was storm op zee, zei [naam-1]."),
        ("Mina en Beertje komen.", "[naam-1] en [naam-2] komen."),
        ("Storm wilde niet.", "[naam-1] wilde niet."),
        ("Het is nieuwe pad 3.", "Het is [adres-1]."),
        ("Bel 06 - 218 344 07.", "Bel [telefoon-1]."),
        ("Hij heet online zeebonk.", "Hij heet online [gebruikersnaam-1]."),
        ("Koffie in het Anna Paulownahuis.", "Koffie in het Anna Paulownahuis."),
    ],
)
def test_what_the_study_knows_is_found_for_certain(text, wanted):
    assert Redactor(ROSTER).redact(text).text == wanted


def test_who_is_on_the_roster_is_one_person_by_every_name():
    redacted = Redactor(ROSTER).redact("Wilhelmina kwam, Mina dus; mevrouw Storm.")
    assert redacted.text == "[naam-1] kwam, [naam-1] dus; mevrouw [naam-1]."


def test_the_pipeline_carries_personal_data_on_its_doc():
    doc = load_tagger().read_doc("Bij Samira aan tafel.")
    assert [find.kind for find in doc._.personal_data] == [PersonalData.NAAM]
