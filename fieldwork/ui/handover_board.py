"""The board: every help request by what is to be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fieldwork.actions.cards import Board, RequestCard
from fieldwork.domain.dates import say_count
from fieldwork.ui.handover_paging import shown_of
from fieldwork.ui.requests import request_cards, section
from fieldwork.ui.widgets import chip_filter, quiet


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the board: ``explained`` says what belongs there."""

    name: str
    cards: tuple[RequestCard, ...]
    explained: str
    danger: bool = False

    @property
    def chip(self) -> str:
        """The name with how many there are."""
        return f"{self.name} {len(self.cards)}"


def groups(board: Board) -> list[Group]:
    """Return the parts of the board, what is overdue first. Each request is in one of them."""
    late = {card.request.id for card in board.late}

    def in_time(cards: Sequence[RequestCard]) -> tuple[RequestCard, ...]:
        return tuple(card for card in cards if card.request.id not in late)

    return [
        Group(
            "Te laat",
            board.late,
            "Bel vandaag; tot de gemeente het overneemt zijn wij aan zet.",
            True,
        ),
        Group("Te toetsen", board.concept, "Vul aan en laat een collega meekijken."),
        Group("Klaar voor de lijst", board.checked, "Getoetst; dit gaat op de volgende lijst."),
        Group("Wacht op gemeente", in_time(board.waiting), "Verstuurd, nog niet overgenomen."),
        Group("Loopt", in_time(board.running), "De gemeente is aan zet."),
        Group("Klaar", board.closed, "Afgerond, teruggekoppeld of ingetrokken."),
    ]


def show_board(board: Board) -> None:
    """Draw the chips with counts, and the requests of the part that is chosen, or of all."""
    parts = [part for part in groups(board) if part.cards]
    chosen = chip_filter("Toon", [part.name for part in parts], "board-part", say=_saying(parts))
    for part in parts:
        if chosen == part.name or (chosen is None and part.name != "Klaar"):
            _show_part(part)
    if chosen is None and board.closed:
        done = say_count(len(board.closed), "hulpvraag is", "hulpvragen zijn")
        quiet(f"{done} klaar. Kies ‘Klaar’ om ze te zien.")


def _saying(parts: Sequence[Group]) -> Callable[[str], str]:
    by_name = {part.name: part.chip for part in parts}
    return lambda name: by_name[name]


def _show_part(part: Group) -> None:
    section(part.name, len(part.cards), danger=part.danger)
    quiet(part.explained)
    request_cards(shown_of(part.cards, part.name))
