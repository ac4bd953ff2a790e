"""The plate of buttons under the chat (rich menu): six key words, each of which can also be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handlers.key_words import KeyWord

# LINE shows it at the width of the telephone; at this size nothing is blurred. Source: LINE's rich menu object.
WIDTH_PX, HEIGHT_PX = 2500, 1686
_COLUMNS = 3
NAME = "声のまど"
_BAR = "メニュー"


@dataclass(frozen=True)
class Cell:
    """One button: the key word it sends, and what stands below it in small letters."""

    word: KeyWord
    says: str


CELLS = (
    Cell("質問の例", "計画と成果をきく"),
    Cell("計画を見る", "目標と実績"),
    Cell("電話", "職員と話す"),
    Cell("市民の声", "意見・要望を送る"),
    Cell("受付状況", "送った声のその後"),
    Cell("アンケート", "市民モニターの方"),
)


def bounds(number: int) -> dict[str, int]:
    """Where the cell of this number (from 0, row by row) lies, in pixels; together they cover the picture."""
    rows = -(-len(CELLS) // _COLUMNS)
    row, column = divmod(number, _COLUMNS)
    left, top = column * WIDTH_PX // _COLUMNS, row * HEIGHT_PX // rows
    right, bottom = (column + 1) * WIDTH_PX // _COLUMNS, (row + 1) * HEIGHT_PX // rows
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def as_line_wants_it() -> dict[str, Any]:
    """LINE's rich menu object, open for who comes to the chat."""
    return {
        "size": {"width": WIDTH_PX, "height": HEIGHT_PX},
        "selected": True,
        "name": NAME,
        "chatBarText": _BAR,
        "areas": [
            {"bounds": bounds(number), "action": {"type": "message", "label": cell.word, "text": cell.word}}
            for number, cell in enumerate(CELLS)
        ],
    }
