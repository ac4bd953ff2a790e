"""Nobody has to hit the words of a button: what a short reply means, and what tells something."""

from __future__ import annotations

from dataclasses import replace

import pytest
from town_chat import NINE, TOWN, Chat

from casework.states import Shown
from handlers.flows.monitor import Applied
from handlers.flows.publication import Publication
from handlers.flows.voice import HandIn
from handlers.model import Batch, Sent
from handlers.own_voices import OwnVoice
from handlers.panel_rules import PanelRules, Recruiting
from handlers.replies import meanings

BENCH = "公園のトイレを直してほしい"
GUTTER = "側溝のふたが割れています"
CARD = "この内容で送りますか"
PANEL = replace(TOWN, panel=PanelRules(quiet=None, recruiting=Recruiting(capacity=100)))


def _handed(chat: Chat) -> list[HandIn]:
    return [effect for effect in chat.effects if isinstance(effect, HandIn)]


def _told(chat: Chat) -> list[str]:
    return [told.text for one in _handed(chat) for told in one.texts]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("んだ", "yes"),
        ("はい、お願いします", "yes"),
        ("それでいいです", "yes"),
        ("Yes, please", "yes"),
        ("どうぞよろしくお願いします", "please"),
        ("いらないです", "no"),
        ("送らなくていいです", "no"),
        ("No, thank you.", "no"),
        ("送ってけろ", "send"),
        ("やっぱり送りたい", "send"),
        ("このまま市に送ってください", "send"),
        ("Please send it", "send"),
        ("返事はいりません。それで送って", "send_silently"),
        ("やっぱり返事ほしいです", "send_for_reply"),
        ("書き直したい", "anew"),
        ("すみません、間違えました", "unclear"),
        ("打ち間違いです", "unclear"),
        ("まちがえちゃった", "unclear"),
        ("写真はやめます", "without_photos"),
        ("写真なしで送って", "without_photos"),
        ("はい、載せてもかまいません", "may"),
        ("公表しないで", "may_not"),
        ("ホームページには載せないでください", "may_not"),
        ("応募したいです", "apply"),
        ("そのままでいいです", "as_is"),
        ("前の質問に戻りたい", "back"),
        ("あとでやります", "later"),
        ("さっきの3番の答えを5にしたい", "review"),
        ("1番の答えを2にしてください", "review"),
        ("答えを不満に変えてください", "review"),
        ("回答を変更できますか？", "review"),
        ("問3を直したい", "review"),
        ("質問2の答えを変えたいです", "review"),
        ("いや、ちょっと待って", "unclear"),
        ("最後の文は消してください", "edits"),
        ("載せてください", "publish"),
        ("市に届けてほしい", "send"),
    ],
)
def test_a_reply_means_one_thing_however_it_is_said(text, meaning):
    assert meanings(text) == {meaning}


@pytest.mark.parametrize(
    "text",
    [
        "早く直してください",
        "直して",
        "バスをもっと出してください",
        "返事が遅い",
        "市の返事を待っている間に壊れました",
        "写真の場所です",
        "送迎バスがほしい",
        "大丈夫なのか心配です",
        "のせられる人数が少ない",
        "続けてほしい",
        "書き直してほしい",
        "戻ってほしい",
        "届けてほしい",
        "始めてほしいです",
        "回答を早めにしてほしい",
        "回答を早めにしてください",
        "市役所",
        "声",
        "夜",
        "前の道路",
        "名前",
        "あ" * 2000,
    ],
)
def test_what_tells_something_is_no_reply(text):
    assert meanings(text) == frozenset()


@pytest.mark.parametrize(
    "reply", ["んだ", "送って", "お願いします", "よろしくお願いします", "うん", "やっぱり送りたい", "yes please"]
)
def test_an_offer_is_taken_in_the_residents_own_words(reply):
    chat = Chat().says(BENCH).says(reply)
    assert CARD in chat.text
    assert f"「{BENCH}」" in chat.text


@pytest.mark.parametrize("reply", ["送らなくていいです", "いらないです", "no thanks"])
def test_an_offer_is_declined_in_the_residents_own_words(reply):
    assert "送っていません" in Chat().says(BENCH).says(reply).text


@pytest.mark.parametrize("reply", ["いいです", "大丈夫です"])
def test_what_may_be_a_yes_or_a_no_is_asked_again_and_nothing_is_lost(reply):
    chat = Chat().says(BENCH).says(reply)
    assert "1 市民の声として送る" in chat.text
    assert f"「{BENCH}」" in chat.says("はい").text


@pytest.mark.parametrize(
    ("reply", "wants_reply"),
    [("送ります", True), ("お願いします", True), ("返事ください", True), ("返事はいりません。それで送って", False)],
)
def test_what_was_written_is_sent_in_the_residents_own_words(reply, wants_reply):
    (handed,) = _handed(Chat().says("市民の声").says(GUTTER).says(reply))
    assert [told.text for told in handed.texts] == [GUTTER]
    assert handed.wants_reply is wants_reply


@pytest.mark.parametrize(
    "stop", ["やっぱりやめときます", "一旦やめとく", "やっぱりいいです", "送るのはやめます", "never mind"]
)
@pytest.mark.parametrize("before", [("要望",), ("市民の声", GUTTER)])
def test_who_turns_back_in_their_own_words_has_sent_nothing(before, stop):
    chat = Chat()
    for text in before:
        chat = chat.says(text)
    chat = chat.says(stop)
    assert "取りやめました" in chat.text
    assert chat.progress.standing is None
    assert _handed(chat) == []


@pytest.mark.parametrize("text", ["工事をやめてほしい", "もうやめてください", "祭りをやめるのは反対です"])
def test_what_others_are_to_stop_is_a_voice(text):
    assert f"「{text}」" in Chat().says("市民の声").says(text).text


@pytest.mark.parametrize("text", ["よろしくお願いします", "ちょっと待って", "今の文は消してください", "いいです"])
def test_what_is_said_to_the_card_is_neither_sent_nor_added(text):
    chat = Chat().says("市民の声").says(GUTTER).says(text)
    assert "1 送る（返事がほしい）" in chat.text
    assert _handed(chat) == []
    assert _told(chat.says("送る")) == [GUTTER]


@pytest.mark.parametrize("wish", ["名前は出さないでください", "広報に載せてほしい", "続けてほしい", "書き直してほしい"])
@pytest.mark.parametrize("before", [(), (GUTTER,)])
def test_what_is_wished_of_the_city_is_part_of_the_voice(wish, before):
    chat = Chat().says("市民の声")
    for text in (*before, wish):
        chat = chat.says(text)
    assert "\n".join((*before, wish)) in chat.text
    assert _told(chat.says("送る")) == [*before, wish]


def _with_photos(photos: int) -> Chat:
    chat = Chat().says("市民の声").says(GUTTER)
    for number in range(1, photos + 1):
        chat = chat.does(Sent(NINE, message_id=str(number), kind="image", batch=Batch("a", photos)))
    return chat


@pytest.mark.parametrize("words", ["写真を外す", "写真はやめます", "写真なしで送って"])
def test_photos_can_be_taken_off_before_anything_is_sent(words):
    chat = _with_photos(2)
    assert "写真2枚" in chat.text
    chat = chat.says(words)
    assert "写真" not in chat.text
    assert f"「{GUTTER}」" in chat.text
    assert _handed(chat) == []
    assert _handed(chat.says("送る"))[0].photos == ()


def test_after_photos_were_taken_off_others_may_follow():
    chat = _with_photos(3).says("写真を外す").does(Sent(NINE, message_id="9", kind="image"))
    assert "写真1枚" in chat.text
    assert _handed(chat.says("送る"))[0].photos == ("9",)


@pytest.mark.parametrize("asked", ["謝礼はでますか", "謝礼は？", "お金もらえるの？", "ポイントはありますか"])
def test_who_asks_what_a_monitor_gets_reads_it_under_the_invitation_and_may_still_apply(asked):
    town = replace(TOWN, panel=PanelRules(quiet=None, recruiting=Recruiting(capacity=100, thanks="ありません")))
    chat = Chat(town=town).says("モニター")
    assert "謝礼：ありません" in chat.text
    assert chat.says(asked).messages[0].text == "謝礼：ありません"
    assert "年代を選んでください" in chat.says("応募する").text


def test_a_city_that_says_nothing_of_thanks_answers_nothing_of_its_own():
    chat = Chat(town=PANEL).says("モニター")
    assert "謝礼" not in chat.text
    assert "手元の資料では分かりませんでした" in chat.says("謝礼はでますか").text


def test_the_button_of_an_invitation_that_is_over_brings_the_invitation_again():
    assert "市民モニターを募集しています" in Chat(town=PANEL).says("同意して応募する").text


@pytest.mark.parametrize("words", ["応募する", "応募したいです", "お願いします", "なりたいです"])
def test_who_wants_to_be_a_monitor_says_so_in_their_own_words(words):
    assert "年代を選んでください" in Chat(town=PANEL).says("モニター").says(words).text


@pytest.mark.parametrize("words", ["応募します", "はい、お願いします", "よろしくお願いします", "登録お願いします"])
def test_the_last_check_of_an_application_is_passed_in_own_words(words):
    chat = Chat(town=PANEL).says("モニター").says("同意して応募する").says("40代").says(words)
    assert [effect.age_band for effect in chat.effects if isinstance(effect, Applied)] == ["40代"]


PERSONAL = "本町の佐藤花子です。090-1234-5678。街灯が切れています"


@pytest.mark.parametrize("words", ["かくして", "隠して送って", "番号は隠してください"])
def test_what_is_to_be_hidden_is_hidden_in_own_words(words):
    chat = Chat().says("市民の声").says(PERSONAL).says(words)
    assert CARD in chat.text
    assert "090-1234-5678" not in chat.text


def test_who_goes_on_after_the_numbers_to_call_says_so_in_own_words():
    assert CARD in Chat().says("もう死にたい").says("続けます").text


@pytest.mark.parametrize(
    "text",
    [
        "本町の佐藤です。電話ください",
        "佐藤と申します。090-1234-5678に折り返し電話ください",
        "090-1234-5678に電話して",
    ],
)
def test_who_wants_a_call_may_say_first_who_they_are(text):
    assert "折り返しのお電話はできません" in Chat().says(text).text


def test_a_trouble_with_a_wish_to_be_called_is_a_trouble():
    assert "市民の声として送る" in Chat().says("公園の道が暗いです。電話ください").labels


@pytest.mark.parametrize("text", ["火事です。電話ください", "落石です。すぐ電話して"])
def test_a_danger_is_helped_at_once_whoever_else_is_to_call(text):
    assert "119" in Chat().says(text).text
    assert "折り返しのお電話はできません" not in Chat().says(text).text


@pytest.mark.parametrize(("text", "help_"), [("火事です", "119"), ("もう死にたい", "0120-")])
def test_whom_to_call_comes_before_an_application(text, help_):
    assert help_ in Chat(town=PANEL).says("モニター").says("同意して応募する").says(text).text


# --- people write in pieces --------------------------------------------------------------------------------------


def test_what_is_written_in_pieces_is_sent_as_one_voice():
    chat = Chat().says("公園のトイレが汚い").says("去年も言いました").says("孫を連れて行けません")
    assert "先に書かれたことと合わせて" in chat.text
    chat = chat.says("市民の声として送る")
    assert "「公園のトイレが汚い\n去年も言いました\n孫を連れて行けません」" in chat.text
    assert _told(chat.says("送る")) == ["公園のトイレが汚い", "去年も言いました", "孫を連れて行けません"]


def test_a_question_that_nothing_answers_takes_along_what_was_still_to_be_sent():
    chat = Chat().says("公園のトイレが汚い").says("ついでに、体育館の料金は？").says("送ってください")
    assert "「公園のトイレが汚い\nついでに、体育館の料金は？」" in chat.text
    chat = Chat().says("公園のトイレが汚い").waits(minutes=30).says("体育館の料金は？").says("送ってください")
    assert "トイレ" not in chat.text


@pytest.mark.parametrize("words", ["やっぱりやめます", "キャンセルしたい", "やめる"])
def test_who_turns_back_right_after_sending_is_told_that_it_was_sent_and_how_to_take_it_back(words):
    chat = Chat().says("市民の声").says(GUTTER).says("送る").says(words)
    assert "受け付けたままです" in chat.text
    assert "取り下げる" in chat.labels
    assert "受け付けたままです" not in Chat().says(words).text


def test_a_question_between_is_answered_and_what_was_offered_long_ago_is_over():
    assert "17団体" in Chat().says("公園のトイレが汚い").says("NPO法人数は？").text
    chat = Chat().says("公園のトイレが汚い").waits(minutes=30).says("側溝のふたが割れています").says("送る")
    assert "トイレ" not in chat.text


def test_the_button_of_the_complaint_still_sends_it_beside_a_question():
    chat = Chat().says("公園のトイレが汚い").says("体育館の料金は？").says("市民の声として送る")
    assert "「公園のトイレが汚い\n体育館の料金は？」" in chat.text


@pytest.mark.parametrize("offered", ["公園のトイレが汚い", "体育館の料金は？"])
@pytest.mark.parametrize("reply", ["続けます", "わかりません", "わかりました"])
def test_an_offer_is_not_lost_to_a_reply_that_does_not_choose(offered, reply):
    chat = Chat().says(offered).says(reply)
    assert "お返事いただくことがありません" not in chat.text
    assert f"「{offered}」" in chat.says("送ってください").text


@pytest.mark.parametrize("reply", ["いらないです", "送らない"])
def test_the_offer_to_send_a_question_is_declined(reply):
    assert "送っていません" in Chat().says("体育館の料金は？").says(reply).text


# --- where nothing is open ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("reply", ["んだ", "お願いします", "no thanks", "返事はいりません"])
def test_a_reply_where_nothing_was_asked_is_no_question_and_nothing_to_send(reply):
    chat = Chat().says(reply)
    assert "お返事いただくことがありません" in chat.text
    assert "この質問を市に送る" not in chat.labels


@pytest.mark.parametrize("words", ["わがんね", "全然分かりません", "どうすればいいですか？"])
def test_who_does_not_know_how_to_go_on_is_told_how(words):
    assert Chat().says(words).text == Chat().says("使い方").text


RECEIVED = OwnVoice("K-2026-0001-7", NINE.date(), Shown.RECEIVED, "除雪が遅い")


@pytest.mark.parametrize(
    "text",
    [
        "追加で、共働きです",
        "早くしろ",
        "内容を直したいです",
        "母も困っています",
        "何度も言っています",
        "いつまでも終わりません",
        "誰も直しに来ません",
        "もう何年も待っています",
        "どうにかしてもらいたいです",
        "どうしても通れません",
        "早く直してもらいたいです",
        "言い忘れました",
        "もう少し伝えたいです",
    ],
)
def test_a_statement_right_after_the_receipt_may_go_on_with_it(text):
    chat = Chat(own_voices=(RECEIVED,)).says(text)
    assert "K-2026-0001-7 の続きでしょうか" in chat.text
    assert "別の声として送る" in chat.labels


ANSWERED = replace(RECEIVED, shown=Shown.ANSWERED, answer="除雪しました", answered_on=NINE.date())


@pytest.mark.parametrize("text", ["NPOの件は解決しました", "高すぎます"])
def test_a_statement_after_the_answer_is_about_it_even_where_the_documents_know_the_word(text):
    assert "お返事についてのことでしょうか" in Chat(own_voices=(ANSWERED,)).says(text).text


@pytest.mark.parametrize("text", ["NPOの件は解決しましたか", "減免って何", "燃えるごみ、いつだ"])
def test_what_asks_after_the_answer_is_not_about_it(text):
    assert "お返事についてのことでしょうか" not in Chat(own_voices=(ANSWERED,)).says(text).text


@pytest.mark.parametrize("words", ["続きではありません", "別の件です", "違います"])
@pytest.mark.parametrize("own", [RECEIVED, ANSWERED])
def test_what_was_taken_for_more_of_it_and_is_not_becomes_a_voice_of_its_own(own, words):
    chat = Chat(own_voices=(own,)).says("母も困っています").says(words)
    assert "「母も困っています」" in chat.text
    assert own.receipt not in chat.text


@pytest.mark.parametrize("reply", ["わかりました", "お願いします", "はい", "大丈夫です", "送ってください"])
def test_a_courtesy_after_the_receipt_is_no_more_of_it(reply):
    assert "続きでしょうか" not in Chat(own_voices=(RECEIVED,)).says(reply).text


def test_who_has_a_new_trouble_right_after_the_receipt_reads_where_to_turn_at_once():
    text = Chat(own_voices=(RECEIVED,)).says("ごみの収集が来ません").text
    assert "000-000-0001" in text
    assert "続きでしょうか" in text


@pytest.mark.parametrize("way", ["続きとして送る", "別の声として送る"])
def test_a_photo_of_what_is_added_goes_along(way):
    chat = Chat(own_voices=(RECEIVED,)).says("母も困っています").does(Sent(NINE, message_id="9", kind="image"))
    (handed,) = _handed(chat.says(way).says("送る"))
    assert handed.photos == ("9",)
    assert [told.text for told in handed.texts] == ["母も困っています"]


def test_what_was_passed_over_long_ago_is_not_added():
    chat = Chat(own_voices=(RECEIVED,)).says("母も困っています").waits(minutes=60).says("駅前のトイレが汚い")
    assert _told(chat.says("続きとして送る").says("送る")) == ["駅前のトイレが汚い"]


@pytest.mark.parametrize("text", ["広報に載せてほしい", "会議を公開してください", "公開してほしい"])
def test_what_the_city_is_to_show_is_no_leave_to_publish_ones_own_voice(text):
    chat = Chat(own_voices=(replace(RECEIVED, may_publish=False),)).says(text)
    assert not [effect for effect in chat.effects if isinstance(effect, Publication)]


ASKED = replace(RECEIVED, question="移動図書館は今のままでよいですか")


@pytest.mark.parametrize("answer", ["このままでいいです", "続けたいです"])
def test_what_the_city_asked_is_answered_with_a_short_reply(answer):
    chat = Chat(own_voices=(ASKED,)).says("答える").says(answer)
    assert f"「{answer}」" in chat.text


@pytest.mark.parametrize(
    "text",
    [
        "除雪車は何台ある",
        "税金はどこに使われてる",
        "どこに聞けばいい",
        "市報はどこでもらえる",
        "住民票を取りたいです",
        "病院を探しています",
        "手続きの方法が分かりません",
    ],
)
def test_who_turns_to_the_hall_with_something_else_after_the_receipt_is_not_offered_to_add_it(text):
    chat = Chat(own_voices=(RECEIVED,)).says(text)
    assert "続きでしょうか" not in chat.text
    assert "000-000-0000" in chat.text


@pytest.mark.parametrize("text", ["デマンド", "バスのこと", "もう一回見せで", "わがんね", "冬祭りの予算を知りたいです"])
def test_what_states_nothing_is_no_more_of_what_was_handed_in(text):
    assert "続きでしょうか" not in Chat(own_voices=(RECEIVED,)).says(text).text


@pytest.mark.parametrize("shown", [Shown.ANSWERED, Shown.CLOSED])
def test_what_is_over_is_not_gone_on_with(shown):
    over = replace(RECEIVED, shown=shown)
    assert "続きでしょうか" not in Chat(own_voices=(over,)).says("母も困っています").text


@pytest.mark.parametrize("text", ["いづ返事くんなだ", "返事、まだですか"])
def test_who_waits_for_a_reply_is_shown_how_it_stands(text):
    assert "K-2026-0001-7（11月20日）受付" in Chat(own_voices=(RECEIVED,)).says(text).text


def test_who_writes_english_reads_how_to_send_it():
    chat = Chat().says("The street light near my house is dark")
    assert "To send this to the city office, write: send" in chat.text
    chat = chat.says("Please send it")
    assert "Not sent yet" in chat.text
    assert _told(chat.says("send")) == ["The street light near my house is dark"]


@pytest.mark.parametrize(
    "text",
    [
        "誰が読むの",
        "返事はどこに来るの？",
        "名前は必要？",
        "匿名でもいいですか",
        "個人情報は大丈夫ですか",
        "住所は書かないとだめですか",
    ],
)
def test_who_asks_how_what_they_write_is_handled_reads_it(text):
    chat = Chat().says(text)
    assert "お名前・住所・電話番号は書かなくて大丈夫です" in chat.text
    assert chat.labels == ["市民の声", "メニュー"]


@pytest.mark.parametrize(
    "text",
    ["職員が見ていない所で子どもが溺れています", "誰が見ても危ない交差点です", "住所を書く欄が小さくて困ります"],
)
def test_a_danger_or_a_trouble_is_not_answered_with_how_it_is_handled(text):
    assert "の取り扱いです" not in Chat().says(text).text


@pytest.mark.parametrize(
    "text", ["名前の由来は？", "個人情報の漏えい件数は？", "誰のための計画ですか", "住所変更はどこ"]
)
def test_what_asks_something_else_is_looked_up(text):
    assert "書かなくて大丈夫" not in Chat().says(text).text
