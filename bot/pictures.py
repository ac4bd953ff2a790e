"""Photos made anew: whatever a camera or an attacker wrote into the file stays behind.

A file of a few hundred kilobytes may unpack to 160 megabytes, so a process unpacks one at a time; and few wait for that, as
who waits holds a thread that a webhook may need.
"""

from __future__ import annotations

import io
import threading
import warnings
from dataclasses import dataclass

from PIL import ExifTags, Image

MAX_PIXELS = 40_000_000
_LONGEST_SIDE = 2048
_QUALITY = 85
# Others are made so first: dots of a palette cannot be mixed, and what is see-through is copied whole to be made small.
_SHRINKS_WELL = frozenset({"RGB", "L", "CMYK", "YCbCr"})
# How a camera was held: a value of the Orientation tag and what turns the picture upright.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ONE_AT_A_TIME = threading.Lock()
# The one that is read, and those that wait for it.
PLACES = threading.BoundedSemaphore(4)


class TooManyAtOnce(Exception):
    """Others are being read: try again in a few seconds."""


class NoPicture(Exception):
    """The file is no picture, is damaged, or would unpack to more than ``MAX_PIXELS``."""


@dataclass(frozen=True)
class Picture:
    """A JPEG without EXIF, turned upright, at most 2,048 pixels long."""

    jpeg: bytes
    width: int
    height: int


def made_anew(content: bytes) -> Picture:
    """Read a picture and write it again, once no other is being read. Raises NoPicture, TooManyAtOnce."""
    if not PLACES.acquire(blocking=False):
        raise TooManyAtOnce
    try:
        with _ONE_AT_A_TIME:
            upright = _read(content)
    finally:
        PLACES.release()
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    return Picture(out.getvalue(), *plain.size)


def _read(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd about a file is its own business
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise NoPicture("too many pixels")
                return _upright(opened)
    except NoPicture:
        raise
    except Exception as problem:  # Pillow has no end of errors for damaged files, and all of them mean the same here
        raise NoPicture(type(problem).__name__) from problem


def _upright(opened: Image.Image) -> Image.Image:
    """Made small before it is copied anywhere: as it was unpacked it is there once only."""
    small = opened if opened.mode in _SHRINKS_WELL else opened.convert("RGB")
    small.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    turn = _TURNS.get(_orientation(opened))
    return (small if turn is None else small.transpose(turn)).convert("RGB")


def _orientation(opened: Image.Image) -> int:
    """0 where the camera tells none, or nothing that can be read. The other tags are not looked at: they may be anything."""
    try:
        told = opened.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # noqa: BLE001 - a picture with odd tags is still a picture
        return 0
    return told if isinstance(told, int) else 0
