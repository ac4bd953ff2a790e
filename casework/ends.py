"""How a case can end. Each end names its reason in words of its own, and what the resident needs to go on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from casework.detectors import table


class End(StrEnum):
    """The eight ends, named as staff and residents read them."""

    DONE = "対応した"
    PLANNED = "予定あり"
    IMPOSSIBLE = "できない"
    NOT_OURS = "所管でない"
    OTHER_PROCEDURE = "別の手続きへ"
    SAME_AS_ANSWERED = "回答済みと同じ趣旨"
    NOTED = "参考として記録"
    NOT_ANSWERED = "回答しない"


@dataclass(frozen=True)
class Needs:
    """What an end asks for besides the reason: ``detail`` names it to staff (None: nothing), ``told`` to the resident;
    ``when``: a month is needed too."""

    detail: str | None = None
    told: str = ""
    when: bool = False


NEEDS = {
    End.DONE: Needs(),
    End.PLANNED: Needs(when=True),
    End.IMPOSSIBLE: Needs(),
    End.NOT_OURS: Needs("案内先", "ご案内先"),
    End.OTHER_PROCEDURE: Needs("案内先", "ご案内先"),
    End.SAME_AS_ANSWERED: Needs(),
    End.NOTED: Needs(),
    # A refusal without a written rule is itself attacked: the article is part of it.
    End.NOT_ANSWERED: Needs("根拠（要綱などの条文）", "根拠"),
}
# 「修繕済み」 and 「了承」 are reasons; a single sign is a slip of the keyboard.
_MIN_REASON_CHARS = 2
_SENTENCE = re.compile(r"[。．！\n]")
# What carries weight in a sentence; hiragana alone only ties it together.
_WEIGHT = re.compile(r"[々〇一-龠ァ-ヺ0-9０-９A-Za-zＡ-Ｚａ-ｚ]")


# How long after the answer at the earliest one is asked how it is now.
_ASK_AFTER = timedelta(days=28)
# The plan of a city looks no further.
_MOST_YEARS_AHEAD = 10
_A_MONTH_AT_MOST = timedelta(days=31)


class UnfinishedEnd(ValueError):
    """An end lacks something; the message says what, for the person who is ending the case."""


@dataclass(frozen=True)
class Ending:
    """A finished end. ``detail``: where to turn or the rule; ``when``: first day of the promised month."""

    end: End
    reason: str
    detail: str | None = None
    when: date | None = None


def ending(end: End, reason: str, detail: str | None = None, when: date | None = None) -> Ending:
    """Make an end that lacks nothing. Raises UnfinishedEnd."""
    reason, detail = reason.strip(), (detail or "").strip() or None
    needs = NEEDS[end]
    if not reason:
        raise UnfinishedEnd(f"「{end}」の理由を書いてください。")
    if len(reason) < _MIN_REASON_CHARS:
        raise UnfinishedEnd(f"「{end}」の理由は、{_MIN_REASON_CHARS}字以上で書いてください。")
    if needs.detail is not None and detail is None:
        raise UnfinishedEnd(f"「{end}」には、{needs.detail}も書いてください。")
    if needs.when and when is None:
        raise UnfinishedEnd(f"「{end}」には、いつごろの予定かも選んでください。")
    return Ending(end, reason, detail, when.replace(day=1) if needs.when and when is not None else None)


def says_nothing(text: str) -> bool:
    """Whether a text is no more than thanks for the opinion, in every sentence: staff are warned, never stopped."""
    sentences = [one.strip() for one in _SENTENCE.split(text) if one.strip()]
    return bool(sentences) and all(_only_polite(one) for one in sentences)


def _only_polite(sentence: str) -> bool:
    """Whether nothing of weight is left once the words of mere politeness are taken out, the longest first."""
    for word in _polite_words():
        sentence = sentence.replace(word, "")
    return _WEIGHT.search(sentence) is None


@lru_cache(maxsize=1)
def _polite_words() -> tuple[str, ...]:
    return tuple(sorted(table("empty_words.toml")["words"], key=len, reverse=True))


def must_lie_ahead(done: Ending, today: date) -> None:
    """A promise for a month that is over, or for one beyond every plan, is a slip of the year; this month may still keep one.
    Raises UnfinishedEnd."""
    if done.when is None:
        return
    month = f"予定の時期（{done.when.year}年{done.when.month}月）"
    if done.when < today.replace(day=1):
        raise UnfinishedEnd(f"{month}は、もう過ぎています。今月か、そのあとの日を選んでください。")
    if done.when.year > today.year + _MOST_YEARS_AHEAD:
        raise UnfinishedEnd(f"{month}は、{_MOST_YEARS_AHEAD}年よりも先です。年を確かめてください。")


def asked_after_on(done: Ending, today: date) -> date | None:
    """From which day the resident is asked once 「その後いかがですか」, with an end of ``today``; None: never.

    Only where the city did or promised something: 28 days later, and for a promise not before its month is over.
    """
    if done.end not in {End.DONE, End.PLANNED}:
        return None
    soonest = today + _ASK_AFTER
    return max(soonest, (done.when + _A_MONTH_AT_MOST).replace(day=1)) if done.when is not None else soonest
