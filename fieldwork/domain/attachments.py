"""Photos and recordings that belong to a talk. What a person sent is cleaned before it is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fieldwork.domain.ids import AccountId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import Refusal

MEGABYTE: Final = 1024 * 1024
LARGEST_PHOTO: Final = 20 * MEGABYTE
LARGEST_RECORDING: Final = 25 * MEGABYTE
LONGEST_RECORDING: Final = 600.0
# Seconds that the browser's clock may be late with stopping one that is that long.
GRACE: Final = 60.0
MOST_ATTACHMENTS: Final = 8
LIMITS: Final = (
    "Hooguit 8 bij een gesprek: foto's tot 20 MB, opnamen tot 10 minuten; dan stopt de opname "
    "vanzelf. Ze blijven versleuteld in het onderzoek en staan niet op dit toestel. Waar en "
    "waarmee een foto gemaakt is, wordt eruit gehaald."
)


class AttachmentKind(Labelled):
    """What an attachment is."""

    PHOTO = "foto", "Foto"
    RECORDING = "opname", "Opname"


class AttachmentRefused(Refusal):
    """A photo or recording that is too large, too long, one too many, or no such thing."""

    def __init__(self, kind: AttachmentKind, what: str, what_now: str) -> None:
        super().__init__(kind.label, what, what_now)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or recording without its bytes; ``size`` in bytes, ``seconds`` of a recording.

    Its own file name is not kept: it may hold a name, and says when and with what it was made.
    """

    id: str
    kind: AttachmentKind
    media_type: str
    size: int
    made_by: AccountId
    made_at: datetime
    seconds: float | None = None
    position: int = 0
    note: str = ""
    draft: str = ""

    @property
    def length(self) -> str:
        """How long a recording is, as "2:05"; empty for a photo."""
        if self.seconds is None:
            return ""
        minutes, seconds = divmod(round(self.seconds), 60)
        return f"{minutes}:{seconds:02}"
