"""The cookies of the front door: the session's token, and which study was open last."""

from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import Scope

TOKEN = "wijkduik"  # noqa: S105  the cookie's name, no secret
LAST_STUDY = "wijkduik-onderzoek"
# The shelf ends a session sooner; this only lets the browser forget it too.
_KEEP_TOKEN = 12 * 3600
_KEEP_STUDY = 120 * 24 * 3600


def header(scope: Scope, name: bytes) -> str:
    """Return the first header ``name`` (lower case) of a request, or an empty string."""
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return ""


def is_secure(scope: Scope) -> bool:
    """Return whether the browser speaks TLS, here or at a proxy in front."""
    forwarded = header(scope, b"x-forwarded-proto").split(",")[0].strip()
    return scope["scheme"] in ("https", "wss") or forwarded in ("https", "wss")


def _name(scope: Scope, name: str) -> str:
    return f"__Host-{name}" if is_secure(scope) else name


def _read(scope: Scope, name: str) -> str:
    lines = [value.decode("latin-1") for key, value in scope["headers"] if key == b"cookie"]
    return cookie_parser("; ".join(lines)).get(_name(scope, name), "")


def token_of(scope: Scope) -> str:
    """Return the session token that a request carries, or an empty string."""
    return _read(scope, TOKEN)


def last_study_of(scope: Scope) -> str:
    """Return the slug of the study last open in this browser, or an empty string."""
    return _read(scope, LAST_STUDY)


def keep(response: Response, scope: Scope, token: str, slug: str) -> None:
    """Let the browser hold ``token`` and ``slug``, out of reach of any script."""
    for name, value, seconds in ((TOKEN, token, _KEEP_TOKEN), (LAST_STUDY, slug, _KEEP_STUDY)):
        response.set_cookie(
            _name(scope, name),
            value,
            max_age=seconds,
            path="/",
            httponly=True,
            secure=is_secure(scope),
            samesite="strict",
        )


def forget(response: Response, scope: Scope) -> None:
    """Let the browser drop the token."""
    response.delete_cookie(
        _name(scope, TOKEN),
        path="/",
        httponly=True,
        secure=is_secure(scope),
        samesite="strict",
    )
