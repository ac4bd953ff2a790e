"""Whose money is told: of a department that of all its projects, of a part that of the whole, which is said to be it."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet
from town_with_a_project import town_with_a_project
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge


def test_the_money_after_a_department_is_that_of_all_its_projects(knowledge: Knowledge):
    text = converse(knowledge, ["市政戦略課は何してる", "予算は？"]).text
    assert all(amount in text for amount in ("1,684千円", "3,700千円", "10,401千円"))


def test_of_a_part_of_a_project_the_amount_is_that_of_the_whole(knowledge: Knowledge):
    assert "事業全体の金額です" in converse(knowledge, ["お試し居住は何件？", "いくら？"]).text
    assert "事業全体" not in answer(knowledge, "移住推進事業費の予算は？", None).text


def test_the_money_of_a_thing_is_not_that_of_another_with_a_like_name(knowledge: Knowledge):
    assert answer(knowledge, "広域連携の予算", None).outcome == "unknown"
    assert "7,734千円" in answer(knowledge, "移住フェアの予算", None).text


def test_of_what_is_only_mentioned_on_a_sheet_no_amount_is_told(knowledge: Knowledge):
    assert answer(knowledge, "市報のお金は？", None).outcome == "unknown"


@pytest.mark.parametrize(
    ("question", "account"),
    [
        ("クアオルトのお金って商工費？総務費？どこから出てるの？", "商工費"),
        ("国際交流推進費は総務費ですか", "総務費"),
        ("協力隊のお金はどこから出てるの？", "企画費"),
        ("移住推進は何費から出てる？", "企画費"),
    ],
)
def test_from_which_account_money_comes_is_told(knowledge: Knowledge, question: str, account: str):
    assert account in answer(knowledge, question, None).text.split("\n")[0]


def test_so_it_is_of_another_citys_project():
    assert "土木費" in answer(town("harbour"), "クルーズ船誘致は商工費？土木費？", None).text.split("\n")[0]


def test_whose_grant_it_is_comes_before_the_account(knowledge: Knowledge):
    assert "自治総合センター" in answer(knowledge, "公民館の備品のお金はどこから出てるの？", None).text


def test_what_each_of_several_got_is_said_not_to_be_told(knowledge: Knowledge):
    text = answer(knowledge, "荒町と石堂、それぞれいくらずつもらったの？", None).text
    assert text.startswith("それぞれの金額（内訳）は、資料にありません。")


@pytest.mark.parametrize(
    "question", ["協力隊と移住のほう、どっちさ銭かがってんのや？", "協力隊と移住、どっちにお金がかかってる？"]
)
def test_of_two_projects_the_dearer_is_told_in_dialect_too(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).text.split("\n")[0].endswith("移住推進事業費です。")


def test_the_account_of_a_project_is_told_whichever_kinds_of_accounts_are_named_beside_it():
    text = answer(town("hills"), "認知症施策推進事業費は一般会計ですか、別の会計ですか。どの会計？", None).text
    assert "介護保険特別会計" in text


def test_the_account_of_the_water_supply_is_not_that_of_the_sewers():
    assert "だけの金額は、資料にありません" in answer(town("hills"), "下水道事業の会計は？", None).text
    assert "水道事業会計" in answer(town("hills"), "配水管整備事業費の会計は？", None).text


@pytest.mark.parametrize(
    "question", ["荒町の公民館にいくら出た", "地区会長の表彰っていくらかかってるの", "ドイツへ行くのにいくらかかる"]
)
def test_who_names_a_part_only_is_told_that_the_amount_is_that_of_the_whole(knowledge: Knowledge, question: str):
    assert "事業全体の金額です" in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("協力隊の予算は全部使った？", "いいえ、予算より少ない額を使いました。"),
        ("まちづくり推進事業の予算は使い切った？", "はい、予算と同じ額を使いました。"),
    ],
)
def test_whether_all_of_a_budget_was_spent_is_said_first(knowledge: Knowledge, question: str, said: str):
    assert answer(knowledge, question, None).text.startswith(said)


def test_why_money_was_left_is_not_told_by_the_reason_of_another_sheet(knowledge: Knowledge):
    assert "ふれあい相談" not in answer(knowledge, "人権の予算余ったのはなんで", None).text
    assert "専門性の高い職種" in answer(knowledge, "協力隊の予算余ったのはなんで", None).text


def test_the_amounts_are_told_again_to_who_wants_them_in_yen(knowledge: Knowledge):
    assert "1,040万1千円" in converse(knowledge, ["クアオルトの予算は", "円で言うと？"]).text.splitlines()[0]


@pytest.mark.parametrize("question", ["どんぐり号の費用は？", "どんぐり号の運営にかかったお金は？"])
def test_a_thing_that_a_project_calls_by_its_name_in_its_overview_has_that_projects_money(question: str):
    assert "41,876千円" in answer(town("terraces"), question, None).text


def test_of_what_a_project_names_without_quotation_marks_no_amount_is_told():
    assert "千円" not in answer(town("terraces"), "卓球の費用は？", None).text
    assert "千円" not in answer(town("terraces"), "車いすバスケットボールの維持費は？", None).text


def test_what_was_taken_is_what_was_lost_and_no_price():
    lost = town_of_one_sheet(
        ["サルの対策として柵を1か所50万円で設けました。"], ["サルによる農作物の被害額", "電話の件数"], unit="千円"
    )
    assert "320千円" in answer(lost, "サルに結局いくら取られてるの？", None).text
    assert "320千円" not in answer(lost, "サルに1人いくら取られた？", None).text
    assert "320千円" not in answer(lost, "クマに結局いくら取られてるの？", None).text


@pytest.mark.parametrize(
    "question",
    ["空き家に残った荷物の片付け代はどのくらい出してもらえる？", "家の中の物の処分はどれくらい出してくれますか"],
)
def test_how_much_of_it_the_city_pays_is_an_amount_of_money(question: str):
    told = town_of_one_sheet(["空き家の家財道具の処分費を最大15万円補助しました。", "空き家の片付けを12回行いました。"])
    assert "15万円" in answer(told, question, None).text
    assert not cites(answer(told, "引っ越し代はどのくらい出してくれる？", None).text)


@pytest.mark.parametrize("asked", ["街灯の事業費が予算を上回った理由は？", "街灯のお金が予算より多かったのはなぜ"])
def test_why_more_was_spent_is_told_of_the_project_and_not_of_one_of_its_rows(asked: str):
    town = town_with_a_project(
        "街灯施設維持管理事業費",
        "街灯を守ります。",
        {"街灯の点検回数": "回"},
        reason="台風で倒れた街灯を急いで直したためです。",
    )
    assert "台風で倒れた街灯" in answer(town, asked, None).text


def test_what_a_thing_costs_to_keep_up_is_the_money_of_the_project_called_so():
    town = town_with_a_project("街灯施設維持管理事業費", "街灯を守ります。", {"街灯の点検回数": "回"})
    assert "4000千円" in answer(town, "街灯の維持費はいくら？", None).text
    assert "4000千円" not in answer(town, "街灯の電気の維持費はいくら？", None).text


@pytest.mark.parametrize("asked", ["夏祭りに何人の職員が当たりましたか"])
def test_how_many_of_the_staff_see_to_a_thing_is_told_by_its_staffing(asked: str):
    town = town_with_a_project("夏祭り開催事業費", "夏祭りを開きます。", {"夏祭りの会議の開催回数": "回"})
    assert "従事人工" in answer(town, asked, None).text
