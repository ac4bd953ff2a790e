"""What somebody typed or chose in a form, with its label, to be shown again where it was not saved.

Codes, marks and filters of a form are sent again with it and shown to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from casework.ends import End
from handlers.days import with_year

_SIGNED_AS = {"mayor": "市長名", "section": "課名"}
_HOW = {"push": "いますぐ（プッシュ）", "wait": "次にメッセージが来たときに（無料）", "other": "電話など、ほかの方法で"}
# By the names of the fields, of which each means about the same on all pages.
LABELS = {
    "text": "書いた文",
    "question": "聞くこと",
    "reason": "理由",
    "why": "理由",
    "detail": "案内先・根拠",
    "who": "人・課",
    "on": "日付",
    "when": "予定の時期",
    "due": "期限",
    "until": "新しい期限",
    "by": "約束する日",
    "department": "課",
    "kind": "種類",
    "category": "分野",
    "indicator": "指標",
    "measure": "施策",
    "more_measures": "足す施策",
    "end": "終わり方",
    "signed_as": "名義",
    "how": "送り方",
    "document_number": "文書番号",
    "contact": "連絡先",
    "asked": "声（要約）",
    "answered": "回答",
    "as_of": "回答時点",
    "review_on": "見直し日",
    "note": "メモ",
    "reflection": "市では次のようにします",
    "title": "題名",
    "decision": "決裁番号",
    "opens_at": "開始",
    "closes_at": "締切",
    "remind_after": "再度のお願い",
    "yaml": "貼ったもの",
    "words": "言葉",
    "subject": "対象",
    "receipt": "受付番号",
    "capacity": "定員",
    "count": "通数",
    "lot": "名前",
    "target": "目標",
    "result": "実績",
    "unit": "単位",
    "name": "氏名",
    "login": "ログイン名",
}
# Fields of which a form has several, by how their names begin.
_SEVERAL: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"part-(\d+)"), "{}つ目"),
    (re.compile(r"note-(.+)"), "{}の要点"),
    (re.compile(r"quota-(.+)"), "定員（{}）"),
    (re.compile(r"q-(\d+)-text"), "質問{}の文"),
    (re.compile(r"q-(\d+)-choices"), "質問{}の選択肢"),
    (re.compile(r"q-(\d+)-labels"), "質問{}の段階の名前"),
    (re.compile(r"q-(\d+)-show_if"), "質問{}を出す条件"),
    (re.compile(r"q-(\d+)-id"), "質問{}の記号"),
    (re.compile(r"q-(\d+)-low"), "質問{}のいちばん小さい数"),
    (re.compile(r"q-(\d+)-most"), "質問{}のいちばん大きい数・いくつまで"),
    (re.compile(r"q-(\d+)-max_chars"), "質問{}の字数"),
)
_IN_WORDS: dict[str, Callable[[str], str]] = {
    "end": lambda value: str(End[value]) if value in End.__members__ else value,
    "signed_as": lambda value: _SIGNED_AS.get(value, value),
    "how": lambda value: _HOW.get(value, value),
    **dict.fromkeys(("on", "when", "due", "until", "by", "as_of", "review_on"), lambda value: _day(value)),
}


def label_of(name: str) -> str | None:
    """The label of a field that somebody fills in; None for codes, marks and filters."""
    if name in LABELS:
        return LABELS[name]
    found = ((pattern.fullmatch(name), label) for pattern, label in _SEVERAL)
    return next((label.format(match[1]) for match, label in found if match), None)


def filled_in(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Label and words of every field that somebody filled in, in the order of the form."""
    return [
        (label, _IN_WORDS.get(name, str)(value))
        for name, value in fields
        if value.strip() and (label := label_of(name)) is not None
    ]


def _day(value: str) -> str:
    try:
        return with_year(date.fromisoformat(value))
    except ValueError:
        return value
