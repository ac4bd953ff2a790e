"""Whether a thing is to change: 「使用料は上がるの？」, 「ポンプ車は新しくなる？」, 「入園料ってただになるの？」.

The papers tell it in words of their own (引き上げる, 更新する, 無償化), and the sheet's title may name what its sentence leaves
out (「車両を更新します」 of a library bus). What the thing is, or that it was paid for otherwise, is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.choosing_subjects import subjects_for
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import COMING, Passage
from knowledge.reply import Reply
from knowledge.telling import tell

_MONEY = "料|代|賃|費|額|税|金|価|値段|報酬|手当|補助"
# From the word for money that stands nearest: 「使用料の減免額は上がる」 asks for the 額.
_OF_MONEY = rf"(?P<money>{_MONEY})(?:(?!{_MONEY})[^。?？]){{0,8}}?"
# How a change is asked for, and how papers tell it.
_CHANGES = (
    (
        re.compile(
            r"(?P<verb>新しく(?:な[るり]|す[る]|し[まて])|買い?[替換]え(?:る|ま|ら)|取り?[替換]え(?:る|ま|ら)"
            r"|入れ?[替換](?:え(?:る|ま|ら)|わ)|更新(?:す|し(?!た|て)|さ|は|って|の(?:予定|時期)))"
        ),
        re.compile(r"更新|買い?[替換]え|買換|取り?[替換]え|取替|入れ?[替換]|新しく|新調"),
    ),
    (
        re.compile(
            rf"(?:{_OF_MONEY}(?=上が[るりん]|引き?上げ|高くな|上げ(?:る|ら|ま))|(?=値上[げが]))(?P<verb>値?上|引|高)"
        ),
        re.compile(r"引き?上げ|値上げ|上が[るり]|増額|高く"),
    ),
    (
        re.compile(
            rf"(?:{_OF_MONEY}(?=下が[るりん]|引き?下げ|安くな|下げ(?:る|ら|ま))|(?=値下[げが]))(?P<verb>値?下|引|安)"
        ),
        re.compile(r"引き?下げ|値下げ|下が[るり]|減額|安く"),
    ),
    (
        re.compile(r"(?P<verb>(?:タダ|ただ|只|無料)に(?:な|す|し[まて])|(?:無料|無償)(?:化|に))"),
        re.compile(r"無料|無償"),
    ),
)
# What has changed, why, and by whom it is done is another question.
_OTHERWISE = re.compile(
    r"(?:[いきしちりっんげえれ]た|ました|でした)(?:の|ん|か|です|[?？。]|$)|なぜ|なんで|どうして|理由|誰|だれ|どの課|担当|どこ|効果|何[台件人回校]"
)
_ASKS = re.compile(r"(?:の|か|って|ん(?:です)?|[るう]|いつ|は|ほんと|本当)(?:です)?(?:か(?:な|ね)?|かしら)?[?？。]*$")
# 「補助率を引き上げたことや、固定資産税の…」: what rises stands in the clause of that word.
_CLAUSES = re.compile(r"(?<=[るたいしりきせめえてでやがか])、|(?<=とともに)、|(?<=ことから)、")
_DATE = re.compile(r"\d+(?:年度?|月)")
_MEANT = re.compile("予定|見込|検討|目指|ことと|まいり|方針")
_MOST_SHEETS = 3


@dataclass(frozen=True)
class _Change:
    """What a question asks to come: the things that are to change, and how papers tell of it; ``when``: the date is asked."""

    things: tuple[Group, ...]
    told: re.Pattern[str]
    when: bool

    @classmethod
    def asked_in(cls, question: Question) -> _Change | None:
        asked, text = question.asked, question.asked.text
        if _OTHERWISE.search(text) or not _ASKS.search(text.strip()) or asked.unit not in {None, "年"}:
            return None
        if asked.aspects and not asked.asks("next", "overview", "figure"):
            return None
        for asks, told in _CHANGES:
            if (found := asks.search(text)) is None:
                continue
            things = tuple(one for one in question.things if 0 <= text.find(one.said) < found.start("verb"))
            if things and (of := found.groupdict().get("money")) is not None:
                # 割引 of 「入浴料の割引額」 names nothing by itself, and is what is asked for.
                named = text[: found.start("money")]
                things += tuple(
                    one
                    for one in question.groups
                    if one not in things and len(one.said) > len(of) and named.endswith(one.said)
                )
            return cls(things, told, asked.unit == "年") if things else None
        return None

    def is_told_by(self, knowledge: Knowledge, passage: Passage, sentence: str) -> bool:
        """Whether a clause of a folded sentence tells of the change of what is named; what its sheet is called by need not be
        said in it again."""
        if self.when and not _DATE.search(sentence):
            return False
        return any(
            self._is_told_in(knowledge, passage, clause)
            for clause in _CLAUSES.split(sentence)
            if self.told.search(clause)
        )

    def _is_told_in(self, knowledge: Knowledge, passage: Passage, clause: str) -> bool:
        tokens = knowledge.index.tokens(clause)
        said = [one.is_told_in(tokens) or one.said in clause for one in self.things]
        if all(said):
            return True
        home = knowledge.index.number_of(knowledge.home_of(passage.subject))
        rest = (one for one, told in zip(self.things, said, strict=True) if not told)
        return passage.part in COMING and any(said) and all(knowledge.index.names_hold(home, one) for one in rest)


def what_changes(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that tells whether, or when, a thing that is named is to change; None where none does, or something else
    is asked. What is meant to come is told before what was done."""
    change = _Change.asked_in(question)
    if change is None:
        return None
    told = [
        (_is_over(passage, sentence), nth, passage)
        for nth, passage in enumerate(_candidates(knowledge, question))
        for sentence in plain(passage.prose.text).split("。")
        if change.is_told_by(knowledge, passage, sentence)
    ]
    if not told:
        return None
    _, _, best = min(told, key=lambda each: each[:2])
    return tell.prose(knowledge, [best], "next" if best.part in COMING else "overview")


def _is_over(passage: Passage, sentence: str) -> bool:
    return passage.part not in COMING and _MEANT.search(sentence) is None


def _candidates(knowledge: Knowledge, question: Question) -> Iterator[Passage]:
    """The statements that have words of the question, and what is to come on the sheets called by them."""
    told = [passage for _, passage in statements_for(knowledge, question)]
    yield from told
    homes = dict.fromkeys(subject.home for _, _, subject in subjects_for(knowledge, question, "any"))
    for home in list(homes)[:_MOST_SHEETS]:
        sheet = knowledge.by_key[home]
        yield from (
            one for one in knowledge.index.passages_on_sheet_of(sheet) if one.part in COMING and one not in told
        )
