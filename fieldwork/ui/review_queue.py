"""Nalezen: what waits to be read back, as the board takes it, and what answers do."""

from collections.abc import Sequence
from typing import Any

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.domain.ids import NoteId, SuggestionId
from fieldwork.domain.notes import Origin, Suggestion
from fieldwork.domain.refusals import Refusal
from fieldwork.ui.review_board import READ, Board
from fieldwork.ui.review_deeds import Deed
from fieldwork.ui.talk_cards import say_where_when

NEED_OPEN = "De vraag of er nu hulp nodig is, staat bij dit gesprek nog open."


class SaidOtherwise(Refusal):
    """A colleague answered otherwise, perhaps in a window open at the same time."""

    def __init__(self, colleague: str, *, is_yes: bool) -> None:
        theirs, mine = ("nee", "ja") if is_yes else ("ja", "nee")
        what = f"{colleague} zei hier {theirs}, nu staat er uw {mine}."
        super().__init__("Nalezen", what, "Overleg samen, of kies Ongedaan.")


def reading_board(desk: Desk, order: Sequence[NoteId], start: NoteId) -> Board:
    """Return the board on which the person at ``desk`` reads the talks in ``order`` back."""

    def talks(ids: Sequence[str]) -> list[dict[str, Any]]:
        return [_talk(page) for page in desk.notes.several([NoteId(one) for one in ids])]

    def act(deed: Deed) -> None:
        act_on_reading(desk, deed)

    return Board(
        f"review-{desk.account.id}",
        READ,
        order,
        start,
        talks,
        act,
        desk.codebook,
        ("/vandaag", "Naar Vandaag"),
    )


def act_on_reading(desk: Desk, deed: Deed) -> None:
    """Do what was done on the board through the use cases; raises their refusals."""
    review, item = desk.review, SuggestionId(deed.item)
    match deed.kind:
        case "yes" | "no":
            _answer(desk, item, is_yes=deed.kind == "yes")
        case "undo":
            review.undo(item)
        case "done":
            review.finish(deed.note)
        case "undone":
            review.reopen(deed.note)
        case "mark":
            status = deed.status_in(desk.codebook)
            review.mark(
                deed.note, deed.code, status, deed.quote, at=deed.start, mark_id=item or None
            )
        case _:
            raise ValueError(f"the board knows no deed {deed.kind!r}")


def _answer(desk: Desk, item: SuggestionId, *, is_yes: bool) -> None:
    """Keep an answer; raises :class:`SaidOtherwise` after it, where a colleague's was another."""
    colleague = desk.review.who_said_otherwise(item, is_yes=is_yes)
    if is_yes:
        desk.review.confirm(item)
    else:
        desk.review.refuse(item)
    if colleague:
        raise SaidOtherwise(colleague, is_yes=is_yes)


def _talk(page: NotePage) -> dict[str, Any]:
    note, reading = page.note, page.reading
    items = [_item(one, "open") for one in reading.open]
    items += [_item(one.suggestion, "yes") for one in reading.findings]
    items += [_item(one.suggestion, "no") for one in reading.rejections]
    return {
        "id": note.id,
        "title": page.title,
        "where": say_where_when(page),
        "text": note.text,
        "notice": NEED_OPEN if note.need is None else "",
        "href": f"/gesprek?gesprek={note.id}",
        "done": note.reviewed_at is not None,
        "items": [one for one in items if _lies_in(one, note.text)],
    }


def _item(read: Suggestion, state: str) -> dict[str, Any]:
    return {
        "id": read.id,
        "code": read.code,
        "status": read.status.value,
        "start": read.span.start if read.span else None,
        "end": read.span.end if read.span else None,
        "state": state,
        "hand": read.origin is Origin.MENS,
    }


def _lies_in(item: dict[str, Any], text: str) -> bool:
    return item["end"] is None or item["end"] <= len(text)
