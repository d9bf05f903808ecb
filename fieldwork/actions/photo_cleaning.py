"""A photo as it is kept: upright, no larger than needed, and without what it tells about itself."""

import io
import warnings
from typing import TYPE_CHECKING, Final

from fieldwork.domain.attachments import (
    LARGEST_PHOTO,
    MEGABYTE,
    AttachmentKind,
    AttachmentRefused,
)

if TYPE_CHECKING:
    from PIL import Image

# Pixels along the longest side: enough to read a letter from the landlord.
LONGEST_SIDE: Final = 2048
QUALITY: Final = 85
# The best phones make 200 megapixels; what claims more is made to fill the memory.
MOST_PIXELS: Final = 210_000_000
# Only kinds that a phone or a browser makes: fewer readers are fewer holes. JPEG takes in the
# phones' files of several pictures (MPO), of which the first is kept.
KINDS: Final = ("JPEG", "PNG", "WEBP")


def clean_photo(content: bytes) -> bytes:
    """Return a photo as a JPEG of its pixels alone, upright, at most 2048 pixels along a side.

    EXIF (with the place), XMP, comments, text chunks and profiles stay behind, because the pixels
    are written anew. Raises :class:`AttachmentRefused` for what is too large or no picture.
    """
    if len(content) > LARGEST_PHOTO:
        raise _refused(
            f"Deze foto is groter dan {LARGEST_PHOTO // MEGABYTE} MB.", "Maak hem kleiner."
        )
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            # Pillow warns of many pixels, and refuses twice that number; we count ourselves.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=KINDS) as photo:
                if photo.width * photo.height > MOST_PIXELS:
                    raise _refused("Deze foto heeft te veel beeldpunten.", "Maak hem kleiner.")
                # A JPEG is read at a fraction of its size, which saves most of the memory.
                photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(photo)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return _written(upright)
    except AttachmentRefused:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _refused(
            "Dit is geen foto die we kunnen lezen.", "Kies een foto (JPEG, PNG of WebP)."
        ) from error


def _written(photo: "Image.Image") -> bytes:
    """Return the pixels as a JPEG; what is see-through becomes white."""
    from PIL import Image

    coloured = photo.convert("RGBA") if photo.has_transparency_data else photo.convert("RGB")
    ground = Image.new("RGB", coloured.size, "white")
    ground.paste(coloured, mask=coloured.getchannel("A") if coloured.mode == "RGBA" else None)
    made = io.BytesIO()
    ground.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _refused(what: str, what_now: str) -> AttachmentRefused:
    return AttachmentRefused(AttachmentKind.PHOTO, what, what_now)
