"""Tweede lezer: the board without what anybody else saw."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.domain.coding import Coding, CodingMark, MarkId
from fieldwork.domain.ids import NoteId
from fieldwork.ui.review_board import CODE, Board, draw_board
from fieldwork.ui.review_deeds import Deed
from fieldwork.ui.screens import go
from fieldwork.ui.talk_cards import say_where_when
from fieldwork.ui.widgets import quiet


def kept_blind(desk: Desk, note_id: NoteId) -> bool:
    """Say so, and return True, when this person is still to read the talk as the second.

    Whoever does must not see here what others found in it.
    """
    if not desk.coding.is_mine_open(note_id):
        return False
    quiet(
        "U leest dit gesprek als tweede lezer. Wat er gevonden is, ziet u zodra u allebei klaar "
        "bent."
    )
    if st.button("Verder lezen", type="primary", key="on-as-second"):
        go("tweede_lezer", gesprek=note_id)
    return True


def lead_to_reading(desk: Desk) -> None:
    """Lead to reading back, and to reading as the second."""
    with st.container(horizontal=True, key="wd-lead-reading"):
        waiting = desk.notes.count(unreviewed=True)
        if waiting and st.button(
            "Achter elkaar nalezen", icon=":material/fact_check:", key="lead-read"
        ):
            go("nalezen")
        if st.button("Tweede lezer", icon=":material/group:", key="lead-second"):
            go("tweede_lezer")


def read_as_second(desk: Desk, note_id: NoteId) -> None:
    """Draw the board with a talk on it and what else waits; ask first where nothing was begun."""
    if not desk.coding.sheets([note_id]):
        quiet(
            "U leest dit gesprek als tweede: zonder te zien wat een collega markeerde of wat "
            "Wijkduik voorstelde. Zijn jullie allebei klaar, dan staan de lezingen naast elkaar."
        )
        if not st.button("Begin met lezen", type="primary", key="begin-second"):
            return
        desk.coding.begin(note_id)
        st.rerun()
    waiting = [one for one in desk.coding.to_do() if one != note_id]
    draw_board(coding_board(desk, [note_id, *waiting], note_id))


def coding_board(desk: Desk, order: Sequence[NoteId], start: NoteId) -> Board:
    """Return the board on which the person at ``desk`` reads the talks in ``order`` as the second.

    The browser is handed the words of a talk and this person's own marks, and nothing else.
    """

    def talks(ids: Sequence[str]) -> list[dict[str, Any]]:
        found = desk.coding.sheets([NoteId(one) for one in ids])
        return [_talk(page, coding) for page, coding in found]

    def act(deed: Deed) -> None:
        act_on_coding(desk, deed)

    return Board(
        f"coding-{desk.account.id}",
        CODE,
        order,
        start,
        talks,
        act,
        desk.codebook,
        ("/tweede_lezer", "Naar de tweede lezer"),
    )


def act_on_coding(desk: Desk, deed: Deed) -> None:
    """Do what was done on the board through the use cases; raises their refusals."""
    coding, item = desk.coding, MarkId(deed.item)
    match deed.kind:
        case "mark":
            status = deed.status_in(desk.codebook)
            coding.mark(deed.note, deed.code, status, deed.quote, deed.start, item or None)
        case "unmark":
            coding.unmark(deed.note, item)
        case "done":
            coding.finish(deed.note)
        case "undone":
            coding.reopen(deed.note)
        case _:
            raise ValueError(f"the board knows no deed {deed.kind!r}")


def _talk(page: NotePage, coding: Coding) -> dict[str, Any]:
    return {
        "id": page.note.id,
        "title": page.title,
        "where": say_where_when(page),
        "text": page.note.text,
        "notice": "",
        "href": "",
        "done": coding.done_at is not None,
        "items": [_item(mark) for mark in coding.marks if _lies_in(mark, page.note.text)],
    }


def _item(mark: CodingMark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "code": mark.code,
        "status": mark.status.value if mark.status else "",
        "start": mark.span.start if mark.span else None,
        "end": mark.span.end if mark.span else None,
        "state": "yes",
        "hand": True,
    }


def _lies_in(mark: CodingMark, text: str) -> bool:
    return mark.span is None or mark.span.lies_in(text)
