"""What somebody typed into a form of the start screens, read with a limit on its size."""

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message

LONGEST_FIELD = 500
_SMALL = 32 * 1024


class FormTooLarge(Exception):
    """More bytes came in than the form may hold."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form; ``name`` is empty when none was chosen."""

    name: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form. Secrets keep the spaces at their ends, the rest loses them."""

    fields: dict[str, str]
    upload: Upload = Upload()

    def text(self, name: str) -> str:
        """Return a field without the spaces around it."""
        return self.fields.get(name, "").strip()[:LONGEST_FIELD]

    def secret(self, name: str) -> str:
        """Return a field as it was typed."""
        return self.fields.get(name, "")[:LONGEST_FIELD]


async def read_form(request: Request, most: int = _SMALL) -> Form:
    """Return what ``request`` carries; raise :class:`FormTooLarge` above ``most`` bytes.

    The bytes are counted as they come in: a length that a client claims proves nothing.
    """
    limited = Request(request.scope, _Counted(request, most).receive)
    fields: dict[str, str] = {}
    upload = Upload()
    async with limited.form(max_files=1, max_fields=20, max_part_size=_SMALL) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                upload = Upload(value.filename or "", await value.read())
            else:
                fields[name] = value
    return Form(fields, upload)


class _Counted:
    """The body of a request that stops when it grows too large."""

    def __init__(self, request: Request, most: int) -> None:
        self._request = request
        self._left = most

    async def receive(self) -> Message:
        message = await self._request.receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise FormTooLarge
        return message
