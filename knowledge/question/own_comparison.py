"""Indicators that themselves compare with the year before: their figure answers 「前の年より増えた？」 without that year."""

from __future__ import annotations

import re

from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject

_BEFORE = r"(?:前年度?|昨年度?|去年|前の年度?)"
_MEASURES = re.compile(
    rf"{_BEFORE}(?:同期)?(?:比|差|と(?:の)?(?:差|比|増減)|より|から(?:の)?(?:増|減|伸)|に対する(?:割合|比|増|減))|対前年"
)
_ASKED = re.compile(
    rf"{_BEFORE}(?:同期)?(?:の(?:実績|数字|結果))?(?:と(?:の|、)?(?:差|増減|比)|と|に|より|から|比)|{_BEFORE}[^。?？]{{0,6}}(?:増|減|上が|下が|伸び)"
)


def compares_itself(subject: Subject) -> bool:
    """Whether a row is measured against the year before: 前年度比, 前年度との差."""
    return subject.row is not None and _MEASURES.search(plain(subject.name)) is not None


def asks_to_compare(text: str) -> bool:
    """Whether a question sets something beside the year before; 「前年度の件数は？」 asks for that year itself."""
    return _ASKED.search(text) is not None
