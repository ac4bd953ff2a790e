"""Photos made anew: whatever a camera or an attacker wrote into the file stays behind."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 40_000_000
_LONGEST_SIDE = 2048
_QUALITY = 85


class NoPicture(Exception):
    """The file is no picture, is damaged, or would unpack to more than ``MAX_PIXELS``."""


@dataclass(frozen=True)
class Picture:
    """A JPEG without EXIF, turned upright, at most 2,048 pixels long."""

    jpeg: bytes
    width: int
    height: int


def made_anew(content: bytes) -> Picture:
    """Read a picture and write it again. Raises NoPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd about a file is its own business
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise NoPicture("too many pixels")
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except NoPicture:
        raise
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,  # what Pillow raises for some damaged PNGs
        EOFError,
    ) as problem:
        raise NoPicture(type(problem).__name__) from problem
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    return Picture(out.getvalue(), *plain.size)
