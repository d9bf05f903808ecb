"""Somebody as they stand in a list, and the head of their own screen."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from fieldwork.actions.people import PersonOnList, PersonPage
from fieldwork.domain.people import KeyFigure, Person
from fieldwork.ui.ways import way_html
from fieldwork.ui.widgets import ATTENTION, DONE, card, card_html, chip_html, draw_cards
from fieldwork.ui.words import say_ago

NO_LINK = "Nog te koppelen aan de gemeente"


def people_cards(found: Sequence[PersonOnList]) -> None:
    """Draw people as cards, as many beside each other as fit."""
    draw_cards((_card_html(one) for one in found), "wd-people")


def name_html(person: Person) -> str:
    """Return a name that leads to the person."""
    return way_html("persoon", person.name, "wd-name", persoon=person.id)


def say_where(person: Person, buurt: str) -> str:
    """Return "Bewoner, Waalstraat 12, Kadebuurt", as far as it is known."""
    parts = (person.kind.label, str(person.home), buurt)
    return ", ".join(part for part in parts if part)


def say_last_talk(one: PersonOnList) -> str:
    """Return "laatst gesproken 3 weken geleden"."""
    if one.last_talk is None:
        return "nog niet gesproken"
    return f"laatst gesproken {say_ago(one.last_talk)}"


def person_head(page: PersonPage) -> None:
    """Draw who this is, and what is known."""
    person = page.person
    whole = person.name if person.known_as != person.name else ""
    where = say_where(person, page.buurt)
    line = f"{whole}, {where[0].lower()}{where[1:]}" if whole else where
    st.html(
        f'<h1 class="wd-heading">{escape(person.known_as)}</h1>'
        f'<p class="wd-quiet">{escape(line)}</p>'
        + (f"<p>{escape(person.about)}</p>" if person.about else "")
        + _facts(person)
    )


def figure_card(figure: KeyFigure) -> None:
    """Draw for what people turn to somebody, whom they reach, and who at the gemeente knows."""
    with card("figure"):
        st.html(f'<h2 class="wd-card-title">Sleutelfiguur</h2>{figure_html(figure)}')


def figure_html(figure: KeyFigure) -> str:
    """Return a key figure's role, reach and link to the gemeente; an open link is to do."""
    reach = f'<p class="wd-quiet">Bereikt: {escape(figure.reach)}</p>' if figure.reach else ""
    link = figure.gemeente_link.strip()
    chip = chip_html(NO_LINK, ATTENTION) if not link else chip_html("Gekoppeld", DONE)
    says = f' <span class="wd-quiet">{escape(link)}</span>' if link else ""
    return f'<p class="wd-role">{escape(figure.role)}</p>{reach}<p>{chip}{says}</p>'


def _card_html(one: PersonOnList) -> str:
    person, known_as = one.person, one.person.known_as
    # Who goes by a part of the name needs no second mention.
    called = "" if known_as in person.name else f"‘{known_as}’ · "
    return card_html(
        f"<p>{name_html(person)}</p>"
        f"<p>{escape(say_where(person, one.buurt))}</p>"
        f'<p class="wd-quiet">{escape(called + say_last_talk(one))}</p>'
        + (figure_html(person.key_figure) if person.key_figure else "")
    )


def _facts(person: Person) -> str:
    facts = []
    if person.phone:
        digits = "".join(char for char in person.phone if char in "+0123456789")
        number = escape(person.phone)
        facts.append(("Telefoon", f'<a href="tel:{digits}">{number}</a>' if digits else number))
    if person.birth_year:
        facts.append(("Geboren in", str(person.birth_year)))
    if person.language:
        facts.append(("Taal", escape(person.language)))
    rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts)
    return f'<dl class="wd-facts">{rows}</dl>' if rows else ""
