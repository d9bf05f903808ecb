"""Personal data found in a text, and what stands in its place when the text leaves."""

from dataclasses import dataclass, field

from fieldwork.domain.labels import Labelled


class PersonalData(Labelled):
    """What points to one person. The value is the type in files, the label the word on screens."""

    NAAM = "naam", "Naam"
    ADRES = "adres", "Adres"
    POSTCODE = "postcode", "Postcode"
    TELEFOON = "telefoon", "Telefoonnummer"
    EMAIL = "email", "E-mailadres"
    BSN = "bsn", "BSN"
    IBAN = "iban", "Rekeningnummer"
    GEBOORTEDATUM = "geboortedatum", "Geboortedatum"
    KENTEKEN = "kenteken", "Kenteken"
    GEBRUIKERSNAAM = "gebruikersnaam", "Gebruikersnaam"


@dataclass(frozen=True, slots=True)
class Masked:
    """One stretch of personal data: code points ``start`` up to ``end`` of the text it is in.

    ``placeholder`` is what stands there instead: ``[naam-1]``.
    """

    kind: PersonalData
    start: int
    end: int
    text: str
    placeholder: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with placeholders for personal data; pseudonymised, which is not anonymous.

    ``spans`` lie in the text as it was, in order, and do not overlap.
    """

    text: str
    spans: tuple[Masked, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """What is known beforehand, so that it is found for certain.

    ``people`` holds for each person everything they are called: full name first, then call names.
    ``streets`` are names without a number: only with a number behind it a street points to
    somebody.
    """

    people: tuple[tuple[str, ...], ...] = ()
    streets: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    usernames: tuple[str, ...] = ()
    # Names that point to nobody: the neighbourhood, its flats, institutions.
    places: tuple[str, ...] = field(default=())
