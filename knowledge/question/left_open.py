"""What a question asks to have said of a thing, and what is told without saying it.

Here are its name, its sort and where it is from; how it moves, where and when it is and what somebody asks for himself have
files of their own.

「協定に入った信用金庫の名前は？」 is not answered by a statement that a 信用金庫 joined. Who describes a thing by other words
than the documents' is another matter: any word of a statement may be its name.
"""

from __future__ import annotations

import re

from knowledge.language.standing import places
from knowledge.question.asked_for_oneself import (
    asks_for_free,
    asks_for_help,
    asks_whether_one_may,
    says_cost,
    says_help,
    says_whether_one_may,
)
from knowledge.question.how_much_it_moved import all_years_left_open, growth_left_open, target_left_open
from knowledge.question.left_open_by_figures import figures_leave_open, reason_leaves_open
from knowledge.question.one_word import NAME_ASKED, is_told
from knowledge.question.where_and_when import day_left_open, place_left_open

_NOUN = "[一-龠々ァ-ヶーa-z]"
_NAMED = re.compile(rf"({_NOUN}{{2,}})(?:の|は|って|、|\s)*(?:正式な?)?(?:お?名前|名称|(?:何|なん)(?:と|っ?て))")
# 「何の花を植えた？」: of a single thing that one can see; what a 研修 or a 権利 is of stands in a sentence of its own.
_SORT = re.compile(
    r"(?:何|なん|なに)の\s?(?!ため|せい|おかげ|こと|もの|話|件|課|係|費|日|月|年)"
    r"(?P<noun>[一-龠々](?![一-龠々])|[ァ-ヶー]{2,8}|[ぁ-ん]{2,4}?)(?=[をがは]|です|だ|なの|[?？]|$)"
    r"|(?P<such>[一-龠々ァ-ヶー]{2,8})として、?(?:具体的に)?、?(?:何|なに)"
)
_WHICH = re.compile(r"どの([一-龠々ァ-ヶー]{2,6})(?:と|に|へ|から)(?!つい|関)")
_FROM = re.compile(
    r"(?:どこの|どの|何|なに)(?:県|市|町|村|国|地方|都市|自治体|都道府県|市町村)(?:の人)?(?:から|出身|の出身)"
    r"|どこから(?:来|き[たてま]|移|引っ越|やって)|どこの?出身"
)
# What makes a name of a noun: signs before it or behind it.
_BEFORE_NOUN, _BEHIND_NOUN = (
    re.compile("[一-龠々ァ-ヶーa-z]{2}\\Z"),
    re.compile("[一-龠々ァ-ヶー]{2}|[ぁ-ん]{3,}[一-龠々ァ-ヶー]"),
)
_ANY_OTHER = ("他", "ほか", "別", "いずれか")
# Before a statement stands which field it is, behind it whose sheet it is on.
_LABELS = re.compile(r"(?:^|(?<=[。」\s]))・?[^:「」。\s]{0,40}:(?=[「【])|担当 \S+")
_COMES_FROM = re.compile(r"(?:[都道府県市町村国圏]|地方|以外|内|外)(?:から|より|の?出身)")


def leaves_open(told: str, question: str) -> bool:
    """Whether a folded text does not say what a folded question asks to have said, though it speaks of the thing."""
    # The year of a paper is no day, and 「実績:」 and the name of a section say nothing of the thing.
    told = _LABELS.sub("", told.partition("出典:")[0])
    return any(missing(told, question) for missing in _MISSING)


def _nameless(told: str, question: str) -> bool:
    asked = _NAMED.search(question) if NAME_ASKED.search(question) else None
    if asked is None or asked[1] not in told or is_told("name", told, question):
        return False
    return not any(
        _BEFORE_NOUN.search(told, 0, start) or _BEHIND_NOUN.match(told, end) for start, end in places(asked[1], told)
    )


def _sortless(told: str, question: str) -> bool:
    asked = _SORT.search(question)
    if asked is None:
        return False
    noun = asked["noun"] or asked["such"]
    if noun not in told:
        return re.fullmatch("[ぁ-ん]+", noun) is not None  # no document has what was left in kana
    kinds = re.finditer(
        rf"([一-龠々ァ-ヶー]{{2,}}?|」)の?{re.escape(noun)}(?!など|等|[一-龠])|{re.escape(noun)}(?:として)?「", told
    )
    return not any(kind[1] is None or kind[1] not in question for kind in kinds)


def _from_nowhere(told: str, question: str) -> bool:
    return _FROM.search(question) is not None and _COMES_FROM.search(told) is None


def _is_another(told: str, question: str) -> bool:
    """「どの事業と一緒になる？」 is not answered by 「他の事業と統合する」."""
    asked = _WHICH.search(question)
    return asked is not None and any(f"{other}の{asked[1]}" in told for other in _ANY_OTHER)


def _helpless(told: str, question: str) -> bool:
    """「引っ越すと何かもらえる？」 is not answered by a statement that nothing is given in."""
    return asks_for_help(question) and not says_help(told)


def _priceless(told: str, question: str) -> bool:
    return asks_for_free(question) and not says_cost(told)


def _unallowed(told: str, question: str) -> bool:
    return asks_whether_one_may(question) and not says_whether_one_may(told, question)


_MISSING = (
    _nameless, _sortless, _from_nowhere, _is_another, growth_left_open, target_left_open, all_years_left_open, _helpless,
    _priceless, _unallowed, place_left_open, day_left_open, figures_leave_open, reason_leaves_open,
)  # fmt: skip
