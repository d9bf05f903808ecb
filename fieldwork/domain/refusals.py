"""What a user may be refused, and what to do about it: where, what, what now.

Each refusal is one class, so that a test, a screen and the command line can tell them apart. The
sentence is Dutch, says "u" and blames nobody. A programmer's error is never one of these.
"""


class Refusal(Exception):
    """A user asked for something that cannot be done now; the message says what can."""

    def __init__(self, where: str, what: str, what_now: str) -> None:
        """Say ``where`` it went wrong, ``what`` it is, and ``what_now`` can be done."""
        super().__init__(f"{where}: {what} {what_now}".strip())
        self.where = where
        self.what = what
        self.what_now = what_now


class NotAllowed(Refusal):
    """The signed-in person lacks the right that this takes."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "Rechten", f"Met uw rol kunt u {what} niet.", "Vraag het aan uw coördinator."
        )


class NotFound(Refusal):
    """What was asked for is not in this study (any more)."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "Onderzoek", f"{what} is er niet (meer).", "Ga terug en kies het opnieuw in de lijst."
        )


class EmptyNote(Refusal):
    """A note without words."""

    def __init__(self) -> None:
        super().__init__(
            "Gesprek", "Er staat nog niets in het tekstvak.", "Schrijf op wat u hoorde."
        )


class NoteTooLong(Refusal):
    """A note over the length that can be read back and tagged."""

    def __init__(self, length: int, limit: int) -> None:
        thousands = f"{length:,}".replace(",", ".")
        most = f"{limit:,}".replace(",", ".")
        super().__init__(
            "Gesprek",
            f"Deze tekst telt {thousands} tekens; er passen er {most} in één notitie.",
            "Uw tekst staat er nog. Verdeel hem over twee notities.",
        )


class UnansweredNeed(Refusal):
    """The question whether help is needed now was left open."""

    def __init__(self) -> None:
        super().__init__(
            "Gesprek",
            "De vraag 'Is er nu hulp nodig?' is nog open.",
            "Kies een antwoord; 'weet ik niet' mag ook.",
        )


class NameMissing(Refusal):
    """Somebody or something was left without a name."""

    def __init__(self, whose: str) -> None:
        super().__init__(whose, "Er is nog geen naam ingevuld.", "Een roepnaam is genoeg.")


class OutsideNetherlands(Refusal):
    """A point that cannot be in the European Netherlands."""

    def __init__(self) -> None:
        super().__init__(
            "Plaats",
            "Dit punt ligt buiten Nederland.",
            "Kijk of lengte- en breedtegraad omgewisseld zijn, of tik de plek aan op de kaart.",
        )


class BadDate(Refusal):
    """A day that is not in a range that makes sense."""

    def __init__(self, what: str, what_now: str) -> None:
        super().__init__("Datum", what, what_now)


class BadPostcode(Refusal):
    """A postcode that does not exist in the Netherlands."""

    def __init__(self) -> None:
        super().__init__(
            "Adres", "Deze postcode klopt niet.", "Een postcode is vier cijfers en twee letters."
        )


class NoGround(Refusal):
    """A help request would go out without a legal ground."""

    def __init__(self, whose: str) -> None:
        super().__init__(
            "Overdracht",
            f"De hulpvraag van {whose} heeft nog geen grondslag.",
            "Kies er een bij 'Mag dit?', of vraag eerst toestemming.",
        )


class NoConsent(Refusal):
    """The ground is consent, and consent was not given."""

    def __init__(self, whose: str) -> None:
        super().__init__(
            "Overdracht",
            f"Als grondslag is toestemming gekozen, maar {whose} heeft die niet gegeven.",
            "Vraag toestemming, of kies een andere grondslag en schrijf op waarom.",
        )


class NoReason(Refusal):
    """A step without consent, or alone, needs a reason on record."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "Overdracht", f"Er staat nog niet bij {what}.", "Schrijf in één zin op waarom."
        )


class Incomplete(Refusal):
    """A field that the next step cannot do without is empty."""

    def __init__(self, where: str, field: str) -> None:
        super().__init__(where, f"'{field}' is nog leeg.", "Vul het in en probeer het opnieuw.")


class NoDeliberation(Refusal):
    """Something would be shared without consent that was not weighed with a second person."""

    def __init__(self, whose: str, lacks: str) -> None:
        super().__init__(
            "Overdracht",
            f"{whose} zei hier geen ja op, en de afweging is nog niet af: {lacks}.",
            "Maak de afweging af bij 'Mag dit?', of vraag alsnog toestemming.",
        )


class SecondPersonNeeded(Refusal):
    """Who weighed something cannot be the second person as well."""

    def __init__(self) -> None:
        super().__init__(
            "Afweging",
            "Deze afweging maakte u zelf.",
            "Laat een collega meekijken, of schrijf op met wie u erover gebeld heeft.",
        )


class AlreadySettled(Refusal):
    """What a second person agreed with is not changed any more."""

    def __init__(self) -> None:
        super().__init__(
            "Afweging",
            "Hier keek al een tweede persoon naar; die woorden blijven staan.",
            "Begin een nieuwe afweging; deze blijft ernaast te lezen.",
        )


class OtherRecipient(Refusal):
    """A list would take a request to somebody it was not weighed for."""

    def __init__(self, whose: str, meant: str, to: str) -> None:
        super().__init__(
            "Overdracht",
            f"De hulpvraag van {whose} is bedoeld voor '{meant}', en deze lijst gaat naar '{to}'.",
            "Stuur hem apart, of wijzig bij 'Mag dit?' voor wie hij is.",
        )


class TermsDoNotFit(Refusal):
    """Receipt would be confirmed later than somebody is in touch."""

    def __init__(self) -> None:
        super().__init__(
            "Klassen en termijnen",
            "De ontvangst zou later worden bevestigd dan het eerste contact.",
            "Kies voor de bevestiging een kortere tijd.",
        )


class WrongStep(Refusal):
    """A help request cannot go from its state to the one asked for."""

    def __init__(self, state: str, wanted: str) -> None:
        super().__init__(
            "Overdracht",
            f"Deze hulpvraag staat op '{state}' en kan niet naar '{wanted}'.",
            "Kijk op de tijdlijn wat er al gebeurd is; misschien deed een collega het net.",
        )


class BsnNoticed(Refusal):
    """A citizen service number was typed where none may be."""

    def __init__(self, where: str) -> None:
        super().__init__(
            where,
            "Hier lijkt een burgerservicenummer in te staan. Dat mogen we niet bewaren.",
            "Haal het nummer weg; de gemeente zoekt het zelf op.",
        )


class SamePerson(Refusal):
    """The same person twice, where two people are meant."""

    def __init__(self, where: str, now: str) -> None:
        super().__init__(where, "Dit is twee keer dezelfde persoon.", now)


class AlreadyThere(Refusal):
    """Something that stands there already, and would stand there twice."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(where, f"{what} staat er al.", "Wijzig wat er staat, of laat het zo.")


class BadAmount(Refusal):
    """What was typed is no amount that can be spent."""

    def __init__(self) -> None:
        super().__init__(
            "Uitgave",
            "Dit bedrag klopt niet.",
            "Schrijf het in euro's, bijvoorbeeld 12,50. Het moet meer dan nul zijn.",
        )


class ConsentWasDenied(Refusal):
    """A yes would overrule a no that was said before."""

    def __init__(self, state: str) -> None:
        super().__init__(
            "Toestemming",
            f"Hiervoor staat nu '{state}'.",
            "Is dit later toch anders gezegd? Schrijf op hoe, en bewaar het dan opnieuw.",
        )


class NothingToSend(Refusal):
    """A list without one checked request."""

    def __init__(self) -> None:
        super().__init__(
            "Overdracht",
            "Er is nog geen getoetste hulpvraag om te versturen.",
            "Toets eerst een hulpvraag; die komt dan op de lijst.",
        )


class WeakSecret(Refusal):
    """A password or passphrase that is too easily guessed."""

    def __init__(self, what: str, least: int) -> None:
        super().__init__(
            what,
            f"Deze is te kort: neem minstens {least} tekens.",
            "Drie of vier woorden achter elkaar onthoudt u het best.",
        )


class SecretTooLong(Refusal):
    """A password that a file format cannot take."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(
            what, "Dit is te lang voor een bestand.", f"Neem hooguit {most} tekens, zonder emoji."
        )


class NameTaken(Refusal):
    """A login name or study name that exists already."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, f"'{name}' bestaat al.", "Kies een andere naam.")


class WrongSecret(Refusal):
    """A passphrase, recovery key or password that does not fit."""

    def __init__(self, what: str) -> None:
        super().__init__(
            what,
            "Dit past niet.",
            "Let op hoofdletters en spaties. De herstelsleutel werkt ook.",
        )


class StoreTooNew(Refusal):
    """The store was written by a later version of Wijkduik."""

    def __init__(self) -> None:
        super().__init__(
            "Onderzoek openen",
            "Dit onderzoek is met een nieuwere versie van Wijkduik bewaard.",
            "Werk Wijkduik bij en open het dan opnieuw. Er is niets veranderd.",
        )


class StoreDamaged(Refusal):
    """The store's pages do not match their seals."""

    def __init__(self) -> None:
        super().__init__(
            "Onderzoek openen",
            "Het bestand van dit onderzoek is beschadigd.",
            "Zet de laatste reservekopie terug met 'python -m fieldwork restore'.",
        )


class DiskFull(Refusal):
    """The disk took no more while saving."""

    def __init__(self) -> None:
        super().__init__(
            "Bewaren",
            "De schijf van deze computer is vol, dus er is niets bewaard.",
            "Laat dit scherm open staan, maak ruimte vrij en bewaar opnieuw.",
        )


class StoreBusy(Refusal):
    """Somebody else kept the store locked for too long."""

    def __init__(self) -> None:
        super().__init__(
            "Bewaren",
            "Iemand anders was net aan het bewaren, dus dit is nog niet bewaard.",
            "Wacht een paar tellen en probeer het opnieuw. Uw tekst staat er nog.",
        )


class StaleEdit(Refusal):
    """Somebody else changed the same thing in the meantime."""

    def __init__(self, what: str) -> None:
        super().__init__(
            what,
            "Een collega heeft dit net veranderd.",
            "Bekijk eerst de nieuwe versie; uw eigen tekst staat er nog.",
        )


class UnreadableFile(Refusal):
    """A file that is not what it should be."""

    def __init__(self, name: str, what: str, what_now: str) -> None:
        super().__init__(f"Bestand '{name}'", what, what_now)


class UnreadableLine(Refusal):
    """A line in a file that cannot be read; nothing of the file was taken."""

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(
            f"Bestand '{name}', regel {line}",
            what,
            "Er is niets ingelezen. Verbeter de regel en lees het bestand opnieuw in.",
        )
        self.line = line


class UnsafeFolder(Refusal):
    """A folder where an encrypted store would be damaged or leaked."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "Map",
            f"'{folder}' wordt gesynchroniseerd of staat op een netwerkschijf.",
            "Kies een map op deze computer zelf.",
        )
