"""What a plan aims at in the end is told with the years of its table, and never stands for another year's figure."""

import pytest
from towns_of_documents import SETS, town, town_of

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


def test_the_indicators_of_a_part_of_the_plan_are_told_by_its_title_or_its_number():
    for question in ("在宅医療と介護の連携の推進の成果指標は？", "2-1-1の計画の指標の一覧を教えて"):
        reply = answer(town("cedars"), question, None)
        assert "次の2つです" in reply.text
        assert "目標値（令和9年度）" in reply.text
    # Who has them in charge, and which were reached, is asked of the rows of a year.
    asked = "在宅医療と介護の連携の推進の成果指標で、目標に届いたのは？"
    assert "計画の指標" not in answer(town("cedars"), asked, None).text


def test_the_indicators_of_a_basic_measure_are_told_like_those_of_a_measure():
    city, number = "杉ノ瀬市", "基本施策 ２－１"
    table = (
        "成果指標\n\n指標名 現状値（令和５年度） 目標値（令和11年度）\n\n"
        "屋内の遊び場の箇所数 ３ か所 ７ か所\n\n父親の育児休業の取得率 21.4 ％ 40.0 ％\n"
    )
    files = []
    for path in sorted((SETS / "cedars").glob("*.txt")):
        text = path.read_text("utf-8")
        begin = text.find(number)
        if begin >= 0:
            at = text.index(" 施策", begin)
            text = f"{text[:at]}\n{table}\n{text[at:]}"
        files.append((path.name, text.encode()))
    told = town_of("with aims of a section", city, files)
    assert "7か所" in answer(told, "屋内の遊び場は令和11年度に何か所にする目標ですか？", None).text
    assert "40.0%" in answer(told, "父親の育児休業の取得率の令和11年度の目標は？", None).text
    assert answer(told, "父親の育児休業の取得率は令和8年度に何%？", None).outcome == "unknown"
    assert "3か所" in answer(told, "子育ての成果指標　一覧", None).text
