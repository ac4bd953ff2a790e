"""What a resident gets to read for a question."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import invented_town
import pytest
from hypothesis import given
from hypothesis import strategies as st
from town_of_one_sheet import town_of_one_sheet
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled
from knowledge.model import Ledger
from knowledge.reply import Reply, Topic

QUESTIONS = Path(__file__).parents[2] / "questions"


def ask(knowledge: Knowledge, *turns: str) -> Reply:
    return converse(knowledge, turns)


def test_the_first_line_is_the_figure_and_the_last_its_source(knowledge: Knowledge):
    lines = ask(knowledge, "NPO法人数の目標は？").text.splitlines()
    assert lines[0] == "令和5年度のNPO法人数は、目標18団体・実績17団体でした（1団体下回りました）。"
    assert lines[-1] == "出典：令和5年度 主要施策の成果説明書（施策5-1-1）"


def test_a_figure_comes_with_its_bars_and_a_verdict_in_words(knowledge: Knowledge):
    (bars,) = ask(knowledge, "NPO法人数の目標は？").bars
    assert (bars.target, bars.result) == (Decimal(18), Decimal(17))
    assert bars.verdict == "目標に届きませんでした（1団体下回る）"


def test_thousands_of_yen_are_said_in_the_way_people_say_them(knowledge: Knowledge):
    assert "予算1,684千円（168万4千円）・実績221千円（22万1千円）" in ask(knowledge, "協力隊の予算は？").text


def test_a_dash_is_an_answer_and_no_zero(knowledge: Knowledge):
    reply = ask(knowledge, "ヘルスツーリズムの訪問提案は何件？")
    assert reply.outcome == "answered"
    assert "記載がありません" in reply.text
    assert cites(reply.text)
    assert "0件" not in reply.text


def test_a_reason_given_for_one_row_does_not_explain_another(knowledge: Knowledge):
    assert "アンケート" in ask(knowledge, "市民浸透度が目標を上回った理由は？").text
    reply = ask(knowledge, "NPO法人数が目標に届かなかった理由は？")
    assert "理由は、この資料には書かれていません。" in reply.text
    assert "アンケート" not in reply.text


def test_the_same_code_means_another_thing_in_another_plan(knowledge: Knowledge):
    assert "効率的な行政運営の推進" in ask(knowledge, "第7次振興計画の6-2-1は？").text
    assert "広報広聴" in ask(knowledge, "第8次振興計画の6-2-1は？").text
    unsaid = ask(knowledge, "6-2-1は？")
    assert unsaid.outcome == "asked_back"
    assert [choice.says for choice in unsaid.choices] == [
        "第7次振興計画の施策6-2-1は？",
        "第8次振興計画の施策6-2-1は？",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "令和6年度のNPO法人数は？",
        "去年の移住件数は？",
        "来年度の移住推進事業費の予算は？",
        "天童市の女性委員の割合は？",
        "山形市のNPO法人数は？",
        "第8次振興計画の市民浸透度は？",
        "60代の移住件数は？",
        "8月の人権相談は何回？",
        "ふるさと納税の寄附額はいくら？",
        "地区会は何地区ありますか",
        "協力隊は何人いるの？",
        "空き家バンクの登録件数は？",
        "外国人の移住件数は？",
        "県の移住件数は？",
        "移住相談会の参加者数は？",
        "人権擁護委員は何人？",
        "女性管理職の割合は？",
        "NPO法人数の5年後の目標は？",
        "お試し居住施設の家賃は？",
        "5-9-9の目標は？",
        "ドナウエッシンゲンから来た学生は何人？",
        "移住フェアはどこで開催された？",
        "財政調整基金の残高は？",
        "移住の相談は全部で何件？",
        "国際交流の講座の参加者は何人？",
        "公用車は何台？",
        "市内の小学校の児童数は？",
        "基金残高の目標額は？",
        "市の職員は何人？",
        "移住フェアの参加費はいくら？",
        "お試し居住施設はどこにある？",
        "東京から移住した人は何人？",
        "移住をやめた人は何人？",
        "協力隊の募集人数は？",
        "審議会はいくつある？",
        "派遣した職員は何人？",
        "市債の発行額は？",
        "DX推進計画の目標値は？",
        "予算が一番多い課は？",
        "投書箱には何通届いた？",
        "提案した企業の名前は？",
        "まちづくりに参加したい市民の割合は？",
        "将来負担比率は？",
        "市有財産の売却額は？",
        "6-2の指標は？",
        "What is the population of the city?",
    ],
)
def test_no_neighbours_figure_stands_in_for_what_the_documents_do_not_hold(knowledge: Knowledge, question: str):
    reply = ask(knowledge, question)
    assert reply.outcome in {"unknown", "asked_back", "out_of_scope"}
    assert not cites(reply.text)
    assert not reply.bars
    assert reply.choices


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("ふるさと納税いくら集まった", "「ふるさと納税」"),
        ("海の子山の子はどこでやったの", "「海の子山の子」の場所"),
        ("税金払えない", "「税金」"),
        ("救急車呼んで", "「救急車」"),
    ],
)
def test_a_refusal_cuts_no_name_and_no_verb_in_two(knowledge: Knowledge, question: str, named: str):
    assert answer(knowledge, question, None).text.startswith(named)


def test_a_refusal_names_what_was_asked_in_the_residents_own_words(knowledge: Knowledge):
    assert ask(knowledge, "協力隊員のボーナスカードは？").text.startswith("「協力隊員のボーナスカード」")
    assert "\nおたずねのこと" in ask(knowledge, "What is the crime rate?").text
    assert "of natori" not in ask(knowledge, "What is the population of Natori?").text.lower()


def test_a_refusal_cuts_no_word_in_katakana_in_two():
    town = town_of_one_sheet(["公民館で料理の教室を開きました。"], ["料理教室の回数"])
    for thing in ("スマートウォッチの教室", "サテライトステーション"):
        assert answer(town, f"{thing}には何人来ましたか", None).text.startswith(f"「{thing}")


def test_editions_of_a_plan_are_told_apart(knowledge: Knowledge):
    assert "令和2年度から令和5年度" in ask(knowledge, "第6次の定員適正化計画の期間は？").text
    assert "令和6年度から令和9年度" in ask(knowledge, "第7次の定員適正化計画の期間は？").text
    assert not cites(ask(knowledge, "第9次の定員適正化計画の期間は？").text)


def test_a_measure_leads_to_its_projects_and_a_project_to_its_measures(knowledge: Knowledge):
    projects = ask(knowledge, "市民交流の拡充にはどの事業が含まれていますか").text
    assert all(
        name in projects for name in ("国際交流推進費", "海の子山の子交歓会事業費", "上山型温泉クアオルト事業費")
    )
    assert "3-5-2" in ask(knowledge, "クアオルトはどの施策のお金？").text


def test_an_individual_plan_is_known_by_its_name_and_edition(knowledge: Knowledge):
    assert "障がい者活躍推進計画" in ask(knowledge, "障がい者活躍推進計画は？").text
    assert not cites(ask(knowledge, "第5次の障がい者活躍推進計画は？").text)
    assert not cites(ask(knowledge, "山形県のDX推進計画は？").text)


def test_a_section_of_a_former_plan_is_known_by_its_number(knowledge: Knowledge):
    text = ask(knowledge, "5-3の施策は？").text
    assert "5-3-1 人権が尊重される社会の実現" in text
    assert "5-3-2 男女共同参画の推進" in text


def test_the_strategy_of_a_project_is_told_or_said_to_be_none(knowledge: Knowledge):
    assert "来てよし" in ask(knowledge, "移住推進事業費は創生総合戦略のどこ？").text
    assert "該当なし" in ask(knowledge, "国際交流推進費は創生総合戦略のどこ？").text
    assert "国際交流推進費" in ask(knowledge, "創生総合戦略に該当なしの事業は？").text


def test_rows_without_a_result_and_rows_with_0_are_two_things(knowledge: Knowledge):
    zero = ask(knowledge, "実績が0だった指標は？").text
    none = ask(knowledge, "実績の記載がない指標は？").text
    assert "学生訪問団派遣人数" in zero
    assert "学生訪問団派遣人数" not in none
    assert "ヘルスツーリズム" in none


def test_projects_are_found_by_a_bound_of_their_amount(knowledge: Knowledge):
    text = ask(knowledge, "予算が1000万円を超える事業は？").text
    assert "総務一般管理費" in text
    assert "上山型温泉クアオルト事業費" in text
    assert "移住推進" not in text


def test_a_number_finds_the_statement_that_prints_it(knowledge: Knowledge):
    assert "分かりやすい情報" in ask(knowledge, "40.9%って何の数字？").text


def test_the_amount_of_a_project_is_not_said_to_be_that_of_one_indicator(knowledge: Knowledge):
    assert "だけの金額は、資料にありません" in ask(knowledge, "地域間交流地区数の予算は？").text


def test_every_subject_is_answered_for_whatever_is_offered_about_it(knowledge: Knowledge):
    """Each name with each choice leads to that very thing, not to a neighbour."""
    astray = []
    for subject in knowledge.index.subjects:
        for choice in answer(knowledge, "概要は？", Topic((subject.key,), "overview")).choices:
            reply = answer(knowledge, choice.says, None)
            told = [knowledge.by_key[key] for key in reply.slots.get("subjects", []) if key in knowledge.by_key]
            if not set(subject.codes) & {code for one in told for code in one.codes}:
                astray.append(choice.says)
    assert astray == []


def test_a_refusal_says_what_was_searched_and_what_can_be_asked(knowledge: Knowledge):
    reply = ask(knowledge, "令和6年度のNPO法人数は？")
    lines = reply.text.splitlines()
    assert lines[0] == "令和6年度のNPO法人数は、手元の資料では分かりませんでした。"
    assert "令和5年度 主要施策の成果説明書" in next(line for line in lines if line.startswith("調べた資料："))
    assert 2 <= len(reply.choices) <= 3


def test_a_statement_that_names_the_year_itself_may_tell_of_it(knowledge: Knowledge):
    assert "上山小" in ask(knowledge, "令和4年度に人権の花運動を行った学校は？").text


def test_what_is_joined_in_a_question_is_all_told(knowledge: Knowledge):
    text = ask(knowledge, "移住推進事業費の予算と担当課は？").text
    assert "7,734千円" in text
    assert "建設課" in text
    assert text.count("出典") == 1


def test_what_only_explains_the_question_is_not_told_as_well(knowledge: Knowledge):
    text = ask(knowledge, "協力隊の事業費、予算よりだいぶ少ないけど何で？").text
    assert text.startswith("理由：")


def test_two_things_in_one_question_stand_on_two_lines(knowledge: Knowledge):
    lines = ask(knowledge, "振興計画の浸透度とNPOの数、目標クリアしたのどっち？").text.splitlines()
    assert lines[0].startswith("目標を達成したのは")
    assert [line[0] for line in lines[1:3]] == ["・", "・"]
    assert "上回りました" in lines[1]
    assert "下回りました" in lines[2]


def test_a_follow_up_is_about_what_was_spoken_of(knowledge: Knowledge):
    assert "市政戦略課" in ask(knowledge, "NPO法人数は？", "担当課は？").text
    assert "建設課" in ask(knowledge, "移住推進事業費の予算は？", "いくら使った？", "担当課は？").text


def test_a_new_thing_in_a_follow_up_replaces_the_old_one(knowledge: Knowledge):
    reply = ask(knowledge, "移住フェアは何回出た？", "じゃあNPO法人は？")
    assert "17団体" in reply.text
    assert "フェア" not in reply.text


def test_another_town_in_a_follow_up_gets_no_figure_of_ours(knowledge: Knowledge):
    assert not cites(ask(knowledge, "クアオルト事業の予算は？", "山形市は？").text)


def test_a_follow_up_to_nothing_is_asked_back(knowledge: Knowledge):
    assert ask(knowledge, "理由は？").outcome == "asked_back"


def test_a_topic_of_a_ledger_that_is_gone_is_no_topic(knowledge: Knowledge):
    assert answer(knowledge, "理由は？", Topic(("indicator:1999:1次:1-1-1:昔の数",))).outcome == "asked_back"


def test_a_number_chooses_among_the_readings(knowledge: Knowledge):
    asked = ask(knowledge, "移住")
    assert asked.outcome == "asked_back"
    assert asked.topic is not None
    readings = asked.slots["readings"]
    assert readings[1] in answer(knowledge, "2", asked.topic).text
    assert answer(knowledge, "9", asked.topic).outcome == "asked_back"


def test_small_talk_is_kind_and_names_no_source(knowledge: Knowledge):
    for said in ("こんにちは", "ありがとうございました", "使い方", "😀😀", "", "。。。"):
        reply = ask(knowledge, said)
        assert reply.outcome == "small_talk"
        assert not cites(reply.text)


def test_a_list_names_all_that_belong_and_nothing_else(knowledge: Knowledge):
    missed = ask(knowledge, "目標に届かなかった指標を全部教えて").text
    assert "女性委員" in missed
    assert "移住件数" not in missed
    assert "一番上回ったのは「移住相談からの移住件数」" in ask(knowledge, "一番目標を上回ったのは？").text


def test_a_measure_without_a_budget_in_the_plan_gets_none(knowledge: Knowledge):
    assert not cites(ask(knowledge, "DXの予算は？").text)


def test_our_own_wording_is_marked_as_a_summary(knowledge: Knowledge):
    assert ask(knowledge, "移住の今後の取組は？").text.splitlines()[-1].endswith("、要約）")


def test_everything_offered_next_is_answered(knowledge: Knowledge):
    """A button that leads to 「分かりませんでした」 would be worse than none."""
    offered = {
        (choice.says, subject.key)
        for subject in knowledge.index.subjects
        for choice in answer(knowledge, "概要は？", Topic((subject.key,), "overview")).choices
    }
    assert len(offered) > 100
    dead = [says for says, _ in sorted(offered) if answer(knowledge, says, None).outcome not in {"answered", "partly"}]
    assert dead == []


def test_labels_fit_on_a_button_and_answers_on_a_phone(knowledge: Knowledge):
    replies = [answer(knowledge, f"{subject.name}は？", None) for subject in knowledge.index.subjects]
    assert [choice.label for reply in replies for choice in reply.choices if len(choice.label) > 14] == []
    longest = max(replies, key=lambda reply: len(reply.text))
    assert len(longest.text) <= 600


def test_a_citys_own_word_leads_to_the_documents_word():
    @dataclass(frozen=True)
    class Word:
        say: str
        means: str

    ledger = bundled()
    assert not cites(answer(Knowledge.build(ledger), "かみのやまっこの旅の人数は？", None).text)
    knowing = Knowledge.build(ledger, words=[Word("かみのやまっこの旅", "学生訪問団派遣")])
    assert "8人" in answer(knowing, "かみのやまっこの旅の人数は？", None).text


def test_many_may_ask_at_once(knowledge: Knowledge):
    questions = ["NPO法人数は？", "移住推進事業費の予算は？", "女性委員の割合は？", "DXの課題は？"] * 20
    alone = [ask(knowledge, question).text for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: ask(knowledge, question).text, questions)) == alone


@given(st.text(max_size=400))
def test_no_text_whatever_makes_an_answer_fail(knowledge: Knowledge, text: str):
    reply = answer(knowledge, text, None)
    assert reply.text
    assert cites(reply.text) == (reply.outcome in {"answered", "partly"})


@pytest.mark.parametrize("text", ["\ud800", "\x00\x07", "‮文字", "😀" * 5000, "あ" * 5000, "(" * 300, "6-2-1" * 100])
def test_odd_texts_get_a_sensible_reply(knowledge: Knowledge, text: str):
    assert not cites(answer(knowledge, text, None).text)


def test_a_thing_with_a_refused_word_in_its_name_is_answered_and_the_word_alone_refused():
    (project,) = invented_town.review().projects
    library = Knowledge.build(Ledger("v", projects=(project,)), city="みほん市")
    assert answer(library, "移動図書館費の予算は？", None).outcome == "answered"
    assert answer(library, "図書館は何時まで？", None).outcome == "out_of_scope"
    assert answer(library, "移動図書館費と図書館は何時まで？", None).outcome == "out_of_scope"


@pytest.mark.parametrize(
    ("folder", "question"),
    [
        ("snow", "図書館の貸出冊数は全部で何冊？"),
        ("shore", "自転車事故の件数は？"),
        ("woods", "認知症の人は何人？"),
        ("woods", "肺がん検診の受診率は？"),
    ],
)
def test_no_neighbour_stands_in_for_what_another_citys_sheets_do_not_count(folder: str, question: str):
    assert not cites(answer(town(folder), question, None).text)


def test_a_refused_follow_up_still_speaks_of_the_same_thing_and_another_thing_does_not(knowledge: Knowledge):
    first = answer(knowledge, "NPO法人数の実績は？", None)
    assert first.topic is not None
    for between in ("令和6年度は？", "ありがとう"):
        assert answer(knowledge, between, first.topic).topic == first.topic
    assert answer(knowledge, "盆栽の数は？", first.topic).topic is None


def test_what_is_said_of_a_sheet_is_no_reason_for_what_only_shares_its_words(knowledge: Knowledge):
    reply = answer(knowledge, "まちづくりに関わりたい市民が少ない理由は", None)
    assert "浸透" not in reply.text
    assert reply.text.startswith("理由としては書かれていませんが、")


@pytest.mark.parametrize(
    "asked", ["クアオルトの企業は何社参加した", "How many times was the volunteers' report meeting held?"]
)
def test_one_thing_that_is_asked_for_is_not_told_as_several(knowledge: Knowledge, asked: str):
    assert len(answer(knowledge, asked, None).slots.get("subjects", [])) < 2
