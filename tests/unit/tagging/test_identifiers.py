"""Numbers, dates of birth, plates, addresses and accounts are found by their form."""

import pytest

from fieldwork.tagging.personal_data import find_told


def found(text: str) -> list[tuple[str, str]]:
    """Return kind and words of what its form alone gives away in ``text``."""
    return [(find.kind.value, text[find.start : find.end]) for find in find_told(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Bel 06-21834407 na vijf.", "telefoon", "06-21834407"),
        ("Bel 06 2183 44 07 na vijf.", "telefoon", "06 2183 44 07"),
        ("Bel 06.21.83.44.07 na vijf.", "telefoon", "06.21.83.44.07"),
        ("Bel +31 6 2183 4407 na vijf.", "telefoon", "+31 6 2183 4407"),
        ("Bel (0348) 551207 na vijf.", "telefoon", "(0348) 551207"),
        ("Lindelaan 7 (06-21834407).", "telefoon", "06-21834407"),
        ("Tel 0031621834407.", "telefoon", "0031621834407"),
        ("Mail naar r.devos@post.example.nl.", "email", "r.devos@post.example.nl"),
        ("Rekening nl91 abna 0417 1643 00.", "iban", "nl91 abna 0417 1643 00"),
        ("Naar NL91ABNA0417164300 graag.", "iban", "NL91ABNA0417164300"),
        ("bsn 900.000.003 genoteerd", "bsn", "900.000.003"),
        ("bsn 123456789, een tikfout", "bsn", "123456789"),
        ("Huis 2, 5211 AB.", "postcode", "5211 AB"),
        ("Kenteken 12-abc-3 stond er.", "kenteken", "12-abc-3"),
        ("kenteken TX418K", "kenteken", "TX418K"),
        ("geb. 12-07-1968", "geboortedatum", "12-07-1968"),
        ("geboren op 3 februari 1949 in Breda", "geboortedatum", "3 februari 1949"),
        ("geb 3 feb '49", "geboortedatum", "3 feb '49"),
        ("jarig op 12 maart, dan komt er taart", "geboortedatum", "12 maart"),
        ("K. Bos, 1-1-1985, alleen", "geboortedatum", "1-1-1985"),
        ("Woont Korenbloemstraat 14b.", "adres", "Korenbloemstraat 14b"),
        ("Woont Perenhof 9-II, boven.", "adres", "Perenhof 9-II"),
        ("Op de molenwerf 208, achter", "adres", "molenwerf 208"),
        ("Het is Burgemeester Loeffplein 9.", "adres", "Burgemeester Loeffplein 9"),
        ("Adres: Tuinfluiter 22, 8271 RG.", "adres", "Tuinfluiter 22"),
        ("Zijn snap: kleine_boef09, elke dag", "gebruikersnaam", "kleine_boef09"),
        ("Insta @noor.op.dak staat open", "gebruikersnaam", "@noor.op.dak"),
        ("speelt als danny.k33 tot laat", "gebruikersnaam", "danny.k33"),
    ],
)
def test_it_is_found_in_this_form(text, kind, words):
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Betaald: 1.250 euro op 12-03-2026, de rest in juli.",
        "Groep 7 met elf jongens, twee uur lang, 3 ballen.",
        "Bel 112, of 0800-2000 voor Veilig Thuis.",
        "Zaak 2026-00417 ligt bij de rechter.",
        "Aan de Kerkstraat, 60 mensen op straat.",
        "Om 10.30 uur tot 12.15 uur, op 24 maart.",
        "Ravi 34, woont alleen.",
        "Flat Zuid heeft 96 adressen en 4 trappen.",
        "In 2024 waren het er 1500 in de wijk.",
    ],
)
def test_other_numbers_stay(text):
    assert found(text) == []
