"""市民の声, step by step: what is said, and that nothing is accepted before 送る."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from town_chat import NINE, TOWN, Chat, hall

from casework.states import Shown
from handlers import voice_wording as words
from handlers.flow import Scene, problems
from handlers.flows.case import SaidAfter, Withdraw
from handlers.flows.publication import Publication
from handlers.flows.voice import VOICE, HandIn, OpenForm
from handlers.model import Batch, Facts, Place, Pressed, Sent, Standing, Told
from handlers.own_voices import OwnVoice

GUTTER = "側溝のふたが割れています"
LINKED = replace(TOWN, public_base_url="https://koe.example.jp")
FORM_ONLY = replace(LINKED, voice=replace(TOWN.voice, lane="form"))


def _writing(text: str = GUTTER, town=TOWN) -> Chat:
    return Chat(town=town).says("市民の声").says(text)


def _handed(chat: Chat) -> HandIn:
    (effect,) = [effect for effect in chat.effects if isinstance(effect, HandIn)]
    return effect


def test_no_step_leaves_a_resident_standing():
    told = (Told("text", "私は佐藤です。090-1234-5678"), Told("photo", "m1"), Told("start", "1"))
    assert problems(VOICE, Scene(Standing("voice", "text", told), Facts(NINE, TOWN, hall))) == []


def test_two_taps_and_the_text():
    chat = Chat().says("市民の声")
    for told in ("広報の担当", "お名前・住所・電話番号は書かなくて大丈夫", "3年間", "「送る」を押すと", "やめる"):
        assert told in chat.text
    chat.says(GUTTER)
    assert f"「{GUTTER}」" in chat.text
    assert "まだ受け付けていません" in chat.text
    assert chat.labels == ["送る（返事がほしい）", "送る（返事はいらない）", "書き直す", "やめる"]
    assert not any(isinstance(effect, HandIn) for effect in chat.effects)
    chat.says("送る（返事がほしい）")
    handed = _handed(chat)
    assert [told.text for told in handed.texts] == [GUTTER]
    assert (handed.wants_reply, handed.notice_version) == (True, words.NOTICE_VERSION)


@pytest.mark.parametrize(
    ("typed", "wants_reply"),
    [("1", True), ("送る", True), ("完了", True), ("２", False), ("送る（返事はいらない）", False)],
)
def test_everything_can_be_typed(typed, wants_reply):
    assert _handed(_writing().says(typed)).wants_reply is wants_reply


def test_while_a_text_is_awaited_even_a_question_is_the_voice():
    chat = Chat().says("市民の声").says("除雪の予算はなぜ少ない？")
    assert "「除雪の予算はなぜ少ない？」" in chat.text
    assert chat.heard == []


def test_more_text_photos_and_a_place_are_added():
    chat = _writing().says("駅前です").does(Sent(NINE, kind="image", message_id="p1"))
    chat.does(Sent(NINE, kind="location", message_id="l1", place=Place(38.1, 140.2, "駅")))
    assert f"「{GUTTER}\n駅前です」" in chat.text
    assert "写真1枚" in chat.text
    assert "場所：駅\n" in chat.text  # its degrees are for the section
    handed = _handed(chat.says("送る"))
    assert handed.places[0].text == "駅（38.10000,140.20000）"
    assert (handed.photos, len(handed.texts), len(handed.places)) == (("p1",), 2, 1)


def test_a_fourth_photo_and_too_much_text_are_told_and_nothing_is_lost():
    chat = _writing()
    for number in range(4):
        chat.does(Sent(NINE, kind="image", message_id=f"p{number}"))
    assert "3枚まで" in chat.text
    chat.says("あ" * 2000)
    assert "2,000字まで" in chat.text
    handed = _handed(chat.says("送る"))
    assert (len(handed.photos), [told.text for told in handed.texts]) == (3, [GUTTER])


@pytest.mark.parametrize(
    ("kind", "told"),
    [("audio", "キーボードのマイク"), ("video", "動画"), ("file", "ファイル"), ("sticker", "スタンプ")],
)
def test_what_is_no_voice_is_told_in_one_sentence(kind, told):
    assert told in Chat().says("市民の声").does(Sent(NINE, kind=kind, message_id="x")).text


def test_who_rewrites_begins_with_an_empty_page():
    chat = _writing().says("書き直す").says("街灯が消えています")
    assert [told.text for told in _handed(chat.says("送る")).texts] == ["街灯が消えています"]


def test_photos_and_places_stay_when_the_words_are_written_anew():
    chat = Chat().says("市民の声").says(GUTTER).does(PHOTO).does(PLACE).says("書き直す")
    assert "写真1枚と場所1か所は、残してあります" in chat.text
    handed = _handed(chat.says("街灯が消えています").says("送る"))
    assert ([told.text for told in handed.texts], handed.photos, len(handed.places)) == (
        ["街灯が消えています"],
        ("p1",),
        1,
    )


def test_who_stops_leaves_nothing_behind():
    chat = _writing().says("やめる")
    assert "書いたものは残っていません" in chat.text
    assert chat.progress.standing is None


@pytest.mark.parametrize("word", ["やめる", "4", "④"])
def test_who_stops_by_the_number_on_the_card_is_told_so(word):
    chat = _writing().says(word)
    assert chat.messages == (words.STOPPED,)


def test_who_stops_at_the_numbers_to_call_is_told_so():
    chat = Chat().says("もう疲れました。死にたいです。")
    assert "1 このまま続ける\n2 やめる" in chat.text
    assert chat.says("2").messages == (words.STOPPED,)


def test_a_number_that_stands_nowhere_leaves_nothing():
    for chat in (Chat().says("市民の声"), _writing().says("書き直す")):
        page = chat.progress.standing
        for number in ("3", "4"):
            assert "ご意見を書いて送ってください" in chat.says(number).text
            assert (chat.progress.standing.step, chat.progress.standing.said) == (page.step, page.said)


@pytest.mark.parametrize(
    ("word", "said"), [("電話", "000-000-0000"), ("人", "000-000-0000"), ("メニュー", "何をしますか")]
)
def test_key_words_are_answered_in_the_middle_and_nothing_is_lost(word, said):
    chat = _writing().says(word)
    assert said in chat.text
    assert "途中です" in chat.text
    assert [told.text for told in _handed(chat.says("送る")).texts] == [GUTTER]


def test_pressing_the_key_word_again_shows_what_was_written():
    assert GUTTER in _writing().says("市民の声").text


def test_who_turns_to_the_menu_before_writing_anything_has_left():
    chat = Chat().says("市民の声").says("メニュー").says("NPO法人数は？")
    assert "実績は17団体" in chat.text


def test_a_day_of_silence_ends_it_with_a_word():
    chat = _writing().waits(minutes=60 * 24 + 1).says("NPO法人数は？")
    assert "1日たった" in chat.text
    assert "実績は17団体" in chat.text
    assert "1日たった" not in chat.says("NPO法人数は？").text


def test_after_the_receipt_one_question_and_it_holds_nobody():
    handed = _writing().says("送る")
    handed.own_voices = (OwnVoice("K-2026-0001-7", date(2026, 11, 20), Shown.RECEIVED, GUTTER),)
    for said, may in (("要約ならのせてよい", True), ("のせない", False)):
        assert Publication("K-2026-0001-7", may) in replace(handed, effects=[]).says(said).effects
    # Nothing is numbered there: "1" is the card's button, sent twice.
    assert not [one for one in _writing().says("1").says("1").effects if isinstance(one, Publication)]
    assert "実績は17団体" in _writing().says("送る").says("NPO法人数は？").text


# --- personal data -----------------------------------------------------------------------------------------------

SATO = "私は佐藤太郎です。電話は090-1234-5678です。側溝を直してください。"
CORNER = "本町2丁目3-15の前の側溝が割れています。"


def test_personal_data_are_shown_thanked_for_and_not_yet_sent():
    chat = _writing(SATO)
    assert chat.text.startswith("ありがとうございます。まだ受け付けていません。")
    assert "090…5678" in chat.text
    assert "090-1234-5678" not in chat.text
    assert chat.labels == ["かくして送る", "書き直す", "連絡先も伝える"]


def test_first_way_hide_and_send():
    chat = _writing(SATO).says("1")
    assert "〔電話番号〕" in chat.text
    (text,) = _handed(chat.says("送る")).texts
    assert "090" not in text.text
    assert "佐藤" not in text.text
    assert "側溝を直してください" in text.text


def test_second_way_rewrite():
    chat = _writing(SATO).says("書き直す").says(GUTTER)
    assert [told.text for told in _handed(chat.says("送る")).texts] == [GUTTER]


def test_third_way_the_form_takes_along_what_was_written_or_the_phone_is_told():
    chat = _writing(SATO, town=LINKED).says("連絡先も伝える")
    (opened,) = [effect for effect in chat.effects if isinstance(effect, OpenForm)]
    assert SATO in [told.text for told in opened.said]
    assert chat.progress.standing is None
    without = _writing(SATO).says("連絡先も伝える")
    assert "000-000-0000" in without.text
    assert "かくして送る" in without.says("1").labels


def test_fourth_way_as_it_is_for_places_only():
    chat = _writing(CORNER)
    assert "そのまま送る" in chat.labels
    handed = _handed(chat.says("そのまま送る").says("送る"))
    assert (handed.texts[0].text, handed.personal) == (CORNER, True)


def test_what_is_added_later_is_looked_at_too():
    chat = _writing(CORNER).says("そのまま送る").says("090-1234-5678に電話ください")
    assert "そのまま送る" not in chat.labels
    assert "090…5678" in chat.text


def test_twelve_digits_are_taken_nowhere():
    labels = _writing("番号は1234 5678 9012です", town=LINKED).labels
    assert labels == ["かくして送る", "書き直す"]


def test_words_that_identify_in_a_small_town_are_marked():
    assert _handed(_writing("息子は支援学級の4年生です。通学路が危ないです。").says("送る")).sensitive


def test_whoever_wants_to_give_a_contact_after_writing_is_led_there_with_what_they_wrote():
    for word in ("連絡先も伝えたい", "連絡先も伝える"):
        chat = _writing(town=LINKED).does(Sent(NINE, kind="image", message_id="p1")).says(word)
        (opened,) = [effect for effect in chat.effects if isinstance(effect, OpenForm)]
        assert [told.text for told in opened.said if told.step in {"text", "photo"}] == ["p1", GUTTER]
        by_phone = _writing().says(word)
        assert "000-000-0000" in by_phone.text
        assert [told.text for told in _handed(by_phone.says("このまま続ける").says("送る")).texts] == [GUTTER]


def test_the_form_hides_what_was_to_be_hidden_and_never_gets_twelve_digits():
    hidden = _writing(SATO, town=LINKED).says("かくして送る").says("連絡先も伝える")
    (opened,) = [effect for effect in hidden.effects if isinstance(effect, OpenForm)]
    assert not any("090" in told.text for told in opened.said)
    chat = _writing("番号は1234 5678 9012です", town=LINKED).says("連絡先も伝える")
    assert not any(isinstance(effect, OpenForm) for effect in chat.effects)


# --- danger ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [True, False])
def test_who_speaks_of_ending_their_life_gets_numbers_at_once_and_may_go_on(before):
    chat = (Chat().says("市民の声") if before else Chat()).says("もう疲れました。死にたいです。")
    assert "0120-279-338" in chat.text
    assert "119" in chat.text
    assert chat.heard == []
    chat.says("このまま続ける")
    assert ("お名前・住所・電話番号は書かなくて" in chat.text) is not before
    assert _handed(chat.says("送る")).urgent


def test_acute_danger_gets_numbers_and_the_way_on_stays_open():
    chat = Chat().says("市民の声").says("今、家の前でクマがいます")
    assert "110" in chat.text
    assert "「今、家の前でクマがいます」" in chat.text
    assert _handed(chat.says("送る")).urgent


def test_the_numbers_to_call_are_shown_once():
    chat = Chat().says("市民の声").says("今、家の前でクマがいます").says("早く来てください")
    assert "110" not in chat.text


# --- other ways in -----------------------------------------------------------------------------------------------


def test_a_refused_question_can_be_sent_to_the_city():
    chat = Chat().says("遠くの星の話")
    assert chat.labels[0] == "この質問を市に送る"
    chat.says("この質問を市に送る")
    assert "お名前・住所・電話番号は書かなくて" in chat.text
    assert [told.text for told in _handed(chat.says("送る")).texts] == ["遠くの星の話"]


def test_an_offer_that_was_not_taken_holds_nobody():
    chat = Chat().says("遠くの星の話").says("NPO法人数は？")
    assert "実績は17団体" in chat.text
    assert "この質問を市に送る" not in chat.labels


def test_a_measure_comes_along_from_its_answer():
    chat = Chat().says("NPO法人数は？").says("この施策に意見を送る")
    assert "施策 7次 5-1-1" in chat.text
    assert _handed(chat.says("もっと支えてください").says("送る")).measure == "7次 5-1-1"


def test_the_measure_can_be_taken_off_before_sending():
    chat = Chat().says("NPO法人数は？").says("この施策に意見を送る").says("もっと支えてください")
    assert "施策 7次 5-1-1" in chat.text
    assert "4 施策を外す\n5 やめる" in chat.text
    chat.says("4")
    assert "もっと支えてください" in chat.text
    assert "5-1-1" not in chat.text
    assert "施策を外す" not in chat.labels
    assert _handed(chat.says("送る")).measure is None


@pytest.mark.parametrize("text", ["公園のトイレを直してほしい", "騒音で困っています"])
def test_a_complaint_out_of_the_blue_leads_to_the_city(text):
    chat = Chat().says(text)
    assert "分かりませんでした" not in chat.text
    assert [told.text for told in _handed(chat.says("市民の声として送る").says("送る")).texts] == [text]


def test_a_damage_out_of_the_blue_gets_a_number_to_call_and_the_way_to_the_city():
    chat = Chat().says("側溝のふたが割れてる")
    assert "急ぎの連絡：市役所 000-000-0000" in chat.text
    assert "お名前・住所・電話番号は書かなくて" in chat.text
    assert [told.text for told in _handed(chat.says("送る")).texts] == ["側溝のふたが割れてる"]


def test_a_question_out_of_the_blue_stays_a_question():
    assert "市民の声として送る" not in Chat().says("遠くの星はいくつですか").labels


def test_a_photo_out_of_the_blue_becomes_a_voice_with_a_word_about_it():
    chat = Chat().does(Sent(NINE, kind="image", message_id="p1"))
    assert chat.labels == ["市民の声として送る", "送らない"]
    chat.says("1").says("街灯が消えています")
    handed = _handed(chat.says("送る"))
    assert (handed.photos, handed.texts[0].text) == (("p1",), "街灯が消えています")


@pytest.mark.parametrize("word", ["説明なしで送る", "送る"])
def test_a_photo_alone_is_a_voice_too(word):
    chat = Chat().does(Sent(NINE, kind="image", message_id="p1")).says("1").says(word)
    assert "写真1枚" in chat.text
    handed = _handed(chat.says("送る"))
    assert (handed.photos, handed.texts) == (("p1",), ())


def test_a_photo_nobody_wants_to_send_is_not_kept():
    chat = Chat().does(Sent(NINE, kind="image", message_id="p1")).says("送らない")
    assert chat.progress.standing is None


def test_where_opinions_are_not_taken_in_the_talk_it_opens_the_form():
    chat = Chat(town=FORM_ONLY).says("市民の声")
    assert OpenForm() in chat.effects
    without = Chat(town=replace(FORM_ONLY, public_base_url=None)).says("市民の声")
    assert "000-000-0000" in without.text
    assert "この質問を市に送る" not in Chat(town=FORM_ONLY).says("遠くの星の話").labels


# --- buttons of any age ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["v1:voice:send", "v1:voice", "v1:case:publish:K-2026-0001-7:maybe", "v9:case:show:x"])
def test_an_old_button_changes_nothing_and_says_so(data):
    chat = Chat().does(Pressed(NINE, data=data))
    assert "古いボタン" in chat.text
    assert not [effect for effect in chat.effects if isinstance(effect, HandIn | Publication | Withdraw)]


def test_a_late_send_hands_nothing_in():
    chat = _writing().says("送る", late=True)
    assert not any(isinstance(effect, HandIn) for effect in chat.effects)


def test_the_answer_to_how_it_is_now_goes_to_staff():
    chat = Chat().does(Pressed(NINE, data="v1:case:after:K-2026-0001-7:still"))
    assert SaidAfter("K-2026-0001-7", solved=False) in chat.effects


@pytest.mark.parametrize(
    "text", ["側溝のふたが割れてる", "もっと早く除雪してけろ", "カラスがごみを荒らして困っています"]
)
def test_a_complaint_out_of_the_blue_is_offered_the_way_to_the_city(text):
    chat = Chat(known=True).says(text)
    assert "市民の声" in chat.text
    assert chat.answered.reply.outcome == "unknown"


LONG = "通学路の交差点に信号がなく、車が速くて危ないです。" * 12
DULL = "月の裏側の話をいつか聞いてみたいと思っていました。" * 13


def test_a_long_complaint_is_offered_the_way_to_the_city_with_all_its_words():
    chat = Chat().says(LONG)
    assert "読み取れません" not in chat.text
    assert "市民の声として送る" in chat.labels
    assert [told.text for told in _handed(chat.says("市民の声として送る").says("送る")).texts] == [LONG]


def test_what_is_too_long_for_a_question_can_be_handed_in_as_it_is():
    chat = Chat().says(DULL)
    assert "300字以内" in chat.text
    assert [told.text for told in _handed(chat.says("1").says("送る")).texts] == [DULL]
    assert "市民の声として送る" not in Chat(town=FORM_ONLY).says(DULL).labels


def test_what_is_too_long_even_for_a_voice_is_told_so():
    chat = Chat().says(DULL * 10)
    assert "2,000字まで" in chat.text
    assert chat.labels == ["市民の声", "メニュー", "使い方"]


def test_who_speaks_at_length_of_ending_their_life_gets_numbers_too():
    assert "0120-279-338" in Chat().says(f"{DULL}もう死にたいです。").text
    assert "0120-279-338" in Chat().says_in_group(f"{DULL}もう死にたいです。").text


def test_in_a_group_nothing_long_is_offered_to_be_sent():
    assert "市民の声として送る" not in Chat().says_in_group(LONG).text


TOILET = "公園のトイレを直してほしい"
PLACE = Sent(NINE, kind="location", message_id="l1", place=Place(38.15, 140.27, "見本市本町1"))
PHOTO = Sent(NINE, kind="image", message_id="p1")


@pytest.mark.parametrize("photos_first", [True, False])
def test_a_photo_belongs_to_the_words_before_it_as_to_those_after(photos_first):
    chat = Chat()
    for one in (PHOTO, TOILET) if photos_first else (TOILET, PHOTO):
        chat = chat.says(one) if isinstance(one, str) else chat.does(one)
    assert f"「{TOILET}」" in chat.text
    assert "写真1枚" in chat.text
    handed = _handed(chat.says("送る"))
    assert ([told.text for told in handed.texts], handed.photos) == ([TOILET], ("p1",))


@pytest.mark.parametrize(
    "words",
    ["側溝から水があふれています", "クマが出ました", "空き家の屋根が落ちそう", "ごみが散らかってる", "これ見て"],
)
def test_whatever_is_told_right_after_a_photo_says_what_it_shows(words):
    chat = Chat().does(PHOTO).says(words)
    assert "写真1枚" in (chat.text if "送る（返事がほしい）" in chat.labels else chat.says("市民の声として送る").text)
    handed = _handed(chat.says("送る"))
    assert ([told.text for told in handed.texts], handed.photos) == ([words], ("p1",))


@pytest.mark.parametrize("asked", ["ごみの日は？", "NPO法人数は？"])
def test_a_question_right_after_a_photo_is_answered(asked):
    assert "この内容で送りますか" not in Chat().does(PHOTO).says(asked).text


def test_a_question_after_a_photo_that_nothing_answers_is_sent_with_it():
    chat = Chat().does(PHOTO).says("この標識は何ですか？").says("この質問を市に送る")
    handed = _handed(chat.says("送る"))
    assert ([told.text for told in handed.texts], handed.photos) == (["この標識は何ですか？"], ("p1",))


def test_a_place_belongs_to_the_words_before_it():
    handed = _handed(Chat().says(TOILET).does(PLACE).says("送る"))
    assert [told.text for told in handed.texts] == [TOILET]
    assert len(handed.places) == 1


def test_a_photo_after_words_with_somebodys_number_stops_there_first():
    chat = Chat().says(f"{TOILET}。電話は090-1234-5678です").does(PHOTO)
    assert "かくして送る" in chat.labels
    assert "写真1枚" in chat.says("かくして送る").text


def test_photos_sent_together_after_words_bring_one_card_with_both():
    *before, card = _together(Chat().says(TOILET), 3)
    assert before == ["", ""]
    assert f"「{TOILET}」" in card
    assert "写真3枚" in card


def test_a_sticker_belongs_to_no_words():
    chat = Chat().says(TOILET).does(Sent(NINE, kind="sticker", message_id="s1"))
    assert chat.progress.standing is None


# --- several photos at once --------------------------------------------------------------------------------------


def _together(chat: Chat, many: int, *, late: int | None = None) -> list[str]:
    """What is said to each of so many photos sent at once; ``late``: that one is older than the one before it."""
    said = []
    for number in range(many):
        sent = Sent(NINE, kind="image", message_id=f"t{number}", batch=Batch("set", many))
        said.append(chat.does(sent, late=number == late).text)
    return said


def test_photos_sent_together_bring_one_card():
    chat = Chat().says("市民の声")
    first, second, card = _together(chat, 3)
    assert (first, second) == ("", "")
    assert "写真3枚" in card
    assert len(_handed(chat.says("送る")).photos) == 3


def test_photos_sent_together_may_come_in_any_order():
    chat = Chat().says("市民の声")
    assert "写真3枚" in _together(chat, 3, late=2)[-1]
    assert len(_handed(chat.says("送る")).photos) == 3


def test_of_five_photos_sent_together_three_are_kept_and_that_is_told_once():
    chat = Chat().says("市民の声")
    *before, card = _together(chat, 5)
    assert before == [""] * 4
    assert "3枚まで" in card
    assert len(_handed(chat.says("送る")).photos) == 3


def test_photos_sent_together_out_of_the_blue_are_asked_about_once():
    chat = Chat()
    *before, asked = _together(chat, 3)
    assert before == ["", ""]
    assert "この写真3枚を" in asked
    assert chat.labels == ["市民の声として送る", "送らない"]
    chat.says("1").says("街灯が消えています")
    assert len(_handed(chat.says("送る")).photos) == 3


def test_a_photo_of_a_set_that_gets_lost_holds_nobody_up():
    chat = Chat().says("市民の声")
    chat.does(Sent(NINE, kind="image", message_id="t1", batch=Batch("set", 3)))
    assert "写真1枚" in chat.says(GUTTER).text
    assert len(_handed(chat.says("送る")).photos) == 1
