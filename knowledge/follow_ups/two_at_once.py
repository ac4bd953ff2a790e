"""Two questions in one message: 「市報は何回？ラインもある？」, 「移住は何件で予算いくら」."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.question.aspects import MONEY
from knowledge.reply import Reply
from knowledge.telling.joining import NO_MORE_WORDS, is_of_sheet, joined

_COUNT = r"(?:何|なん)(?:件|人|回|校|団体|地区|%)|いくつ|いくら"
_ASKED = (
    r"予算額?|事業費|決算額?|目標|実績|成果|件数|人数|回数|割合|方針|(?:現状と)?課題|理由|目的|概要|担当課?|個別計画"
    rf"|今後(?:の(?:取り?組み?|予定|方針))?|これまでの取り?組み?|{_COUNT}"
)
# Target and result are told together anyhow.
_FIGURES = re.compile(rf"目標|実績|成果|件数|人数|回数|割合|{_COUNT}")
_OF_ONE_THING = re.compile(
    rf"(?P<thing>[^。、?？\s]{{2,24}}?)(?:の|は|って)、?(?P<one>{_ASKED})(?:は|って|が|か)?(?:で|と|や|、|・|および|及び)、?"
    rf"(?P<two>{_ASKED})(?P<end>[^。?？]{{0,10}})[?？。]*"
)
# 「Aの人数とBの件数」 is no two questions of one kind.
_OF_TWO_THINGS = re.compile(
    rf"(?P<thing>[^。、?？\sのと]{{2,16}})と、?(?P<other>[^。、?？\sのと]{{2,16}})の(?P<what>{_ASKED})(?:は|って|を|の)?"
    r"(?:比較(?:して)?|比べ(?:て|ると)?|教えて|知りたい)*[?？。]*"
)
# 「Aの予算とBの予算は」
_OF_EACH = re.compile(
    rf"(?P<thing>[^。、?？\sのと]{{2,16}})の(?P<what>{_ASKED})と、?(?P<other>[^。、?？\sのと]{{2,16}})の(?P<too>{_ASKED})(?:は|って|を)?"
    r"(?:教えて|知りたい)*(?:ください)?[?？。]*"
)
_TWO_SENTENCES = re.compile(r"(?P<one>[^?？]{4,40}[?？])\s*(?P<two>[^?？]{3,40}[?？]|[^?？]{4,40})")
# What a sheet prints of a thing; statements are told for what the whole message says.
_FACTS = frozenset({"department", *MONEY})
_ASKS_IN_ENGLISH = r"\b(?:how|what|which|why|who|when|where)\b"
_TWO_IN_ENGLISH = re.compile(
    rf"(?P<one>{_ASKS_IN_ENGLISH}[^?？]{{4,80}}?)[,;]? and (?P<two>{_ASKS_IN_ENGLISH}[^?？]{{3,60}}[?？]?)"
)
_ASKS = re.compile(rf"[?？]|何|なん|なに|どこ|いつ|誰|だれ|いく[らつ]|どう|どの|どれ|{_ASKS_IN_ENGLISH}")
# 「一覧で教えてください」 behind a question says how it is to be told, and asks nothing more.
_HOW_TO_TELL = re.compile(
    r"(?:一覧|リスト|箇条書き|表|全部|すべて|全て|順番|簡単|詳しく|くわしく|短く|具体的)(?:で|に|を|として)?、?"
    r"(?:教えて|おしえて|お願い|示して|挙げて|あげて|並べて|説明して|知りたい|見せて)[ぁ-ん]*[。?？]*"
)


@dataclass(frozen=True)
class Both:
    """The two questions of one message; the second may speak of what the first asks of. ``joined``: in one sentence two
    ``aspects`` are asked of one thing, or one is asked of two ``things``; else there are two ``sentences``, of which the second
    may but say more of the first."""

    first: str
    second: str
    joined: Literal["aspects", "things", "sentences"]

    @property
    def asks_twice(self) -> bool:
        """Whether the second is a question; 「バス降りる前に知りたい」 is none."""
        return self.joined != "sentences" or _ASKS.search(self.second) is not None


def two_at_once(text: str) -> Both | None:
    """The two questions of a folded message; None where it is one."""
    text = text.strip()
    if both := _OF_ONE_THING.fullmatch(text):
        if _FIGURES.fullmatch(both["one"]) and _FIGURES.fullmatch(both["two"]):
            return None
        end = both["end"] if both["end"] else "は"
        # A reason beside something else is that of what is told first.
        second = "理由は?" if both["two"] == "理由" else _asked_of(both["thing"], both["two"], end)
        return Both(_asked_of(both["thing"], both["one"], "は"), second, "aspects")
    if both := _OF_TWO_THINGS.fullmatch(text):
        return Both(
            _asked_of(both["thing"], both["what"], "は"), _asked_of(both["other"], both["what"], "は"), "things"
        )
    if both := _OF_EACH.fullmatch(text):
        return Both(
            _asked_of(both["thing"], both["what"], "は"), _asked_of(both["other"], both["too"], "は"), "sentences"
        )
    parts = _TWO_SENTENCES.fullmatch(text) or _TWO_IN_ENGLISH.fullmatch(text)
    if parts and not _HOW_TO_TELL.fullmatch(parts["two"]):
        return Both(parts["one"], parts["two"], "sentences")
    return None


def _asked_of(thing: str, what: str, end: str) -> str:
    return f"{thing}は{what}?" if re.fullmatch(_COUNT, what) else f"{thing}の{what}{end}?"


def both_told(two: Both, whole: Reply, first: Reply, second: Reply) -> Reply:
    """The replies to both, where the reply to the whole message is none or only one of them; else that reply. Where one of
    both is refused, that it is not told is said below the other."""
    # Nothing was told before the first of them.
    second = replace(second, text=second.text.removeprefix(f"{NO_MORE_WORDS}\n"))
    told = [part for part in (first, second) if part.outcome == "answered"]
    refused = [part for part in (first, second) if part.tells_nothing]
    if not told or len(told) + len(refused) < len((first, second)):
        return whole
    if len(told) == len((first, second)) and _one_statement(first, second):
        return whole if _one_statement(whole, first) else first
    known = [_head(part) in whole.text for part in told]
    if refused and two.joined == "things":
        return whole
    if refused and not two.asks_twice:
        return first if second in refused and not whole.tells else whole
    if refused:
        counted = _counts(two.first) and bool(first.bars) and not all(known)
        other = two.joined == "aspects" or not whole.tells or counted or (second in refused and _counts(two.second))
        return _with_refusal(joined(told), _head(refused[0])) if other else whole
    otherwise = whole.tells and not any(known) and two.joined != "aspects" and not _is_half(whole, first, second)
    if all(known) or otherwise:
        return whole  # one of them has it all, or it was understood otherwise
    return second if _has_all(second, first) else first if _has_all(first, second) else joined(told)


def _one_statement(one: Reply, other: Reply) -> bool:
    """Whether both tell the same statement, maybe other sentences of it."""
    said = one.topic.statement if one.topic else None
    return said is not None and other.topic is not None and said == other.topic.statement


def _is_half(whole: Reply, first: Reply, second: Reply) -> bool:
    """Whether what the whole message was told is asked by one of two questions, and the other asks for something else."""
    asked = [reply.topic.aspect if reply.topic else None for reply in (whole, first, second)]
    return asked[1] != asked[2] and asked[0] in _FACTS and asked[0] in asked[1:]


def _counts(question: str) -> bool:
    return re.search(_COUNT, question) is not None


def _head(reply: Reply) -> str:
    return reply.text.split("\n")[0]


def _has_all(one: Reply, other: Reply) -> bool:
    """Whether a reply has, under whatever label, each line that the other tells."""
    told = [line for line in other.text.split("\n") if not is_of_sheet(line)]
    return all(line.partition("：")[2] in one.text if "：" in line else line in one.text for line in told)


def _with_refusal(told: Reply, refusal: str) -> Reply:
    """A reply with a refusal below what it tells, above whose it is and where it stands."""
    lines = told.text.split("\n")
    end = next((place for place, line in enumerate(lines) if is_of_sheet(line)), len(lines))
    return replace(told, text="\n".join([*lines[:end], refusal, *lines[end:]]))
