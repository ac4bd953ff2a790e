"""Reads yearly results that other cities print in forms of their own: cards of labels and values, tables of series, lists of
projects with what each cost.

What a line is follows from the labels it prints (``labels``) and from the heads of tables (``other_table``). Each measure
becomes one value, each project another; what belongs to neither is told in a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.documents.doubts import Doubt
from knowledge.documents.labels import Labelled, labelled, of_kind
from knowledge.documents.lines import Line, place_of
from knowledge.documents.other_rows import Legend, TableRow, is_ditto, rows_told
from knowledge.documents.other_sheet import (
    AMOUNT,
    NAMELESS,
    Card,
    ReadMeasure,
    ReadProject,
    ReadRow,
    project_of,
    results_of,
    rows_of_several,
)
from knowledge.documents.other_table import table_at
from knowledge.documents.sheet import Sheet
from knowledge.documents.told_cells import told
from knowledge.language.text import figure
from knowledge.model import Project, Results

_CODE = r"(?:\d{1,6}(?:\s?[-ー.]\s?\d{1,3}){0,3}|[IVX]{1,4}(?:\s?[-ー]\s?\d{1,2})+)"
_CODE_AND_TITLE = re.compile(rf"(?P<code>{_CODE})\s+(?P<title>\S.*)")
_CODE_ALONE = re.compile(_CODE)
# 第6款 農林水産業費, 1 総務費, II 特別会計, （単位：円）aside
_HEADING = re.compile(r"(?:第\d{1,2}[款項目]|[IVX]{1,4}|\d{1,2})\s+(?P<says>[^\s。]+)(?:\s*[（(].*[）)])?")
_ABOVE = re.compile(r"[IVX]{1,4}\s+[^\s。]+")
# （1） 担い手育成事業 （農政課）
_PROJECT = re.compile(r"[（(]\s?\d{1,2}\s?[）)]\s+(?P<name>[^\s。]+)\s+[（(](?P<department>[^（）()。]+)[）)]")
_PAGE_MARK = re.compile(
    r"[-（(\s]*(?:[pP]\.?|ページ)?\s?\d{1,4}(?:\s?/\s?\d{1,4})?\s?(?:ページ|頁)?[-）)\s]*|様式.{0,20}|.{0,30}[（(]?つづき[）)]?"
)
_NTH = re.compile(r"(?:指標)?(?:その\s?)?[①-⑳\d]{0,2}")
_PURPOSE = re.compile(r"[■◆●○【〔]?\s?(?:\d\s)?(?:施策の)?(?:ねらい|目的|概要|めざす姿)[】〕]?")
# What is more than the heading of a part of the sheet.
_MAY_HAVE_ROWS = re.compile(r"(?:会計|事業|病院|公社|センター|公営企業)$")
_WHOLE = "施策全体の金額として印刷されています。"


def read_other_form(sheet: Sheet, city: str, plan: str, doubts: list[Doubt]) -> tuple[list[Results], list[Project]]:
    """The measures and the projects of a sheet of another form; none where it prints neither under labels known here.

    ``plan`` is the plan its codes belong to ("7次"). What is printed under no label that is known is told in ``doubts``.
    """
    reader = _Reader(sheet)
    reader.read_all()
    results = [results_of(measure, sheet, city, plan) for measure in reader.measures if measure.number]
    projects = [project_of(project, sheet, city, plan) for project in reader.projects]
    results = [one for one in results if one.indicators or one.department]
    if results or projects:
        doubts += reader.doubts()
    return results, projects


class _Reader:
    """What was read so far, and what the lines to come belong to."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._lines = [line for line in sheet.lines if not _PAGE_MARK.fullmatch(line.text) or line.blank]
        self._legend = Legend()
        self._measure: ReadMeasure | None = None
        self._project: ReadProject | None = None
        self._card: Card | None = None
        self._heading: list[str] = []
        self._above = ""
        self._code = ""
        self._department = ""  # of the project before, for （同）
        self._detail = False
        self._purpose = False
        self._left: list[Line] = []
        self._nameless: list[tuple[str, Line]] = []  # measures without a number
        self.measures: list[ReadMeasure] = []
        self.projects: list[ReadProject] = []

    def read_all(self) -> None:
        nth = 0
        while nth < len(self._lines):
            line = self._lines[nth]
            if line.blank:
                nth += 1
                continue
            found = table_at(self._lines, nth, stacked=self._legend.stacked)
            if found is not None:
                self._end_card()
                table, nth = found
                for row in rows_told(table, self._sheet.year, self._legend):
                    self._table_row(row)
                continue
            self._read(line)
            nth += 1
        self._end_card()

    def doubts(self) -> list[Doubt]:
        """The lines with figures that nothing was made of, in one doubt."""
        nobody = [
            *((f"施策{one.number}", one.at) for one in self.measures if not one.department),
            *((one.name, one.at) for one in self.projects if not one.department),
        ]
        found = [
            Doubt(f"「{name}」の担当が見つかりません。", place_of(self._sheet.title, name, at)) for name, at in nobody
        ]
        found += [
            Doubt(f"「{title}」の施策の番号がありません。", place_of(self._sheet.title, title, at))
            for title, at in self._nameless
        ]
        unread = [line for line in self._left if re.search(r"\d", line.text)]
        if unread:
            text = f"「{unread[0].text}」など{len(unread)}行は、読み取っていません。"
            found.append(Doubt(text, place_of(self._sheet.title, "", unread[0])))
        return found

    def _read(self, line: Line) -> None:
        legend = self._legend.read(line)
        if self._heads(line):
            return
        target = self._project or self._measure
        if target is not None and target.notes.begins(line) and not of_kind(labelled(line), "department"):
            return
        found = labelled(line)
        if legend and not any(one.kind not in {"", "unit"} for one in found):
            return
        if not any(one.kind for one in found) and self._words(line, found[0].says):
            return
        for one in found:
            self._take(one, line, found)

    def _heads(self, line: Line) -> bool:
        """Keep a line that names a measure or a project without a label, or heads what follows."""
        if match := _PROJECT.fullmatch(line.text):
            self._begin_project(match["name"], line)
            self._set_department(match["department"])
            return True
        found = labelled(line)
        if not found[0].kind and (match := _CODE_AND_TITLE.fullmatch(found[0].says)) and of_kind(found, "department"):
            self._begin_measure(match["code"], match["title"], line)
            for one in found[1:]:
                self._take(one, line, found)
            return True
        bare = re.sub(r"\s*[（(][^（）()]*単位[^（）()]*[）)]", "", line.text)
        if _ABOVE.fullmatch(bare) and not self._detail:
            self._end_card()
            self._above, self._project = bare, None
            self._heading = [bare]
            return True
        match = _HEADING.fullmatch(bare)
        if (
            match is not None
            and len(labelled(Line(line.page, line.number, bare))) < 3
            and not any(one.kind in {"target", "result"} for one in found)
        ):
            self._end_card()
            self._project, self._detail = None, False
            level = self._heading[:1] if bare.startswith("第") and "款" not in bare.split(" ")[0] else self._heading[:0]
            self._heading = [*level, match["says"]]
            return True
        if _PURPOSE.fullmatch(line.text):
            self._purpose = True
            return True
        return False

    def _words(self, line: Line, text: str) -> bool:
        """Keep a line without a label: a purpose, the name of a card, a part of what a project cost, or what was done."""
        if self._purpose and self._measure is not None and not re.match(r"[■◆●]", text):
            self._measure.purposes.append(_set_out(line))
            self._purpose = not text.endswith("。")
            return True
        self._purpose = False
        if self._card is not None and not self._card.name and self._card.target is None:
            self._card.name = text
            return True
        if self._detail and self._project is not None and (match := re.fullmatch(r"(\S+)\s+([△▲]?[\d,]+)", text)):
            self._project.parts.append(match[2])
            return True
        if self._project is not None and not self._project.rows and (self._project.says or len(text) > 15):
            self._project.says.append(_set_out(line))
            return True
        self._left.append(line)
        return True

    def _take(self, one: Labelled, line: Line, beside: Sequence[Labelled]) -> None:
        match one.kind:
            case "code":
                self._code = one.says
            case "measure":
                self._named_measure(one.says, line)
            case "department":
                self._set_department(one.says)
            case "above":
                self._above = (
                    one.says if len(one.label) > 5 or re.search(r"計画", one.label) else f"{one.label} {one.says}"
                )
                if self._measure is not None and not self._measure.above and not self._measure.rows:
                    self._measure.above = self._above  # printed below the measure it belongs to
            case "project" if one.says:
                self._begin_project(one.says, line)
            case "account" if self._project is not None:
                self._project.account = tuple(one.says.split(" "))
            case "detail":
                self._detail = True
                if one.says:
                    self._left.append(line)
            case "sum" if self._detail:
                self._money("spent", one, line)
                self._detail = False
            case "spent" | "planned":
                self._money(one.kind, one, line)
            case "name":
                self._end_card()
                self._card = Card(line, "" if _NTH.fullmatch(one.says) else one.says)
            case "unit" if self._card is not None and one.says:
                self._card.unit = one.says
            case "target" | "result":
                self._figure(one, line, beside)
            case "sources":
                self._left.append(line)
            case "":
                if not any(other.kind in {"target", "result"} for other in beside):
                    self._left.append(line)

    def _named_measure(self, says: str, line: Line) -> None:
        match = _CODE_AND_TITLE.fullmatch(says)
        code, title = (match["code"], match["title"]) if match else (self._code, says)
        if title and (code or self._code):
            self._begin_measure(code, title, line)
        elif title:
            self._end_card()
            self._measure = self._project = None
            self._heading = [title]
            self._nameless.append((title, line))

    def _begin_measure(self, code: str, title: str, line: Line) -> None:
        self._end_card()
        number = re.sub(r"\s?[-ー.]\s?", "-", code)
        self._project, self._code, self._detail = None, "", False
        same = next((one for one in self.measures if one.number == number and one.title == title), None)
        if same is None:
            same = ReadMeasure(number, title, line, above=self._above)
            self.measures.append(same)
        self._measure = same

    def _begin_project(self, name: str, line: Line) -> None:
        self._end_card()
        self._detail = False
        account = tuple(self._heading)
        self._project = ReadProject(name, line, self._measure, account=account, unit=self._legend.money)
        self.projects.append(self._project)

    def _set_department(self, says: str) -> None:
        if not says:
            return
        if is_ditto(says):
            says = self._department
        if self._project is not None:
            self._project.department = self._department = self._project.department or says
        elif self._measure is not None:
            self._measure.department = self._measure.department or says

    def _money(self, kind: str, one: Labelled, line: Line) -> None:
        if one.year not in {None, self._sheet.year}:
            return
        project = self._project
        if project is None and self._measure is not None:
            project = next((of for of in self.projects if of.name == self._measure.title and of.doubt), None)
            if project is None:
                project = ReadProject(
                    self._measure.title, line, self._measure, self._measure.department, unit=self._legend.money
                )
                project.doubt = _WHOLE
                self.projects.append(project)
        if project is None:
            self._left.append(line)
            return
        match = AMOUNT.match(one.says)
        amount = f"{match['amount']}{match['unit'] or ''}" if match else one.says
        if kind == "planned":
            project.planned = project.planned or amount
            return
        project.spent = project.spent or amount
        if one.kind == "sum" and project.parts:
            total = figure(match["amount"]).value if match else None
            counted = sum(part for of in project.parts if (part := figure(of).value) is not None)
            if total is not None and counted != total:
                project.doubt = f"計が「{amount}」とあり、内訳を合わせた{counted:,}と違います。"

    def _figure(self, one: Labelled, line: Line, beside: Sequence[Labelled]) -> None:
        first = beside[0]
        if not first.kind and first.says and (self._card is None or self._card.at is not line):
            self._end_card()
            self._card = Card(line, first.says)
        if self._card is None or one.year not in {None, self._sheet.year}:
            return
        before = self._card.target if one.kind == "target" else self._card.result
        says = one.says if before is None else f"{before} {one.says}"  # two of them are doubted, see ``told``
        if one.kind == "target":
            self._card.target = says
        else:
            self._card.result = says

    def _end_card(self) -> None:
        card, self._card = self._card, None
        if card is None or not card.name or (card.target is None and card.result is None):
            return
        target, result = card.target or "", card.result or ""
        rows = rows_of_several(card, target, result) or [ReadRow(card.name, told(target, result, card.unit), card.at)]
        if not card.target or not card.result:
            what = "実績" if card.target else "目標"
            said = "何も印刷されていません" if None not in {card.target, card.result} else "見つかりません"
            rows = [ReadRow(row.name, row.values.but(f"{what}の欄が{said}。"), row.at) for row in rows]
        self._rows().extend(rows)

    def _rows(self) -> list[ReadRow]:
        if self._project is not None:
            return self._project.rows
        if self._measure is not None:
            return self._measure.rows
        heading = self._heading[-1] if self._heading else ""
        own = bool(_MAY_HAVE_ROWS.search(heading)) or any(heading == title for title, _ in self._nameless)
        self._begin_project(heading if own else NAMELESS, self._sheet.first)
        return self._rows()

    def _table_row(self, row: TableRow) -> None:
        if row.code and _CODE_ALONE.fullmatch(row.code) and row.measure:
            self._begin_measure(row.code, row.measure, row.at)
            self._set_department(row.department)
        if row.project:
            self._project_of_table(row)
            return
        if row.name:
            self._rows().append(ReadRow(row.name, row.values, row.at))

    def _project_of_table(self, row: TableRow) -> None:
        if re.fullmatch(r"(?:総?合|小)?計", row.project):
            return
        if row.code:
            number = re.sub(r"\s?[-ー.]\s?", "-", row.code)
            self._measure = next((one for one in self.measures if one.number == number), self._measure)
        self._begin_project(row.project, row.at)
        project = self._project
        if project is not None:
            project.department = row.department
            target, result = row.values.target, row.values.result
            project.planned, project.spent = target.printed or "", result.printed or ""
            project.unit = result.unit or target.unit or self._legend.money
            project.doubt = row.values.doubt
        self._project = None


def _set_out(line: Line) -> Line:
    """A line of running text without the blanks that set it in."""
    return Line(line.page, line.number, line.raw.strip(" \u3000"))
