"""How well a statement fits what is asked, by the field it stands in and by how it is worded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.finding.groups import Hit
from knowledge.finding.things_asked import set_aside
from knowledge.finding.understanding import Question
from knowledge.language.endings import OVER
from knowledge.language.standing import is_followed, places
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import AIMED_AT, Passage
from knowledge.model import PlanMeasure, PlanSection, Results
from knowledge.question.qualified import qualified
from knowledge.question.there_is import asks_what_there_is

# Which field of a sheet answers which aspect, and how well.
FITS = {
    "reason": {"reason": 1.0, "achievements": 0.8, "issues": 0.92},
    "next": {"next": 1.0, "goals": 0.88, "policies": 0.88, "overview": 0.7},
    "efforts": {"efforts": 1.0, "achievements": 0.85, "overview": 0.6},
    "achievements": {"achievements": 1.0, "efforts": 0.9, "overview": 0.85},
    "issues": {"issues": 1.0, "reason": 0.6},
    "policies": {"policies": 1.0, "goals": 0.8},
    "purpose": {"purpose": 1.0, "goals": 0.92, "policies": 0.85, "overview": 0.75, "efforts": 0.6, "achievements": 0.6},
    "doings": {"efforts": 1.0, "achievements": 1.0, "goals": 0.95, "overview": 0.97, "policies": 0.85},
    "overview": {"overview": 1.0, "goals": 1.0, "policies": 0.93, "efforts": 0.95, "achievements": 0.95, "issues": 0.9},
    "target": {"aims": 1.05, "goals": 1.0, "policies": 0.9, "aim": 0.9},
}
_OTHER_FIT = 0.8
# A reason or a next step is a field of its own; anything else seldom is one.
_OTHER_THAN_FIELD = 0.68
_AIM_FIT = 0.85
_WANTED_ONLY = 0.94
# What was done up to now is told by a field of its own, even where another has more of the question's words.
_OWN_FIELD, _FIELD_OF_ITS_OWN = frozenset({"efforts", "issues"}), 1.3
# What came of a thing is not answered by what is meant to come.
_DONE = re.compile(
    rf"{OVER}(?:の|ん|もの|こと|[一-龠ァ-ヶー]{{1,8}})(?:は|って|が|を)、?[^。?？]{{0,12}}"
    r"(?:何|なに|なん|どこ|どれ|だれ|誰|どんな|どの|どういう)"
    r"|(?:ました|でした)(?:の|ん)?(?:です)?か?[?？。]*$"
    rf"|(?:何|なに|どこ|どれ|だれ|誰|どんな)[^。?？]{{1,16}}{OVER}(?:の|ん)?(?:です)?か?[?？。]*$"
)
_ONLY_PLANNED = 0.85
# What there is is told by what was done, not by what a results sheet says was meant to be.
_MEANT_TO_BE = 0.92
# A plan that is asked for as a plan is not answered by what was done before.
_AS_PLAN = re.compile(r"(?<![一-龠])計画(?:で|に(?!参|加)|として|(?:な|です|でしょう|だ)|[?？]|$)")
_NO_PLAN = 0.8
# 「消防団って何をする団体？」 is told by the statement that begins with 消防団は.
_IS_WHAT = re.compile(
    r"(?:って|は|とは)、?(?:一体|いったい|そもそも)?(?:何|なに|なん|どんな|どういう|どのような)(?:を|な|の|です|でしょう|し|や|する|だ|もの|こと|ところ|団体|組織|人|仕事|役割|活動|制度|会|[?？]|$)"
)
_DEFINES = 1.25
# 「何の仕事？」 is told where some are named: しいたけの収穫などの作業.
_KIND_ASKED = re.compile(
    r"(?:どんな|何の|なんの|どういう|どういった|どのような)(?:お)?(?!支援|事業|取組|内容|施策|計画|対策|方法|理由|効果|目標|状況|課題|方針|人|所|点|感じ)([一-龠ァ-ヶー]{2,6}?)(?=を|が|は|に|で|し|や|って|な|[?？、]|$)"
)
_CALLED_OTHERWISE = {
    "仕事": ("仕事", "作業", "業務"),
    "手伝": ("手伝い", "作業", "活動"),
    "催": ("催し", "イベント", "行事"),
}
_SOME_BEFORE = re.compile(r"(?:や|と|、|・)[^。]{1,20}?(?:など|等|といった)(?:の|、)?[^。、]{0,8}\Z")
_NAMES_SOME = 1.2
# 「一番多いのは？」 is told by the sentence that says which: 最も多く, 第1位, 〜の順.
_TELLS_MOST = re.compile(
    r"(?:最も|もっとも|一番)[^。、]{0,8}(?:多|少な|高|低|大き|小さ|長|短|強|人気|売れ|好評|よく)|第?1位|首位|最多|最少|の順(?:に|と|で|となり)|大半|内訳|多く(?:を|は)(?:占|、)|最[大高長深][一-龠]{1,4}(?:は|が)"
)
_TOLD_MOST = 1.12
# 「市報のほかに何で？」 is told by what names it together with others.
_NAMES_MORE, _NAMES_KNOWN = 1.15, 0.85
_AND_MORE = re.compile("(?:等|など)?(?:のほか|以外|だけで|に加え|をはじめ|や|と、|、|及び|・)")
_IS = re.compile("(?:とは|は)")
# 「月見川の環境」 is not told where only the 月見川流域下水道組合 is named.
_WATERS = re.compile(r"[一-龠々ヶ]{2,}[湖川沼池山岳島浜港](?=[のはがもでに、\s]|って)")
_QUALIFIED = 1.3
_IN_LONGER, _ONLY_IN_LONGER = re.compile("[一-龠々]{2}"), 0.85


@dataclass(frozen=True)
class Fitting:
    """What of a question weighs with every statement. ``done``: what came of a thing is asked for; ``there_is``: what
    there is; ``as_plan``: a plan is, as such; ``known``: what is set aside (市報のほかに); ``some``: what the things may be
    called of which some are asked for; ``most``: what there is most of; ``defined``: what the thing may be called of which
    it is asked what it is; ``waters``: the lake, the river or the hill that is named; ``qualified``: a thing of
    which an adjective says which ones (小さな公園)."""

    aspect: str
    done: bool
    there_is: bool
    as_plan: bool
    known: str | None
    some: tuple[str, ...]
    most: bool
    defined: tuple[str, ...]
    waters: str | None
    qualified: tuple[str, ...]

    @classmethod
    def to(cls, question: Question, aspect: str) -> Fitting:
        """What weighs where a question asks for an aspect (a key of ``FITS``)."""
        text, of_doings = question.asked.text, aspect in {"overview", "doings"}
        return cls(
            aspect,
            done=of_doings and _DONE.search(text) is not None,
            there_is=of_doings and asks_what_there_is(text),
            as_plan=aspect in {"doings", "overview", "purpose", "next"} and _AS_PLAN.search(text) is not None,
            known=set_aside(text),
            some=_sort_asked(text) if of_doings or aspect == "achievements" else (),
            most=question.asked.in_order,
            defined=_names_asked(question) if of_doings else (),
            qualified=qualified(text),
            waters=waters[0] if (waters := _WATERS.search(text)) else None,
        )

    def of(self, hit: Hit, passage: Passage) -> float:
        """How well a statement fits: 1 where it stands in the very field that is asked for, and nothing else weighs."""
        return self._by_words(plain(passage.prose.text), self._by_field(hit, passage))

    def _by_field(self, hit: Hit, passage: Passage) -> float:
        sheet, other = passage.subject.sheet, _OTHER_THAN_FIELD if self.aspect in {"reason", "next"} else _OTHER_FIT
        fit = FITS[self.aspect].get(passage.part, _AIM_FIT * other if passage.part == "aim" else other)
        if self.aspect == "overview" and passage.part == "goals" and isinstance(sheet, Results):
            fit = _WANTED_ONLY  # the sheet also tells what came of it
        if self.aspect in _OWN_FIELD and passage.part == self.aspect and not hit.missing:
            fit *= _FIELD_OF_ITS_OWN
        if self.done and passage.part in AIMED_AT:
            fit *= _ONLY_PLANNED
        if self.there_is and passage.part == "goals" and isinstance(sheet, Results):
            fit *= _MEANT_TO_BE
        if self.as_plan and not isinstance(sheet, (PlanMeasure, PlanSection)):
            fit *= _NO_PLAN
        return fit

    def _by_words(self, text: str, fit: float) -> float:
        if self.known and self.known in text:
            fit *= _NAMES_MORE if names_more(self.known, text) else _NAMES_KNOWN
        if any(_names_some(sort, text) for sort in self.some):
            fit *= _NAMES_SOME
        if self.most and tells_most(text):
            fit *= _TOLD_MOST
        if any(one in text for one in self.qualified):
            fit *= _QUALIFIED
        if self.waters is not None and _is_only_in_longer(self.waters, text):
            fit *= _ONLY_IN_LONGER
        if any(text.startswith(name) and _IS.match(text, len(name)) for name in self.defined):
            fit *= _DEFINES
        return fit


def _is_only_in_longer(name: str, text: str) -> bool:
    """Whether a name stands in a folded text, and only as the beginning of a longer one."""
    found = [_IN_LONGER.match(text, end) is not None for _, end in places(name, text)]
    return bool(found) and all(found)


def _sort_asked(text: str) -> tuple[str, ...]:
    """What the sort of thing that a folded question asks for may be called; () where it asks for none."""
    asked = _KIND_ASKED.search(text)
    return () if asked is None else _CALLED_OTHERWISE.get(asked[1], (asked[1],))


def _names_some(sort: str, text: str) -> bool:
    """Whether a folded text names some things of a sort (しいたけの収穫などの作業)."""
    return any(_SOME_BEFORE.search(text, 0, start) for start, _ in places(sort, text))


def tells_most(text: str) -> bool:
    """Whether a statement says what comes first of several."""
    return _TELLS_MOST.search(plain(text)) is not None


def names_more(known: str, text: str) -> bool:
    """Whether a folded text names something together with what is known already."""
    return is_followed(known, text, _AND_MORE)


def _names_asked(question: Question) -> tuple[str, ...]:
    """The names of the one thing of which it is asked what it is: 「地区会は、…」 tells that; () where more is asked."""
    things = question.things
    if len(things) != 1 or not _IS_WHAT.search(question.asked.text):
        return ()
    return (things[0].said, *("".join(option) for option in things[0].options))
