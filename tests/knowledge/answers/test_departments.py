"""A department as what is asked about, and as whose a thing is."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


def test_all_that_a_department_has_in_its_charge_is_listed_whatever_it_is_called(knowledge: Knowledge):
    said = answer(
        knowledge, "令和５年度の予算事業のうち、市政戦略課が担当しているものをすべて教えてください。", None
    ).text
    for project in ("地域おこし協力隊推進事業費", "まちづくり推進事業費", "上山型温泉クアオルト事業費"):
        assert project in said


def test_the_money_of_a_department_is_that_of_each_of_its_projects(knowledge: Knowledge):
    said = answer(knowledge, "市政戦略課の予算はいくら？", None).text
    for amount in ("1,684千円", "3,700千円", "10,401千円"):
        assert amount in said
    assert "総務一般管理費" not in said


def test_whose_a_thing_is_does_not_hide_the_thing(knowledge: Knowledge):
    assert "10,401千円" in answer(knowledge, "市政戦略課のクアオルトの予算は？", None).text
    assert "3校" in answer(knowledge, "福祉課がやってる人権の花は何校？", None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("お試しで住んでみる施設のこと、どの課に電話すればいい？", "建設課"),
        ("お試し居住　問い合わせ　課", "建設課"),
        ("風呂敷の包み方教室って、どこがやってんの？", "庶務課"),
        ("Which section at city hall looks after the sister city exchange?", "庶務課"),
    ],
)
def test_a_thing_that_is_only_told_of_has_the_department_of_its_sheet(knowledge: Knowledge, question: str, told: str):
    assert f"担当は、{told}です" in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    "question",
    [
        "婚活イベントのことはどの課に電話すればいい？",
        "プールはどこの課に電話すればいい？",
        "スケートリンク　問い合わせ　課",
        "子どもの通学バスって、どこがやってんの？",
        "Which section looks after swimming pools?",
    ],
)
def test_a_thing_nobody_tells_of_has_no_department(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome in {"unknown", "out_of_scope"}


def test_the_staff_of_a_department_are_those_of_each_of_its_projects(knowledge: Knowledge):
    said = answer(knowledge, "市政戦略課の事業で職員の手がかかってるのはどれ？", None).text
    assert "2.5人工" in said
    assert "国際交流推進費" not in said


def test_how_the_targets_of_a_department_stand_is_told_of_all_of_them(knowledge: Knowledge):
    told = answer(knowledge, "市政戦略課の目標達成状況は？", None).text
    assert "NPO法人数" in told
    assert "女性委員" in told
    assert "27回" in answer(knowledge, "福祉課の目標達成状況は？", None).text


def test_how_many_projects_a_department_has_is_told_by_their_names(knowledge: Knowledge):
    assert "国際交流推進費" in answer(knowledge, "庶務課の事業は何個？", None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("移住の担当はだれ", "建設課"),
        ("人権相談の担当はだれですか", "福祉課"),
        ("総務一般管理費の担当者は誰？", "庶務課"),
    ],
)
def test_who_is_in_charge_is_told_by_the_department(knowledge: Knowledge, question: str, told: str):
    assert f"担当は、{told}です" in answer(knowledge, question, None).text


@pytest.mark.parametrize("question", ["市報の担当", "市報を作ってるのは何課", "採用試験の担当"])
def test_what_the_plan_has_a_title_for_is_in_nobodys_charge_for_being_mentioned_elsewhere(
    knowledge: Knowledge, question: str
):
    said = answer(knowledge, question, None)
    assert said.outcome == "unknown"
    assert "の担当課は、手元の資料では分かりませんでした" in said.text


@pytest.mark.parametrize("question", ["市政戦略課の電話番号", "庶務課の電話は", "建設課はどこにあるの", "市役所どこ"])
def test_where_and_how_to_reach_the_hall_is_asked_of_the_hall(knowledge: Knowledge, question: str):
    said = answer(knowledge, question, None)
    assert said.outcome == "out_of_scope"
    assert "市役所へお問い合わせください" in said.text
    assert "個人" not in said.text


def test_who_decided_is_told_nowhere(knowledge: Knowledge):
    assert answer(knowledge, "移住の予算は誰が決めたの", None).outcome == "unknown"


def test_whose_town_it_is_stands_by_itself_where_the_department_is_the_answer():
    lines = answer(town("towns"), "下水道の接続は何課に聞けばいい？", None).text.split("\n")
    assert "みずほ野市" in lines


_HALL = ["公民館では、夏休みに工作の教室を開き、親子48組が参加しました。", "公民館の調理室を直しました。"]


@pytest.mark.parametrize("house", ["公民館", "消防本部", "市民病院", "みどり保育園"])
def test_a_house_that_is_a_department_is_asked_about_as_a_house(house: str):
    told = town_of_one_sheet([f"{house}の玄関に手すりを付けました。"], ["見学会の開催回数"], department=house)
    for question in (f"{house}の玄関に何を付けたの？", f"{house}の手すりってできた？", f"{house}の玄関はどう直した？"):
        said = answer(told, question, None).text
        assert "手すりを付けました" in said
        assert "が担当しているのは" not in said
        assert not said.startswith(("はい", "いいえ"))
    assert "が担当しているのは" not in answer(told, f"{house}は日曜日も開いていますか", None).text


@pytest.mark.parametrize("question", ["公民館が担当している施策は？", "公民館の仕事は？", "公民館の担当は何？"])
def test_what_a_house_is_in_charge_of_is_told_where_that_is_asked(question: str):
    told = town_of_one_sheet(_HALL, department="公民館")
    assert "公民館が担当しているのは" in answer(told, question, None).text


def test_a_house_may_be_supposed_to_be_in_charge():
    told = town_of_one_sheet(_HALL, ["公民館まつりの開催回数"], department="公民館")
    assert answer(told, "工作の教室の担当は公民館？", None).text.startswith("はい、")
    assert answer(told, "公民館まつりの担当は公民館ですか", None).text.startswith("はい、")
    assert not answer(told, "公民館の工作の教室に親子が来たってほんと？", None).text.startswith(("はい", "いいえ"))


def test_a_house_within_a_longer_name_is_no_department():
    told = town_of_one_sheet(["電子図書館で借りられる本を増やしました。"], department="図書館")
    assert "が担当しているのは" not in answer(told, "電子図書館は何を増やしたの？", None).text


@pytest.mark.parametrize("printed", ["農林課　商工課", "農林課・商工課", "農林課 商工課"])
def test_each_of_two_departments_that_share_a_sheet_has_it_in_its_charge(printed: str):
    told = town_of_one_sheet(["直売所の棚を広げました。"], ["直売所の出店者数"], unit="人", department=printed)
    for one in ("農林課", "商工課"):
        assert f"{one}が担当しているのは" in answer(told, f"{one}が担当している施策は？", None).text
        assert answer(told, f"直売所の担当は{one}？", None).text.startswith("はい、")


def test_a_department_with_a_point_in_its_name_is_one():
    told = town_of_one_sheet(["直売所の棚を広げました。"], department="企画・財政課")
    assert "企画・財政課が担当しているのは" in answer(told, "企画・財政課の仕事は？", None).text


@pytest.mark.parametrize(
    "question",
    [
        "福祉課で人権をやってる人の苗字と携帯の番号を知りたいんだけど",
        "庶務課の職員の年齢おしえて",
        "庶務課の担当の人の下の名前なに",
        "建設課の係の人の住所と、あと予算も",
        "市政戦略課の森さんの家どこ？",
        "建設課の課長さんって何歳？",
    ],
)
def test_nobody_of_a_department_is_told_of_whatever_else_is_asked(knowledge: Knowledge, question: str):
    said = answer(knowledge, question, None)
    assert (said.outcome, said.slots.get("refusal")) == ("out_of_scope", "personal")


@pytest.mark.parametrize("question", ["庶務課の職員の趣味は", "建設課の担当の方の評判"])
def test_what_somebody_of_a_department_is_like_is_not_what_it_has_in_its_charge(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).tells_nothing


@pytest.mark.parametrize(
    ("question", "told"), [("いじゅうの かかりは なにか ですか", "建設課"), ("じんけんの かかりは どこか", "福祉課")]
)
def test_a_section_is_asked_for_in_kana(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


def test_with_which_department_something_is_done_is_told_by_the_sentence_that_says_so():
    steps = "下宿の空き室の調査を住宅課と連携して進めます。学生寮の住民票の窓口を市民課に置きました。"
    small = town_of_one_sheet(["市民会館を直しました。"], ["寮生の人数"], unit="人", to_come=steps)
    assert "下宿の空き室" in answer(small, "住宅課と連携していることは？", None).text
    assert "下宿の空き室" in answer(small, "住宅課と一緒に何をしてるの", None).text
    refused = answer(small, "市民課と協力している事業は？", None)
    assert refused.outcome == "unknown"
