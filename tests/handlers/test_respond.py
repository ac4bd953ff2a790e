"""Talks with the bot, as residents hold them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from town_chat import NINE, NPO, TOWN, Chat, hall

from handlers import wording
from handlers.city import Word
from handlers.model import (
    Button,
    Facts,
    Followed,
    Greeted,
    JoinedGroup,
    Left,
    Message,
    Other,
    Pressed,
    Progress,
    QuestionTakenBack,
    Said,
    Sent,
    Unfollowed,
    Unsent,
)
from handlers.questions import MAX_QUESTION_CHARS
from handlers.render import render
from handlers.respond import respond
from knowledge.reply import Bars, Choice, Reply

OF_THE_PANEL = ["モニター", "アンケート", "退会"]


# --- questions ---------------------------------------------------------------------------------------------------


def test_a_question_is_answered_with_its_source_and_the_next_questions():
    chat = Chat().says("NPO法人数の目標は？")
    assert chat.text == "実績は17団体です。\n出典：見本の資料"
    assert chat.labels == ["理由は？", "この施策に意見を送る", "ちがう"]


def test_a_follow_up_refers_to_what_was_spoken_of():
    chat = Chat().says("NPO法人数は？").waits(minutes=9).says("理由は？")
    assert chat.heard[-1] == ("理由は？", NPO)
    assert "理由は書かれていません" in chat.text


def test_after_ten_minutes_nobody_knows_what_a_follow_up_refers_to():
    chat = Chat().says("NPO法人数は？").waits(minutes=11).says("理由は？")
    assert chat.heard[-1] == ("理由は？", None)


def test_a_follow_up_sent_in_time_is_understood_although_the_bot_was_slow():
    chat = Chat().says("NPO法人数は？")
    chat.now = chat.waits(minutes=30).now
    chat.does(Said(NINE, text="理由は？"))
    assert chat.heard[-1] == ("理由は？", NPO)


def test_thanks_between_two_questions_do_not_lose_the_thread():
    chat = Chat().says("NPO法人数は？").says("ありがとう").says("理由は？")
    assert chat.heard[-1] == ("理由は？", NPO)


def test_a_new_question_that_refers_to_nothing_ends_the_old_thread():
    chat = Chat().says("NPO法人数は？").says("遠くの星の話").says("理由は？")
    assert chat.heard[-1] == ("理由は？", None)


def test_whoever_tells_of_a_danger_is_told_whom_to_call_instead_of_what_the_documents_say_of_the_word():
    told = Reply("answered", "パネル展を開きました。\n出典：見本", slots={"aspects": []})
    turn = respond(Said(NINE, text="夫に殴られています"), Facts(NINE, TOWN, lambda question, topic: told))
    texts = "\n".join(message.text for message in turn.messages)
    assert "110" in texts
    assert "出典" not in texts
    assert turn.answered is not None
    assert turn.answered.reply.sources == ()
    in_group = respond(
        Said(NINE, text="夫に殴られています", where="group", mentions_us=True),
        Facts(NINE, TOWN, lambda question, topic: told),
    )
    assert "110" in in_group.messages[-1].text
    assert "送れます" not in in_group.messages[-1].text
    assert "出典" not in in_group.messages[-1].text


def test_whoever_asks_for_a_figure_of_dangers_is_told_it():
    told = Reply("answered", "12件です。\n出典：見本", slots={"aspects": ["figure"]})
    turn = respond(Said(NINE, text="クマ出没情報のメール配信は何件？"), Facts(NINE, TOWN, lambda question, topic: told))
    assert turn.messages[-1].text.startswith("12件です。")


def test_the_card_of_an_answer_goes_along():
    bars = Bars("NPO法人数", "令和5年度", "目標", "18団体", None, "実績", "17団体", None, None)
    facts = Facts(NINE, TOWN, lambda question, topic: Reply("answered", "17団体\n出典：見本", bars=(bars,)))
    turn = respond(Said(NINE, text="NPO法人数は？"), facts)
    assert turn.messages == (Message("17団体\n出典：見本", (Button("ちがう", "ちがう"),), (bars,)),)


def test_a_refusal_names_the_hall_and_the_way_back():
    chat = Chat().says("遠くの星の話")
    assert chat.text.endswith("お急ぎのときは、市役所 000-000-0000（平日9:00〜17:00）へどうぞ。")
    assert chat.labels == ["この質問を市に送る", "NPO法人数は？", "メニュー"]


def test_a_hall_without_a_number_promises_none():
    quiet = replace(TOWN, phone=None, hours=None)
    turn = respond(Said(NINE, text="遠くの星の話"), Facts(NINE, quiet, hall))
    assert turn.messages[0].text == "手元の資料では分かりませんでした。"
    for key in ("電話", "使い方", *OF_THE_PANEL):
        said = respond(Said(NINE, text=key), Facts(NINE, quiet, hall)).messages[0].text
        assert "None" not in said
        assert "（）" not in said


# --- doors -------------------------------------------------------------------------------------------------------


def test_what_the_documents_do_not_tell_leads_to_a_door():
    chat = Chat().says("ごみの日はいつですか")
    assert chat.text == (
        "おたずねのことは、手元の資料では分かりません。「ごみの収集」のことは、こちらへお願いします。\n"
        "生活課 000-000-0001（平日9:00〜17:00）\n"
        "https://example.jp/gomi"
    )


def test_the_longest_word_opens_its_door_and_the_hall_lends_its_number():
    assert "収集センター 000-000-0000（平日9:00〜17:00）" in Chat().says("粗大ゴミと粗大ごみの出し方").text


def test_an_emergency_number_has_no_office_hours():
    assert Chat().says("クマの話").text.endswith("\n警察 110")


def test_half_width_letters_open_a_door_too():
    assert "警察 110" in Chat().says("ｸﾏの話").text


def test_words_that_only_sound_like_an_animal_open_no_door():
    assert "警察" not in Chat().says("駅へ行くまで何分").text


def test_what_the_documents_tell_is_answered_even_if_a_door_fits():
    assert "17団体" in Chat().says("ごみ拾いをするNPO法人数は？").text


@pytest.mark.parametrize("word", ["市民の声", "モニター", "アンケート", "受付状況", "退会"])
def test_in_a_group_what_concerns_one_person_is_sent_to_their_own_talk(word):
    chat = Chat().says_in_group(word)
    assert chat.text.startswith(f"「{word}」は、このグループではなく")
    assert "まだ" not in chat.text


def test_in_a_group_distress_is_met_with_the_help_lines_and_no_step_nobody_can_take():
    chat = Chat().says_in_group("死にたい")
    assert "0120-279-338" in chat.text
    assert "このまま" not in chat.text


def test_under_a_door_no_number_chooses_what_is_not_on_the_screen():
    chat = Chat().says("除雪は？").says("ごみの日はいつですか")
    assert "その番号で選べるものが、今はありません" in chat.says("1").text


def test_a_number_long_after_its_list_is_told_how_long_numbers_choose():
    chat = Chat().says("移住は？").waits(minutes=11).says("1")
    assert "一覧が出てから10分のあいだ" in chat.text


# --- numbers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["2", "２", "②", "2番", "２番。", "2でお願いします", "2️⃣", " 2 ", "2！", "費用", "(2)"]
)
def test_a_number_or_the_words_of_a_button_choose_what_was_offered(typed: str):
    chat = Chat().says("移住について").says(typed)
    assert chat.heard[-1] == ("移住の費用は？", None)


def test_a_number_nobody_offered_is_asked_for_again():
    chat = Chat().says("移住について").says("3")
    assert chat.text.endswith("1 件数\n2 費用")
    assert chat.labels == ["件数", "費用"]
    assert chat.says("1").heard[-1] == ("移住相談の件数は？", None)


def test_a_number_nobody_offered_leaves_what_stands_beside_it_on_offer():
    chat = Chat().says("遠くの星の話").says("4")
    assert chat.heard == Chat().says("遠くの星の話").heard
    assert "この質問を市に送る" in chat.labels
    assert "この内容で送りますか" in chat.says("この質問を市に送る").text


@pytest.mark.parametrize("typed", ["0", "99"])
def test_no_number_reaches_beyond_the_ends(typed: str):
    assert len(Chat().says("移住について").says(typed).heard) == 1


def test_a_number_without_an_offer_chooses_nothing():
    chat = Chat().says("1")
    assert chat.heard == []
    assert chat.messages == (wording.NOTHING_TO_CHOOSE,)


def test_an_offer_fades():
    chat = Chat().says("移住について").waits(minutes=11).says("2")
    assert chat.messages == (wording.NOTHING_TO_CHOOSE,)


def test_a_year_is_a_question_and_no_choice():
    assert Chat().says("移住について").says("2023").heard[-1][0] == "2023"


def test_the_menus_numbers_lead_where_it_says():
    menu = Chat().says("メニュー")
    assert "2 計画を見る\n3 市民の声を送る\n4 受付状況を見る\n5 使い方\n6 電話番号" in menu.text
    assert "000-000-0000" in menu.says("6").text
    assert Chat().says("メニュー").says("1").says("2").heard[-1][0] == "広報の担当は？"


# --- once more ---------------------------------------------------------------------------------------------------


def test_the_last_answer_is_shown_again_and_can_be_gone_on_from():
    chat = Chat().says("NPO法人数は？").says("理由は？")
    before = chat.messages
    chat.progress = chat.remembering(7)
    chat.says("もう一度見る")
    assert chat.messages == before
    assert chat.answered is None  # it is no question more
    assert chat.progress.answer == 7
    assert chat.says("もう一度見る").messages == before


def test_a_question_back_is_shown_again_and_its_numbers_choose():
    chat = Chat().says("移住について").says("電話").says("もう一度見る")
    assert "1 件数\n2 費用" in chat.text
    assert chat.says("2").heard[-1] == ("移住の費用は？", None)


def test_a_card_is_shown_again_with_all_that_was_written():
    chat = Chat().says("市民の声").says("街灯が暗いです")
    card = chat.messages
    assert chat.says("もう一度見る").messages == card


def test_an_offered_complaint_is_shown_again():
    chat = Chat().says("公園のトイレを直してほしい")
    offer = chat.messages
    assert chat.says("もう一度見る").messages == offer
    assert "この内容で送りますか" in chat.says("1").text


def test_with_nothing_to_show_again_it_is_said_so():
    for chat in (Chat(), Chat().says("NPO法人数は？").waits(minutes=11), Chat().says("NPO法人数は？").says("やめる")):
        assert "今はありません" in chat.says("もう一度見る").text
    assert Chat().says_in_group("もう一度見る").messages == (wording.introduction_in_group(TOWN),)


# --- key words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["メニュー", "ﾒﾆｭｰ", "めにゅー", " メ ニ ュ ー ", "メニュー。", "メニュー！！", "メニュー😊", "MENU"]
)
def test_a_key_word_is_known_however_it_is_typed(typed: str):
    assert Chat().says(typed).messages == (wording.menu(TOWN),)


@pytest.mark.parametrize("typed", ["電話", "職員", "人", "でんわ", "人。", "「電話」"])
def test_whoever_wants_a_person_gets_number_and_hours(typed: str):
    assert "市役所 000-000-0000（平日9:00〜17:00）" in Chat().says(typed).text


def test_how_to_use_it_can_be_asked_for():
    assert Chat().says("つかいかた").messages == (wording.how_to(TOWN),)


def test_a_key_word_inside_a_question_is_part_of_the_question():
    assert Chat().says("電話での相談は何件？").heard == [("電話での相談は何件？", None)]


def test_stopping_forgets_what_was_spoken_of():
    chat = Chat().says("NPO法人数は？").says("やめる")
    assert chat.progress == Progress()
    assert chat.says("理由は？").heard[-1] == ("理由は？", None)


def test_a_look_at_the_number_of_the_hall_does_not_lose_the_thread():
    assert Chat().says("NPO法人数は？").says("電話").says("理由は？").heard[-1] == ("理由は？", NPO)


@pytest.mark.parametrize("typed", OF_THE_PANEL)
def test_a_city_without_a_panel_says_so_with_another_way(typed: str):
    chat = Chat().says(typed)
    assert "まだ" in chat.text
    assert "質問には、今もここでお答えします" in chat.text
    assert chat.heard == []


def test_a_panel_that_is_not_there_is_never_offered():
    offered = [
        wording.greeting(TOWN), wording.welcome_back(TOWN), wording.introduction_in_group(TOWN), wording.menu(TOWN),
        wording.examples(TOWN), wording.how_to(TOWN), wording.phone(TOWN), wording.STOPPED, wording.OLD_BUTTON,
    ]  # fmt: skip
    for message in offered:
        shown = message.text + "".join(button.label + button.says for button in message.buttons)
        assert not [word for word in OF_THE_PANEL if word in shown]


# --- coming, going, and what is no text --------------------------------------------------------------------------


def test_whoever_adds_the_account_is_greeted_and_shown_the_menu():
    chat = Chat().does(Followed(NINE))
    assert chat.messages == (wording.greeting(TOWN), wording.menu(TOWN))
    assert chat.effects == [Greeted()]
    assert "自動でお答えします" in chat.text
    assert "質問の文は、だれのものか分からない形で、答えの改善に使います" in chat.text
    assert "お金や暗証番号をたずねることはありません" in chat.text
    assert "000-000-0000" in chat.says("6").text


@pytest.mark.parametrize(("unblocked", "known"), [(True, False), (False, True), (True, True)])
def test_whoever_returns_is_greeted_as_one(unblocked: bool, known: bool):
    chat = Chat(known=known).does(Followed(NINE, unblocked=unblocked))
    assert chat.messages[0] == wording.welcome_back(TOWN)


def test_whoever_blocks_us_hears_nothing_and_is_forgotten():
    chat = Chat().says("NPO法人数は？").does(Unfollowed(NINE, may_answer=False))
    assert chat.messages == ()
    assert chat.progress == Progress()
    assert chat.effects[-1] == Left()


def test_whoever_writes_is_reachable():
    assert Chat().says("NPO法人数は？").effects == [Greeted()]


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "location"])
def test_everything_that_is_not_text_gets_a_kind_word(kind):
    chat = Chat().says("NPO法人数は？").does(Sent(NINE, kind=kind))
    assert len(chat.messages) == 1
    assert chat.labels == (["市民の声として送る", "送らない"] if kind == "image" else ["メニュー", "使い方"])
    assert chat.says("理由は？").heard[-1] == ("理由は？", NPO)


def test_whoever_speaks_learns_that_the_keyboard_can_write_it():
    assert "キーボードのマイク" in Chat().does(Sent(NINE, kind="audio")).text


def test_a_button_of_former_days_leads_to_the_menu():
    chat = Chat().does(Pressed(NINE, data="vote:3"))
    assert chat.messages == (wording.OLD_BUTTON, wording.menu(TOWN))


def test_a_turned_page_of_the_rich_menu_is_no_talk():
    turned = Pressed(NINE, data="page", params={"newRichMenuAliasId": "two", "status": "SUCCESS"})
    assert Chat().does(turned).messages == ()


@pytest.mark.parametrize(
    ("event", "effects"),
    [(Unsent(NINE, message_id="1"), [QuestionTakenBack("1")]), (Other(NINE, kind="beacon"), [])],
)
def test_what_asks_for_no_answer_gets_none_and_changes_nothing(event, effects):
    chat = Chat().says("NPO法人数は？")
    before = chat.progress
    chat.does(event)
    assert chat.messages == ()
    assert chat.progress == before
    assert chat.effects == [Greeted(), *effects]


def test_a_question_is_taken_back_however_late_that_is_heard():
    chat = Chat().says("NPO法人数は？").does(Unsent(NINE, message_id="1"), late=True)
    assert chat.effects == [Greeted(), QuestionTakenBack("1")]


def test_every_question_goes_into_the_log_without_what_looks_personal():
    chat = Chat().says("NPO法人数は？090-1234-5566の松田です")
    assert chat.answered.question == "NPO法人数は？●●の●●です"
    assert chat.answered.reply.outcome == "answered"
    assert Chat().says("ごみの日はいつですか").answered.door == "ごみの収集"
    assert Chat().says_in_group("NPO法人数は？").answered is not None


@pytest.mark.parametrize("text", ["メニュー", "電話", "7", "？？", "やめる"])
def test_what_is_no_question_does_not_go_into_the_log(text):
    assert Chat().says(text).answered is None


def test_where_another_speaks_for_the_hall_the_bot_is_silent_but_remembers_who_came():
    chat = Chat().does(Followed(NINE, may_answer=False)).does(Said(NINE, text="NPO法人数は？", may_answer=False))
    assert chat.messages == ()
    assert chat.heard == []
    assert chat.effects == [Greeted(), Greeted()]


# --- odd texts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x00\x07", "\u200f\u202e", "\ud83d", "\u200b", "　"])
def test_a_text_without_anything_to_read_is_asked_for_again(text: str):
    assert Chat().says(text).messages == (wording.UNREADABLE,)


@pytest.mark.parametrize("text", ["。。。", "？？", "!?", "…", "「」", "()"])
def test_mere_signs_are_taken_for_somebody_at_a_loss(text: str):
    assert Chat().says(text).messages == (wording.ONLY_SIGNS,)


@pytest.mark.parametrize("text", ["😀", "😀" * 5_000, "👨‍👩‍👧", "🇯🇵！", "❤️"])
def test_emoji_are_thanked_for(text: str):
    assert Chat().says(text).messages == (wording.ONLY_EMOJI,)


def test_a_letter_of_many_pages_is_not_searched_but_asked_for_in_short():
    chat = Chat().says("あ" * (MAX_QUESTION_CHARS + 1))
    assert chat.heard == []
    assert "300字以内" in chat.text


def test_a_question_of_three_hundred_characters_is_still_one():
    assert len(Chat().says("あ" * MAX_QUESTION_CHARS).heard) == 1


def test_the_hall_is_asked_on_one_line_without_what_nobody_can_read():
    assert Chat().says("NPO\x00法人数\nの  目標は？\ud800").heard == [("NPO法人数 の 目標は？", None)]


# --- order and measure -------------------------------------------------------------------------------------------


def test_a_late_text_is_answered_as_a_question_by_itself_and_changes_nothing():
    chat = Chat().says("NPO法人数は？")
    before = chat.progress
    chat.says("理由は？", late=True)
    assert chat.heard[-1] == ("理由は？", None)
    assert chat.progress == before
    assert chat.effects == [Greeted()]


def test_a_late_number_chooses_nothing():
    chat = Chat().says("移住について").says("2", late=True)
    assert chat.heard == [("移住について", None)]
    assert chat.says("2").heard[-1] == ("移住の費用は？", None)


def test_a_late_stop_does_not_end_what_began_after_it():
    chat = Chat().says("NPO法人数は？").says("やめる", late=True).says("理由は？")
    assert chat.heard[-1] == ("理由は？", NPO)


def test_a_late_block_does_not_undo_the_return():
    chat = Chat().does(Followed(NINE, unblocked=True)).does(Unfollowed(NINE, may_answer=False), late=True)
    assert chat.effects == [Greeted()]
    assert chat.progress.choices


def test_too_many_messages_get_one_kind_word_and_then_silence():
    chat = Chat().says("NPO法人数は？")
    assert chat.says("NPO法人数は？", flooding=1).messages == (wording.SLOW_DOWN,)
    assert chat.says("NPO法人数は？", flooding=2).messages == ()
    assert len(chat.heard) == 1
    assert chat.says("理由は？").heard[-1] == ("理由は？", NPO)


def test_whoever_blocks_us_in_a_flood_is_still_left_alone():
    assert Chat().does(Unfollowed(NINE, may_answer=False), flooding=9).effects == [Left()]


# --- groups ------------------------------------------------------------------------------------------------------


def test_a_group_is_told_in_one_bubble_who_came():
    chat = Chat().does(JoinedGroup(NINE, where="group"))
    assert chat.messages == (wording.introduction_in_group(TOWN),)


def test_in_a_group_the_bot_speaks_only_when_spoken_to():
    chat = Chat().says_in_group("NPO法人数は？", mentions_us=False)
    chat.does(Sent(NINE, where="group")).does(Pressed(NINE, where="group", data="x"))
    assert chat.messages == ()
    assert chat.heard == []
    assert "17団体" in chat.says_in_group("NPO法人数は？").text


def test_a_group_has_no_memory_no_buttons_and_no_resident():
    chat = Chat().says_in_group("NPO法人数は？")
    assert chat.labels == []
    assert chat.progress == Progress()
    assert chat.effects == []
    assert chat.says_in_group("理由は？").heard[-1] == ("理由は？", None)


def test_a_question_back_in_a_group_asks_for_words():
    text = Chat().says_in_group("移住について").text
    assert "番号" not in text
    assert text.endswith("\n・移住相談の件数は？\n・移住の費用は？")


def test_how_to_use_it_in_a_group_promises_only_what_works_there():
    text = Chat().says_in_group("使い方").text
    assert "メンション（@）" in text
    for promised in ("ボタン", "番号", "続けて", "「やめる」", "「メニュー」"):
        assert promised not in text


def test_of_a_receipt_number_nothing_is_said_in_a_group():
    for typed in ("K-2026-0001-7", "K-2026-0001-8"):
        assert "一対一" in Chat().says_in_group(typed).text


def test_whoever_mistypes_a_receipt_number_is_told_so_and_where_to_see_it():
    for typed in (
        "K-2026-0001-8",
        "受付番号はK-2026-0024-4です",
        "受付状況 K-2026-0001-8",
        "ｋ２０２６−０００１",
        "2026-0001-8",
    ):
        chat = Chat().says(typed)
        assert "どこか違うようです" in chat.text
        assert chat.labels == ["受付状況", "メニュー"]
        assert chat.heard == []


def test_a_receipt_number_is_read_in_a_sentence_of_its_own():
    for typed in (
        "受付番号はK-2026-0001-7です",
        "受付状況 K-2026-0001-7",
        "K-2026-0001-7の状況を教えてください",
        "K-2026-0001-7",
    ):
        assert "このトークで受け付けたものの中にありません" in Chat().says(typed).text


@pytest.mark.parametrize("text", ["2026年度の予算は1億円？", "K-2026-0001-8の道路工事の予算はいくらですか"])
def test_a_question_with_such_a_number_in_it_stays_a_question(text):
    assert Chat().says(text).heard == [(text, None)]


def test_the_number_of_the_hall_is_given_in_a_group_too():
    assert "000-000-0000" in Chat().says_in_group("電話").text


@pytest.mark.parametrize("text", ["", " ", "メニュー"])
def test_a_bare_mention_introduces_the_bot(text: str):
    assert Chat().says_in_group(text).messages == (wording.introduction_in_group(TOWN),)


# --- everything at once ------------------------------------------------------------------------------------------

any_text = st.text(st.characters(codec=None), max_size=400) | st.sampled_from(["1", "２", "メニュー", "①番", "人"])


@settings(max_examples=150, deadline=None)
@given(text=any_text, late=st.booleans(), offered=st.booleans(), where=st.sampled_from(["talk", "group"]))
def test_every_text_gets_an_answer_that_line_takes(text, late, offered, where):
    progress = Progress(NPO, (Choice("件数", "移住相談の件数は？"),) if offered else (), NINE)
    facts = Facts(NINE, TOWN, hall, progress, late=late)
    turn = respond(Said(NINE, where=where, text=text, mentions_us=True), facts)
    assert render(turn.messages)


def test_no_fixed_text_passes_for_an_answer_or_is_longer_than_a_screen():
    kinds = ("sticker", "image", "video", "audio", "file", "location")
    fixed = [
        wording.greeting(TOWN), wording.welcome_back(TOWN), wording.introduction_in_group(TOWN), wording.menu(TOWN),
        wording.examples(TOWN), wording.how_to(TOWN), wording.phone(TOWN), wording.too_long(300),
        wording.STOPPED, wording.OLD_BUTTON, wording.UNREADABLE, wording.ONLY_SIGNS, wording.ONLY_EMOJI,
        wording.SLOW_DOWN, wording.NOTHING_TO_CHOOSE, wording.how_to_in_group(TOWN),
        Message(wording.asked_in_group(["移住の費用は？"])),
        *(wording.sent(kind, TOWN) for kind in kinds),
        *(wording.no_panel(what, TOWN) for what in OF_THE_PANEL),
        *(wording.door(door, TOWN) for door in TOWN.doors),
    ]  # fmt: skip
    for message in fixed:
        assert len(message.text) <= 230
        assert not [line for line in message.text.splitlines() if line.startswith("出典")]
        assert all(len(button.label) <= 14 for button in message.buttons)


def test_a_number_under_a_refusal_chooses_nothing_until_the_choices_have_numbers():
    chat = Chat().says("遠くの星の話").says("1")
    assert "1 この質問を市に送る\n2 NPO法人数は？" in chat.text
    assert "遠くの星の話" in chat.says("1").text
    assert "この内容で送りますか" in chat.text
    chosen = Chat().says("遠くの星の話").says("2").says("2")
    assert chosen.heard[-1][0] == "NPO法人数は？"
    assert "次からお選びください" in Chat().says("遠くの星の話").says("1").says("7").text


@pytest.mark.parametrize("text", ["乗合タクシーは使いにくい", "のりあいが少なすぎます", "のりあいがいつも混んでる。"])
def test_what_the_town_calls_by_a_word_of_its_own_is_complained_of_too(text):
    town = replace(TOWN, words=(Word("のりあい", "乗合タクシー"),))
    told = Reply("answered", "どこかで触れています。\n出典：資料", slots={"aspects": []})
    turn = respond(Said(NINE, text=text), Facts(NINE, town, lambda _question, _topic: told))
    assert "市民の声として送る" in turn.messages[-1].text
    assert "出典" not in turn.messages[-1].text


def test_a_plain_complaint_comes_before_what_the_documents_say_of_its_words():
    told = Reply("answered", "公園を直しました。\n出典：見本", slots={"aspects": []})
    turn = respond(Said(NINE, text="公園のトイレが汚い"), Facts(NINE, TOWN, lambda question, topic: told))
    assert "市民の声として送る" in turn.messages[-1].text
    assert "出典" not in turn.messages[-1].text
    asked = respond(Said(NINE, text="公園のトイレが汚いのはなぜ？"), Facts(NINE, TOWN, lambda question, topic: told))
    assert "出典" in asked.messages[-1].text
