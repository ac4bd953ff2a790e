"""Questions with words no document has: what comes nearest is told with those words named, a neighbour's figure never."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.understanding import Knowledge


@pytest.mark.parametrize(
    ("question", "named", "told"),
    [
        ("審議会の面々、女の人は何％だったっけ？", "面々", "21%"),
        ("まちづくり推進事業費は、予算をぴったり使い切ったのでしょうか。", "", "3,700千円"),
        ("ポスターにも書いてあったけど、人権の啓発とか相談とか、予定より何回多いの", "", "12回"),
    ],
)
def test_words_that_stand_nowhere_are_named_and_the_rest_is_told(
    knowledge: Knowledge, question: str, named: str, told: str
):
    reply = answer(knowledge, question, None)
    assert told in reply.text
    assert not named or f"「{named}」についての記載は見当たりません" in reply.text
    assert "出典" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "男性委員の割合は何％ですか。",
        "海の子山の子の満足度は",
        "クアオルト健康ウォーキングの参加者は何人",
        "女性委員の割合の全国平均",
        "移住件数ランキング",
        "移住した人のうち子育て世帯は何件？",
        "ほかの市と比べて女性委員は多いの？",
        "職員の平均年齢は",
        "物産交流の売上はいくら？",
        "移住窓口のベテラン相談員のお名前は？",
        "移住フェアはどこで開催された？",
        "令和2年度のおしゃれな移住フェアの出展回数は？",
    ],
)
def test_what_the_lacking_word_makes_another_thing_of_is_not_told(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert reply.outcome == "unknown", reply.text
    assert "出典" not in reply.text


def test_whoever_keeps_the_log_sees_which_words_were_lacking(knowledge: Knowledge):
    reply = answer(knowledge, "審議会の面々、女の人は何％だったっけ？", None)
    assert (reply.outcome, reply.slots["lacking"]) == ("partly", ["面々"])
