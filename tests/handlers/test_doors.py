"""What residents ask first is met by a door, and what is asked of the plan is not."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from town_chat import NINE, NPO, TOWN

from handlers import city
from handlers.doors import asks_for_a_door, door_for
from handlers.key_words import key_word
from handlers.model import Facts, Progress, Said
from handlers.respond import respond
from knowledge.reply import Reply, Topic

ROOT = Path(__file__).parents[2]
OWN = city.read((ROOT / "city.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "ごみの日", "粗大ごみの出し方は？", "除雪", "雪捨て場はどこ", "休日当番医",
        "日曜に開いている病院", "クマが出た", "くまを見た",
        "手続き", "引っ越しの手続き", "住民票がほしい", "避難所はどこ", "税金", "国保のこと",
        "家の前の雪どうにかして", "生活保護", "市役所はどこ", "市役所は何時まで", "図書館は何時まで", "お墓",
        "分別は？", "住所変更したい", "印鑑", "熊", "コミュニティバス",
        "お金がない", "お金がなくて食べるものがない", "仕事がなくなって、お金がないです", "家賃が払えません",
        "水が出ない", "水が出ません", "水が止まった", "蛇口から水が出ない", "今朝から水が出ません。どうしたらいいですか",
        "バスの時間", "バスの時間を知りたい", "バスは何時",
        "引っ越してきました", "引っ越ししたい", "仙台から引っ越してきたばかりです", "garbage",
    ],
)  # fmt: skip
def test_what_is_asked_first_has_a_door_whatever_the_documents_mention(text):
    mentioned = Reply("answered", "どこかで触れています。\n出典：資料", topic=NPO)
    nothing = Reply("unknown", "分かりませんでした。")
    for reply in [mentioned, nothing] if asks_for_a_door(text, OWN.doors) else [nothing]:
        turn = respond(Said(NINE, text=text), Facts(NINE, OWN, lambda _question, _topic, said=reply: said))
        assert "こちらへお願いします" in turn.messages[0].text
        assert turn.answered.door is not None
        assert not any(line.startswith("出典") for line in turn.messages[0].text.splitlines())


def test_no_question_of_the_sets_is_sent_to_a_door_or_the_telephone_instead_of_being_answered():
    rows = [
        json.loads(line)
        for name in ("dev", "asked", "own", "unseen", "unseen2")
        for line in (ROOT / "tests" / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    answered = [turn for row in rows if row["kind"] not in {"oos", "chat"} for turn in row["turns"]]
    assert len(answered) > 1000
    assert [
        turn for turn in answered if asks_for_a_door(turn, OWN.doors) or key_word(turn) in {"電話", "市民の声"}
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "電話", "職員", "人", "電話したい", "いや、やっぱり電話する", "じゃあ電話で聞いてみます",
        "人と話したい", "職員につないで", "電話番号教えて",
        "市役所の電話番号は？",
        "担当者と話したいです",
        "オペレーター", "問い合わせ先は", "係の人に聞きたいんだけど", "電話番号おしえてけろ",
        "市政戦略課の電話番号", "庶務課の電話は",
        "電話ください 090-1111-2222", "090-1111-2222に電話ください", "折り返しお電話ください", "電話してください",
        "お電話いただけますか", "電話をかけてほしいです", "人間はいますか", "誰かいますか？",
    ],
)  # fmt: skip
def test_whoever_wants_a_number_or_a_person_gets_number_and_hours(text):
    turn = respond(Said(NINE, text=text), Facts(NINE, TOWN, lambda _question, _topic: Reply("unknown", "…")))
    assert "市役所 000-000-0000（平日9:00〜17:00）" in turn.messages[0].text
    assert turn.answered is None


@pytest.mark.parametrize(
    "text", ["苦情を言いたい", "苦情はどこ", "市に意見言いたい", "文句どこに言えばいい？", "要望を出したいです"]
)
def test_whoever_has_something_to_tell_the_city_is_asked_for_it(text):
    assert key_word(text) == "市民の声"


@pytest.mark.parametrize("text", ["苦情の件数は？", "市民の意見を聞く制度は？", "意見を入れる箱は？", "苦情は何件"])
def test_what_becomes_of_opinions_is_asked_of_the_documents(text):
    assert key_word(text) is None


@pytest.mark.parametrize(("text", "key"), [("もういい", "やめる"), ("最初から", "メニュー"), ("戻る", None)])
def test_whoever_has_enough_is_let_go(text, key):
    assert key_word(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "除雪の予算は？", "ごみの減量の目標は？", "手続きのオンライン化の取組は？", "防災訓練の参加者数は？",
        "市にお金がない理由は？", "市にお金がない", "お金がない家庭への支援は？", "引っ越してきた人は何人？",
        "バスの利用者は何人？", "水が出ない井戸の件数は？",
    ],
)  # fmt: skip
def test_a_question_about_the_plan_stays_one(text):
    assert not asks_for_a_door(text, OWN.doors)


@pytest.mark.parametrize(
    "text",
    [
        "人口は？",
        "職員数は？",
        "人権の相談件数は？",
        "電話相談の件数は？",
        "職員の研修は？",
        "職員は何人いますか",
        "電話相談を増やしてほしい",
        "電話交換機は？",
        "地域おこし協力隊の人はいますか",
    ],
)
def test_words_that_begin_alike_are_no_call(text):
    assert key_word(text) is None


def test_a_name_that_begins_with_a_door_s_kanji_is_no_call_for_it():
    assert door_for("熊が出た", OWN.doors) is not None
    for text in ("熊谷さんの話", "熊本市との交流は？", "白熊の像"):
        assert door_for(text, OWN.doors) is None


def test_who_asks_in_english_reads_at_the_door_what_it_is():
    turn = respond(Said(NINE, text="garbage"), Facts(NINE, OWN, lambda _question, _topic: Reply("unknown", "…")))
    assert turn.messages[0].text.startswith("The city's documents do not tell this.")
    in_japanese = respond(Said(NINE, text="ごみ"), Facts(NINE, OWN, lambda _question, _topic: Reply("unknown", "…")))
    assert "The city" not in in_japanese.messages[0].text


def test_who_wants_to_be_called_is_told_that_nobody_calls_from_here():
    turn = respond(Said(NINE, text="折り返しお電話ください"), Facts(NINE, TOWN, lambda _q, _t: Reply("unknown", "…")))
    assert "折り返しのお電話はできません" in turn.messages[0].text


def test_a_door_of_a_whole_sentence_is_looked_for_quickly():
    door = city.Door(("暮らし",), "市役所", alone=("お金がない",))
    assert not asks_for_a_door("お金がない" + "てでにが、" * 60 + "お金がない。x", [door])


def test_what_is_refused_for_its_year_alone_leads_to_no_door():
    told = "令和3年度の除雪に関する苦情件数は、手元の資料では分かりませんでした。"
    of_a_year = Reply("unknown", told, {"limit": "令和3年度", "of": "除雪に関する苦情件数"})
    turn = respond(
        Said(NINE, text="令和3年度の除雪の苦情は何件？"), Facts(NINE, OWN, lambda _question, _topic: of_a_year)
    )
    assert turn.messages[0].text.startswith(told)


def test_a_bare_word_after_an_answer_of_the_same_department_is_no_door():
    boars = Topic(("indicator:みほん市:2024:農林課:4次:3-1-1:イノシシの被害額",), "figure")
    bears = Topic(("indicator:みほん市:2024:農林課:4次:3-1-1:クマの目撃件数",), "figure")
    reply = Reply("answered", "クマの目撃件数は、実績63件でした。\n出典：資料", topic=bears)

    def said(before: Topic | None) -> str:
        facts = Facts(
            NINE, OWN, lambda _question, _topic: reply, progress=Progress(before, until=NINE + timedelta(minutes=5))
        )
        return respond(Said(NINE, text="クマは？"), facts).messages[0].text

    assert "63件" in said(boars)
    assert "63件" not in said(None)
    assert "63件" not in said(NPO)
