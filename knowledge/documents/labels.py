"""Labels of other forms than the city's, and what is printed beside them: 〔施策名〕…, 主管課 …, 令和６年度目標 98.5."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents.column import column_of
from knowledge.documents.lines import Line
from knowledge.documents.positions import placed_cells
from knowledge.language.text import is_gap, years

_OFFICE = r"(?:部?課|部署|課等|部局|組織)?名?"
_SPOKEN = {
    "code": r"施策(?:コード|番号|No\.?)",
    "measure": r"施策(?:名|の名称)?",
    "department": rf"(?:主管|主担当|担当|所管){_OFFICE}|所属",
    "related": rf"関[係連]{_OFFICE}",
    "above": r"総合計画|振興計画|発展計画|(?:基本目標|政策|大綱|めざす姿|基本方針)\s?\d{0,2}",
    "project": r"(?:事務)?事業(?:名|の名称)?\s?\d{0,2}",
    "number": r"整理番号|No\.?",
    "account": r"会計(?:名|区分)?|予算科目|款項目",
    "sources": r"財源(?:内訳)?",
    "detail": r"(?:決算額?|事業費)の?内訳",
    "sum": r"(?:総?合)?計",
    "name": r"指標(?:の?名称?|名)?\s?[①-⑳\d]{0,2}|(?:成果|活動|数値)?指標|成果",
    "unit": r"単位",
    "beside": r"(?:指標の)?(?:定義|算式|算出方法)|望ましい方向性?|方向性?|評価|備考|出典",
    "spent": r"(?P<of_spent>.{0,8}?)(?:決算|支出済|執行)額",
    "planned": r"(?P<of_planned>.{0,8}?)(?:予算現額|(?:当初|最終|現計|補正後)?予算額?)",
}
_LABEL = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _SPOKEN.items()))
_BRACKETED = re.compile(r"[〔【\[［](?P<label>[^〔〕【】\[\]［］]{1,12})[〕】\]］]\s*(?P<rest>.*)")
_BEFORE_LABEL = re.compile(r"\s(?=[〔【][^〔〕【】]{2,12}[〕】])")
_MARKS = re.compile(r"^[■◆●○▼◇□★☆・*※]\s?")
_CODE_NEXT = re.compile(r"施策(?P<says>\d+\s?[-ー.]\s?\d.*)")
_FIGURE_NEXT = re.compile(r"(?P<label>.{0,8}?(?:目標|計画|実績)値?)(?P<rest>(?:約|延べ|年)?[△▲+-]?\d.*|は.*)")
_NAMING = {"department", "related", "measure", "project"}


@dataclass(frozen=True)
class Labelled:
    """``kind`` is that of the label ("measure", "target", …), "" for words without one; ``year`` the year it names, None where
    it names none."""

    kind: str
    label: str
    says: str
    year: int | None = None


def labelled(line: Line) -> list[Labelled]:
    """What a line prints, label by label: cells without a label of their own go on with the one before."""
    found: list[Labelled] = []
    for text in (part for cell in placed_cells(line) for part in _BEFORE_LABEL.split(cell.text)):
        one = _labelled(text)
        if one is None and found:
            last = found[-1]
            found[-1] = Labelled(last.kind, last.label, f"{last.says} {text}".strip(), last.year)
        else:
            found.append(one or Labelled("", "", text))
    return [_bare(one) for one in found]


def _bare(one: Labelled) -> Labelled:
    """A name without a dash for none; words of no kind where a label comes again: two cells that nothing sets apart."""
    if one.kind not in _NAMING:
        return one
    if one.label and re.search(rf"\s{re.escape(one.label)}\s", f" {one.says} "):
        return Labelled("", "", f"{one.label} {one.says}")
    return Labelled(one.kind, one.label, "" if is_gap(one.says) else one.says, one.year)


def _labelled(cell: str) -> Labelled | None:
    text = _MARKS.sub("", cell)
    if match := _BRACKETED.fullmatch(text):
        return _of_label(match["label"], match["rest"])
    tokens = re.split(r"\s*[:：]\s*|\s+", text)
    for count in (2, 1):
        label = " ".join(tokens[:count])
        if len(tokens) >= count and (one := _of_label(label, " ".join(tokens[count:]))) is not None:
            return one
    if match := _CODE_NEXT.fullmatch(text):
        return Labelled("measure", "施策", match["says"])
    if match := _FIGURE_NEXT.fullmatch(text):
        rest = match["rest"]
        return _of_label(match["label"], f"{match['label']}{rest}" if rest.startswith("は") else rest)
    return None


def _of_label(label: str, says: str) -> Labelled | None:
    bare = label.strip("()（）")
    if match := _LABEL.fullmatch(re.sub(r"\s", "", bare)):
        of = match.groupdict().get(f"of_{match.lastgroup}") if match.lastgroup in {"of_spent", "of_planned"} else None
        kind = next(kind for kind in _SPOKEN if match[kind] is not None)
        before = match["of_spent"] or match["of_planned"] or of or ""
        if before and column_of(bare) is None:
            return None
        return Labelled(kind, label, says, _year(bare))
    column = column_of(bare)
    if column is None or not column.kind:
        return None
    return Labelled(column.kind, label, says, column.year)


def _year(label: str) -> int | None:
    return next((mention.year for mention in years(label)), None)


def of_kind(found: Sequence[Labelled], kind: str) -> Labelled | None:
    """The first of these with such a label."""
    return next((one for one in found if one.kind == kind), None)
