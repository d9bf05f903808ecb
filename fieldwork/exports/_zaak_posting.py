"""Posting zaken to a Zaken API: only to the address that was set, each at most once.

A zaak has a number of its own; whether it is there is asked first, so that a list of which the
sending was cut off goes on where it stopped.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

from fieldwork.domain.exchange import ZaakSettings, is_address
from fieldwork.domain.handover import HandoverDocument
from fieldwork.domain.refusals import Refusal
from fieldwork.exports import _wording as wording
from fieldwork.exports.zaak import bodies

SECONDS: Final = 15
MOST_BYTES: Final = 1_000_000
_CRS: Final = "EPSG:4326"


class PostingFailed(Refusal):
    """The gemeente's system did not take a zaak; what went before stays there."""

    def __init__(self, done: int, what: str) -> None:
        super().__init__(
            "Zaken versturen",
            f"Na {done} gelukt ging het mis: {what}.",
            "Probeer het opnieuw; wat er al is, wordt niet nog eens gemaakt.",
        )


@dataclass(frozen=True, slots=True)
class Posted:
    """One zaak at the gemeente: our number, its address there, and whether it was made now."""

    reference: str
    url: str
    is_new: bool


class _NoRedirects(HTTPRedirectHandler):
    """A token and somebody's data go to the address that was set, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def post(document: HandoverDocument, by: str) -> list[Posted]:
    """Post every zaak of ``document``; ``by`` is who does it, for the other side's own log.

    Raises :class:`PostingFailed`; then what went before is there, and a next try goes on.
    """
    settings = document.exchange.zaak
    settings.must_hold()
    if not settings.is_on or not settings.can_post:
        raise PostingFailed(0, "versturen staat uit")
    done: list[Posted] = []
    for row in wording.in_order(document):
        try:
            done.append(_post_one(settings, bodies(document, row, settings), row.reference, by))
        except (URLError, TimeoutError, OSError, ValueError, KeyError) as error:
            raise PostingFailed(len(done), _say(error)) from error
    return done


def _post_one(settings: ZaakSettings, parts: Mapping[str, Any], reference: str, by: str) -> Posted:
    """Post one zaak, and of it what is not there yet."""
    zaak = parts["zaak"]
    asked = {
        "identificatie": zaak["identificatie"],
        "bronorganisatie": zaak["bronorganisatie"],
    }
    found = _call(settings, "GET", f"zaken?{urlencode(asked)}", None, by)["results"]
    made = found[0] if found else _call(settings, "POST", "zaken", zaak, by)
    url = str(made["url"])
    for name, path in (("rol", "rollen"), ("status", "statussen")):
        if name in parts and not _has(settings, path, url, by):
            _call(settings, "POST", path, {"zaak": url, **parts[name]}, by)
    return Posted(reference, url, not found)


def _has(settings: ZaakSettings, path: str, url: str, by: str) -> bool:
    return bool(_call(settings, "GET", f"{path}?{urlencode({'zaak': url})}", None, by)["results"])


def _call(
    settings: ZaakSettings, method: str, path: str, body: Mapping[str, Any] | None, by: str
) -> dict[str, Any]:
    root = settings.address.rstrip("/") + "/"
    if not is_address(root):
        raise ValueError("no address to post to")
    headers = {
        "Authorization": f"Bearer {token(settings, by)}",
        "Accept": "application/json",
        "Accept-Crs": _CRS,
        "Content-Crs": _CRS,
    }
    content = None
    if body is not None:
        content = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = Request(urljoin(root, path), content, headers, method=method)  # noqa: S310 - checked
    with build_opener(_NoRedirects).open(request, timeout=SECONDS) as answer:
        found: dict[str, Any] = json.loads(answer.read(MOST_BYTES))
    return found


def token(settings: ZaakSettings, by: str) -> str:
    """Return the token of ZGW: a JWT with HS256 that says which program and who."""
    claims = {
        "iss": settings.client_id,
        "client_id": settings.client_id,
        "iat": int(time.time()),
        "user_id": by,
        "user_representation": by,
    }
    parts = [_written(json.dumps(one).encode()) for one in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signed = hmac.new(settings.secret.encode(), ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, _written(signed)])


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _say(error: Exception) -> str:
    """Return what went wrong without a word of what was sent."""
    if isinstance(error, HTTPError):
        return f"het systeem van de gemeente antwoordde {error.code}"
    return "het systeem van de gemeente is niet te bereiken"
