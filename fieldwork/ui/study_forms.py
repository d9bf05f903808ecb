"""The study itself: its name and area, a copy elsewhere, its passphrase, and the example anew."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.shelf import shelf
from fieldwork.domain.dates import now, say_count, say_number
from fieldwork.domain.refusals import Incomplete
from fieldwork.mapping.files import LARGEST_FILE, MEGABYTE
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import draw_ways, quiet, saved_line

_SAVED = "study-saved"
_BACKUP = "study-backup"
# CBS's map of the whole country is larger than what other screens take.
LARGEST_UPLOAD = LARGEST_FILE // MEGABYTE
_AREA_FILES = ["geojson", "json", "gpkg", "zip"]


def study_and_area(desk: Desk) -> None:
    """Draw the forms for the study's name and start, its boundaries, and its streets."""
    _say_saved()
    st.html('<h2 class="wd-section">Onderzoek</h2>')
    _study(desk)
    st.html('<h2 class="wd-section">Gebied</h2>')
    names = [area.name for area in desk.insight.buurten()]
    counted = say_count(len(names), "buurt", "buurten")
    st.html(f"<p>Nu: {counted}. {escape(', '.join(names))}</p>")
    _read_in(
        "area",
        "Bestand met de grenzen",
        "Een nieuw bestand komt in de plaats van de grenzen die er nu zijn. Gesprekken blijven "
        "staan en krijgen de buurt waar ze nu in liggen.",
        lambda name, content: desk.management.read_area(name, content),
        ("gebied", "gebieden"),
    )
    draw_ways([told_html("gebied", "Tekenen, adressen en PDOK", ":material/polyline:")])
    st.html('<h2 class="wd-section">Straten</h2>')
    streets = len(set(desk.notes.streets()))
    quiet(f"Nu: {say_count(streets, 'straat', 'straten')}.")
    _read_in(
        "streets",
        "Bestand met de straten (GeoJSON)",
        "Met straten erbij vult Wijkduik adressen aan en ziet u waar nog niet is gepraat.",
        lambda name, content: desk.management.read_streets(name, content),
        ("straat", "straten"),
    )


def backup(desk: Desk) -> None:
    """Draw the way to a copy of the study, with what it is and where to keep it."""
    st.html(
        '<h2 class="wd-section">Reservekopie</h2>'
        "<p>Een reservekopie is één bestand met het hele onderzoek. Het is op slot: het gaat "
        "alleen open met uw wachtzin of de herstelsleutel.</p>"
        '<p class="wd-quiet">Bewaar het niet alleen op deze computer, maar ook op een stick of '
        "schijf die u ergens anders opbergt. Maak elke week een nieuwe. Terugzetten doet uw "
        "beheerder met: python -m fieldwork restore.</p>"
    )
    if st.button("Reservekopie maken", key="study-backup-make", icon=":material/save:"):
        with st.spinner("De kopie wordt gemaakt …"):
            st.session_state[_BACKUP] = (desk.slug, *desk.management.backup_file(), now())
    slug, name, content, moment = st.session_state.get(_BACKUP, ("", "", b"", now()))
    if slug != desk.slug:
        return
    size = f"{say_number(max(0.1, len(content) / 1024**2), 1)} MB"
    st.download_button(
        f"Bestand opslaan ({size})",
        content,
        name,
        "application/octet-stream",
        key="study-backup-file",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
    saved_line(moment)


def passphrase(desk: Desk) -> None:
    """Draw the form for a new passphrase; it takes the old one, or the recovery key."""
    st.html('<h2 class="wd-section">Wachtzin</h2>')
    if desk.study.invented:
        quiet("Het voorbeeld heeft een vaste wachtzin: iedereen mag erin kijken.")
        return
    quiet(
        "Met de wachtzin gaat het onderzoek open als de computer opnieuw is gestart. De "
        "herstelsleutel op papier blijft dezelfde. Oude reservekopieën houden hun oude wachtzin."
    )
    _say_saved()
    turn = st.session_state.get("study-turn", 0)
    with st.form(f"study-passphrase-{turn}", border=True):
        secret = _ask_secret("Wachtzin van nu, of de herstelsleutel", f"study-secret-{turn}")
        new = _ask_secret("Nieuwe wachtzin", f"study-new-{turn}")
        again = _ask_secret("Nieuwe wachtzin, nog een keer", f"study-again-{turn}")
        wanted = st.form_submit_button("Wachtzin vernieuwen", type="primary")
    if wanted:
        if new != again:
            raise Incomplete("Wachtzin", "Twee keer dezelfde nieuwe wachtzin")
        desk.management.change_passphrase(secret, new)
        st.session_state["study-turn"] = turn + 1
        _done()


def _ask_secret(label: str, key: str) -> str:
    return st.text_input(label, type="password", key=key, autocomplete="new-password")


def example_anew(desk: Desk) -> None:
    """Draw, in the example only, the way to begin it anew."""
    if not desk.study.invented:
        return
    st.html(
        '<h2 class="wd-section">Voorbeeld opnieuw</h2>'
        "<p>Wat in het voorbeeld is veranderd, gaat weg. Het wordt daarna opnieuw gemaakt. Dat "
        "duurt zo’n tien tot dertig tellen, en iedereen die meekijkt moet opnieuw beginnen.</p>"
    )
    sure = st.checkbox("Ja, gooi dit voorbeeld weg", key="study-example-sure")
    if st.button("Voorbeeld opnieuw maken", key="study-example", disabled=not sure):
        bar = st.progress(0.0, "Even geduld …")
        desk.management.rebuild_example(shelf(), lambda share, words: _show(bar, share, words))
        bar.empty()
        st.html(
            '<p role="status"><strong>Het voorbeeld is opnieuw gemaakt.</strong> '
            '<a class="wd-button" href="/start" target="_self">Naar het begin</a></p>'
        )
        st.stop()


def _show(bar: "st.delta_generator.DeltaGenerator", share: float, words: str) -> None:
    bar.progress(min(max(share, 0.0), 1.0), f"{words} …")


def _study(desk: Desk) -> None:
    study = desk.study
    with st.form("study-self", border=True):
        name = st.text_input("Naam van het onderzoek", study.name, max_chars=120)
        gemeente = st.text_input("Gemeente", study.gemeente, max_chars=120)
        starts_on = st.date_input("Eerste dag", study.starts_on, format="DD-MM-YYYY")
        wanted = st.form_submit_button("Bewaren", type="primary")
    if wanted:
        desk.management.change_study(name, gemeente, starts_on)
        _done()


def _read_in(key: str, label: str, explained: str, read: object, counted: tuple[str, str]) -> None:
    quiet(explained)
    turn = st.session_state.get(f"study-turn-{key}", 0)
    kinds = _AREA_FILES if key == "area" else ["geojson", "json"]
    file = st.file_uploader(
        label, type=kinds, key=f"study-file-{key}-{turn}", max_upload_size=LARGEST_UPLOAD
    )
    if file is not None and st.button("Inlezen", key=f"study-read-{key}", type="primary"):
        with st.spinner("Het bestand wordt gelezen …"):
            taken = read(file.name, file.getvalue())  # type: ignore[operator]
        st.session_state[f"study-turn-{key}"] = turn + 1
        st.session_state[f"study-taken-{key}"] = taken
        _done()
    taken = st.session_state.pop(f"study-taken-{key}", None)
    if taken is not None:
        quiet(f"Ingelezen: {say_count(taken, *counted)}.")


def _say_saved() -> None:
    if _SAVED in st.session_state:
        saved_line(st.session_state.pop(_SAVED))


def _done() -> None:
    st.session_state[_SAVED] = now()
    st.rerun()
