"""The words that every handover file shares: headings, what they mean, the sentence on top."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fieldwork.domain.dates import say_count, say_day, say_moment
from fieldwork.domain.handover import HandoverDocument, HandoverRow, UrgencyClass, VisitingRisk
from fieldwork.exports._cleaning import clean

INVENTED: Final = "Voorbeeld: alle personen zijn verzonnen"
CONTROL_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a handover says of a person: its heading, its meaning, where it stands."""

    name: str
    heading: str
    meaning: str
    says: Callable[[HandoverRow], str]

    def of(self, row: HandoverRow) -> str:
        """Return the cleaned text for this person, empty where nothing is known."""
        return clean(self.says(row)).strip()


def _plain(name: str, heading: str, meaning: str) -> Entry:
    def says(row: HandoverRow) -> str:
        text = getattr(row, name)
        return text if isinstance(text, str) else ""

    return Entry(name, heading, meaning, says)


def say_class(urgency: UrgencyClass) -> str:
    """Return "P2 Bedreigend: binnen 3 werkdagen"."""
    return f"{urgency.value} {urgency.label}"


def say_minors(row: HandoverRow) -> str:
    """Return "3 kinderen jonger dan 18", or nothing."""
    if not row.minors:
        return ""
    return say_count(row.minors, "kind jonger dan 18", "kinderen jonger dan 18")


def say_list(labels: tuple[str, ...]) -> str:
    """Return "Onderdak, een identiteitsbewijs": one capital, abbreviations left alone."""
    first, *others = labels or ("",)
    return ", ".join([first, *(_lowered(label) for label in others)])


def _lowered(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def say_beware(row: HandoverRow) -> str:
    """Return what a visitor must know before anything else: what not to do, and what was seen."""
    risk = row.visiting_risk.strip()
    harmless = not risk or risk.rstrip(".") == VisitingRisk.GROEN.label
    risk = risk.removeprefix(f"{VisitingRisk.ORANJE.label}:").strip()
    risk = risk[:1].upper() + risk[1:]
    parts = (row.contact_not.strip(), "" if harmless else risk)
    return clean("\n".join(part for part in parts if part))


def one_line(text: str) -> str:
    """Return ``text`` cleaned, on one line."""
    return " ".join(clean(text).split())


def _say_made(row: HandoverRow) -> str:
    return f"{row.made_by}, {say_moment(row.made_at, year=True)}".lstrip(", ")


ENTRIES: Final = (
    Entry(
        "urgency",
        "Hoe snel",
        "De klasse en binnen welke tijd hulp er moet zijn.",
        lambda row: say_class(row.urgency),
    ),
    _plain("why", "Waarom deze haast", "Wat er misgaat als het langer duurt."),
    _plain("address", "Adres", "Waar de persoon woont of verblijft."),
    _plain("phone", "Telefoon", "Het nummer dat de persoon zelf gaf."),
    _plain("birth_year", "Geboortejaar", "Alleen het jaar, om de juiste persoon te vinden."),
    Entry("minors", "Kinderen in huis", "Hoeveel kinderen jonger dan 18 er wonen.", say_minors),
    _plain("language", "Taal", "De taal waarin de persoon zich het best uitdrukt."),
    _plain("interpreter", "Tolk", "Of er een tolk nodig is, en welke."),
    _plain("in_own_words", "In eigen woorden", "Wat de persoon zelf vertelde."),
    Entry(
        "basic_needs",
        "Eerst nodig",
        "Eten, onderdak, veiligheid en dergelijke. Begin hiermee.",
        lambda row: say_list(row.basic_needs),
    ),
    _plain("help_wanted", "Wat is nodig", "De hulp die de persoon vraagt."),
    Entry(
        "life_areas",
        "Het gaat over",
        "De onderwerpen die bij deze vraag horen. Andere zijn niet gevraagd.",
        lambda row: say_list(row.life_areas),
    ),
    _plain("done_already", "Wat is al gedaan", "Wat het team zelf al deed, en wat dat opleverde."),
    _plain("helpers_now", "Wie helpt nu", "Wie er nu betrokken is. Stem met hen af."),
    _plain("did_not_work", "Wat niet werkte", "Wat eerder is geprobeerd. Begin daar niet mee."),
    _plain("contact_how", "Zo bereikbaar", "De manier die de persoon koos."),
    _plain("contact_when", "Wanneer bereikbaar", "De dagen en tijden die de persoon koos."),
    _plain("contact_not", "Beter niet doen", "Wat het vertrouwen of de veiligheid schaadt."),
    _plain("household", "Huishouden", "Wie er in huis wonen."),
    _plain("network_plan", "Plan met het netwerk", "Wat familie, vrienden en buren afspraken."),
    _plain("director", "Wie de regie heeft", "Wie beslist; anders is dat de persoon zelf."),
    _plain("confidant", "Vertrouwenspersoon", "Wie de persoon zelf vertrouwt."),
    _plain("visiting_risk", "Bij een bezoek", "Alleen wat gezien is, met de maatregel."),
    _plain("ground", "Grondslag", "Op welke grond van de AVG (artikel 6) dit met u is gedeeld."),
    _plain("purpose", "Waarvoor", "Alleen hiervoor mag u de gegevens gebruiken."),
    _plain("necessity", "Waarom dit nodig is", "Waarom het niet met minder gegevens kan."),
    Entry(
        "consent",
        "Toestemming",
        "Of de persoon ja zei tegen deze overdracht.",
        lambda row: row.consent or "Niet gevraagd",
    ),
    Entry(
        "changed",
        "Nieuw sinds de vorige lijst",
        "Wat er veranderd is sinds deze vraag eerder is overgedragen.",
        lambda row: say_list(row.changed) if row.changed else "",
    ),
    Entry("made_by", "Opgesteld door", "Wie u vragen kunt stellen over deze persoon.", _say_made),
    _plain("checked_by", "Getoetst door", "Wie controleerde of delen mag."),
    Entry(
        "confirm_before",
        "Bevestigen voor",
        "Voor dit moment laat u weten dat u de vraag hebt.",
        lambda row: say_moment(row.confirm_before, year=True),
    ),
    Entry(
        "contact_before",
        "Eerste contact voor",
        "Voor dit moment spreekt iemand van u de persoon.",
        lambda row: say_moment(row.contact_before, year=True),
    ),
)
BY_NAME: Final = {entry.name: entry for entry in ENTRIES}
# The blocks of a person's page around the story, in the order in which they are read.
REASON: Final = ("changed", "why", "address")
FACTS: Final = (
    "confirm_before",
    "contact_before",
    "phone",
    "language",
    "birth_year",
    "interpreter",
    "minors",
)
SUBJECTS: Final = (
    "basic_needs",
    "help_wanted",
    "life_areas",
    "done_already",
    "helpers_now",
    "did_not_work",
    "contact_how",
    "contact_when",
    "contact_not",
    "household",
    "network_plan",
    "director",
    "confidant",
    "visiting_risk",
)
BASIS: Final = ("ground", "purpose", "necessity", "consent", "made_by", "checked_by")


def in_order(document: HandoverDocument) -> tuple[HandoverRow, ...]:
    """Return the people with the most urgent first, then by when contact must be made."""
    return tuple(sorted(document.rows, key=lambda row: (row.urgency.value, row.contact_before)))


def say_headline(document: HandoverDocument) -> tuple[str, str]:
    """Return "3 personen hebben nu hulp nodig" and "2 vandaag", the part that is in colour."""
    count, today = len(document.rows), len(document.today)
    if not count:
        return "Er staat niemand op deze lijst", ""
    verb = "heeft" if count == 1 else "hebben"
    sentence = f"{say_count(count, 'persoon', 'personen')} {verb} nu hulp nodig"
    if not today:
        return sentence, ""
    return sentence, "vandaag nog" if today == count else f"{today} vandaag"


def say_title(document: HandoverDocument) -> str:
    """Return "Overdracht 2026-014"."""
    return f"Overdracht {clean(document.number)}"


def say_parties(document: HandoverDocument) -> tuple[tuple[str, str], ...]:
    """Return label and text for who sends what to whom, when; empty ones are left out."""
    pairs = (
        ("Aan", _join(document.recipient, document.gemeente)),
        ("Van", _join(document.sender, document.study)),
        ("Nagekeken door", clean(document.checked_by)),
        ("Vragen", clean(document.sender_contact)),
        ("Datum", say_moment(document.made_at, year=True)),
        ("Bewaren tot en met", say_day(document.keep_until, year=True)),
    )
    return tuple((label, text.strip()) for label, text in pairs if text.strip())


def say_control(document: HandoverDocument) -> str:
    """Return the short control code: the first 16 of the 64 characters."""
    return clean(document.control)[:CONTROL_LENGTH]


def say_keeping(document: HandoverDocument) -> str:
    """Return how long the file may be kept."""
    return f"Bewaren tot en met {say_day(document.keep_until, year=True)}, daarna vernietigen"


def _join(*texts: str) -> str:
    """Join what is filled in, without saying the same name twice."""
    kept: list[str] = []
    for text in (clean(text).strip() for text in texts):
        if text and not any(text in earlier for earlier in kept):
            kept.append(text)
    return ", ".join(kept)
