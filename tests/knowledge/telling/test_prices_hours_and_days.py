"""What statements of uploaded documents tell of prices, bounds, hours, months and days of the week, asked as people ask."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites, converse, found, normalised
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand


@pytest.mark.parametrize(
    ("folder", "question", "word"),
    [
        ("sands", "マルシェは何曜日？", "土曜日"),
        ("sands", "津波の避難訓練、何月にやったの？", "11月"),
        ("sands", "自主防災組織への補助は最大いくらですか", "10万円"),
        ("sands", "防災の資機材の補助、上限いくら？", "10万円"),
        ("valley", "商店街で空き店舗借りて店出したら改装費は最大いくら？", "120万円"),
        ("valley", "病児保育のスマホ予約は何月から？", "7月"),
        ("valley", "子育て広場が休館したのは何月？", "8月"),
        ("snowfield", "駅の待合室は何時まで開いてる？", "午後9時"),
        ("snowfield", "ゆきんこ号は何時から何時まで走ってる？", "午後5時"),
        ("snowfield", "雪捨て場は何時まで使えますか", "午後5時"),
        ("snowfield", "ゆきパスって何？いくら？", "4千円"),
        ("bay", "農業機械を借りるといくら？", "1日500円"),
        ("bay", "チャレンジショップ　家賃　月額", "月額5,000円"),
        ("bay", "就農して3年間もらえるお金はいくら？", "150万円"),
        ("bay", "住宅を建てたときの助成は最大いくら？", "80万円"),
        ("bay", "観光客1人が使うお金はいくら？", "4,260円"),
        ("bay", "農作物の被害額はいくらまで減らす？", "300万円"),
        ("bay", "夜市は何曜日にやってる？", "第4土曜日"),
        ("bay", "周遊バスはいつ走るの？", "土日祝日"),
        ("bay", "空き店舗を見て回るツアー、次は行きやすい曜日になる？", "土曜日"),
        ("bay", "お試し住宅が休みだったのはいつ？", "9月から12月まで"),
        ("cedars", "医学生には月いくら貸してくれる？", "月額20万円"),
        # A matter of the counter that a sentence tells with its weekday.
        ("cedars", "買い物バスは何曜日に走ってる？", "毎週木曜日"),
        ("cedars", "ひとり親の子の勉強会は何曜日？", "毎週土曜日"),
        ("cedars", "休日診療所は何時まで？", "午後4時"),
    ],
)
def test_the_sentence_that_has_it_is_told(folder: str, question: str, word: str):
    reply = answer(town(folder), question, None)
    assert found(normalised(word), normalised(reply.text)), reply.text
    assert cites(reply.text)


@pytest.mark.parametrize(
    ("folder", "question"),
    [
        ("sands", "海水浴場は何時から何時まで？"),
        ("sands", "うみねこタクシーの運賃はいくら？"),
        ("sands", "なぎさマルシェの出店料はいくら？"),
        ("sands", "津波避難訓練は何時から？"),
        ("valley", "子育て広場は何時まで？"),
        ("valley", "ころころは何曜日が休み？"),
        ("valley", "病児保育は1日いくら？"),
        ("snowfield", "バス待ちスポットは何時まで？"),
        ("snowfield", "図書館は何時まで開いていますか"),
        ("snowfield", "市役所は何時から？"),
        ("bay", "車中泊の料金は？"),
        ("bay", "電動アシスト自転車の料金はいくら？"),
        ("bay", "港の朝市　売上額"),
        ("bay", "灯台の入場料は？"),
        ("bay", "灯台は何曜日が休み？"),
        ("bay", "市役所は何曜日に開いてる？"),
        ("bay", "図書館は何時まで？"),
        ("cedars", "図書館は何時まで開いていますか"),
        ("cedars", "整形外科は何曜日？"),
    ],
)
def test_what_no_sentence_has_is_not_made_up(folder: str, question: str):
    assert not cites(answer(town(folder), question, None).text)


def test_what_a_heading_names_is_what_is_counted_below_it():
    sands = town("sands")
    assert "623人" in answer(sands, "乗合タクシーの登録してる人なんぼいる？", None).text
    assert "17社" in answer(town("valley"), "健康マイレージに入った会社は何社？", None).text


def test_of_two_that_are_set_side_by_side_a_heading_counts_neither(knowledge: Knowledge):
    text = answer(knowledge, "移住の相談から来た人と、お試し居住の利用、件数どっちが多い？", None).text
    assert "移住件数" in text


def test_what_a_city_spends_is_no_price():
    text = answer(town("harbour"), "漁師を育てるのに市はなんぼ出しとるの？", None).text
    assert "5,160千円" in text


def test_what_is_done_so_that_something_may_not_happen_is_no_question_for_contents():
    asked = understand(town("snowfield"), "雪が落ちないようにどうする？", None).asked
    assert "内容" not in asked.text


def test_a_follow_up_names_a_thing_in_kana_right_behind_its_opening():
    reply = converse(town("snowfield"), ["令和６年度の市民バスの利用者は？", "じゃあゆきんこ号は？"])
    assert "12,418人" in reply.text


def test_latin_letters_end_where_kana_begin():
    assert "3人" in answer(town("valley"), "SSWは何人になった？", None).text


def test_the_department_of_some_work_is_that_of_the_thing_it_is_done_for():
    assert "市民生活課" in answer(town("snowfield"), "免許返納の支援って市役所のどこ行けばいい？", None).text
