"""How people shorten a printed name: they leave out its note, how a row counts, and that a project is one that costs."""

from __future__ import annotations

import re

from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import COUNTED
from knowledge.ledger.subjects import Subject

# 企業立地件数（令和元年度からの累計）
_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
# 通学定期券購入費の助成件数, 特定空家等の是正率, 昼食を出したクラブの割合
_HOW_COUNTED = re.compile(rf"(?:の?(?:{COUNTED})?数|の割合|の?率)$")
_OF_PROJECT = re.compile(r"(?:事業費|事業|費)$")
# What is left of a name that is shorter than this is a word like any other.
_LEAST = 4


def without_note(subject: Subject) -> str | None:
    """The folded name without the note in brackets behind it; None where it has none, or nothing much is left."""
    return _left(plain(subject.name), _NOTE)


def shortened(subject: Subject) -> str | None:
    """The folded name of a row without how it is counted, or of a project without 事業費; None where there is no such thing."""
    name = _NOTE.sub("", plain(subject.name))
    if subject.is_figure:
        return _left(name, _HOW_COUNTED)
    return _left(name, _OF_PROJECT) if subject.kind == "project" else None


def _left(name: str, ending: re.Pattern[str]) -> str | None:
    left = ending.sub("", name)
    return left if left != name and len(left) >= _LEAST else None
