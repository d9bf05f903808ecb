"""What was weighed in the example, where somebody did not say yes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from fieldwork.actions.desk import Desk
from fieldwork.domain.deliberations import CodeStep, SafetyQuestion, YesNo
from fieldwork.domain.handover import HelpRequest

FILE: Final = Path(__file__).parents[2] / "data" / "demo" / "deliberations.jsonl"


def weigh(
    key: str,
    request: HelpRequest,
    maker: Desk,
    desk_of: Callable[[str], Desk],
    day_of: Callable[[int], date],
) -> None:
    """Weigh the request called ``key`` in the file, if it is there, with its second person.

    ``desk_of`` returns the desk of who has that login, and ``day_of`` the Monday of a week.
    """
    row = _rows().get(key)
    if row is None:
        return
    begun = maker.deliberations.begin(request.person, request.id)
    told = replace(
        begun,
        steps={step: row[step.value] for step in CodeStep},
        safety={SafetyQuestion.of(one): YesNo.of(said) for one, said in row["safety"].items()},
        report_needed=YesNo.of(row["report_needed"]),
        report_reason=row["report_reason"],
        help_possible=YesNo.of(row["help_possible"]),
        help_reason=row["help_reason"],
        sharing=YesNo.of(row["sharing"]),
        review_on=day_of(row["review_week"]),
    )
    kept = maker.deliberations.change(told)
    desk_of(row["second"]).deliberations.second(kept, row["second_words"])


@cache
def _rows() -> dict[str, dict[str, Any]]:
    lines = FILE.read_text("utf-8").splitlines()
    rows = (json.loads(line) for line in lines if line.strip())
    return {row["request"]: row for row in rows}
