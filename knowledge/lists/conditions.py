"""Questions for the rows or projects that fulfil a condition: a number they print, a target met exactly, an account."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.parts import part_named
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.lists import rankings
from knowledge.model import Figure, Indicator, Project
from knowledge.question.amounts import Amount, amounts_in
from knowledge.question.asking_for_lists import TURNS, names_bound, rows_wanted
from knowledge.question.aspects import MONEY
from knowledge.question.bounds import Bound, lies, one_is_enough, ways_said
from knowledge.reply import Reply
from knowledge.telling import refuse, tell, wording
from knowledge.telling.bounds_said import bound_said
from knowledge.telling.composing import Told, reply
from knowledge.telling.listing import counted, listed, row_sources

_ROWS = re.compile(r"指標|目標値|\bindicators?\b|目標(?:が|は|も)?(?:あった|あって|立てた)")
_WHICH = re.compile(
    r"どれ|やつ|どの|どんな|なん|何の|もの|全部|ぜんぶ|すべて|全て|一覧|リスト|挙げ|あげて|並べ|教えて|指標(?:は|って|$|[?？])"
)
_LISTED = re.compile(r"全部|ぜんぶ|すべて|全て|一覧|リスト|並べ|挙げ|どんな指標|指標(?:は|って)?(?:何|なに|どれ)")
_UNIT = re.compile(
    r"単位(?:が|は|の)?[「『\"]?\s?(%|パーセント|[一-龠]{1,2}|ha|km|ポイント|g)[」』\"]?(?:の|で|は|だ|に|と|$|[?？])"
)
_AS_SHARE = re.compile(r"(?:割合|比率|パーセント|%)[^、。]{0,8}で(?:表|示|書|出)")
_OR_BETTER = re.compile(r"以上|超え|上回|届い|達成")
_ALSO_CALLED = {"名": "人", "法人": "団体", "パーセント": "%"}
_AIMED, _DONE = re.compile(r"目標|計画|予定|見込"), re.compile(r"実績|結果|実際")
_OVERSPENT = re.compile(
    r"予算(?:額)?(?:より|を|に対して)[^、。?？]{0,8}(?:多(?:か|く|い)|超え|上回)|予算(?:を)?(?:超過|オーバー)"
)
_PROJECTS = re.compile(r"事業|どれ|一覧|もの")
_MANY = 10
# 令和5年 is no row of five years.
_WHEN = frozenset({"年", "月", "日"})


def by_condition(knowledge: Knowledge, question: Question) -> Reply | None:
    """The rows or projects a condition selects; None where the question sets none that is understood."""
    text = question.asked.text
    if question.asked.asks(*MONEY) or "費" in text:
        return _by_account(knowledge, question) or _overspent(knowledge, question)
    of_rows = _ROWS.search(text) or (
        not question.says_something and _DONE.search(text) and TURNS["row_zero"].search(text)
    )
    if not of_rows or not _WHICH.search(text):
        return None
    kinds = {"activity"} if "活動指標" in text else {"indicator"} if "成果指標" in text else {"indicator", "activity"}
    part = part_named(knowledge, question)
    rows = [one for one in knowledge.subjects if one.kind in kinds and (part is None or part.has(one))]
    strong = question.things
    open_name = all(knowledge.index.is_common(group, knowledge.view.scope) for group in strong)
    if open_name and TURNS["row_zero"].search(text) and not question.asked.asks("department"):
        return rankings.without_result(knowledge, zero=True)
    if numbers := amounts_in(text, _units(rows)):
        return _with_numbers(knowledge, text, rows, numbers)
    if open_name and (unit := _UNIT.search(text)):
        return _with_unit(knowledge, rows, unit[1])
    if open_name and _AS_SHARE.search(text):
        return _with_unit(knowledge, rows, "%")
    if TURNS["row_exact"].search(text) and open_name:
        return _equal(knowledge, rows, or_better=_OR_BETTER.search(text) is not None)
    if strong and _LISTED.search(text):
        wanted = rows_wanted(question.asked, rows)
        return tell.figures(knowledge, wanted) if 1 < len(rows) <= _MANY else None
    return None


def _units(rows: Sequence[Subject]) -> set[str]:
    """The units that rows print."""
    cells = [cell for one in rows if one.row for cell in (one.row.target, one.row.result)]
    return {cell.unit for cell in cells if cell.unit} - _WHEN


def _with_numbers(knowledge: Knowledge, text: str, rows: Sequence[Subject], numbers: Sequence[Amount]) -> Reply:
    """The rows that print the numbers with their units, or lie above or below them, in the columns that were named."""
    bounds = [Bound(one, way or "is") for one, way in zip(numbers, ways_said(text, numbers), strict=True)]
    said = "、".join(bound_said(text[one.amount.start : one.amount.end], one.way) for one in bounds)
    either = one_is_enough(text, numbers)
    enough, wanted = any if either else all, _by_column(text, bounds, either=either is True)
    chosen = [one for one in rows if one.row is not None and enough(_has(one.row, *each) for each in wanted)]
    if not chosen or either is None:
        return refuse.unknown(knowledge, f"「{said}」の指標")
    return (
        tell.figures(knowledge, chosen) if len(chosen) <= _MANY else _one_by_one(knowledge, chosen, f"「{said}」の指標")
    )


def _by_column(text: str, bounds: Sequence[Bound], *, either: bool) -> list[tuple[str, list[Bound]]]:
    """The bounds of one number each, with the words that name its column: 「10件以上20件以下」 are of one and the same, and
    「目標が10件で実績が20件」 of two."""
    found: list[tuple[str, list[Bound]]] = []
    end = 0
    for bound in bounds:
        before, end = text[end : bound.amount.start], bound.amount.end
        names_column = _AIMED.search(before) or _DONE.search(before)
        if found and not names_column and not either:
            found[-1][1].append(bound)
        else:
            found.append((before if names_column and len(bounds) > 1 else text, [bound]))
    return found


def _has(row: Indicator, named: str, bounds: Sequence[Bound]) -> bool:
    """Whether a row has a number within all bounds in a column that is named, or in any where none is."""
    aimed, done = _AIMED.search(named), _DONE.search(named)
    cells = [*([row.target] if aimed or not done else []), *([row.result] if done or not aimed else [])]
    return any(all(_lies(cell, bound) for bound in bounds) for cell in cells)


def _lies(cell: Figure, bound: Bound) -> bool:
    amount = bound.amount.in_unit(cell.unit) if cell.unit else None
    return amount is not None and cell.value is not None and lies(cell.value, bound.way, amount)


def _one_by_one(knowledge: Knowledge, chosen: Sequence[Subject], what: str) -> Reply:
    lines = [f"{what}は、次の{counted(chosen)}です。"]
    lines += [f"・{one.name}：{wording.column(one)}{wording.set_beside(one.row)}" for one in chosen if one.row]
    return listed(knowledge, chosen, "figure", lines, row_sources(chosen))


def _with_unit(knowledge: Knowledge, rows: Sequence[Subject], unit: str) -> Reply | None:
    """The rows printed in a unit."""
    wanted = _ALSO_CALLED.get(unit, unit)
    chosen = [one for one in rows if one.row and wanted in one.row.units]
    return tell.figures(knowledge, chosen) if 0 < len(chosen) <= _MANY else None


def _equal(knowledge: Knowledge, rows: Sequence[Subject], *, or_better: bool = False) -> Reply | None:
    chosen = [subject for subject in rows if subject.row and outcomes.difference(subject.row) == 0]
    if or_better:
        chosen = [subject for subject in rows if subject.row and outcomes.reached(subject.row)]
    if not chosen:
        return None
    how = "に実績が届いた" if or_better else "と実績が同じだった"
    lines = [f"目標や計画{how}指標は、次の{counted(chosen)}です。"]
    for subject in chosen:
        if subject.row:
            figures = f"目標{wording.set_beside(subject.row)}" if or_better else wording.said(subject.row.result)
            lines.append(f"・{subject.name}：{figures}")
    return listed(knowledge, chosen, "reached", lines, row_sources(chosen))


def _by_account(knowledge: Knowledge, question: Question) -> Reply | None:
    """The projects paid from an account (「民生費の事業は？」)."""
    text = question.asked.text
    named = [paid for name, paid in knowledge.view.by_account.items() if name in text]
    chosen, said = [], ""
    for subject in knowledge.index.in_order(frozenset().union(*named)):
        if not isinstance(subject.sheet, Project) or subject.name in text:
            continue
        for part in subject.sheet.account:
            name = plain(part).lstrip("0123456789")
            if name in text and name not in plain(subject.name):
                chosen.append(subject)
                said = name
                break
    if not chosen or not _PROJECTS.search(text) or any(g.strong and g.said not in said for g in question.groups):
        return None
    if TURNS["total"].search(text):
        return tell.money(knowledge, chosen, ("budget",))
    lines = [f"予算科目が{said}の事業は、次の{counted(chosen)}です（資料に載っているもの）。"]
    lines += [f"・{subject.name}" for subject in chosen]
    return listed(knowledge, chosen, "account", lines, tuple(subject.sheet.source for subject in chosen))


def _overspent(knowledge: Knowledge, question: Question) -> Reply | None:
    if (
        question.says_something
        or names_bound(question.asked)
        or not _OVERSPENT.search(question.asked.text)
        or "事業" not in question.asked.text
    ):
        return None
    projects = [subject for subject in knowledge.subjects if subject.kind == "project"]
    over = [
        subject
        for subject in projects
        if isinstance(subject.sheet, Project) and (outcomes.left(subject.sheet.budget) or 0) < 0
    ]
    if over:
        return tell.money(knowledge, over, ("budget",))
    sources = tuple(subject.sheet.source for subject in projects)
    if not projects:
        return None
    lines = (f"資料にある{len(projects)}の事業に、予算より多く使ったものはありません。",)
    return reply(knowledge, projects, "left", Told(lines, sources[:8]))
