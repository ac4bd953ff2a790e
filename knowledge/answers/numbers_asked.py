"""What a number is that somebody has read somewhere and now sends, as it is or with what it is said of: 「44地区って何？」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.much_or_little import beside_aim
from knowledge.language import units
from knowledge.language.numerals import IN_DIGITS, in_digits, value_of
from knowledge.language.scales import brought, scale
from knowledge.language.wordbook import plain
from knowledge.ledger.outlays import THOUSANDS
from knowledge.ledger.subjects import Subject
from knowledge.model import Figure, Project
from knowledge.question.amounts import amounts_in
from knowledge.question.wondering import DOUBT, MUCH
from knowledge.reply import Reply
from knowledge.telling import refuse, tell

_WHAT_IS = re.compile(
    rf"(?:この|その|あの)?({IN_DIGITS})\s*(%|[^\d\s、。?？はっとの]{{1,4}}?)\s*(?:って|とは|は|というのは)\s*、?"
    rf"(?:{DOUBT}|(?P<much>{MUCH})|(?:何|なに|なん)?(?:の(?:数字|数|こと|値|割合|金額))?(?:なの|です|だ|でしょう)?か?)[?？。]*"
)
# A small number stands in many places; one with a fraction or two digits tells which.
_NUMBER = re.compile(rf"(?<![\d.,-]){IN_DIGITS}(?![\d.,-])")
_TELLS_WHICH = 2
_WITH_FRACTION = re.compile(r"(?<![\d.,-])\d+\.\d+(?![\d.-])")
# A number that stands in more places than these tells nothing.
_MOST = 3


def by_number(knowledge: Knowledge, question: Question) -> Reply | None:
    """The rows, else the projects' money, else the statement that prints the number which is all that was said; a refusal
    where none does; None where many do, or it is no number of a kind that is counted here."""
    asked = _WHAT_IS.fullmatch(question.asked.text.strip())
    if asked is None:
        return None
    number, unit = value_of(asked[1]), asked[2]
    if number is None:
        return None
    rows = [one for one in knowledge.subjects if one.row and _prints(number, unit, (one.row.target, one.row.result))]
    if rows and asked["much"]:
        return beside_aim(knowledge, rows)
    if rows:
        return tell.figures(knowledge, rows) if len(rows) <= _MOST else None
    projects = list(_with_amount(knowledge, number, unit))
    if projects:
        return tell.money(knowledge, projects, ("budget",)) if len(projects) <= _MOST else None
    if not any(one.row and _prints(None, unit, (one.row.target, one.row.result)) for one in knowledge.subjects):
        return None  # 「3年って何？」, 「5章って何？」
    said = f"{asked[1]}{unit}"
    told = [
        passage
        for passage in knowledge.index.passages_printing(asked[1], knowledge.view.scope)
        if any(_in_unit(one.value, one.unit, unit) == number for one in amounts_in(plain(passage.prose.text), {unit}))
    ]
    if told:
        return tell.prose(knowledge, told, "overview") if len(told) == 1 else None
    return refuse.unknown(knowledge, f"「{said}」という数字")


def prints_number(knowledge: Knowledge, question: Question) -> Reply | None:
    """The only statement that prints the number which is all that was said (「12.5%は何を表す数字？」)."""
    numbers = [one for one in _NUMBER.findall(question.asked.text) if len(in_digits(one)) >= _TELLS_WHICH]
    if len(numbers) != 1:
        return None
    told = knowledge.index.passages_printing(numbers[0], knowledge.view.scope)
    return tell.prose(knowledge, told, "overview") if len(told) == 1 else None


def prints_share(knowledge: Knowledge, question: Question) -> Reply | None:
    """The only statement that prints the number with a fraction which was said with a thing it tells of
    (「40.9%の市民が大事だと答えたのは？」)."""
    numbers = _WITH_FRACTION.findall(question.asked.text)
    if len(numbers) != 1:
        return None
    told = knowledge.index.passages_printing(numbers[0], knowledge.view.scope)
    if len(told) != 1:
        return None
    words = knowledge.index.tokens(told[0].prose.text)
    known = any(group.is_told_in(words) for group in question.things)
    return tell.prose(knowledge, told, "overview") if known else None


def _with_amount(knowledge: Knowledge, number: Decimal, unit: str) -> Iterator[Subject]:
    for one in knowledge.subjects:
        if one.kind == "project" and isinstance(one.sheet, Project):
            budget = one.sheet.budget
            if brought(number, unit, THOUSANDS) in {budget.target.value, budget.result.value} - {None}:
                yield one


def _prints(number: Decimal | None, unit: str, figures: tuple[Figure, ...]) -> bool:
    """Whether one of the figures is this number, or any where None, of the unit."""
    return any(
        figure.unit
        and _counts(unit, figure.unit)
        and (number is None or _in_unit(number, unit, figure.unit) == figure.value)
        for figure in figures
    )


def _counts(unit: str, printed: str) -> bool:
    return units.says(unit, {printed}) or scale(unit)[0] == scale(printed)[0]


def _in_unit(number: Decimal, unit: str, printed: str) -> Decimal:
    """A number in the unit that is printed: 12000人 are 1.2万人; g/人・日 is said as グラム."""
    amount = brought(number, unit, printed)
    return number if amount is None else amount
