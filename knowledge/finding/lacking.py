"""What a word that a row or statement has not does in a question: whether it makes another thing of it.

移住セミナー is no 移住フェア and the members of an NPO are no NPOs; what only describes a thing (休みの日の商店街) leaves it
the same.
"""

from __future__ import annotations

import re

from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import is_counted, is_heard, is_in_compound
from knowledge.finding.understanding import Question
from knowledge.language.standing import places

# 「満足度」 of 「移住者の満足度は」: what is asked for is the word itself.
_ASKED_FOR = re.compile(
    r"(?:数|率|度|額|量|費|料|者|人|先|地|日|別|順)?(?:たち|さん)?"
    r"(?:って|は|も|が|を|とか|など|、?(?:何|いくら|いくつ|どこ|だれ|誰)|[?？]|ある|あり|教え|おしえ|知り|$)"
)
_QUALIFIES = re.compile(r"(?:の|な|から|での|への|との|用)(?!で|に)|に(?:おける|向けた|関する|対する|ついての)")
_NOUN = re.compile(r"[一-龠々ァ-ヶー]")
_NOUN_ENDS = re.compile(r"[一-龠々ァ-ヶーん]$")
_IN_A_ROW = "・"
_COMPARED = re.compile(r"(?:と|に)?(?:比べ|くらべ|比較)|より")
_DONE = re.compile(r"[しさすせで](?!の)")
_AROUND, _SEPARATES, _DIGITS = 2, " 、。", re.compile(r"\d")
# What is counted stands behind it in English; who is counted may go without saying.
_HOW_MANY = re.compile(r"\bhow many (?:new |more |different |of the |other )?$")
_DONE_IN_ENGLISH = ("ed", "ing")
# A word that stands for another has so many signs at most.
_MOST_SIGNS = 8


def is_asked_for(question: Question, group: Group) -> bool:
    """Whether a word is itself what is asked for of something else."""
    before, after = _around(question, group)
    return before.endswith(("の", "うち", "うち、")) and _ASKED_FOR.match(after) is not None


def qualifies(question: Question, group: Group) -> bool:
    """Whether a word says more about what follows it."""
    _, after = _around(question, group)
    return not _is_done(question, group) and _QUALIFIES.match(after) is not None


def is_other_thing(knowledge: Knowledge, question: Question, group: Group) -> bool:
    """Whether a word that is lacking is what is counted (議員の割合), asked for, compared with, somebody's or some place's
    name, or the first half of a word (肺がん検診). What only describes a thing (休みの日の) is no other one, nor is a word for
    whoever or whatever is counted (客, 世帯)."""
    before, after = _around(question, group)
    if _is_done(question, group) or group.said in knowledge.book.counters:
        return False
    if before.endswith("うち") or (
        after.startswith("の") and (_is_named(knowledge, group) or _DIGITS.search(group.said))
    ):
        return True
    if _NOUN_ENDS.search(group.said) and (_NOUN.match(after) or (_NOUN.match(before[-1:]) and _ASKED_FOR.match(after))):
        return True
    return is_counted(question, group) or is_asked_for(question, group) or is_beside(question, group)


def is_other_in_english(knowledge: Knowledge, question: Question, group: Group) -> bool:
    """Whether a word in English of which no document speaks is what is counted, says who they are, or is a name or the
    beginning of one (flu shot; stomach cancer screening). English has no particle within a name, and none behind what is
    counted; what stands alone behind it may be what is done (certificates sold)."""
    if not is_unheard_in_english(knowledge, group, whatever=True):
        return False
    before, after = _around(question, group)
    if question.asked.unit == "人" or _HOW_MANY.search(before):
        return True
    if not is_unheard_in_english(knowledge, group):
        return False
    name = " " in group.said and group.said in knowledge.book.explained
    begins = any(after.startswith(f" {one.said}") for one in question.groups if one.strong)
    return name or (begins and not before.endswith("-"))


def is_unheard_in_english(knowledge: Knowledge, group: Group, *, whatever: bool = False) -> bool:
    """Whether no document speaks of a word in English. A word for whoever is counted, and unless ``whatever`` it is may count
    what only says what is done (rented, getting), need not be spoken of."""
    said, book = group.said, knowledge.book
    if not said.isascii() or said in book.counters or is_heard(knowledge, group):
        return False
    return whatever or (group.strong and not (said.endswith(_DONE_IN_ENGLISH) and said not in book.explained))


def is_put_in(knowledge: Knowledge, question: Question, group: Group, name: str) -> bool:
    """Whether a word stands where a name that is said otherwise word for word has another: 灯台の花運動 for 人権の花運動."""
    if group.said in knowledge.book.counters:
        return False
    before, after = _around(question, group)
    ahead = before[-_AROUND:].strip(_SEPARATES)
    behind = after[: _AROUND if ahead else _AROUND + 1]
    begins = [end for _, end in places(ahead, name)] if ahead else [0]
    return len(behind) >= _AROUND and any(
        name.find(behind, begin + 1, begin + _MOST_SIGNS + len(behind)) >= 0 for begin in begins
    )


def makes_another(question: Question, group: Group) -> bool:
    """Whether a word that is lacking is asked for, qualifies what follows, or is joined to a noun."""
    if _is_done(question, group):
        return False
    reasons = (is_joined, _is_of_name, is_asked_for, qualifies, is_beside)
    return any(reason(question, group) for reason in reasons)


def is_beside(question: Question, group: Group) -> bool:
    """Whether something is to be compared with what is lacking (他市と比べて)."""
    return _COMPARED.match(_around(question, group)[1]) is not None


def is_joined(question: Question, group: Group) -> bool:
    """Whether a noun that is lacking makes one word with the noun before or behind it."""
    return not _is_done(question, group) and is_in_compound(question, group)


def _is_named(knowledge: Knowledge, group: Group) -> bool:
    """Whether a word is the name of one place or person: 米沢 is both."""
    return any(term.place or term.name for term in knowledge.words.terms(group.said))


def _is_of_name(question: Question, group: Group) -> bool:
    """Whether a noun that is lacking stands where a word of a row's name would: 盆栽回数, 啓発・灯台, 温室まつり."""
    before, after = _around(question, group)
    if _NOUN.match(after) or before.endswith(_IN_A_ROW) or after.startswith(_IN_A_ROW):
        return True
    if not group.verbal and _DONE.match(after):
        return True  # what one does not do is no word of doing
    beside = (one for one in question.groups if one is not group and one.strong and not _is_done(question, one))
    return any(after.startswith(one.said) for one in beside)


def _is_done(question: Question, group: Group) -> bool:
    """Whether a word is what is done with a thing, and so no thing beside it."""
    _, after = _around(question, group)
    return group.verbal and _DONE.match(after) is not None


def _around(question: Question, group: Group) -> tuple[str, str]:
    before, _, after = question.asked.text.partition(group.said)
    return before, after
