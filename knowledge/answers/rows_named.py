"""Whether enough of a row's name was said for its figure to be the one that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.of_another_kind import counted_part, is_of_another_kind
from knowledge.finding.choosing_subjects import (
    NAMED,
    counts_some,
)
from knowledge.finding.groups import Group, Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.finding.wanted import LITERAL
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import counted_thing
from knowledge.ledger.printed_units import printed_units
from knowledge.ledger.subjects import Subject

# For figures: without a unit in the question; of the printed name alone; with a unit the figure does not have.
_NAMED_FIGURE, _PRINTED, _NAMED_OTHER_UNIT = 0.55, 0.25, 0.57
_ALL_HELD = 0.45
# Where no other row has all that was said.
_NAMED_ALONE, _ALL_KNOWN = 0.38, 0.9
# Where one thing is all that a row counts, a verb may be said besides (「苗木はどれだけ植えた？」).
_NEARLY_ALL = 0.85
# One word alone has to be this much of a printed name: 小学校 is no word for the schools that grew flowers.
_ALONE = 0.3
# 「浸透度はいくつ」 asks for the share itself.
_SHARE_SAID = re.compile(r"(?:度(?<!年度)(?<!制度)|率|割合|比率)(?:は|って|が|、|\s)*(?:今|いま|現在|全部で)?いくつ")
_COUNTED = re.compile(r"^(?!.*(?:割合|比率|率|%)).*(?:いくつ|の数(?![字値])|総数| 数$)")
# "how many of them" may be told by a share.
_COUNTED_IN_ENGLISH = re.compile(r"^(?:and |so |but )?how many (?!of )[a-z]")
_LONG_WORD = 3
_AND = re.compile("及び|および|並びに|ならびに|[・、と]")
# What may stand between two words of which one thing is said: 移住した人.
_BETWEEN = re.compile(r"[ぁ-ん]{0,3}\Z")
_NO_PART_OF_WORD = re.compile("(?<![一-龠ァ-ヶー])")
# 移住者 are 移住した人.
_PERSONS = ("者", "人", "方")
# 相談から, 相談を通じて: what came of it is asked for.
_BY_WAY_OF = re.compile("から|を(?:通じて|通して|きっかけに)|経由|がきっかけ")
# Whoever does something for others is counted in no 件 of what he does.
_STAFF_ASKED = re.compile(r"(?:員|師|士)(?:さん)?(?:は|が|って|を|の人?数)")


def named_enough(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether enough of a figure's name was said. Who asks how many people is not told how many times."""
    unit, row = question.asked.unit, subject.row
    if question.asked.place or knowledge.book.contrary(subject.name, question.asked.text):
        return False
    if counts_some(knowledge, subject, question):
        return False
    if _is_share_of_counted(question, subject):
        return False
    if unit is None or row is None:
        printed = knowledge.index.printed_share(hit.number, question.groups)
        # Under a shorter name of ours it is known as well, if more than one word of it is said.
        things = question.things
        called = hit.named >= _NAMED_OTHER_UNIT and len(things) > 1
        # Several words that all stand in its name call it, however long that is.
        held = len(things) > 1 and all(knowledge.index.calls(hit.number, group, question.groups) for group in things)
        least = _ALL_HELD if held else _NAMED_FIGURE
        if held and hit.covered >= _ALL_KNOWN and _alone_holds(knowledge, question, things):
            least = _NAMED_ALONE
        if _is_what_it_counts(knowledge, question, hit, subject):
            return True
        return hit.named >= least and (printed >= _PRINTED or called)
    if _is_last_counted(knowledge, question, subject) and units.says(unit, printed_units(row)):
        return True
    if _is_slight(knowledge, question, hit, subject):
        return False
    if not counts_last_said(knowledge, question, subject) or not _titles_know(knowledge, question, hit, subject):
        return False
    printed_as = printed_units(row)
    if unit == "年" and unit not in printed_as:
        return False  # 「いつ？」 asks for a date, never for an amount
    # The sheet prints a number and leaves its unit out: it may be the one that is asked for.
    open_unit = not printed_as and not row.target.printed == row.result.printed is None
    if open_unit or units.says(unit, printed_as):
        return hit.named >= NAMED
    # 「使った人は？」 of a row that counts parties is told by the sentence that prints both.
    if unit == "人" and "件" in printed_as and _STAFF_ASKED.search(question.asked.text):
        return False
    alone = unit != "人" and _is_what_it_counts(knowledge, question, hit, subject)
    return units.comparable(unit, printed_as) and (hit.named >= _NAMED_OTHER_UNIT or alone)


def _is_what_it_counts(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether the one thing that was named is all that a row counts (企業訪問 of 企業訪問件数), and no other row speaks of it:
    the rest of its name only says how it is counted."""
    things, thing = question.things, counted_thing(subject.name)
    if len(things) != 1 or thing is None or hit.covered < _NEARLY_ALL:
        return False
    if knowledge.index.rows_holding(things[0], question.view.scope) != 1:
        return False
    name = knowledge.index.names[hit.number][0]
    said = {token for option in things[0].options if name.issuperset(option) for token in option}
    return bool(said) and knowledge.index.tokens(thing) - knowledge.book.ignored <= said


def _is_last_counted(knowledge: Knowledge, question: Question, subject: Subject) -> bool:
    """Whether the one thing that was named is said by several words that stand last in what a row counts, and in that of no
    other row: 移住した人 of 相談を通じて移住した人の数. What stands before only says how they came to be counted."""
    things = question.things
    if len(things) != 1 or not _counts_last(things[0], subject):
        return False
    return sum(one.is_figure and _counts_last(things[0], one) for one in knowledge.view.subjects) == 1


def _counts_last(thing: Group, subject: Subject) -> bool:
    counted = counted_thing(subject.name)
    said = (option for option in thing.options[:LITERAL] if len(option) > 1)
    return counted is not None and any(_stand_last(option, counted) for option in said)


def _stand_last(words: Sequence[str], text: str) -> bool:
    """Whether words stand last in a text, one behind the other, the first of them no part of a longer one."""
    *before, last = words
    if not text.endswith(_PERSONS if last in _PERSONS else last):
        return False
    start = len(text) - len(last)
    if not before:
        return _NO_PART_OF_WORD.match(text, start) is not None
    between = _BETWEEN.search(text, 0, start)
    ends = range(between.start(), start + 1) if between else ()
    return any(_stand_last(before, text[:end]) for end in ends)


def may_be_counted(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether nothing that was said makes another thing of what a row counts, however little of its name was said."""
    return not _is_slight(knowledge, question, hit, subject) and counts_the_same(knowledge, question, hit, subject)


def counts_the_same(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether nothing that was said makes another thing of what a row counts."""
    if _is_share_of_counted(question, subject):
        return False
    if counts_some(knowledge, subject, question) or not counts_last_said(knowledge, question, subject):
        return False
    return not is_of_another_kind(knowledge, question, hit, subject)


def _is_share_of_counted(question: Question, subject: Subject) -> bool:
    """Whether the number of things is asked for, of which a row prints a share."""
    share = subject.row is not None and subject.row.target.unit == "%"
    text = question.asked.text
    counted = _COUNTED_IN_ENGLISH.search(text) or (_COUNTED.search(text) and not _SHARE_SAID.search(text))
    return share and question.asked.unit is None and bool(counted)


def _is_slight(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether the one thing that was named is too little of a printed name: 「地区会は何地区？」 is not about the districts
    that exchange."""
    alone = len(question.things) == 1
    return alone and (
        knowledge.index.printed_share(hit.number, question.groups) < _ALONE and not _begins(subject, question)
    )


def is_asked_for(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether nothing is said besides, where words that only ask for a row stand for some of its name."""
    if not subject.is_figure or not knowledge.index.places.asked.has_any(hit.number):
        return True
    if hit.called <= knowledge.index.named(hit.number, question.groups):
        return True
    return _all_its_own(knowledge, question, hit, subject)


def _names_another_thing(knowledge: Knowledge, question: Question, subject: Subject) -> bool:
    """Whether nothing of the thing a row counts was said, nor stands in a title above it: the days of the 除雪車 on the
    sheet of a bus."""
    thing = counted_thing(subject.name)
    if thing is None or next(knowledge.mending.typed_names.found_in(thing), None) is not None:
        return False  # what bears a name of its own may be said by its kind
    said = {token for group in question.groups for option in group.options for token in option}
    own = knowledge.index.tokens(thing) - knowledge.book.ignored
    return own.isdisjoint(said) and not own <= knowledge.index.tokens_of(subject.around)


def _all_its_own(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether everything said stands in a row's names, in the titles above it, or among the words by which it is asked for."""
    titles = knowledge.index.tokens_of(subject.around)
    return all(
        knowledge.index.calls(hit.number, group, question.groups) or group.is_named_in(titles)
        for group in question.groups
        if group.strong
    )


def _alone_holds(knowledge: Knowledge, question: Question, things: Sequence[Group]) -> bool:
    """Whether but one row has everything said in its names."""
    holding = 0
    for hit in question.hits:
        subject = knowledge.subject(hit)
        if subject is not None and subject.is_figure and not hit.missing:
            holding += all(knowledge.index.calls(hit.number, group, question.groups) for group in things)
    return holding == 1


def _begins(subject: Subject, question: Question) -> bool:
    """Whether the one thing named is what a row's name begins with, and the row counts in the unit asked for."""
    said = question.things[0].said
    counts = subject.row is not None and subject.row.is_in(question.asked.unit)
    return len(said) >= _LONG_WORD and _joined(plain(subject.name)).startswith(_joined(said)) and counts


def _joined(name: str) -> str:
    """A name with と wherever two things are joined in it (イノシシ及びシカ)."""
    return _AND.sub("と", name)


def counts_last_said(knowledge: Knowledge, question: Question, subject: Subject) -> bool:
    """Whether a row counts what is said just before the question: 移住相談からの移住件数 counts no 相談."""
    things = question.things
    if not things or counted_part(subject.name) == subject.name:
        return True
    text = question.asked.text
    last = max(things, key=lambda group: text.rfind(group.said))
    if last.said.isascii():
        return True  # English says it the other way round
    counted = knowledge.index.tokens(counted_part(subject.name))
    if last.is_named_in(counted):
        return True
    if _BY_WAY_OF.match(text, text.rfind(last.said) + len(last.said)):
        return last.is_named_in(knowledge.index.tokens(subject.name))  # what came of it is left unsaid
    number = knowledge.index.number_of(subject)
    return not knowledge.index.names_hold(number, last) and knowledge.index.calls(number, last, question.groups)


def _titles_know(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether everything said stands in the names of a row or in the titles above it, not just somewhere on its sheet."""
    if hit.named >= _NAMED_OTHER_UNIT:
        beside = [
            group
            for group in question.groups
            if group.strong and not knowledge.index.calls(hit.number, group, question.groups)
        ]
        return not any(f"{group.said}から" in question.asked.text for group in beside)
    held = [group for group in question.things if knowledge.index.calls(hit.number, group, question.groups)]
    if all(knowledge.index.is_common(group, knowledge.view.scope) for group in held):
        return False  # 国際交流の参加者 are not those of the children's meeting on the same sheet
    if len(held) < len(question.things) and _names_another_thing(knowledge, question, subject):
        return False
    return _all_its_own(knowledge, question, hit, subject)
