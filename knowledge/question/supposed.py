"""The one number a question supposes: 「18団体でいい？」, 「20件は超えた？」, 「予算は1000万円以下？」. Yes or no answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal
from unicodedata import numeric

from knowledge.language import units
from knowledge.question.slots import Asked

Way = Literal["is", "at least", "more", "at most", "less"]

_NUMBER = r"(?<![\d.,第])(?P<number>\d[\d,]*(?:\.\d+)?|(?<![一-龠々])[一二三四五六七八九](?=割))"
_ANY_NUMBER = re.compile(_NUMBER)
# 「18じゃないの？」 after a figure.
_BARE = re.compile(rf"^[^\d]{{0,6}}{_NUMBER}(?=じゃ|では|だ|で|って|なの|でしょ|です)")
_MONEY = re.compile(
    r"(?<![\d.,])(?=\d)(?:(?P<oku>\d[\d,.]*)億)?(?:(?P<man>\d[\d,.]*)万)?(?:(?P<sen>\d[\d,.]*)千)?(?P<en>\d[\d,]*)?円"
)
_IN_THOUSANDS = {"oku": Decimal(100_000), "man": Decimal(10), "sen": Decimal(1), "en": Decimal("0.001")}
_TENTHS = Decimal(10)
_ASKS_WHETHER = re.compile(
    r"[?？]|(?:いい|良い|よい|[合あ]って(?:い)?る?|正し|間違い|まちがい)|(?:です|だ|なの|でした|だった|ました)(?:よ?ね|か|っけ)"
    r"|(?:じゃ|では)ない|でしょう?|本当|ほんと"
)
# What is asked besides, what is said roughly, and a share of the target: no yes and no no answers these.
_ASKS_MORE = re.compile(
    r"何(?!か)|なん(?!だ|で(?:す|しょ|した))|いく[つら]|ど[のれうん]|どこ|どっち|どちら|なぜ|なして|理由|わけ(?!で)|原因|せい|誰|だれ|いつ"
    r"|それとも|事情|背景|くらい|ぐらい|ほど|(?<![一-龠])約|およそ|前後|近く|あと|のうち|(?:目標|計画|予定|予算)の[^、。?？]{0,3}[\d一-九]割|(?:は|って)[?？。]*$"
)
# 「3割もいない？」, 「18団体じゃないよね？」: a yes would say either.
_DENIED = re.compile(
    r"(?<!じゃ)(?<!では)(?<!で)(?<!違い)(?<!ちがい)[な無](?:い|か|く)|ません|ねが[ったん]|ねえ|しか|(?:じゃ|では)な(?:い|かった)(?:です)?よ?ね"
)
_WAYS: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("less", re.compile(r"^(?:を|より)?(?:未満|下回|切[っる]|割[っり]|少な)")),
    ("at most", re.compile(r"^以下|^に?(?:とどま|止ま|留ま)")),
    ("more", re.compile(r"^[はをもよりに]*(?:超|こえ|こし|上回|オーバー|多)")),
    (
        "at least",
        re.compile(r"^以上|^[はもにまでさを]*(?:届|とど|達|い[るたっき]|いん|行[っけく]|あ[るっり]|いけ|クリア|到達)"),
    ),
)
_AIMED_BEFORE = re.compile(r"(?:目標|計画|予定|当初)(?:値|数|額)?(?:は|って|が)[^、。?？]{0,4}$")
_AIMED_BEHIND = re.compile(
    r"^[^、。?？]{0,8}(?:予定|つもり|計画|見込み|はず)(?:だった|でした|だっけ|ですか|なの|で)"
    r"|^(?:が|を|って)?、?(?:目標|計画)(?:だ|で|なの|じゃ)"
)


@dataclass(frozen=True)
class Supposed:
    """A number as it is supposed. ``value`` is in the unit of the figure it is held against, money in thousands of yen;
    ``aimed``: it is said of what was aimed at, not of what came of it."""

    value: Decimal
    way: Way
    aimed: bool

    def holds(self, printed: Decimal) -> bool:
        """Whether the number that is printed is as it was supposed to be."""
        return {
            "is": printed == self.value,
            "at least": printed >= self.value,
            "more": printed > self.value,
            "at most": printed <= self.value,
            "less": printed < self.value,
        }[self.way]


def supposed_count(asked: Asked, printed: Collection[str], *, bare: bool) -> Supposed | None:
    """The one number supposed in one of the printed units; ``bare``: or with none, where a figure was told just before.

    None where there is none or several, or where more is asked than whether it is so.
    """
    if not _ANY_NUMBER.search(asked.text) or not asks_only_whether(asked):
        return None
    found = list(_counted_in(tuple(sorted(printed))).finditer(asked.text)) if printed else []
    if not found and bare and (alone := _BARE.search(asked.text)):
        found = [alone]
    if len(found) != 1:
        return None
    said = found[0]["number"].replace(",", "")
    value = Decimal(said) if said[0].isdecimal() else Decimal(int(numeric(said)))
    tenths = found[0].groupdict().get("unit") == "割"
    return _read(asked.text, found[0], value * _TENTHS if tenths else value)


@lru_cache(maxsize=256)  # the rows of a ledger have some dozens of units
def _counted_in(printed: tuple[str, ...]) -> re.Pattern[str]:
    """A number in one of some units, as a question says it."""
    return re.compile(_NUMBER + r"\s?(?P<unit>" + "|".join(map(units.in_sentences, printed)) + ")")


def supposed_amount(asked: Asked) -> Supposed | None:
    """The one amount of money supposed; None as in ``supposed_count``."""
    found = list(_MONEY.finditer(asked.text)) if asks_only_whether(asked) else []
    if len(found) != 1:
        return None
    parts = [(name, part) for name, part in found[0].groupdict().items() if part]
    return _read(
        asked.text,
        found[0],
        sum((Decimal(part.replace(",", "")) * _IN_THOUSANDS[name] for name, part in parts), Decimal()),
    )


def asks_only_whether(asked: Asked) -> bool:
    """Whether a yes or a no answers a question, and nothing more is asked."""
    return (
        _ASKS_WHETHER.search(asked.text) is not None
        and not _ASKS_MORE.search(asked.text)
        and not asked.asks("reason", "next", "list", "ratio")
    )


def _read(text: str, found: re.Match[str], value: Decimal) -> Supposed | None:
    before, behind = text[: found.start()], text[found.end() :]
    if _DENIED.search(behind):
        return None
    way: Way = next((way for way, says in _WAYS if says.search(behind)), "is")
    aimed = _AIMED_BEFORE.search(before) is not None or _AIMED_BEHIND.search(behind) is not None
    return Supposed(value, way, aimed)
