"""What a reader at the gemeente should know to use a handover list, in plain sentences."""

from typing import Final

from fieldwork.domain.handover import HandoverDocument, UrgencyClass
from fieldwork.exports import _wording as wording
from fieldwork.exports._cleaning import clean

Section = tuple[str, tuple[tuple[str, str], ...]]

# When to act, per class. Where the gemeente agreed on other terms, the row's own dates say so.
_CLASSES: Final = {
    UrgencyClass.P0: "Iemand is in levensgevaar. Wacht niet op deze lijst: bel nu.",
    UrgencyClass.P1: "Bevestig binnen een uur en spreek de persoon binnen 24 uur, ook in het "
    "weekend.",
    UrgencyClass.P2: "Een ontruiming of afsluiting dreigt. Spreek de persoon binnen drie "
    "werkdagen (Wgs, artikel 4).",
    UrgencyClass.P3: "Het wordt erger als er niets gebeurt. Spreek de persoon binnen vijf "
    "werkdagen.",
    UrgencyClass.P4: "Een gewone aanvraag. Spreek de persoon binnen zes weken (Wmo 2015, "
    "artikel 2.3.2).",
}
_ANSWERING: Final = (
    ("Stap 1", "Vul bij elke persoon in op welke dag u de ontvangst bevestigt."),
    ("Stap 2", "Kies bij 'Antwoord': geaccepteerd, geweigerd of doorgezet."),
    ("Stap 3", "Weigert u? Kies dan de reden. Zet u door? Schrijf bij 'Opmerking' naar wie."),
    ("Stap 4", "Vul in wie de behandelaar is, en na het gesprek de dag van het eerste contact."),
    (
        "Stap 5",
        "Bewaar het bestand met hetzelfde wachtwoord en stuur het terug naar de afzender.",
    ),
)
_DANGER: Final = (
    ("Levensgevaar", "112"),
    ("Veilig Thuis, dag en nacht", "0800-2000"),
    ("Gedachten aan zelfdoding", "113 of 0800-0113"),
)


def explain(document: HandoverDocument, columns: tuple[tuple[str, str], ...]) -> list[Section]:
    """Return the sections of the explanation; ``columns`` are headings with their meaning."""
    return [
        ("Wat is deze lijst", _purpose(document)),
        ("Zo antwoordt u", _ANSWERING),
        ("Hoe snel: de klassen", tuple((wording.say_class(u), _CLASSES[u]) for u in UrgencyClass)),
        ("De kolommen op het blad 'Overdracht'", columns),
        (
            "De onderwerpen op het blad 'Per persoon'",
            tuple((entry.heading, entry.meaning) for entry in wording.ENTRIES),
        ),
        ("Bewaren en delen", _keeping(document)),
        ("Wie u belt", _calling(document)),
    ]


def _purpose(document: HandoverDocument) -> tuple[tuple[str, str], ...]:
    sentences = [
        (
            "De lijst",
            "Deze mensen vertelden hun verhaal aan een veldwerker. Zij hebben hulp nodig die het "
            "team zelf niet kan geven.",
        ),
        (
            "Wie is verantwoordelijk",
            "De afzender blijft verantwoordelijk voor een persoon tot u de vraag accepteert.",
        ),
    ]
    if document.invented:
        sentences.insert(0, ("Let op", f"{wording.INVENTED}. Gebruik deze lijst om te oefenen."))
    return tuple(sentences)


def _keeping(document: HandoverDocument) -> tuple[tuple[str, str], ...]:
    return (
        ("Hoe lang", f"{wording.say_keeping(document)}. Dat geldt ook voor kopieën en prints."),
        ("Met wie", "Deel een regel alleen met wie deze persoon gaat helpen."),
        ("Waarvoor", "Gebruik de gegevens alleen voor het doel dat bij de persoon staat."),
        (
            "Controlecode",
            f"{wording.say_control(document)}. Hiermee kan de afzender nagaan bij welk moment "
            "deze lijst hoort.",
        ),
    )


def _calling(document: HandoverDocument) -> tuple[tuple[str, str], ...]:
    sender = ", ".join(
        text for text in (clean(document.sender), clean(document.sender_contact)) if text.strip()
    )
    own = (("Vragen over deze lijst", sender),) if sender else ()
    return own + _DANGER
