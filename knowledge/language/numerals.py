"""Numbers as people write them: 1億5,000万, 1万500, 1.2万, 168万4千, 百二十, 三割. What reads a number in words asks here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

_SMALL: Mapping[str, Decimal] = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1_000)}
_GREAT: Mapping[str, Decimal] = {
    "万": Decimal(10_000),
    "億": Decimal(100_000_000),
    "兆": Decimal(1_000_000_000_000),
}
POWERS: Mapping[str, Decimal] = {**_SMALL, **_GREAT}
"""The signs by which numbers are multiplied, in words (3万) and in units (千円)."""

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_PLAIN = r"\d(?:[\d,]*\d)?(?:\.\d+)?"
_KANJI = "[〇一二三四五六七八九十百千]"
_GOES_ON = rf"(?:[{''.join(POWERS)}](?:{_PLAIN}|[一二三四五六七八九]?))*"

IN_DIGITS = _PLAIN + _GOES_ON
"""An expression for a number that begins with a digit, whole: 500 is not found in 1万500."""

# One kanji alone is more often a part of a word than a number (十分, 一番), and so is one behind a kanji (令和五年, 数百).
NUMERAL = (
    rf"(?:(?<![\d.,第億万千百十~-])[-△▲]?{IN_DIGITS}"
    rf"|(?<![一-龠々])(?:{_KANJI}[〇一二三四五六七八九{''.join(POWERS)}]+|[一二三四五六七八九](?=割)))"
)
"""An expression for a number that is counted or paid: no number of a chapter, no end of a range."""

# 第七次, 第二章; without 第 only where a plan follows, as 二次会 is no second edition.
_NTH = re.compile(
    r"(?:(?<=第)[〇一二三四五六七八九十]{1,3}(?=[次章期回])|(?<![一-龠])[一二三四五六七八九十]{1,3}(?=次の?(?:計画|振興|総合))"
    # 六十五歳以上; who is 二十歳 comes of age, and is called so in kanji.
    r"|(?<![一-龠])(?!二十[歳才](?!以|未|代|か|から))[〇一二三四五六七八九十百]{2,4}(?=[歳才代](?!表|理|替|金|わ)))"
)
_PARTS = re.compile(rf"(?P<plain>{_PLAIN})|(?P<kanji>[〇一二三四五六七八九]+)|(?P<power>.)")


def in_digits(numeral: str) -> str:
    """A number that begins with a digit in one way of writing it: 1,684 is 1684, 1.2万 is 12000, 40.9 is 40.9."""
    bare = numeral.replace(",", "")
    if bare.replace(".", "").isdecimal():
        return bare
    value = value_of(numeral)
    return bare if value is None else f"{value.normalize():f}"


def number_typed(typed: str) -> int:
    """The number of a chapter, of a plan or of a year of an era, as it is typed: 十二 and 12 are 12, 元 is 1; 0 for what is
    written in no way known here."""
    if typed.isdecimal():
        return int(typed)
    return 1 if typed == "元" else int(value_of(typed) or 0)


def with_ordinals_in_digits(text: str) -> str:
    """A folded text whose 第七次, 第二章 and 六十五歳 are written as documents write them: 第7次, 第2章, 65歳."""
    return _NTH.sub(lambda nth: str(number_typed(nth[0]) or nth[0]), text)


def value_of(numeral: str) -> Decimal | None:
    """The number that a numeral stands for; None for one that is written in no way known here."""
    amount = numeral.lstrip("-△▲")
    total = section = Decimal(0)
    number: Decimal | None = None
    least_great = least_small = Decimal("Infinity")
    for part in _PARTS.finditer(amount):
        if (digits := part["plain"] or part["kanji"]) is not None:
            if number is not None:
                return None
            number = Decimal("".join(str(_DIGITS.get(sign, sign)) for sign in digits.replace(",", "")))
        elif (small := _SMALL.get(part["power"])) is not None and small < least_small:
            section, number, least_small = section + (1 if number is None else number) * small, None, small
        elif (great := _GREAT.get(part["power"])) is not None and great < least_great and (section or number):
            total += (section + (number or 0)) * great
            section, number, least_great, least_small = Decimal(0), None, great, Decimal("Infinity")
        else:
            return None
    total += section + (number or 0)
    return total if amount == numeral else -total
