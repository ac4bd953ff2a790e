"""Whole stories over HTTP: a resident, LINE and the bot, on both databases."""

from __future__ import annotations

import pytest
from line_side import buttons, source_lines, text_of


def test_who_adds_the_account_is_greeted_and_shown_what_can_be_done(town):
    hana = town.newcomer(friend=False)
    hana.does("follow")
    greeting, menu = hana.hears(2)
    assert "友だち追加ありがとう" in greeting["text"]
    assert [button["label"] for button in buttons(menu)][-1] == "電話番号"
    assert not source_lines(text_of([greeting, menu]))


def test_a_figure_comes_with_its_source_a_card_and_the_next_steps(hana):
    hana.says("NPO法人数の目標は？")
    text, card = hana.hears(2)
    assert "18団体" in text["text"].replace(" ", "")
    assert "17団体" in text["text"].replace(" ", "")
    assert len(source_lines(text["text"])) == 1
    assert card["type"] == "flex"
    assert "18" in card["altText"]
    assert "17" in card["altText"]
    assert "予算は？" in [button["label"] for button in buttons(card)]


def test_a_tapped_button_is_answered_like_typed_words(hana):
    hana.asks("NPO法人数の目標は？")
    hana.taps("担当課は？")
    assert "市政戦略課" in text_of(hana.hears())


def test_a_follow_up_means_what_was_spoken_of_last(hana):
    hana.asks("NPO法人数の目標は？")
    answer = hana.asks("理由は？")
    assert "NPO法人数" in answer
    assert source_lines(answer)


def test_a_question_back_is_answered_with_a_number_in_any_width(hana):
    question = hana.asks("目標と実績は？")
    assert not source_lines(question)
    choices = [button["text"] for button in buttons(hana.said_to()[-1])]
    assert choices
    answer = hana.asks("１")
    assert source_lines(answer)


def test_what_the_documents_do_not_tell_is_refused_in_words_and_without_a_source(hana):
    refusal = hana.asks("市長の好きな食べ物は？")
    assert not source_lines(refusal)
    assert buttons(hana.said_to()[-1])


KEY_WORDS = [
    ("メニュー", "何をしますか"),
    ("ﾒﾆｭｰ", "何をしますか"),
    ("　メニュー　", "何をしますか"),
    ("市民の声", "「市民の声」"),
    ("モニター", "市民モニター"),
    ("ﾓﾆﾀｰ", "市民モニター"),
    ("アンケート", "アンケート"),
    ("ｱﾝｹｰﾄ", "アンケート"),
    ("受付状況", "受付状況"),
    ("使い方", "話すように書いて"),
    ("電話", "職員とお話し"),
    ("職員", "職員とお話し"),
    ("人", "職員とお話し"),
    ("退会", "退会"),
    ("やめる", "終わりにします"),
    ("ﾔﾒﾙ", "終わりにします"),
]


@pytest.mark.parametrize(("word", "said"), KEY_WORDS)
def test_a_key_word_has_its_own_answer_in_full_and_half_width(hana, word, said):
    answer = hana.asks(word)
    assert said in answer
    assert not source_lines(answer)


def test_who_stops_leaves_the_talk_and_nothing_of_it_is_meant_afterwards(hana):
    hana.asks("NPO法人数の目標は？")
    hana.asks("やめる")
    assert not source_lines(hana.asks("理由は？"))


def test_who_comes_back_is_greeted_as_somebody_known(hana, house):
    hana.does("follow")
    hana.hears(2)
    hana.does("unfollow")
    house.settled()
    hana.does("follow")
    assert "おかえりなさい" in text_of(hana.hears(2))


def test_an_event_delivered_again_is_answered_once(hana, house, town):
    told = hana.says("NPO法人数の実績は？")
    hana.hears(2)
    for marked in (True, False):
        again = town.control("redeliver", {"webhookEventId": told["event"]["webhookEventId"], "marked": marked})
        assert again["exchange"]["status"] == 200
    house.settled()
    assert len(hana.said_to()) == 2
