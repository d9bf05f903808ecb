"""To whom lists go, whom to call there, who reads there; and files in the gemeente's own form."""

from dataclasses import replace
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.recipients import RecipientPage
from fieldwork.domain.access import Right, Role
from fieldwork.domain.dates import now
from fieldwork.domain.exchange import ZaakSettings
from fieldwork.ui.refusals import plain, show_refusals
from fieldwork.ui.requests import section
from fieldwork.ui.widgets import card, heading, quiet, saved_line

_SAVED: Final = "recipients-saved"
_TURN: Final = "recipients-turn"


def show_recipients(desk: Desk) -> None:
    """Draw every recipient with what can be changed, and a form for a new one."""
    heading("Ontvangers", "Aan wie lijsten gaan, en wie u belt als het te lang duurt.")
    if _SAVED in st.session_state:
        saved_line(st.session_state.pop(_SAVED))
    for page in desk.recipients.all():
        _recipient(desk, page)
    with st.expander("Ontvanger toevoegen", icon=":material/add:", key=f"recipient-new-{_turn()}"):
        _new(desk)
    if desk.may(Right.MANAGE_STUDY):
        section("Bestanden zoals de gemeente ze wil")
        _template(desk)
        _zaken(desk)


def _recipient(desk: Desk, page: RecipientPage) -> None:
    one = page.recipient
    with card(f"recipient-{one.id}"):
        readers = ", ".join(reader.call_name for reader in page.readers)
        who = f"Leest mee: {readers}" if readers else "Elke lezer zonder eigen ontvanger leest mee"
        st.html(
            f'<h3 class="wd-card-title">{escape(one.name)}</h3>'
            f"<p>{escape(', '.join(filter(None, (one.contact, one.phone, one.email))) or '–')}</p>"
            f'<p class="wd-quiet">{escape(who)}</p>'
        )
        with st.expander("Wijzigen", key=f"recipient-open-{one.id}-{_turn()}"):
            _change(desk, page)


def _change(desk: Desk, page: RecipientPage) -> None:
    one = page.recipient
    key = f"recipient-{one.id}-{_turn()}"
    with st.form(f"{key}-form", border=False):
        contact = st.text_input("Wie u belt", one.contact, key=f"{key}-contact", max_chars=120)
        phone = st.text_input("Telefoon", one.phone, key=f"{key}-phone", max_chars=40)
        email = st.text_input("Mailadres van het team", one.email, key=f"{key}-email")
        if st.form_submit_button("Bewaren"):
            with show_refusals():
                desk.recipients.change(
                    replace(one, contact=contact.strip(), phone=phone.strip(), email=email.strip())
                )
                _done()
    if desk.may(Right.MANAGE_STUDY):
        _readers(desk, page, key)


def _readers(desk: Desk, page: RecipientPage, key: str) -> None:
    known = {one.id: one for one in desk.management.accounts() if one.role is Role.LEZER}
    if not known:
        quiet("Er is nog geen lezer. Voeg er een toe bij Onderzoek, Team.")
        return
    with st.form(f"{key}-readers-form", border=False):
        chosen = st.pills(
            "Wie van de gemeente leest mee",
            list(known),
            selection_mode="multi",
            default=[one.id for one in page.readers if one.id in known],
            format_func=lambda one: plain(known[one].name),
            key=f"{key}-readers",
            wrap=True,
        )
        quiet("Kiest u iemand, dan ziet alleen diegene wat naar deze ontvanger gaat.")
        if st.form_submit_button("Lezers bewaren"):
            with show_refusals():
                desk.recipients.set_readers(page.recipient.id, chosen)
                _done()


def _new(desk: Desk) -> None:
    key = f"recipient-add-{_turn()}"
    with st.form(key, border=False):
        name = st.text_input("Naam van het team", key=f"{key}-name", max_chars=120)
        contact = st.text_input("Wie u belt", key=f"{key}-contact", max_chars=120)
        phone = st.text_input("Telefoon", key=f"{key}-phone", max_chars=40)
        email = st.text_input("Mailadres van het team", key=f"{key}-email")
        if st.form_submit_button("Toevoegen", type="primary"):
            with show_refusals():
                desk.recipients.add(name, contact, phone, email)
                _done()


def _template(desk: Desk) -> None:
    with card("template"):
        st.html("<p><strong>Sjabloon in Word</strong></p>")
        own = desk.exchange.has_template()
        quiet("De gemeente heeft een eigen sjabloon." if own else "Nu gebruikt u ons sjabloon.")
        with st.container(horizontal=True):
            st.download_button(
                "Ons voorbeeld",
                desk.exchange.our_template(),
                "sjabloon-overdracht.docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                key="template-ours",
                on_click="ignore",
                icon=":material/download:",
            )
            if own and st.button("Terug naar ons sjabloon", key="template-back"):
                desk.exchange.set_template(b"")
                _done()
        file = st.file_uploader("Eigen sjabloon", type=["docx"], key=f"template-{_turn()}")
        if file is not None and st.button("Sjabloon bewaren", key="template-keep", type="primary"):
            with show_refusals():
                desk.exchange.set_template(file.getvalue())
                _done()


def _zaken(desk: Desk) -> None:
    now_set = desk.exchange.zaak()
    key = f"zaak-{_turn()}"
    label = "Zaken (ZGW Zaken API 1.5)"
    with st.expander(label, key=f"{key}-open"), st.form(f"{key}-form", border=False):
        quiet("De functioneel beheerder van de gemeente kent deze gegevens.")
        rsin = st.text_input("RSIN van de gemeente", now_set.rsin, key=f"{key}-rsin", max_chars=9)
        zaaktype = st.text_input("Zaaktype (webadres)", now_set.zaaktype, key=f"{key}-zaaktype")
        roltype = st.text_input("Roltype (webadres)", now_set.roltype, key=f"{key}-roltype")
        status = st.text_input("Statustype (webadres)", now_set.statustype, key=f"{key}-status")
        is_on = st.toggle("Ook versturen, niet alleen als bestand", now_set.is_on, key=f"{key}-on")
        address = st.text_input("Adres van de Zaken API", now_set.address, key=f"{key}-address")
        client = st.text_input("Naam van deze toepassing", now_set.client_id, key=f"{key}-client")
        secret = st.text_input(
            "Sleutel",
            type="password",
            key=f"{key}-secret",
            autocomplete="off",
            placeholder="Staat ingesteld" if desk.exchange.has_secret() else "",
        )
        quiet("Staat versturen aan, neem dan op in het verwerkingsregister dat dit gebeurt.")
        if st.form_submit_button("Bewaren"):
            made = ZaakSettings(
                rsin.strip(),
                zaaktype.strip(),
                roltype.strip(),
                status.strip(),
                address.strip(),
                client.strip(),
                secret.strip(),
                is_on,
            )
            with show_refusals():
                desk.exchange.set_zaak(made)
                _done()


def _turn() -> int:
    """Return a number that changes with each change, so that forms begin anew."""
    turn: int = st.session_state.get(_TURN, 0)
    return turn


def _done() -> None:
    st.session_state[_TURN] = _turn() + 1
    st.session_state[_SAVED] = now()
    st.rerun()
