"""The security headers of every answer, by what kind of thing is answered."""

from enum import Enum

Headers = list[tuple[bytes, bytes]]


class Kind(Enum):
    """What an answer holds, as far as the browser's rules for it go."""

    DOOR = "a start screen: no script at all"
    SCREEN = "Streamlit's page and what it fetches"
    CODE = "code that is the same for everybody"
    FRAME = "a component in a frame of its own"
    MEDIA = "a file made for one session"


_DOOR = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# Streamlit needs eval for its charts, inline styles everywhere, and to fetch what was just recorded
# in the page (a blob of the page itself) to draw its waves.
_SCREEN = (
    "default-src 'self'; script-src 'self' blob: {hashes} 'unsafe-eval' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' blob:; worker-src 'self' blob:; media-src 'self' blob: data:; "
    "frame-src 'self' blob: data:; frame-ancestors 'self'; form-action 'self'; "
    "base-uri 'self'; object-src 'none'"
)
# Markup that would come to run inside a map reaches neither the page, its storage, nor a server.
_FRAME = (
    "sandbox allow-scripts; default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{pictures}; "
    "font-src 'self' data:; connect-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
_MEDIA = "sandbox; default-src 'none'; frame-ancestors 'self'"
_PERMISSIONS = (
    "geolocation=(self), microphone=(self), camera=(), payment=(), usb=(), "
    "browsing-topics=(), interest-cohort=()"
)


# Whose pictures a frame may show besides ours: nobody's, until a background map is switched on.
_pictures: set[str] = set()


def let_pictures_in(address: str) -> None:
    """Let frames show pictures of ``address`` from now on, until the server stops."""
    _pictures.add(address)


def headers_for(kind: Kind, script_hashes: tuple[str, ...] = ()) -> Headers:
    """Return the headers that go with an answer of ``kind``.

    ``script_hashes`` are the CSP hashes ("'sha256-…'") of the index page's own inline scripts.
    """
    policies = {
        Kind.DOOR: _DOOR,
        Kind.SCREEN: _SCREEN.format(hashes=" ".join(script_hashes)),
        Kind.CODE: _SCREEN.format(hashes=""),
        Kind.FRAME: _FRAME.format(pictures="".join(f" {one}" for one in sorted(_pictures))),
        Kind.MEDIA: _MEDIA,
    }
    headers = [
        (b"content-security-policy", policies[kind].encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", _PERMISSIONS.encode()),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]
    if kind not in (Kind.CODE, Kind.FRAME):
        # Code is fetched by the sandboxed frames too, whose origin is nobody's.
        headers.append((b"cross-origin-resource-policy", b"same-origin"))
    if kind in (Kind.DOOR, Kind.MEDIA):
        headers.append((b"cache-control", b"no-store"))
    return headers
