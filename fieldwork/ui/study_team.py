"""Who takes part in the study: a coordinator adds people, changes roles and keeps people out."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Account, Role
from fieldwork.domain.dates import now
from fieldwork.ui.refusals import plain
from fieldwork.ui.widgets import DONE, card, chip_html, quiet, saved_line
from fieldwork.ui.words import say_when

_SAVED = "team-saved"
_PASSWORD_HELP = "Minstens tien tekens. Drie of vier woorden achter elkaar onthoudt u het best."  # noqa: S105
_ROLE_WORDS = {
    Role.VELDWERKER: "legt gesprekken vast en maakt hulpvragen",
    Role.COORDINATOR: "mag alles, ook overdragen en beheren",
    Role.LEZER: "ziet bij de gemeente alleen wat is overgedragen",
}


def team(desk: Desk) -> None:
    """Draw everybody with what can be changed, and a form for somebody new."""
    st.html('<h2 class="wd-section">Team</h2>')
    if _SAVED in st.session_state:
        saved_line(st.session_state.pop(_SAVED))
    for account in desk.management.accounts():
        _account(desk, account)
    key = f"team-new-{_turn()}"
    with st.expander("Iemand toevoegen", icon=":material/person_add:", key=key):
        _new(desk, key)


def _account(desk: Desk, account: Account) -> None:
    mine = account.id == desk.account.id
    with card(f"account-{account.id}"):
        seen = say_when(account.last_seen) if account.last_seen else "nog niet"
        state = chip_html("Kan inloggen", DONE) if account.active else chip_html("Uitgezet")
        you = " (dit bent u)" if mine else ""
        st.html(
            f'<h3 class="wd-card-title">{escape(account.name)}{you}</h3>'
            f"<p>{escape(account.role.label)}, inlognaam {escape(account.login)} {state}</p>"
            f'<p class="wd-quiet">Laatst ingelogd: {escape(seen)}</p>'
        )
        opened = st.expander("Wijzigen", on_change="rerun", key=f"team-open-{account.id}-{_turn()}")
        if opened.open:
            with opened:
                _change(desk, account, mine)


def _change(desk: Desk, account: Account, mine: bool) -> None:
    with st.form(f"team-role-{account.id}", border=False):
        role = _ask_role(f"team-role-of-{account.id}-{_turn()}", account.role)
        if st.form_submit_button("Rol bewaren") and role is not account.role:
            desk.management.set_role(account.id, role)
            _done()
    with st.form(f"team-password-{account.id}", border=False):
        password = st.text_input(
            "Nieuw wachtwoord",
            type="password",
            help=_PASSWORD_HELP,
            autocomplete="new-password",
            key=f"team-password-of-{account.id}-{_turn()}",
        )
        quiet("Wie nu met dit account is ingelogd, moet daarna opnieuw inloggen.")
        if st.form_submit_button("Wachtwoord bewaren"):
            desk.management.set_password(account.id, password)
            _done()
    if mine:
        return
    if account.active:
        quiet(f"{account.call_name} kan dan niet meer inloggen. Wat is vastgelegd, blijft staan.")
    label = "uitzetten" if account.active else "weer aanzetten"
    if st.button(f"{plain(account.call_name)} {label}", key=f"team-active-{account.id}"):
        desk.management.set_active(account.id, not account.active)
        _done()


def _new(desk: Desk, key: str) -> None:
    with st.form(f"{key}-form", border=False):
        name = st.text_input("Naam", key=f"{key}-name", max_chars=120)
        login = st.text_input("Inlognaam", key=f"{key}-login", max_chars=60, autocomplete="off")
        role = _ask_role(f"{key}-role", Role.VELDWERKER)
        password = st.text_input(
            "Wachtwoord",
            type="password",
            help=_PASSWORD_HELP,
            autocomplete="new-password",
            key=f"{key}-password",
        )
        if st.form_submit_button("Toevoegen", type="primary"):
            desk.management.add_account(name, login, role, password)
            _done()


def _ask_role(key: str, role: Role) -> Role:
    chosen = st.radio(
        "Rol",
        list(Role),
        index=list(Role).index(role),
        format_func=lambda one: one.label,
        captions=[_ROLE_WORDS[one] for one in Role],
        key=key,
    )
    return chosen or role


def _turn() -> int:
    """Return a number that changes with each change, so that forms begin empty and closed."""
    turn: int = st.session_state.get("team-turn", 0)
    return turn


def _done() -> None:
    st.session_state["team-turn"] = _turn() + 1
    st.session_state[_SAVED] = now()
    st.rerun()
