"""What the two cells of a row say where it is known which is which: a figure, or words in place of one, kept as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.documents.cell import is_value, parted
from knowledge.documents.row import Values, pair
from knowledge.language.text import is_gap, printed
from knowledge.language.units import is_unit
from knowledge.model import Figure

_NO_FIGURE = re.compile(r"[（(]?(?:(?:目標)?設定(?:せず|なし|無し)|未設定|なし|該当なし)[）)]?")
# How much of the target was reached: told beside the result, and not kept.
_RATE = re.compile(r"[（(]\s?\d[\d,]*(?:\.\d+)?\s?%\s?[）)]")
_REMARK = re.compile(r"(?P<cell>.*?\S)\s?(?P<remark>[（(][^（）()]+[）)])")
_BOUND = re.compile(r"\s?(?:以上|以下|以内|未満)$")
# Two cells put together: a unit with another figure right behind it.
_STUCK = re.compile(r"\d(?:%|人|件|回|団体|社|か所|校|園|館|本|台|基|戸|店|円|冊|m2|ha)(?=[△▲]?\d)")
_RANGE = re.compile(r"(?P<range>\d[\d,.]*[~～]\d[\d,.]*)(?P<unit>[^\d\s~～]{1,6})")
_MARKED = re.compile(r"(?P<open>[（(<〈＜【\[])\s?(?P<cell>[^（）()<>〈〉＜＞【】\[\]]+?)\s?[）)>〉＞】\]]")
# 11月に確定, 集計中: there is no figure yet.
_NOT_YET = re.compile(r"\d月.*(?:確定|公表|判明)|(?:確定|公表|集計|算定|判明)(?:予定|中|待ち|前)|未確定")
_BOUND_APART = re.compile(r"\s(?=(?:以上|以下|以内|未満)$)")
_SPACED = re.compile(r"(?<=\d)\s(?=[^\s\d])")
_OPENED = {"(": "（", "<": "＜", "〈": "＜", "[": "【"}
_TWO_APART = re.compile(r"\d.*\s\S*\d")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SEVERAL = re.compile(r"[^\d\s△▲+.,-]{1,4}\d[\d.,]*\s?[^\d\s]{0,4}\s+[^\d\s△▲+.,-]{1,4}\d.*")


def opening(sign: str) -> str:
    """One sign for the brackets of a kind: ( and （ are the same."""
    return _OPENED.get(sign, sign)


def told(target: str, result: str, unit: str | None = None, marks: Mapping[str, str] | None = None) -> Values:
    """The two cells as figures. ``unit`` is that of the row, where it has one; ``marks`` say what it means that a figure
    stands in brackets of a kind (（　）内は見込値), which is told as a doubt.

    Words are figures without a number, in no unit: 県平均以上. What makes a cell unsure is told with what it prints.
    """
    cells, doubts = [], []
    for cell in (target, result):
        bare, doubt = _bare(printed(cell), marks or {})
        cells.append(bare)
        doubts += [doubt] if doubt else []
    parts = [(cell, None) if is_words(cell) else _parted(cell) for cell in cells]
    own = [part[1] or (unit if not is_words(cell) else None) for cell, part in zip(cells, parts, strict=True)]
    if any(map(is_words, cells)):
        first, last = (_alone(cell, part[0], of) for cell, part, of in zip(cells, parts, own, strict=True))
        found = Values(first, last)
    else:
        found = pair(parts[0][0], own[0], parts[1][0], own[1])
    return found.but(doubts[0]) if doubts else found


def is_two_in_one(cell: str) -> bool:
    """Whether a cell holds two figures with nothing between them: a line that parts two rows is missing."""
    return _STUCK.search(cell) is not None


def is_words(cell: str) -> bool:
    """Whether a cell says something that is no number and no dash."""
    value, _ = _parted(cell)
    return not is_gap(cell) and not is_value(value)


def _alone(cell: str, value: str, unit: str | None) -> Figure:
    one = pair(value, unit, value, unit).result
    return Figure(cell, None) if is_words(cell) else one


def _parted(cell: str) -> tuple[str, str | None]:
    if match := _RANGE.fullmatch(cell):
        return match["range"], match["unit"]
    value, *unit = parted(cell)
    return value, unit[0] if unit else None


def _bare(cell: str, marks: Mapping[str, str]) -> tuple[str, str | None]:
    """The cell without blanks, marks and remarks, and what they make unsure."""
    if _NO_FIGURE.fullmatch(cell):
        return "-", None
    if (match := _MARKED.fullmatch(cell)) and re.search(r"\d", match["cell"]):
        said = marks.get(opening(match["open"]))
        told_so = f"、{said}です。" if said else "、確定した数字ではないかもしれません。"
        return _closed(match["cell"]), f"資料には「{cell}」とあり{told_so}"
    if _NOT_YET.search(cell) and not re.search("[（(]", cell):
        return "-", f"資料には「{cell}」とあります。"
    if _SEVERAL.fullmatch(cell):
        return cell, f"資料には「{cell}」と2つの数字があります。"
    lost = is_words(cell) and is_unit(_BOUND.sub("", cell))  # its number is missing
    if lost or is_two_in_one(cell) or (_TWO_APART.search(_IN_BRACKETS.sub("", cell)) and is_words(_closed(cell))):
        return "-", f"資料には「{cell}」とあり、どの数字か確かではありません。"
    rate = _RATE.search(cell)
    if (
        rate is not None
        and rate.end() == len(cell)
        and (of := _closed(cell[: rate.start()].strip()))
        and not of.endswith("%")
    ):
        return of, None
    closed = _closed(cell)
    match = _REMARK.fullmatch(cell)
    if match is not None and re.match(r"[△▲+]?\d", cell):
        figure = _closed(match["cell"])
        apart = match.end("cell") < match.start("remark")
        if not is_words(figure) and (apart or is_words(closed)):
            return figure, f"資料には「{cell}」とあります。"
    return closed, None


def _closed(cell: str) -> str:
    """85.0 % as 85.0%, 10.0 %以下 as 10.0%以下; words keep their blanks."""
    closed = _SPACED.sub("", _BOUND_APART.sub("", cell))
    return cell if is_words(closed) and not re.match(r"[\d△▲+(（]", cell) else closed
