"""The log of the study in words: who did what, when."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.management import Deed
from fieldwork.domain.access import Role
from fieldwork.domain.dates import local, say_day, say_time
from fieldwork.domain.handover import RequestState
from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import Need
from fieldwork.domain.themes import Codebook
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import ATTENTION, DONE, chip_html, draw_ways, quiet

AT_ONCE = 50
# What was done, as it completes "Sara …". {0} is the detail in words, where it says something.
_SAID: Final = {
    "aangemeld": "logde in",
    "afgemeld": "logde uit",
    "onderzoek begonnen": "begon het onderzoek",
    "onderzoek gewijzigd": "veranderde naam, gemeente of begin van het onderzoek",
    "gebied ingelezen": "las de grenzen opnieuw in",
    "straten ingelezen": "las de straten in",
    "reservekopie gemaakt": "maakte een reservekopie",
    "wachtzin vernieuwd": "vernieuwde de wachtzin",
    "account gemaakt": "maakte een account ({0})",
    "account aan": "zette een account aan",
    "account uit": "zette een account uit",
    "rol gewijzigd": "veranderde een rol ({0})",
    "wachtwoord vernieuwd": "vernieuwde een wachtwoord",
    "persoon toegevoegd": "voegde iemand toe",
    "persoon gewijzigd": "veranderde de gegevens van iemand",
    "mensen samengevoegd": "voegde twee keer dezelfde persoon samen",
    "gesprek vastgelegd": "legde een gesprek vast",
    "gesprek gewijzigd": "veranderde de tekst van een gesprek",
    "hulp nodig beantwoord": "gaf antwoord op ‘Is er nu hulp nodig?’ ({0})",
    "bevestigd": "bevestigde: {0}",
    "afgewezen": "wees af: {0}",
    "zelf gemarkeerd": "markeerde zelf: {0}",
    "teruggedraaid": "draaide een keuze terug",
    "alles bevestigd": "bevestigde alles in een gesprek",
    "thema's afgewezen": "wees de thema’s in een gesprek af",
    "nagelezen": "las een gesprek na",
    "opnieuw na te lezen": "zette een gesprek terug om na te lezen",
    "steekproef getrokken": "trok gesprekken voor een tweede lezer ({0})",
    "tweede lezing begonnen": "begon als tweede lezer aan een gesprek",
    "als tweede gemarkeerd": "markeerde als tweede lezer: {0}",
    "markering als tweede weggehaald": "haalde als tweede lezer een markering weg",
    "als tweede gelezen": "las een gesprek als tweede",
    "tweede lezing heropend": "las verder als tweede lezer",
    "lezingen naast elkaar gelegd": "legde twee lezingen naast elkaar",
    "samen besproken": "besprak samen een verschil: {0}",
    "bestand ingelezen": "las een bestand met gesprekken in",
    "hulpvraag gemaakt": "maakte een hulpvraag ({0})",
    "hulpvraag gewijzigd": "veranderde een hulpvraag",
    "hulpvraag getoetst": "toetste een hulpvraag",
    "stand gewijzigd": "zette een hulpvraag op: {0}",
    "lijst verzonden": "verstuurde lijst {0}",
    "bestand gemaakt": "maakte een bestand van een lijst",
    "lijst gemaakt": "zette lijst {0} klaar",
    "lijst nagekeken": "keek lijst {0} na",
    "van de lijst gehaald": "haalde iemand van lijst {0}",
    "lijst vervallen": "liet lijst {0} vervallen",
    "antwoorden ingelezen": "las antwoorden van de gemeente in ({0})",
    "ontvanger gemaakt": "voegde een ontvanger toe",
    "ontvanger gewijzigd": "veranderde een ontvanger",
    "lezers van een ontvanger": "koos wie bij een ontvanger meeleest",
    "zaken ingesteld": "stelde de zaken in ({0})",
    "zaken verstuurd": "verstuurde zaken van lijst {0}",
    "sjabloon ingesteld": "koos een sjabloon voor Word",
    "cijfers afgedrukt": "maakte een afdruk van hoe het loopt",
    "afweging begonnen": "begon een afweging",
    "afweging gewijzigd": "werkte aan een afweging",
    "afweging met tweede persoon": "keek mee bij een afweging",
    "afweging herzien": "bekeek een afweging opnieuw",
    "telefoongesprek vastgelegd": "schreef op wie er gebeld is",
    "telefoongesprek weggehaald": "haalde een telefoongesprek weg",
    "kennismaking gepland": "plande een kennismaking",
    "kennismaking verzet": "verzette een kennismaking",
    "kennismaking afgesloten": "schreef op hoe een kennismaking ging",
    "toestemming ingetrokken": "legde vast dat een ja is ingetrokken",
    "terugroepen doorgegeven": "gaf door dat gegevens weg moeten",
    "gegevens gewist": "legde vast dat gegevens gewist zijn",
    "termijn gewijzigd": "stelde een klasse of termijn in",
    "afspraak gemaakt": "zette iets op de lijst",
    "afspraak gedaan": "deed iets van de lijst",
    "afspraak vervallen": "haalde iets van de lijst",
    "afspraak verzet": "verzette iets naar een andere dag",
    "afspraak teruggedraaid": "draaide iets op de lijst terug",
    "voorstel afgewezen": "wees een voorstel bij een gesprek af",
    "gesprek op de kaart gezet": "zette een gesprek op de kaart",
    "gepseudonimiseerd": "nam gesprekken mee zonder namen",
    "woord geleerd": "leerde Wijkduik een woord bij: {0}",
    "woord teruggenomen": "nam een geleerd woord terug bij: {0}",
    "woord teruggezet": "zette een geleerd woord terug bij: {0}",
    "woord weggehaald": "haalde een geleerd woord weg",
    "les teruggenomen": "nam een les terug over: {0}",
    "les teruggezet": "zette een les terug over: {0}",
    "lessen teruggenomen": "nam alle lessen terug over: {0}",
    "lessen teruggezet": "zette alle lessen terug over: {0}",
    "alsnog geleerd": "liet Wijkduik leren van antwoorden van eerder",
    "leren aan": "zette leren aan",
    "leren uit": "zette leren uit",
    "geleerde meegenomen": "maakte een bestand van wat Wijkduik leerde",
    "geleerde ingelezen": "las in wat een ander team leerde",
    "geleerde teruggedraaid": "draaide terug wat van een ander team kwam",
}
# Where the thing can be seen that a deed was done to.
_SCREEN_OF: Final = {
    "gesprek": ("gesprek vastgelegd", "gesprek gewijzigd", "hulp nodig beantwoord", "bevestigd"),
    "persoon": ("persoon toegevoegd", "persoon gewijzigd", "mensen samengevoegd"),
    "hulpvraag": (
        "hulpvraag gemaakt",
        "hulpvraag gewijzigd",
        "hulpvraag getoetst",
        "stand gewijzigd",
    ),
}
_SCREENS: Final[Mapping[str, str]] = {
    deed: screen for screen, deeds in _SCREEN_OF.items() for deed in deeds
} | {"afgewezen": "gesprek", "zelf gemarkeerd": "gesprek", "nagelezen": "gesprek"}
_CODES: Final[tuple[type[Labelled], ...]] = (Role, RequestState, Need)


def say_deed(deed: Deed, codebook: Codebook) -> str:
    """Return "Sara legde een gesprek vast"; what is new here is said as it stands on the trail."""
    said = _SAID.get(deed.entry.deed)
    if said is None:
        return f"{deed.who}: {deed.entry.deed}"
    return f"{deed.who} {said.format(_say_detail(deed.entry.detail, codebook))}"


def log(desk: Desk) -> None:
    """Draw whether the log is whole, and what was done, the last first."""
    st.html('<h2 class="wd-section">Logboek</h2>')
    if desk.management.trail_holds():
        holds = chip_html("Klopt", DONE)
        words = "Elke regel hoort bij de vorige. Er is niets veranderd of weggehaald."
    else:
        holds = chip_html("Klopt niet", ATTENTION)
        words = "Een regel past niet bij de vorige. Bel uw beheerder voordat u verder werkt."
    st.html(f"<p>{holds} {words}</p>")
    deeds = desk.management.deeds()
    shown = st.session_state.get("log-shown", AT_ONCE)
    days = groupby(deeds[:shown], key=lambda deed: local(deed.entry.at).date())
    for day, found in days:
        st.html(f'<h3 class="wd-card-title">{say_day(day)}</h3>')
        _day(list(found), desk.codebook)
    if len(deeds) > shown:
        if st.button("Eerder", key="log-more"):
            st.session_state["log-shown"] = shown + AT_ONCE
            st.rerun()
    else:
        quiet("Hier staan de laatste tweehonderd regels. De rest zit in de reservekopie.")


def _day(deeds: Sequence[Deed], codebook: Codebook) -> None:
    """Draw the deeds of a day; the same thing several times over is one line."""
    draw_ways(
        _line_html(said, list(several))
        for said, several in groupby(deeds, key=lambda deed: _what(deed, codebook))
    )


def _line_html(said: tuple[str, str, str], found: Sequence[Deed]) -> str:
    words, screen, subject = said
    times = f" ({len(found)} keer)" if len(found) > 1 else ""
    label = f"{say_time(found[0].entry.at)} {words}{times}"
    if not screen:
        return f'<p class="wd-deed">{escape(label)}</p>'
    return told_html(screen, label, **{screen: subject})


def _what(deed: Deed, codebook: Codebook) -> tuple[str, str, str]:
    """Return the sentence, and where its subject can be seen, if anywhere."""
    screen = _SCREENS.get(deed.entry.deed, "")
    return say_deed(deed, codebook), screen, deed.entry.subject if screen else ""


def _say_detail(detail: str, codebook: Codebook) -> str:
    for codes in _CODES:
        for code in codes:
            if code.value == detail:
                return code.label.lower()
    return codebook.label(detail)
