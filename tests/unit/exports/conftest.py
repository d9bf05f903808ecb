"""Three invented people on one invented list, as a civil servant would get it on a Friday."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fieldwork.domain.exchange import Exchange, ZaakSettings
from fieldwork.domain.handover import HandoverDocument, HandoverRow, UrgencyClass

PASSWORD = "fiets dijk lepel wolk"
MADE = datetime(2026, 3, 20, 13, 5, tzinfo=UTC)

VRIES = HandoverRow(
    name="Mw. G. de Vries",
    address="Kinkerdijk 212, 3512 KD Waterstad (bel bij 210, de bovenbel doet het niet)",
    phone="06 1234 0001",
    birth_year="1942",
    language="Nederlands",
    urgency=UrgencyClass.P1,
    why="Zij is dinsdag gevallen in de keuken, eet alleen nog beschuit en de insuline is op.",
    basic_needs=("Eten", "Medicijnen"),
    in_own_words=(
        "Ik wil niemand tot last zijn. Mijn zoon belt op zondag, maar die woont in Groningen en "
        "heeft zelf een druk gezin. Sinds de val durf ik de trap niet meer af.\n\n"
        "De buurvrouw van 210 zet wel eens soep neer. Als u mij vraagt wat er moet gebeuren: "
        "iemand die meegaat naar de dokter, en dat ik weer zelf naar de markt kan."
    ),
    help_wanted=(
        "Vandaag nog de huisarts laten komen voor de insuline en de heup. Daarna thuiszorg en "
        "maaltijden aan huis tot zij weer zelf kan koken."
    ),
    life_areas=("Gezondheid", "Dagelijks leven", "Sociaal netwerk"),
    done_already=(
        "19 maart: boodschappen gedaan voor drie dagen (€ 31,40 uit de kas).\n"
        "20 maart: huisartsenpraktijk De Sluis gebeld; zij komen alleen na verzoek van de gemeente."
    ),
    helpers_now="Buurvrouw van nummer 210, mw. Yıldız. Verder niemand.",
    did_not_work="In januari is een folder van de thuiszorg gestuurd. Zij leest slecht.",
    confidant="Mw. Yıldız, buurvrouw, 06 1234 0002. Weet hiervan en vindt het goed.",
    contact_how="Bellen tussen 10 en 12 uur, laat lang overgaan.",
    contact_not="Niet onaangekondigd aan de deur komen: zij doet dan niet open.",
    visiting_risk="Geen bijzonderheden",
    minors=0,
    interpreter="",
    ground="Vitaal belang",
    purpose="Medische hulp en eten regelen, vandaag.",
    necessity="Zonder naam en adres kan de huisarts niet komen.",
    consent="Gegeven op do 19 maart, mondeling",
    made_by="Sanne",
    made_at=MADE,
    checked_by="Omar",
    confirm_before=datetime(2026, 3, 20, 14, 5, tzinfo=UTC),
    contact_before=datetime(2026, 3, 21, 13, 5, tzinfo=UTC),
    reference="2026-014-01",
)
FATMA = replace(
    VRIES,
    name="Fatma A.",
    address="Waalstraat 18, 3513 AB Waterstad",
    phone="06 1234 0003",
    birth_year="1987",
    language="Turks, een beetje Nederlands",
    urgency=UrgencyClass.P2,
    why="De woning wordt op 14 april ontruimd. Er is geen plek om met de kinderen heen te gaan.",
    basic_needs=("Onderdak", "Geld om van te leven"),
    in_own_words=(
        "Mijn man is sinds november weg. Ik sta er met drie kinderen alleen voor. De huur heb ik "
        "twee maanden laten liggen, omdat ik eerst de stroom wilde betalen. Ik maak de brieven "
        "niet meer open. Çocuklarım okula gidiyor, onlar bilmesin."
    ),
    help_wanted=(
        "De ontruiming tegenhouden: een regeling met de verhuurder en een spoedaanvraag bij "
        "schuldhulp. Iemand die de brieven met haar openmaakt."
    ),
    life_areas=("Geld en schulden", "Wonen", "Gezin"),
    done_already="17 maart: samen 14 brieven geopend en gesorteerd. Map ligt bij haar thuis.",
    helpers_now="Juf Marleen van basisschool De Kade; maatschappelijk werk staat op wacht.",
    did_not_work="Het loket wilde eerst drie formulieren. Zij is na het eerste niet teruggegaan.",
    confidant="Juf Marleen, 06 1234 0004. Weet hiervan.",
    contact_how="WhatsApp, daarna bellen als de kinderen op school zijn (9 tot 14 uur).",
    contact_not="Niet praten over de ontruiming waar de kinderen bij zijn.",
    minors=3,
    interpreter="Turks, liefst een vrouw",
    ground="Toestemming",
    purpose="De ontruiming voorkomen en schulden regelen.",
    necessity="Schuldhulp vraagt naam, adres en gezin om een spoedaanvraag te starten.",
    consent="Gegeven op di 17 maart, schriftelijk",
    confirm_before=datetime(2026, 3, 23, 16, 0, tzinfo=UTC),
    contact_before=datetime(2026, 3, 25, 16, 0, tzinfo=UTC),
    reference="2026-014-02",
)
JOHAN = replace(
    VRIES,
    name="Johan",
    address="Slaapt in de volkstuin, tuin 44, Havenpad",
    phone="",
    birth_year="",
    language="",
    urgency=UrgencyClass.P3,
    why="Na 1 april gaat het terrein dicht en dan staat hij op straat.",
    basic_needs=("Onderdak", "Een identiteitsbewijs"),
    in_own_words="Ik red me wel. Maar zonder paspoort kom ik nergens binnen, zelfs niet op de "
    "opvang.",
    help_wanted="Een identiteitsbewijs en een briefadres, dan een plek in de opvang.",
    life_areas=("Wonen",),
    done_already="",
    helpers_now="",
    did_not_work="",
    confidant="",
    contact_how="Langsgaan na 16 uur, roepen bij het hek.",
    contact_not="",
    visiting_risk="Let op: grote hond loopt los (gezien op 12 maart, geldt tot en met 12 april). "
    "Eerst roepen, hij lijnt de hond aan.",
    minors=0,
    ground="Toestemming",
    purpose="Een identiteitsbewijs en opvang regelen.",
    necessity="Voor een briefadres is een naam nodig.",
    consent="",
    checked_by="",
    confirm_before=datetime(2026, 3, 24, 16, 0, tzinfo=UTC),
    contact_before=datetime(2026, 3, 27, 16, 0, tzinfo=UTC),
    reference="2026-014-03",
)


CATALOGUE = "https://catalogi.waterstad.test/api/v1"
ZAAK = ZaakSettings(
    rsin="002220647",
    zaaktype=f"{CATALOGUE}/zaaktypen/1",
    roltype=f"{CATALOGUE}/roltypen/1",
    statustype=f"{CATALOGUE}/statustypen/1",
)


@pytest.fixture
def document() -> HandoverDocument:
    """A list of three, one of them for today, not in order of urgency."""
    return HandoverDocument(
        number="2026-014",
        study="De Waterkant",
        gemeente="Waterstad",
        recipient="Wijkteam Zuid, t.a.v. Karin Blom",
        sender="Wijkduik De Waterkant",
        sender_contact="Sanne Bakker, 06 1234 0000, ook in het weekend",
        made_at=MADE,
        keep_until=date(2026, 9, 20),
        control="3f9a1c7be05d2468" + "0" * 48,
        invented=True,
        rows=(JOHAN, VRIES, FATMA),
        checked_by="Omar",
        recipient_email="toegang@waterstad.test",
        exchange=Exchange(ZAAK),
    )
