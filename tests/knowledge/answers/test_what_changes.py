"""Whether a thing is to rise, to become free or to be renewed is told by the statement that says so, in whatever words."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet
from town_with_a_project import town_with_a_project

from knowledge.answer import answer
from knowledge.answers.what_changes import what_changes
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand

_FEES = [
    "利用者が減る一方で修繕費は増えることから、令和9年10月に温泉の入浴料を100円引き上げる予定です。",
    "温泉の入浴料を券売機で払えるようにしました。",
    "小学生の市民プールの利用料を無償化しました。",
]


@pytest.mark.parametrize(
    "question",
    [
        "温泉の入浴料は上がるの？",
        "入浴料、これから高くなりますか",
        "温泉の入浴料の値上げはいつ？",
        "入浴料はいつ引き上げられますか",
    ],
)
def test_whether_and_when_a_charge_rises_is_told_where_the_papers_have_it(question: str):
    assert "令和9年10月に温泉の入浴料を100円引き上げる" in answer(town_of_one_sheet(_FEES), question, None).text


@pytest.mark.parametrize("question", ["入浴料は無料になるの？", "宿泊料は上がるの？"])
def test_no_other_change_and_no_other_charge_is_told(question: str):
    assert "引き上げる" not in answer(town_of_one_sheet(_FEES), question, None).text.split("近いこと")[0]


@pytest.mark.parametrize("question", ["体育館の使用料の減免額は上がるの？", "入浴料の割引額は上がるの？"])
def test_of_what_is_named_with_money_the_last_is_asked_for(question: str):
    town = town_of_one_sheet(["体育館の使用料を引き上げる予定です。", "温泉の入浴料を引き上げる予定です。"])
    assert what_changes(town, understand(town, question, None)) is None
    assert not cites(answer(town, question, None).text)


def test_what_is_named_with_money_is_told_where_the_papers_have_it():
    town = town_of_one_sheet(["体育館の使用料を改めます。", "体育館の使用料の減免額を引き上げる予定です。"])
    assert "減免額を引き上げる" in answer(town, "体育館の使用料の減免額は上がるの？", None).text


@pytest.mark.parametrize("question", ["水道料金は上がるの？", "水道代っていつ値上げ？"])
def test_a_matter_of_the_counter_is_told_only_where_the_papers_tell_of_its_change(question: str):
    rising = town_of_one_sheet(["令和9年4月に水道料金を平均8%引き上げる予定です。"])
    assert "平均8%引き上げる" in answer(rising, question, None).text
    assert not cites(answer(town_of_one_sheet(["水道料金をスマートフォンで払えます。"]), question, None).text)


@pytest.mark.parametrize("question", ["プールの利用料ってタダになるの？", "プールの利用料の無償化はどうなりますか"])
def test_what_becomes_free_may_be_asked_for_in_either_word(question: str):
    town = town_of_one_sheet(_FEES, to_come="中学生のプールの利用料の無償化を検討します。")
    assert "中学生のプールの利用料の無償化を検討" in answer(town, question, None).text


@pytest.fixture(scope="module")
def bus() -> Knowledge:
    return town_with_a_project(
        "健診バス運行費",
        "健診バスで地区を回り、住民の健診を行います。",
        {"健診バスの運行日数": "日"},
        to_come="購入から15年の車両を令和8年度に更新します。",
    )


@pytest.mark.parametrize(
    "question", ["健診バスの車は新しくなるの？", "健診バスの車、いつ買い替える？", "健診バスの車は更新されますか"]
)
def test_a_title_may_name_what_the_sentence_of_its_sheet_leaves_out(bus: Knowledge, question: str):
    assert "令和8年度に更新" in answer(bus, question, None).text


def test_what_was_renewed_already_is_asked_for_as_before(bus: Knowledge):
    assert what_changes(bus, understand(bus, "健診バスはいつ更新したの？", None)) is None


def test_what_rises_or_is_renewed_stands_in_the_clause_that_says_so():
    town = town_of_one_sheet(
        [
            "解体の補助率を3分の2に引き上げたことや、都市計画税の特例が外れることへの関心により、申請が増えました。",
            "報知器を取り替えるとともに、給水車の訓練を行いました。",
        ]
    )
    assert "補助率" in answer(town, "解体の補助率は上がるの？", None).text
    for question in ("都市計画税は上がるの？", "給水車は新しくなるの？"):
        assert what_changes(town, understand(town, question, None)) is None
