"""Compares the bundled ledger with the original documents it was written from, fact for fact.

Compared are names, codes, headings, figures, units, departments, accounts, individual plans, the place of everything,
and whether a field is filled. Of running prose, which the ledger says in other words, the numbers are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.documents.document import Document, read_document
from knowledge.documents.lines import UnreadableDocument
from knowledge.language.text import fiscal_year_name, fold, printed
from knowledge.model import Code, Figure, Goal, Indicator, Ledger, PlanMeasure, PlanSection, Project, Prose, Results

Fact = tuple[str, str]


def differences(folder: Path, ledger: Ledger) -> list[str]:
    """One Japanese line for everything in which ``ledger`` and the text files of ``folder`` differ; empty if nothing.

    A file that cannot be read is a difference, too, and so is a folder without text files.
    """
    found: list[str] = []
    originals: dict[str, str] = {}
    files = sorted(folder.glob("*.txt"))
    if not files:
        found.append(f"{folder} に原本のテキスト（.txt）がありません。")
    for file in files:
        try:
            document = read_document(file.read_text(encoding="utf-8"))
        except (UnreadableDocument, UnicodeDecodeError) as problem:
            found.append(f"{file.name}：読み取れません（{problem}）")
            continue
        originals |= named(facts(document))
    return found + compared(originals, named(facts(ledger)))


def compared(originals: dict[str, str], ours: dict[str, str]) -> list[str]:
    """What differs between two sets of facts, in the order of the originals."""
    found = []
    for name, original in originals.items():
        if name not in ours:
            found.append(f"{name}：原本にあり、台帳にありません（原本「{original}」）")
        elif _bare(ours[name]) != _bare(original):
            found.append(f"{name}：原本「{original}」、台帳「{ours[name]}」")
    found += [
        f"{name}：台帳にあり、原本にありません（台帳「{kept}」）"
        for name, kept in ours.items()
        if name not in originals
    ]
    return found


def facts(document: Document | Ledger) -> Iterator[Fact]:
    """Every fact under a name that says where it stands, e.g. ("令和5年度 施策5-1-1（7次）／NPO法人数／目標", "18 団体")."""
    for section in document.sections:
        yield from _section_facts(section)
    for sheet in document.results:
        yield from _results_facts(sheet)
    for project in document.projects:
        yield from _project_facts(project)


def named(found: Iterable[Fact]) -> dict[str, str]:
    """The facts by their names; a name that comes again (two rows of one table) is counted up, so that none is lost."""
    by_name: dict[str, str] = {}
    for name, value in found:
        nth, free = 1, name
        while free in by_name:
            nth += 1
            free = f"{name}（{nth}つめ）"
        by_name[free] = value
    return by_name


def _bare(text: str) -> str:
    """Blanks and width make no difference: where a cell is broken over lines, nobody can tell which blank was meant."""
    return fold(text, kana=False, spaces=False)


def _section_facts(section: PlanSection) -> Iterator[Fact]:
    name = f"{section.code.plan} {section.code.number}"
    yield f"{name}／市", section.city
    yield f"{name}／章", section.chapter
    yield f"{name}／基本施策", section.title
    yield f"{name}／場所", _place(section)
    # The ledger parts the situation more finely than the paragraphs of the plan, so that it is compared as a whole.
    yield f"{name}／現状と課題", _numbers(*section.issues) if section.issues else "なし"
    yield from _numbered(f"{name}／方針", (_at(policy) for policy in section.policies))
    yield from _numbered(f"{name}／写真", (_at(caption) for caption in section.captions))
    yield from _numbered(f"{name}／指標", (_at(aim) for aim in section.aims))
    for measure in section.measures:
        name = f"{measure.code.plan} {measure.code.number}"
        yield f"{name}／施策", measure.title
        yield f"{name}／場所", _place(measure)
        yield from _numbered(f"{name}／目標", map(_goal, measure.goals))
        yield from _numbered(f"{name}／これまでの取組", (_at(effort) for effort in measure.efforts))
        yield from _numbered(f"{name}／指標", (_at(aim) for aim in measure.aims))
        yield from _numbered(f"{name}／個別計画", measure.plans)


def _results_facts(sheet: Results) -> Iterator[Fact]:
    name = f"{fiscal_year_name(sheet.year)} 施策{_code(sheet.code)}"
    yield f"{name}／市", sheet.city
    yield f"{name}／所属", sheet.department
    yield f"{name}／施策", sheet.title
    yield f"{name}／章", sheet.chapter
    yield f"{name}／節", sheet.section
    yield f"{name}／創生総合戦略", sheet.strategy or "なし"
    yield f"{name}／場所", _place(sheet)
    yield from _numbered(f"{name}／目的", (_at(purpose) for purpose in sheet.purposes))
    yield from _numbered(f"{name}／目標", map(_goal, sheet.goals))
    yield from _numbered(f"{name}／実績", (f"{done.heading}（{_at(done.text)}）" for done in sheet.achievements))
    for row in sheet.indicators:
        yield from _row_facts(name, row)
    yield f"{name}／理由", _at(sheet.reason)
    yield f"{name}／今後の取組", _at(sheet.next_steps)


def _project_facts(project: Project) -> Iterator[Fact]:
    name = f"{fiscal_year_name(project.year)} {project.name}"
    yield f"{name}／市", project.city
    yield f"{name}／所属", project.department
    yield f"{name}／予算科目", "・".join(project.account)
    yield f"{name}／創生総合戦略", project.strategy or "なし"
    yield f"{name}／場所", _place(project)
    yield from _numbered(f"{name}／施策", (f"{_code(code)} {title}" for code, title in project.measures))
    yield f"{name}／事業概要", _at(project.overview)
    yield f"{name}／目的", _at(project.purpose)
    for cell, aim in zip(("目指す状態", "予算", "実績"), project.aims, strict=True):
        yield f"{name}／目標（{cell}）", _at(aim)
    for row in (*project.activities, project.budget, project.staffing):
        yield from _row_facts(name, row)
    yield f"{name}／理由", _at(project.reason)
    yield f"{name}／今後の取組", _at(project.next_steps)


def _row_facts(sheet: str, row: Indicator) -> Iterator[Fact]:
    name = f"{sheet}／{row.name}"
    yield f"{name}／目標", _figure(row.target)
    yield f"{name}／実績", _figure(row.result)
    yield f"{name}／場所", _place(row)


def _numbered(name: str, values: Iterable[str]) -> Iterator[Fact]:
    for nth, value in enumerate(values, 1):
        yield f"{name}{nth}", value


def _goal(goal: Goal) -> str:
    return f"{goal.heading}（{_at(goal.text)}）"


def _figure(figure: Figure) -> str:
    return f"{figure.printed if figure.printed is not None else '数値なし'} {figure.unit or '単位なし'}"


def _code(code: Code) -> str:
    return f"{code.number}（{code.plan}）"


def _at(prose: Prose | None) -> str:
    return "なし" if prose is None else f"{_place(prose)} {_numbers(prose)}"


def _numbers(*proses: Prose) -> str:
    """The numbers that stand in running text, each once; they have to be the same in whatever words."""
    numbers = {number for prose in proses for number in re.findall(r"\d+(?:[.,]\d+)*", printed(prose.text))}
    return f"（文中の数字 {'・'.join(sorted(numbers))}）" if numbers else "（文中の数字なし）"


def _place(value: PlanSection | PlanMeasure | Results | Project | Prose | Indicator) -> str:
    return f"{value.source.document} {value.source.page}ページ {value.source.line}行目"
