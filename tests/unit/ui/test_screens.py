"""Finding the screens, and handing one of them an identity."""

from types import ModuleType, SimpleNamespace

import pytest

from fieldwork.domain.access import Right
from fieldwork.ui.screens import (
    BrokenScreen,
    Screen,
    checked_identities,
    find_screens,
    make_screen,
    menu,
)


def module(**changes: object) -> ModuleType:
    made = ModuleType("kaart")
    parts: dict[str, object] = {
        "TITLE": "Kaart",
        "ICON": ":material/map:",
        "NEEDS": Right.SEE_OVERVIEW,
        "ORDER": 40,
        "render": lambda desk: None,
    }
    for name, value in {**parts, **changes}.items():
        if value is not None:
            setattr(made, name, value)
    return made


def test_a_module_with_the_five_parts_is_a_screen() -> None:
    screen = make_screen("kaart", module())
    assert (screen.name, screen.title, screen.needs) == ("kaart", "Kaart", (Right.SEE_OVERVIEW,))


@pytest.mark.parametrize("part", ["TITLE", "ICON", "NEEDS", "ORDER", "render"])
def test_a_module_that_lacks_a_part_is_named_with_it(part: str) -> None:
    with pytest.raises(BrokenScreen, match=rf"pages/kaart\.py.*{part}"):
        make_screen("kaart", module(**{part: None}))


@pytest.mark.parametrize("needs", [(), ("notities_lezen",)])
def test_a_screen_that_takes_no_right_is_refused(needs: object) -> None:
    with pytest.raises(BrokenScreen, match="NEEDS"):
        make_screen("kaart", module(NEEDS=needs))


def test_one_of_several_rights_is_enough_for_the_menu() -> None:
    needs = (Right.MAKE_REQUESTS, Right.RECEIVE_HANDOVER)
    handover = make_screen("overdracht", module(NEEDS=needs))
    overview = make_screen("kaart", module())
    reader = SimpleNamespace(may=lambda right: right is Right.RECEIVE_HANDOVER)
    assert menu([overview, handover], reader) == [handover]  # type: ignore[arg-type]


def test_a_screen_under_another_is_no_entry_of_the_menu() -> None:
    below = make_screen("gesprek", module(UNDER="gesprekken"))
    anybody = SimpleNamespace(may=lambda right: True)
    assert menu([below], anybody) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["Fatma de Wit", "a b", "", "é", "x" * 65, "<b>"])
def test_what_does_not_look_like_an_identity_never_gets_into_an_address(value: str) -> None:
    with pytest.raises(ValueError, match="must be an identity"):
        checked_identities({"note": value})


def test_every_page_of_the_project_is_a_screen_and_they_are_in_order() -> None:
    screens = find_screens()
    assert screens
    assert all(isinstance(screen, Screen) for screen in screens)
    assert [screen.order for screen in screens] == sorted(screen.order for screen in screens)
