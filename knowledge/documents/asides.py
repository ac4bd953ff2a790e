"""What stands in a table between its rows and is none of them: notes, remarks in brackets, captions of photographs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.documents.cell import PROVISIONAL
from knowledge.documents.lines import Line
from knowledge.ledger.directions import direction_told
from knowledge.model import Indicator

_NOTE = re.compile(r"[（(]?(?:[※*](?P<mark>\d{0,2})|注(?:(?P<nth>\d{1,2})|(?=[）):：])))[）):：]?\s*(?P<says>\S.*)")
_MARK = re.compile(r"\s?(?:[（(](?:※|注|\*)(\d{0,2})[）)]|※(\d{0,2})|注(\d{1,2})[）)]|\*(\d{1,2}))(?=[（(]|$)")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_PROVISIONAL = re.compile(PROVISIONAL)
# By how much it differs from another year: what is told of the figure, not of the name.
_DIFFERENCE = re.compile(r"[（(](?:対?前(?:年度?|回)[比差]?|増減)?[:：]?\s?[△▲+-]\s?\d")
_TOLD_OF_FIGURE = re.compile(r"\d|前年|前回|増|減|うち|累計")
# What the name of something that is counted or measured ends with, brackets aside.
_COUNTED = re.compile(
    r"(?:[数率額量費比値差積度点件回位高長計益金口]|割合|人口|人数|時間|期間|日間|状況|有無|残高|収[入支]|増減|水準|スコア|指[標数]|寿命"
    r"|か所|[ヶケカ箇個]所|団体|世帯|利用者|参加者|登録者|受講者|従事者|来場者|入込客?|進捗|策定|実施|整備|設置|導入|支給|交付|開催|認定)"
    r"(?:[（(][^（）()]*[）)])*$"
)


def is_caption(text: str) -> bool:
    """Whether what stands in a table without figures names nothing that is counted, as the caption of a photograph does."""
    return _COUNTED.search(text) is None


def is_remark(line: Line, name: str) -> bool:
    """Whether a line right below the row of that name is a remark in brackets, and not the rest of the name."""
    if not _IN_BRACKETS.fullmatch(line.text) or name.count("（") > name.count("）"):
        return False
    return (
        bool(_DIFFERENCE.match(line.text) or _PROVISIONAL.fullmatch(line.text))
        or _TOLD_OF_FIGURE.search(line.text) is not None
    )


def remark_doubt(line: Line) -> str | None:
    """What a remark right below a row makes unsure about it; None for a difference from another year."""
    return None if _DIFFERENCE.match(line.text) else f"下に「{line.text}」とあります。"


class TableNotes:
    """The notes below a table (※１ …) and the marks in the names they belong to."""

    def __init__(self) -> None:
        self._says: dict[str, str] = {}
        self._last: str | None = None

    def begins(self, line: Line) -> bool:
        """Keep a line that begins a note; False for any other."""
        match = _NOTE.fullmatch(line.text)
        if match is None:
            return False
        self._last = match["mark"] or match["nth"] or ""
        self._says[self._last] = match["says"]
        return True

    def goes_on(self, line: Line) -> bool:
        """Keep a line right below a note that has not come to its end."""
        if self._last is None or self._says[self._last].endswith(("。", "）")):
            return False
        self._says[self._last] += line.text
        return True

    def ends(self) -> None:
        self._last = None

    def noted(self, row: Indicator, marks: Sequence[str] = (), said: str = "") -> Indicator:
        """The row without the mark in its name, and with what the notes say as a doubt: it may count something else.

        ``marks`` are those at its figures, which the sheet prints as ``said``.
        """
        match = _MARK.search(row.name)
        if match is not None:
            mark = next((group for group in match.groups() if group is not None), "")
            row, marks = replace(row, name=row.name[: match.start()] + row.name[match.end() :]), (mark, *marks)
        notes = [note for mark in marks if (note := self._says.get(mark))]
        for note in notes:
            if (less := direction_told(note)) is not None:
                row = replace(row, lower_is_better=less)
        notes = [note for note in notes if direction_told(note) is None]
        doubt = f"資料には、注「{'」「'.join(notes)}」が付いています。" if notes else None
        if said and not any(self._says.get(mark) for mark in marks):
            doubt = f"資料には「{said}」とあり、注が付いています。"
        return replace(row, doubt=row.doubt or doubt)
