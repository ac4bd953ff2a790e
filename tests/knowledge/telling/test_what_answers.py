"""The part of a document that answers is told: of a long field its sentences, of a plan's statement the results below it."""

import pytest
from town_of_one_sheet import town_of_one_sheet
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.telling.quoting import MAX_QUOTED_CHARS


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("病児保育は予約しやすくなりますか？", "スマートフォンに切り替え"),
        ("フレイル健診は今後どうする？", "11月までに終える"),
        ("部活動は今後どうなる？", "令和8年度末までに"),
        ("分娩する妊婦への助成はこれからどうなる？", "交通費と宿泊費"),
        ("不登校の子への支援はこれからどうなる？", "こもれび峰沢教室"),
    ],
)
def test_what_stands_near_the_end_of_a_long_field_is_quoted(question: str, answers: str):
    text = answer(town("cedars"), question, None).text
    assert answers in text
    assert "「…" in text
    assert len(text.split("\n")[0]) < MAX_QUOTED_CHARS + 20


def test_a_field_whose_beginning_answers_is_quoted_from_there():
    assert (
        "今後の取組：「男性の参加を促すため"
        in answer(town("cedars"), "通いの場の男性の参加は今後どうする？", None).text
    )


def test_next_steps_that_say_nothing_of_a_row_are_those_of_the_whole_measure():
    rows = ["足湯の利用者数", "朝市の来場者数"]
    sheet = town_of_one_sheet(counted=rows, unit="人", to_come="朝市の駐車場を広げます。")
    assert "施策全体の今後の取組：" in answer(sheet, "足湯の利用者数の今後の取組は？", None).text
    assert "全体の" not in answer(sheet, "朝市の来場者数の今後の取組は？", None).text


@pytest.mark.parametrize(
    ("turns", "answers"),
    [
        (("救急車で市内の病院に入れた割合は？", "なんで低いの"), "骨折等の患者"),
        (("救急車で市内の病院に入れた割合は？", "なんで低いの", "で、これからどうすんの？"), "引き継ぐ"),
        (("救急車で市内の病院に入れた割合は？", "これからどうすんの？"), "引き継ぐ"),
        (("ICT支援員は何回学校に行った？", "じゃ先生むけの研修会は？"), "実績8回"),
        (("利用券の交付者数は？", "じゃあ利用率は？"), "68.5%"),
    ],
)
def test_a_follow_up_is_told_from_the_row_or_sheet_it_belongs_to(turns: tuple[str, ...], answers: str):
    assert answers in converse(town("cedars"), turns).text


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("全国学力調査 中3 数学 全国平均との差", "2.4ポイント下回り"),
        ("もくもく広場は目標に届いた？", "目標10,500人・実績10,318人"),
        ("学校教育の目標値でちゃんと達成できたのどれ？", "教職員の月平均時間外在校等時間"),
        ("学校ICTの事業、人手は予定より増えた？", "0.8人工"),
        ("去年、待機児童は何人いた？令和6年度ね", "実績4人"),
        ("土日の部活動を地域のクラブに移した数は、予定より多かったですか？", "実績6種目"),
    ],
)
def test_turns_of_speech_that_strangers_use(question: str, answers: str):
    assert answers in answer(town("cedars"), question, None).text


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        # The number stands in a sentence that goes on from the one with the thing.
        ("両親学級に来たお父さんは何人？", "このうち父親の参加は49人"),
        ("産後ケア使った人のうち、よかったって言った人は何％？", "97.6%"),
        ("通いの場の参加者に男の人は何％？", "男性は18.9%"),
        ("もりのひろばはいつできる？", "令和8年度"),
        # What was done before why something was missed; an age that was said stands there.
        ("赤ちゃんのいる家を何軒まわった？", "145世帯"),
        ("100歳になった人は何人？", "満100歳を迎えた14人"),
        ("学習支援員は何人いる？", "学習支援員14人を配置"),
        # No project is called by what was said.
        ("病院の赤字はいくら？", "1億7,600万円の赤字"),
        ("ぬくもりマルシェはどこでやった？", "道の駅で3回"),
        ("支え合い交通はどこで始まる？", "峰沢地区では"),
        ("分娩はいつから休んでる？", "令和3年4月から分娩の受入れを休止"),
        ("夏休みのお弁当は全部の学童でやるの？", "全てのクラブに拡大"),
    ],
)
def test_sentences_that_tell_one_number_or_place(question: str, answers: str):
    assert answers in answer(town("cedars"), question, None).text


@pytest.mark.parametrize(
    "question",
    [
        "両親学級に来たおじいちゃんは何人？",
        "90歳になった人は何人？",
        "スクールカウンセラーは何人いる？",
        "図書館の赤字はいくら？",
    ],
)
def test_no_other_number_is_told(question: str):
    assert not answer(town("cedars"), question, None).tells


@pytest.mark.parametrize(
    "question",
    ["去年、待機児童は何人いた？", "平日の診療所は何日開いた？", "中3の英語は全国平均とどれくらい差がある？"],
)
def test_what_stands_beside_them_is_still_refused(question: str):
    assert answer(town("cedars"), question, None).outcome == "unknown"


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("一時預かりの利用が目標に届かなかった原因は？", "理由：「一時預かりの利用者数については"),
        ("Why did the number of taxi tickets used fall short?", "実績68.5%"),
        ("学校に行くのが楽しい小６、目標まであと何ポイント？", "目標88.0%・実績85.3%"),
        ("いじめはどのくらい解決した？", "143件"),
        ("小学生は何人いる？", "小学生1,266人"),
        ("赤んぼの家さ行った割合は目標いったなが？", "実績98.6%"),
    ],
)
def test_the_row_and_the_word_that_were_meant_are_told(question: str, answers: str):
    assert answers in answer(town("cedars"), question, None).text
