"""The questions the load asks."""

from __future__ import annotations

import json
from pathlib import Path

_SETS = Path("tests/questions")

_TYPICAL = (
    "NPO法人数の目標は？",
    "NPO法人数の実績は目標に届いた？",
    "移住推進事業費の予算は？",
    "クアオルト事業の今後は？",
    "移住推進事業の担当課はどこですか",
    "えぬぴーおーの数をおしえて",
    "市民モニターって何をするの",
    "第８次の計画で、市民参加の目標はいくつ？",
    "市報の満足度はどれくらい",
    "空き家バンクの登録件数は？",
    "ふるさと納税の実績を教えて",
    "目標に届かなかった指標は？",
    "情報発信の施策には何がありますか",
    "婚活の事業費はいくらですか",
    "町内会の課題は？",
    "男女共同参画の目標値",
    "ごみの収集日はいつ？",
    "ありがとう",
    "行政改革の予算と担当課",
    "観光客は何人来たの",
)


def questions() -> tuple[str, ...]:
    """The question sets of the tests, one text per single-turn question; without them, twenty typical ones."""
    rows = [
        json.loads(line)
        for path in sorted(_SETS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return tuple(row["turns"][0] for row in rows if len(row.get("turns", ())) == 1) or _TYPICAL
