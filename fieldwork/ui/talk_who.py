"""With whom a talk was: found by three letters, or typed in as somebody new."""

from collections import Counter
from hashlib import sha256
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.people import PersonOnList, fold
from fieldwork.domain.drafts import MOST_PEOPLE, DraftDetails, DraftNewcomer
from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import Source
from fieldwork.ui.refusals import plain
from fieldwork.ui.talk_where import ask_address

WHO: Final = "talk-who"
_NEW: Final = "talk-newcomers"


def restore(desk: Desk, details: DraftDetails, first: str | None) -> None:
    """Put back who was chosen; ``first`` is chosen too when nobody was yet."""
    known = {one.person.id for one in desk.people.everybody()}
    chosen = [PersonId(one) for one in details.people if one in known]
    if not chosen and not details.newcomers and first in known:
        chosen = [PersonId(str(first))]
    st.session_state[_NEW] = {one.name: one for one in details.newcomers}
    st.session_state[WHO] = [*chosen, *st.session_state[_NEW]]


def ask_who(desk: Desk) -> tuple[tuple[PersonId, ...], tuple[DraftNewcomer, ...]]:
    """Ask with whom the talk was: people who are known, and names that are not."""
    labels = option_labels(desk.people.everybody())
    chosen = st.multiselect(
        "Met wie?",
        list(labels),
        format_func=lambda person: labels.get(person, str(person)),
        placeholder="Typ drie letters van een naam, straat of rol",
        filter_mode="contains",
        select_all=False,
        accept_new_options=True,
        max_selections=MOST_PEOPLE,
        key=WHO,
    )
    people = tuple(PersonId(one) for one in chosen if one in labels)
    names = dict.fromkeys(" ".join(one.split()) for one in chosen if one not in labels)
    return people, tuple(_ask_newcomer(desk, name) for name in names if name)


def option_labels(everybody: list[PersonOnList]) -> dict[PersonId, str]:
    """Return for everybody the words to choose by, each different, in plain text.

    The browser finds an option by what stands in it, so the call name, the role and the home are
    there; and where a name has accents, also the name without: "Özgür Şahin (ozgur sahin)".
    """
    labels = {one.person.id: _say(one) for one in everybody}
    seen: Counter[str] = Counter()
    for person, label in labels.items():
        seen[label] += 1
        # Two people of one name must be two options, or the first would always be taken.
        if seen[label] > 1:
            labels[person] = f"{label} ({seen[label]})"
    return labels


def _say(one: PersonOnList) -> str:
    person = one.person
    role = person.key_figure.role if person.key_figure else ""
    called = person.call_name if person.call_name and person.call_name not in person.name else ""
    known = ", ".join(part for part in (role, str(person.home)) if part)
    name = f"{person.name} ‘{called}’" if called else person.name
    label = f"{name}, {known}" if known else name
    bare = " ".join([_bare(name), *(_bare(word) for word in known.split())]).split()
    return f"{label} ({' '.join(bare)})" if bare else label


def _bare(words: str) -> str:
    """Return ``words`` without accents where they have some; else nothing."""
    return fold(words) if fold(words) != words.casefold() else ""


def _ask_newcomer(desk: Desk, name: str) -> DraftNewcomer:
    """Say that somebody will be added, and ask the little that may be known already."""
    kept: dict[str, DraftNewcomer] = st.session_state.setdefault(_NEW, {})
    known = kept.get(name, DraftNewcomer(name))
    key = f"talk-new-{sha256(name.encode()).hexdigest()[:10]}"
    # What is shut is not drawn: the screen comes a tenth of a second sooner.
    panel = st.expander(
        f"Nieuw: {plain(name)}. Meer invullen mag",
        icon=":material/person_add:",
        on_change="rerun",
        key=key,
    )
    if panel.open:
        with panel:
            known = _fill_in(desk, known, key)
    kept[name] = known
    return known


def _fill_in(desk: Desk, known: DraftNewcomer, key: str) -> DraftNewcomer:
    names = {part: f"{key}-{part}" for part in ("kind", "role", "phone")}
    if names["kind"] not in st.session_state:
        st.session_state[names["kind"]] = known.source
        st.session_state[names["phone"]] = known.phone
    source = st.pills(
        "Wie is dit?", list(Source), format_func=lambda source: source.label, key=names["kind"]
    )
    role = known.role
    if source is Source.SLEUTELFIGUUR:
        if names["role"] not in st.session_state:
            st.session_state[names["role"]] = known.role
        role = st.text_input("Waarvoor komen mensen bij deze persoon?", key=names["role"])
    kept = (known.street, known.number)
    street, number = ask_address(desk, key, "Woont in de straat", kept)
    phone = st.text_input("Telefoon", key=names["phone"], placeholder="Mag leeg blijven")
    return DraftNewcomer(known.name, source or Source.BEWONER, role, street, number, phone)
