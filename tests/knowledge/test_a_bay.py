"""What strangers asked of a town by the sea, and what else the mended ways tell or leave untold there and elsewhere."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.reply import Topic
from knowledge.understanding import Knowledge


@pytest.fixture(scope="module")
def bay() -> Knowledge:
    return town("bay")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("観光客を何万人まで増やすつもり？", "70.0万人"),
        ("宿泊者数を何人に増やす？", "75,000人"),
        ("生けすは何基にするの？", "6基"),
        ("電動アシスト自転車は何台にする？", "20台"),
        ("民泊の家は何軒まで増やすの？", "30軒"),
    ],
)
def test_how_many_it_is_to_be_is_told_by_what_is_meant_to_come(bay: Knowledge, question: str, told: str):
    assert told in answer(bay, question, None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("チャレンジショップ　家賃　月額", "月額5,000円"),
        ("お試しの家は一晩おいくらで、何日まで泊まれますか。", "1泊2,000円"),
        ("農業機械を借りるといくら？", "1日500円"),
    ],
)
def test_a_price_is_told_by_the_sentence_for_how_much_it_may_be_used(bay: Knowledge, question: str, told: str):
    assert told in answer(bay, question, None).text


@pytest.mark.parametrize(
    "question", ["車中泊の料金は？", "電動アシスト自転車の料金はいくら？", "港の朝市　売上額", "灯台の入場料は？"]
)
def test_a_price_or_an_amount_that_is_not_printed_is_not_told(bay: Knowledge, question: str):
    assert "出典" not in answer(bay, question, None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("みなとまつりには ２にちかんで なんにん きたの？", "84,000人"),
        ("令和５年度　新らしく漁師になつた人なん人？", "実績2人"),
        ("空き店舗を見て回るツアー、次は行きやすい曜日になる？", "土曜日"),
        ("観光のPRの事業って実際は職員何人分かかったん？", "2.3"),
        ("灯台の隣にある古い官舎は、何に活用される予定ですか？", "喫茶"),
        ("空き家バンクの新しい登録と契約、目標に届かなかったのはどっち？", "成約"),
    ],
)
def test_what_a_turn_of_speech_or_a_word_torn_apart_meant_is_told(bay: Knowledge, question: str, told: str):
    assert told in answer(bay, question, None).text


def test_a_verb_with_a_large_tsu_goes_on_from_what_was_asked(bay: Knowledge):
    before = answer(bay, "クルーズ船は令和５年度に何回きた？", None)
    assert isinstance(before.topic, Topic)
    assert "66,820人" in answer(bay, "じゃ、とまつたひとの数は？", before.topic).text


def test_what_was_done_is_told_of_a_measure_and_where_the_hall_tells_its_news(knowledge: Knowledge):
    assert "助言" in answer(knowledge, "令和５年度、市はNPO法人に対してどんなことをしましたか？", None).text
    assert "ホームページ" in answer(knowledge, "市報のほかに、市からのお知らせってどこに出てる？", None).text
    assert "5-2-1" in answer(knowledge, "地区会のごどは第５章の何番さ書いであんだ？", None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("体験で一番人気だったのは？", "カキむき"),
        ("給食で一番人気だったメニューは？", "かき揚げ丼"),
        ("移住した理由で一番多かったのは？", "海の近くで暮らしたい"),
        ("なるみワークで一番多い仕事は？", "カキむき"),
    ],
)
def test_what_is_most_of_one_kind_is_told_by_the_sentence_that_says_so(bay: Knowledge, question: str, told: str):
    assert told in answer(bay, question, None).text


@pytest.mark.parametrize(
    "question", ["灯台で一番人気だったお土産は？", "なるたくで一番多い注文の品は？", "港まつりで一番人気の出店は？"]
)
def test_what_no_sentence_says_to_be_most_is_not_told_by_a_row(bay: Knowledge, question: str):
    assert "出典" not in answer(bay, question, None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("ナマコはなんで放流しなかったの？", "適地が確認できなかった"),
        ("監視カメラはどこにつけた？", "崎浜海岸"),
        ("夜市は何曜日にやってる？", "第4土曜日"),
        ("周遊バスはいつ走るの？", "土日祝日"),
        ("お試し住宅が休みだったのはいつ？", "9月から12月まで"),
        ("就農して3年間もらえるお金はいくら？", "150万円"),
        ("住宅を建てたときの助成は最大いくら？", "80万円"),
        ("観光客1人が使うお金はいくら？", "4,260円"),
        ("農作物の被害額はいくらまで減らす？", "300万円"),
        ("シルバー人材センターの新しい仕事は？", "空き家の見回り"),
        ("日本語教室の受講者はどこの国の人が多い？", "ベトナム"),
        ("移住した人が困ったことは？", "車がないと不便"),
    ],
)
def test_what_stands_in_sentences_is_told_and_no_row_beside_it(bay: Knowledge, question: str, told: str):
    assert told in answer(bay, question, None).text


@pytest.mark.parametrize("question", ["市役所は何曜日に開いてる？", "灯台は何曜日が休み？", "図書館は何時まで？"])
def test_a_day_or_an_hour_that_is_not_printed_is_not_told(bay: Knowledge, question: str):
    assert "出典" not in answer(bay, question, None).text


def test_what_calls_another_row_is_not_told_by_a_row_of_its_sheet(bay: Knowledge):
    assert "66,820" not in answer(bay, "クルーズ船でどれだけのお客が降りた？", None).text
