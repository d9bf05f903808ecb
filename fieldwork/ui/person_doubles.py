"""Two entries of one person: found, laid side by side, and made one."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.doubles import Comparison
from fieldwork.actions.people import PersonOnList
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count
from fieldwork.domain.doubles import Contradiction
from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import StaleEdit
from fieldwork.ui.people_cards import say_where
from fieldwork.ui.refusals import plain, show_refusal
from fieldwork.ui.screens import go
from fieldwork.ui.ways import told_html, way_html
from fieldwork.ui.widgets import card_html, draw_cards, draw_ways, quiet

_SHOWN: Final = "doubles-shown"


def choose_double(desk: Desk, person: Person) -> None:
    """Ask who is the same person: those that look alike first, then everybody by name."""
    alike = desk.doubles.alike(person.id)
    draw_cards((_alike_html(person, one) for one in alike), "wd-people")
    if not alike:
        quiet("Niemand heeft dezelfde naam, hetzelfde nummer of hetzelfde adres.")
    others = [one.person for one in desk.people.everybody() if one.person.id != person.id]
    chosen = st.selectbox(
        "Zoek iemand anders",
        others,
        index=None,
        format_func=_say_who,
        placeholder="Typ drie letters",
        key="double-other",
    )
    if chosen is not None:
        go("samenvoegen", persoon=person.id, met=chosen.id)


def merge_form(desk: Desk, kept: PersonId, double: PersonId) -> None:
    """Show what differs, ask what is right, and make one of the two."""
    shown = _as_first_shown(desk, kept, double)
    with st.form("doubles", border=True):
        taken = [one.field for one in shown.contradictions if _takes_other(one)]
        if not shown.contradictions:
            quiet("Wat er van beiden staat, is gelijk of vult elkaar aan.")
        st.html(f"<p>{escape(_say_moves(shown))}</p>")
        wanted = st.form_submit_button(
            "Samenvoegen", type="primary", icon=":material/merge:", key="doubles-merge"
        )
    if wanted:
        _merge(desk, shown, tuple(taken))
    if st.button("Dit zijn twee mensen", key="doubles-not", type="tertiary"):
        go("persoon", persoon=kept)


def way_to_merging(desk: Desk, person: Person) -> None:
    """Draw the way to make one of two entries."""
    if desk.may(Right.WRITE_PEOPLE):
        draw_ways([told_html("samenvoegen", "Staat deze persoon er dubbel?", persoon=person.id)])


def as_whom(doubles: tuple[Person, ...]) -> None:
    """Say as whom somebody stood there once more, so that an old name leads somewhere."""
    if doubles:
        names = ", ".join(_say_who(one) for one in doubles)
        quiet(f"Samengevoegd met: {names}.")


def _alike_html(person: Person, one: PersonOnList) -> str:
    other = one.person
    way = way_html(
        "samenvoegen", "Naast elkaar leggen", "wd-button", persoon=person.id, met=other.id
    )
    return card_html(
        f"<p><strong>{escape(other.name)}</strong></p>"
        f'<p class="wd-quiet">{escape(say_where(other, one.buurt))}</p><p>{way}</p>'
    )


def _as_first_shown(desk: Desk, kept: PersonId, double: PersonId) -> Comparison:
    """Return both as they were when this screen came, so that a later change is noticed."""
    known = st.session_state.get(_SHOWN)
    if known is None or known[0] != (kept, double):
        known = ((kept, double), desk.doubles.compare(kept, double))
        st.session_state[_SHOWN] = known
    shown: Comparison = known[1]
    return shown


def _takes_other(one: Contradiction) -> bool:
    """Ask which of two is right; return whether it is that of the double."""
    chosen = st.radio(
        one.label,
        (one.here, one.there),
        format_func=plain,
        key=f"doubles-{one.field}",
    )
    return chosen == one.there


def _say_moves(shown: Comparison) -> str:
    talks = say_count(shown.talks, "gesprek", "gesprekken")
    asked = say_count(shown.requests, "hulpvraag", "hulpvragen")
    went = f" (waarvan {shown.handed_over} overgedragen)" if shown.handed_over else ""
    moves = f"Er komen {talks} en {asked}{went} bij, met alle afspraken en toestemmingen."
    if shown.handed_over:
        moves += " Wat is overgedragen, blijft staan zoals het is verstuurd."
    return moves


def _merge(desk: Desk, shown: Comparison, taken: tuple[str, ...]) -> None:
    try:
        desk.doubles.merge(shown.kept, shown.double, taken)
    except StaleEdit as refused:
        st.session_state.pop(_SHOWN, None)
        show_refusal(refused)
        return
    st.session_state.pop(_SHOWN, None)
    go("persoon", persoon=shown.kept.id)


def _say_who(person: Person) -> str:
    where = str(person.home)
    return f"{person.name}, {where}" if where else person.name
