"""The form for rounds without a connection, to put on a phone."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.ui.widgets import quiet


def rounds(desk: Desk) -> None:
    """Draw what the form is for, and the file."""
    st.html('<h2 class="wd-section">Op pad zonder verbinding</h2>')
    st.html(
        "<p>Met dit formulier legt u gesprekken vast in ODK Collect of KoboToolbox, ook waar geen "
        "verbinding is. Wat terugkomt, leest u hierboven in.</p>"
    )
    quiet(
        "Wat u in zo’n formulier schrijft, staat op een andere server dan dit onderzoek. Zet bij "
        "ODK versleuteling aan, en kies bij het downloaden voor XML-waarden."
    )
    st.download_button(
        "Formulier opslaan",
        lambda: desk.rounds.form()[1],
        "wijkduik-gesprek.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="import-form",
        icon=":material/download:",
        on_click="ignore",
    )
