"""Photos, voices and files that residents sent, for the bot to fetch."""

from __future__ import annotations

import struct
import wave
import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import hypot, pi, sin


@dataclass
class Content:
    """``data`` is emptied when the message is taken back: LINE then answers 410."""

    kind: str
    media_type: str
    data: bytes
    is_gone: bool = False


@cache
def sample_photo() -> bytes:
    """A PNG of 320×240: a road with a hole, painted by rule since no photo is ours to give away."""
    width, height = 320, 240
    rows = b"".join(b"\0" + b"".join(_pixel(x, y) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")
    )


def _pixel(x: int, y: int) -> bytes:
    if hypot((x - 190) / 2.2, y - 185) < 18:
        return bytes((38, 40, 46))
    if hypot((x - 190) / 2.2, y - 185) < 21:
        return bytes((110, 104, 96))
    if y > 118 and abs(x - 160) < (y - 100) * 1.25:
        is_line = abs(x - 160) < (y - 100) * 0.03 and y % 40 < 22
        return bytes((240, 238, 228)) if is_line else bytes((128, 131, 137))
    if y > 118:
        return bytes((126, 160, 96))
    if y > 118 - 34 * sin(x / 320 * pi) - 10 * sin(x / 23):
        return bytes((92, 128, 112))
    return bytes((186 + y // 4, 214 + y // 6, 236))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def sample_voice() -> bytes:
    """A WAV of one second, a soft tone."""
    rate = 8000
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(
            b"".join(
                struct.pack("<h", int(6000 * sin(2 * pi * 330 * n / rate) * sin(pi * n / rate))) for n in range(rate)
            )
        )
    return file.getvalue()
