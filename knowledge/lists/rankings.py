"""Rows and projects held against what was aimed at: which met its target, which lies farthest from it, which spent all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import fiscal_year_name
from knowledge.ledger import outcomes
from knowledge.ledger.departments import sharing
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import Project, Results
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import wording
from knowledge.telling.listing import counted, indicators, listed, row_sources

FIRST_FEW = re.compile(
    r"(?:上位|下位|トップ|ベスト|ワースト|順に|順番に|(?:多|高|大き|少な|安|低|小さ)い|[いたる]事業を?)\s?(\d+)(?![\d.,]|番|億|千|百|万|円|位)"
)


def met_or_missed(knowledge: Knowledge, *, met: bool | None, department: str | None = None) -> Reply | None:
    """The indicators that reached their target, or not; ``met`` None: all of them. ``department``: only what it is charged
    with; None where that has none."""
    charged = [
        subject
        for subject in indicators(knowledge)
        if department is None
        or (isinstance(subject.sheet, Results) and department in sharing(subject.sheet.department))
    ]
    rows = [one for one in charged if one.row and (met is None or outcomes.reached(one.row) is met)]
    year = fiscal_year_name(rows[0].year or 0) if rows else ""
    what = {True: "目標を達成した指標", False: "目標に届かなかった指標", None: "目標のある指標"}[met]
    of = f"{department}の" if department else ""
    if department and not rows:
        none = [f"成果の資料に、{of}{what}はありません。"]
        return listed(knowledge, charged, "reached", none, row_sources(charged)) if charged else None
    lines = [f"{year}の成果の資料で、{of}{what}は次の{counted(rows)}です。"]
    for subject in rows:
        if subject.row:
            lines.append(f"・{subject.name}：目標{wording.set_beside(subject.row)}")
    return listed(knowledge, rows, "reached", lines, row_sources(rows))


def whether_all_met(knowledge: Knowledge) -> Reply | None:
    """Whether every indicator reached its target, yes or no, and which did not; None where no two figures can be compared."""
    held = [one for one in indicators(knowledge) if one.row and outcomes.reached(one.row) is not None]
    met = sum(outcomes.reached(one.row) is True for one in held if one.row)
    if not held:
        return None
    told = met_or_missed(knowledge, met=met == len(held))
    if told is None:
        return None
    verdict = "はい" if met == len(held) else "いいえ"
    among = f"目標と実績を比べられる{counted(held)}の指標のうち、達成したのは{counted(range(met))}です。"
    return replace(told, text=f"{verdict}、{among}\n{told.text}")


def without_result(knowledge: Knowledge, *, zero: bool) -> Reply | None:
    """The rows whose result is 0, or is not given at all: these are two things."""
    rows = [
        subject
        for subject in knowledge.subjects
        if subject.row
        and (subject.row.result.value == 0 if zero else subject.row.result.printed is None)
        and not is_held_back(subject.row)
    ]
    if not rows:
        return None
    what = "実績が0だった" if zero else "実績の数字が資料に記載されていない"
    lines = [f"{fiscal_year_name(rows[0].year or 0)}に{what}指標は、次の{counted(rows)}です。"]
    for subject in rows:
        if subject.row:
            how = f"：目標{wording.set_beside(subject.row)}" if zero else ""
            lines.append(f"・{subject.name}{how}")
    return listed(knowledge, rows, "figure", lines, row_sources(rows))


def farthest(
    knowledge: Knowledge, asked: Asked, *, below: bool, rows: Sequence[Subject] | None = None, among: str = ""
) -> Reply | None:
    """The row that lies farthest from its target, on its worse side where ``below``, measured by the share of the target: units
    differ; the first few where so many are asked for, the second where that is. ``rows``: those among which it is looked for;
    None: all indicators; ``among`` says which these are, in front of the answer."""
    found: list[tuple[Decimal, Subject]] = []
    several = FIRST_FEW.search(asked.text)
    looked_at = indicators(knowledge) if rows is None else rows
    for subject in looked_at:
        row = subject.row
        off = outcomes.shortfall(row) if row else None
        if row and off is not None and (several or asked.nth > 1 or outcomes.reached(row) is not below):
            found.append((off, subject))
    if not found or asked.nth > len(found):
        return None
    found.sort(key=lambda pair: pair[0], reverse=below)
    if several or asked.nth > 1:
        alike = [pair for pair in found if pair[0] == found[asked.nth - 1][0]]
        chosen = found[: int(several[1])] if several else alike
        rows_chosen = [subject for _, subject in chosen]
        if not _less_is_better(rows_chosen):
            return _by_ratio(rows_chosen, knowledge, asked, below=below)
        on_that_side = [subject for off, subject in chosen if (off > 0 if below else off < 0)]
        return _by_distance(on_that_side, knowledge, asked, _left_out(looked_at) if below else [], below=below)
    best = [subject for off, subject in found if off == found[0][0]]
    names = "」と「".join(subject.name for subject in best)
    if _less_is_better(best):
        how, by = "から一番遠かった" if below else "を一番大きく達成した", "目標に対する差の割合"
    else:
        how, by = "を一番下回った" if below else "を一番上回った", "目標に対する実績の割合"
    lines = [f"{among}目標{how}のは「{names}」です（{by}で比べました）。"]
    for subject in best:
        if subject.row:
            gap = wording.gap_said(subject.row) or ""
            lines.append(
                f"{subject.name}：目標{wording.said(subject.row.target)}・実績{wording.said(subject.row.result)}（{gap}）"
            )
    lines += _left_out(looked_at) if below else []
    return listed(knowledge, best, "reached", lines, row_sources(best))


def _less_is_better(rows: Sequence[Subject]) -> bool:
    return any(one.row is not None and one.row.lower_is_better for one in rows)


def _left_out(rows: Sequence[Subject]) -> list[str]:
    """A line for those of which there were to be none, and were some: no share tells how far that is off. [] without any."""
    names = [
        one.name
        for one in rows
        if one.row is not None and one.row.target.value == 0 and outcomes.reached(one.row) is False
    ]
    named = "".join(f"「{name}」" for name in names)
    return [f"※目標が0の{named}は、割合を出せないので比べていません。"] if names else []


def _by_ratio(rows: list[Subject], knowledge: Knowledge, asked: Asked, *, below: bool) -> Reply:
    order = "低い" if below else "高い"
    which = f"{order}順に{counted(rows)}の指標" if asked.nth == 1 else f"{asked.nth}番目に{order}指標"
    lines = [
        f"{fiscal_year_name(rows[0].year or 0)}の、目標に対する実績の割合が{which}です（資料の数字から計算しました）。"
    ]
    for subject in rows:
        if subject.row and (share := outcomes.achieved_share(subject.row)) is not None:
            figures = f"目標{wording.set_beside(subject.row)}"
            lines.append(f"・{subject.name}：{figures}（{wording.rounded(share * 100)}%）")
    return listed(knowledge, rows, "ratio", lines, row_sources(rows))


def _by_distance(
    rows: list[Subject], knowledge: Knowledge, asked: Asked, left_out: list[str], *, below: bool
) -> Reply | None:
    """Rows of which some are to be few: no share of their targets puts them in one order, how far they lie off does. None
    where there are none."""
    if not rows:
        return None
    order = "目標から悪いほうに離れた" if below else "目標を大きく達成した"
    which = f"{order}順に{counted(rows)}の指標" if asked.nth == 1 else f"{asked.nth}番目に{order}指標"
    year = fiscal_year_name(rows[0].year or 0)
    lines = [f"{year}の、{which}です（目標に対する差の割合を、資料の数字から計算しました）。", *left_out]
    for subject in rows:
        if subject.row and (off := outcomes.shortfall(subject.row)) is not None:
            figures = f"目標{wording.set_beside(subject.row)}"
            lines.append(f"・{subject.name}：{figures}（差は目標の{wording.rounded(abs(off) * 100)}%）")
    return listed(knowledge, rows, "ratio", lines, row_sources(rows))


def used_up(knowledge: Knowledge) -> Reply | None:
    """The projects that spent their budget to the last 千円; None where none did."""
    about = [
        subject
        for subject in knowledge.subjects
        if subject.kind == "project"
        and isinstance(subject.sheet, Project)
        and outcomes.left(subject.sheet.budget) == Decimal()
    ]
    if not about:
        return None
    lines = [f"{fiscal_year_name(about[0].year or 0)}に、予算と同じ額を使った事業です。"]
    for subject in about:
        if isinstance(subject.sheet, Project):
            lines.append(f"・{subject.name}：予算・実績とも{wording.said(subject.sheet.budget.result)}")
    return listed(knowledge, about, "left", lines, tuple(subject.sheet.source for subject in about))
