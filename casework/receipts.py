"""Receipt numbers: ``K-2026-0001-7`` is fiscal year, running number and a check digit for slips of the ear and hand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from casework.working_days import JAPAN

_FIRST_MONTH = 4
_MIN_RUNNING_DIGITS = 4
# H. M. Damm's quasigroup of order 10: every single wrong digit and every swap of two neighbours changes the outcome.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
# Where the chain begins does not weaken it; with 2 the example everybody knows, K-2026-0001, ends in 7.
_BEGIN = 2
# K, year, running number, check digit; between them anything that people put there, or nothing.
_SPOKEN = re.compile(r"K?[\s._/\-]*(20\d\d)[\s._/\-]*(\d{4,9})[\s._/\-]*(\d)")
# What is meant for one, by its K or by where its signs stand; and what people say around it when they mean nothing besides.
_SIGNS = r"[\s._/\-‐‑‒–—―−─━ーｰ・の]"
_MEANT = re.compile(rf"[Kk]{_SIGNS}*20\d\d(?:{_SIGNS}*\d)*|20\d\d{_SIGNS}+\d{{4,9}}{_SIGNS}+\d(?!\d)")
_BEFORE = re.compile(
    r"(?:(?:私|わたし|自分|市民の声)の)?(?:受付|受け付け|うけつけ)?(?:状況(?:を見る)?)?[の\s]*(?:番号)?[はがの:、\s]*"
)
_AFTER = re.compile(
    r"[\s、]*(?:の?(?:受付|受け付け|うけつけ)状況|の(?:件|状況|状態|声|お?返事|こと))?(?:は|が|を|について)?(?:です|でした)?(?:が|けど)?[\s、]*"
    r"(?:どう(?:なりましたか?|なって(?:い)?ますか?|なった|なってる|ですか)?|(?:知り|見|聞き)たい(?:です)?|教えて(?:ください)?|お願いします)?"
    r"[。.!?\s]*"
)
_WITH_ITS_SIGNS = re.compile(r"20\d\d[\s._/\-]+\d{4,9}[\s._/\-]+\d")
_SPEAKABLE = str.maketrans(dict.fromkeys("‐‑‒–—―−─━ーｰ―・の", "-"))


class NoReceipt(ValueError):
    """The text is no receipt number, or a digit of it is wrong: ask for it again."""


class Mistyped(NoReceipt):
    """It was meant for a receipt number, and a digit is wrong or missing: ask to look again."""


@dataclass(frozen=True, order=True)
class Receipt:
    """``year`` is the fiscal year (2026: April 2026 to March 2027), ``running`` counts from 1 within it."""

    year: int
    running: int

    def __post_init__(self) -> None:
        if self.running < 1:
            raise ValueError("running numbers begin with 1")

    def __str__(self) -> str:
        body = f"{self.running:0{_MIN_RUNNING_DIGITS}}"
        return f"K-{self.year}-{body}-{_check_digit(f'{self.year}{body}')}"


def read_receipt(text: str) -> Receipt:
    """The receipt a text names, however it was typed: full-width, lower case, without K, hyphens or blanks.

    Raises NoReceipt for anything else in the text and for a wrong check digit.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SPEAKABLE).upper().strip()
    found = _SPOKEN.fullmatch(plain)
    if found is None:
        kind = Mistyped if _MEANT.fullmatch(plain) else NoReceipt
        raise kind("受付番号は K-2026-0001-7 のような形です。")
    year, running, check = found.groups()
    if not int(running) or _check_digit(year + running) != check or running != f"{int(running):0{_MIN_RUNNING_DIGITS}}":
        kind = Mistyped if plain.startswith("K") or _WITH_ITS_SIGNS.fullmatch(plain) else NoReceipt
        raise kind("受付番号の数字が、どこか違うようです。")
    return Receipt(int(year), int(running))


def said_receipt(text: str) -> Receipt:
    """The receipt somebody names in a sentence that is about nothing else (「受付番号はK-2026-0001-7です」).

    Raises as ``read_receipt`` does.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    named = _MEANT.search(plain)
    alone = named and _BEFORE.fullmatch(plain[: named.start()]) and _AFTER.fullmatch(plain[named.end() :])
    return read_receipt(named[0] if named and alone else text)


def fiscal_year(now: datetime) -> int:
    """The fiscal year of a moment (aware): April to March, as the day is counted in Japan."""
    day = now.astimezone(JAPAN)
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def _check_digit(digits: str) -> str:
    interim = _BEGIN
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)
