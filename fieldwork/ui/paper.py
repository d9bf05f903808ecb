"""The pages that the server writes itself: the start screens, without a script."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from fieldwork.domain.refusals import Refusal
from fieldwork.ui.index import version_of

ASSETS = Path(__file__).parent / "assets"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("fieldwork.ui", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["version"] = version_of(ASSETS)
    return environment


def page(template: str, status: int = 200, **values: Any) -> Response:
    """Return ``template`` filled in; everything in ``values`` is escaped."""
    return HTMLResponse(_environment().get_template(template).render(values), status)


def message(title: str, *sentences: str, status: int = 200, door: str = "/start") -> Response:
    """Return a page that says something and offers the way on to ``door``."""
    return page("message.html", status, title=title, sentences=sentences, door=door)


def refusal(reason: Refusal, status: int = 400) -> Response:
    """Return a page for a refusal that has no form to stand in."""
    return message(reason.where, reason.what, reason.what_now, status=status)


def not_found() -> Response:
    """Return the page for an address that is none of ours."""
    return message(
        "Deze bladzijde is er niet",
        "Misschien is het adres verkeerd getypt of bestaat de bladzijde niet meer.",
        status=404,
        door="/",
    )
