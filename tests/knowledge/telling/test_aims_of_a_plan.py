"""What a plan aims at in the end is told with the years of its table, and never stands for another year's figure."""

import pytest
from towns_of_documents import town

from knowledge.answer import answer

TOLD = [
    ("認知症サポーターは令和９年度に何人にするの？", "8,500人"),
    ("認知症サポーターは令和４年度に何人だった？", "6,215人"),
    ("通いの場って計画だと何か所にするつもり？", "65か所"),
    ("通いの場は令和４年度に何か所あった？", "51か所"),
    ("市立病院の常勤医師の令和９年度の目標は？", "20人"),
    ("市立病院の常勤医師は計画では何人にする？", "20人"),
    ("訪問診療をする病院をいくつに増やす？", "6か所"),
    ("手話奉仕員の講座を終えた人は何人？", "64人"),
    ("個別避難計画の作成率の目標は？", "70.0%"),
    ("長寿命化改修が終わった校舎は何棟？", "3棟"),
    # What a year's results sheet tells of the same row is told of that year.
    ("通いの場の箇所数の目標は？", "目標56か所"),
    ("通いの場は今何か所？", "実績58か所"),
]
REFUSED = [
    "認知症サポーターって令和６年度に何人ふえた？",
    "認知症サポーターは令和２年度に何人いた？",
    "通いの場は令和５年度に何か所あった？",
    "通いの場は令和７年度に何か所にする？",
    "個別避難計画の作成率は令和６年度にどれくらいでしたか？",
]


@pytest.mark.parametrize(("question", "figure"), TOLD)
def test_a_row_of_the_plan_is_told_with_its_years(question: str, figure: str):
    reply = answer(town("cedars"), question, None)
    assert reply.outcome == "answered"
    assert figure in reply.text


@pytest.mark.parametrize("question", REFUSED)
def test_no_year_is_told_that_the_table_does_not_have(question: str):
    assert answer(town("cedars"), question, None).outcome == "unknown"
