"""What a person or a tool sent, cleaned before it is kept: one way for every photo and sound."""

from dataclasses import dataclass

from fieldwork.actions.photo_cleaning import clean_photo
from fieldwork.actions.recording_cleaning import check_length, check_size, clean_recording
from fieldwork.actions.recording_m4a import clean_m4a, is_m4a
from fieldwork.domain.attachments import AttachmentKind


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A photo or recording as it may be kept; ``seconds`` of a recording."""

    kind: AttachmentKind
    media_type: str
    content: bytes
    seconds: float | None = None


def clean(kind: AttachmentKind, content: bytes) -> Cleaned:
    """Return what of ``content`` may be kept; raises :class:`AttachmentRefused`."""
    if kind is AttachmentKind.PHOTO:
        return Cleaned(kind, "image/jpeg", clean_photo(content))
    if is_m4a(content):
        check_size(content)
        cleaned, seconds = clean_m4a(content)
        check_length(seconds)
        return Cleaned(kind, "audio/mp4", cleaned, seconds)
    cleaned, seconds = clean_recording(content)
    return Cleaned(kind, "audio/wav", cleaned, seconds)
