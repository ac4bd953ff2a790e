"""Sound input, made odd: the same for the same seed. ``KOE_FUZZ`` makes every such test try so many times as many."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

# What parsers have tripped over: bounds of numbers, halves of characters, marks of other languages and formats.
_ODD = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\xbd",
    b"\xf0\x9f\x98\x80",
    b"-1",
    b"9" * 400,
    b"1e999",
    b"NaN",
    b"null",
    b"{}",
    b"[]",
    b'"',
    b"\\u0000",
    b"\\ud83d",
    b"'; DROP TABLE events; --",
    b"{{7*7}}",
    b"%s%n",
    b"../../etc/passwd",
    b"<script>",
    b"\r\n\r\n",
    b"&a",
    b"*a",
    b"!!python/object:os.system",
    "\u202e".encode(),
    "０１２".encode(),
    b"[" * 300,
)


def seeds(few: int) -> range:
    """The seeds to try: a few in the suite, many in a longer run."""
    return range(few * int(os.environ.get("KOE_FUZZ", "1")))


def mutated(sound: bytes, seed: int, *, among: Sequence[bytes] = ()) -> bytes:
    """``sound`` after one to six small accidents; pieces of ``among`` get into it as well."""
    chance = random.Random(seed)
    found = bytearray(sound)
    for _ in range(chance.randint(1, 6)):
        at, until = sorted(chance.randrange(len(found) + 1) for _ in range(2))
        until = min(until, at + chance.choice((1, 4, 40, 4000)))
        match chance.randrange(7):
            case 0:
                del found[at:until]
            case 1:
                found[at:at] = chance.choice((*_ODD, *among))
            case 2:
                found[at:until] = chance.choice((*_ODD, *among))
            case 3:
                found[at:at] = found[at:until] * chance.choice((1, 2, 50))
            case 4 if found:
                found[min(at, len(found) - 1)] ^= 1 << chance.randrange(8)
            case 5:
                found[at:until] = bytes(chance.randrange(256) for _ in range(until - at))
            case 6:
                del found[at:]
    return bytes(found)


def mutated_text(sound: str, seed: int, *, among: Sequence[str] = ()) -> str:
    """The same for text: whatever the accidents left is read as UTF-8, with marks where it is none."""
    return mutated(sound.encode(), seed, among=[one.encode() for one in among]).decode("utf-8", "replace")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where it took longer than anybody would wait: in processor time, for a busy machine lets everything wait, and where
    nothing is reckoned but waited for, a good deal longer."""
    begun, reckoned = time.monotonic(), time.process_time()
    yield
    took, reckoned = time.monotonic() - begun, time.process_time() - reckoned
    assert reckoned < seconds, f"took {reckoned:.1f} s of the processor"
    assert took < 10 * seconds, f"took {took:.1f} s"
