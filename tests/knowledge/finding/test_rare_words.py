"""What shares the rare words of a question is shown beside a refusal by the very sentences, or told where nothing else does."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Goal, Ledger, PlanMeasure, PlanSection, Prose, Source

CLOSE = "近いことが書かれている所です（お答えではないかもしれません）。"
_TOLD = (
    "商店会が毎月第２日曜日に開く「あかねマルシェ」に対し、会場の使用料を補助します。",
    "旧小学校を改装した交流拠点「こだまテラス」の利用者を増やします。",
    "歩くスキーの道を３路線で整備します。用具の貸出しは民間の店に委ねます。"
    "道の終点には、薪で沸かす足湯を町内会が開きます。足湯の薪は、間伐した木を使います。冬の間は、係が毎日見回ります。"
    "夏の間は、虫や草花を見て歩く会を学校ごとに開き、写真の展示を郷土の資料の部屋で行います。"
    "道の入口には、雪山の地図と電波の届く所を示した案内板を、県と山岳会の手で、読みやすい字で、三つの国の言葉を添えて立てます。",
    "観光客の数は回復していますが、７月と８月に全体の４１．５％が集中しており、冬の誘客が課題です。",
    "観光客に向けて、ホームページを新しくします。",
    "ボランティアの手で湖岸を清掃します。少人数でいつでも加われる「マイ湖岸登録」を設けます。",
    "生ごみの水切りを広め、ごみの減量を進めます。",
    "避難に手助けの要る方の計画を、福祉の専門職とともに作ります。",
    "避難の訓練を、夜にも行います。",
    "図書館の開館日を増やし、郷土の本を集めます。",
    "鹿の柵を、畑の周りに３キロ設けます。",
    "鹿の捕獲を、猟友会に頼みます。",
    "鹿の肉を、給食に使います。",
    "鹿の角を、工芸に使います。",
    *(
        f"{thing}を計画に沿って整備し、市民の暮らしを支えます。"
        for thing in ("歩道", "下水管", "公営住宅", "街灯", "橋")
    ),
    *(f"{thing}の職員を増やし、相談に応じます。" for thing in ("税務", "戸籍", "農政", "観光")),
)


@pytest.fixture(scope="module")
def town() -> Knowledge:
    source = Source("第1次みほん市振興計画 第1章", "1-1-1 目標")
    goals = tuple(Goal(f"目標{nth}", Prose(one, source, quoted=True)) for nth, one in enumerate(_TOLD, 1))
    measure = PlanMeasure(Code("1次", "1-1-1"), "まちの推進", goals, (), (), source)
    section = PlanSection("みほん市", Code("1次", "1-1"), "まち", "第1章 まち", (), (), (measure,), source)
    return Knowledge.build(Ledger("rare", "みほん市", (section,)), city="みほん市")


def _asked(town: Knowledge, question: str) -> str:
    return answer(town, question, None).text


def test_the_sentence_with_the_words_is_shown_and_not_the_head_of_the_paragraph(town: Knowledge):
    text = _asked(town, "足湯の屋根は誰が直すのでしょう")
    assert CLOSE in text
    assert "道の終点には、薪で沸かす足湯を町内会が開きます。" in text
    assert "「…" in text


def test_at_most_three_are_shown(town: Knowledge):
    text = _asked(town, "鹿のお世話をする牧場はできますか")
    assert CLOSE in text
    assert 1 <= sum(line.startswith("・") for line in text.splitlines()) <= 3


def test_a_refusal_shows_no_line_of_a_source(town: Knowledge):
    assert not cites(_asked(town, "足湯の屋根は誰が直すのでしょう"))


def test_when_is_told_by_the_only_statement_that_has_it(town: Knowledge):
    text = _asked(town, "あかねマルシェっていつやってるの")
    assert "毎月第２日曜日" in text or "毎月第2日曜日" in text
    assert cites(text)


def test_when_is_no_number_where_no_statement_has_it(town: Knowledge):
    text = _asked(town, "こだまテラスっていつできたの")
    assert "の数字は" not in text
    assert "時期や日にちは、手元の資料では分かりませんでした" in text
    assert "「こだまテラス」の利用者を増やします" in text
    assert not cites(text)


@pytest.mark.parametrize("question", ["こだまテラスは何人来たの", "足湯の利用者は何人ですか"])
def test_whoever_asks_for_a_number_is_shown_no_neighbours_sentence(town: Knowledge, question: str):
    assert CLOSE not in _asked(town, question)


def test_where_is_no_number_either(town: Knowledge):
    assert "の場所は、手元の資料では分かりませんでした" in _asked(town, "こだまテラスの倉庫はどこにあるの")


def test_the_months_a_statement_names_itself_are_no_limit(town: Knowledge):
    assert "41.5%" in _asked(town, "観光客のうち、７月と８月に来る人の割合は何％ですか").replace("４１．５％", "41.5%")


@pytest.mark.parametrize(
    "question", ["観光客のうち、９月に来る人の割合は何％ですか", "スキー客のうち７月に来る人の割合は"]
)
def test_other_months_and_other_things_stay_refused(town: Knowledge, question: str):
    text = _asked(town, question)
    assert not cites(text)
    assert "41.5" not in text.replace("４１．５", "41.5")


def test_a_time_one_likes_is_no_opinion(town: Knowledge):
    text = _asked(town, "好きなときに少人数で湖岸の清掃に加われる登録は何というのですか")
    assert "マイ湖岸登録" in text


@pytest.mark.parametrize("question", ["上山市は好きですか", "市長のこと好きなの？"])
def test_opinions_are_still_refused(town: Knowledge, question: str):
    text = _asked(town, question)
    assert text.startswith("人や政策のよしあしについての意見は")
    assert CLOSE not in text


def test_making_less_waste_is_not_its_collection(town: Knowledge):
    assert "ごみの収集のことは" not in _asked(town, "ごみを減らす仕事はどんなことをしていますか")


@pytest.mark.parametrize("question", ["ごみの収集は何曜日ですか", "図書館は何時まで開いていますか"])
def test_what_a_counter_is_asked_shows_nothing_by_its_own_word_alone(town: Knowledge, question: str):
    text = _asked(town, question)
    assert CLOSE not in text
    assert not cites(text)
