"""The one number a question supposes: 「18団体でいい？」, 「20件は超えた？」, 「予算は1000万円以下？」. Yes or no answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from knowledge.language.numerals import NUMERAL, value_of
from knowledge.question.amounts import YEN, Amount, amounts_in
from knowledge.question.bounds import Way, way_said
from knowledge.question.slots import Asked

_ANY_NUMBER = re.compile(NUMERAL)
# 「18じゃないの？」 after a figure.
_BARE = re.compile(rf"^[^\d]{{0,6}}(?P<number>{NUMERAL})(?=じゃ|では|だ|で|って|なの|でしょ|です)")
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
# 「10件はあった？」, 「300人に届いた？」
_AS_MANY = re.compile(r"^[はもにまでさを]*(?:届|とど|達|い[るたっき]|いん|行[っけく]|あ[るっり]|いけ|クリア|到達)")
_AIMED_BEFORE = re.compile(r"(?:目標|計画|予定|当初)(?:値|数|額)?(?:は|って|が)[^、。?？]{0,4}$")
_AIMED_BEHIND = re.compile(
    r"^[^、。?？]{0,8}(?:予定|つもり|計画|見込み|はず)(?:だった|でした|だっけ|ですか|なの|で)"
    r"|^(?:が|を|って)?、?(?:目標|計画)(?:だ|で|なの|じゃ)"
)


@dataclass(frozen=True)
class Supposed:
    """An amount as it is supposed. ``aimed``: it is said of what was aimed at, not of what came of it."""

    amount: Amount
    way: Way
    aimed: bool


def supposed_count(asked: Asked, printed: Collection[str], *, bare: bool) -> Supposed | None:
    """The one number supposed in one of the printed units; ``bare``: or with none, where a figure was told just before.

    None where there is none or several, or where more is asked than whether it is so.
    """
    if not _ANY_NUMBER.search(asked.text) or not asks_only_whether(asked):
        return None
    found = amounts_in(asked.text, printed)
    if not found and bare and (alone := _BARE.search(asked.text)):
        value = value_of(alone["number"])
        found = [] if value is None else [Amount(value, "", *alone.span("number"))]
    return _read(asked.text, found[0]) if len(found) == 1 else None


def supposed_amount(asked: Asked) -> Supposed | None:
    """The one amount of money supposed; None as in ``supposed_count``."""
    found = amounts_in(asked.text, {YEN}) if asks_only_whether(asked) else []
    return _read(asked.text, found[0]) if len(found) == 1 else None


def asks_only_whether(asked: Asked) -> bool:
    """Whether a yes or a no answers a question, and nothing more is asked."""
    return (
        _ASKS_WHETHER.search(asked.text) is not None
        and not _ASKS_MORE.search(asked.text)
        and not asked.asks("reason", "next", "list", "ratio")
    )


def _read(text: str, amount: Amount) -> Supposed | None:
    before, behind = text[: amount.start], text[amount.end :]
    if _DENIED.search(behind):
        return None
    way = way_said(behind) or ("at least" if _AS_MANY.search(behind) else "is")
    aimed = _AIMED_BEFORE.search(before) is not None or _AIMED_BEHIND.search(behind) is not None
    return Supposed(amount, way, aimed)
