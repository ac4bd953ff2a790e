"""What is said while a voice is handed in, and its receipt. The notice has a version: it is what the resident agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from casework.keeping import Retention
from casework.personal_data import Find
from handlers import numbers, postbacks
from handlers.city import City
from handlers.days import in_words, month_and_day
from handlers.doors import door_for
from handlers.model import Button, Message
from handlers.own_voices import OwnVoice

NOTICE_VERSION = "2026-11"
MAX_CHARS = 2000
MAX_PHOTOS = 3

STATE_BUTTON = Button("受付状況", "受付状況")
MENU_BUTTON = Button("メニュー", "メニュー")

REMINDER = "「市民の声」の途中です。続きはそのまま書いて送ってください。やめるときは「やめる」と送ってください。"
ENDED = "前に書きかけていた「市民の声」は、1日たったので終わりにし、書いたものは消しました。まだ受け付けていません。"
STOPPED = Message(
    "わかりました。「市民の声」を取りやめました。書いたものは残っていません。",
    (Button("市民の声", "市民の声"), Button("メニュー", "メニュー")),
)
SEND_IN_ENGLISH = "To send this to the city office, write: send"
CARD_IN_ENGLISH = (
    "Not sent yet. To send this to the city office, write: send. If you need no answer: no reply. To stop: stop"
)


def with_english(text: str, line: str) -> str:
    """The text with a line in English, after the one it may begin with (ADR 38)."""
    lines = text.split("\n")
    place = 1 if lines[0][:1].isascii() and lines[0][:1].isalpha() else 0
    return "\n".join((*lines[:place], line, *lines[place:]))


NOT_A_CHOICE = "続けて書くか、次からお選びください。"


def notice(city: City, measure: str | None = None) -> Message:
    """Who reads it, that no name is needed, purpose, how long it is kept, and that 送る is the consent."""
    about = f"（施策 {measure} へのご意見として）" if measure else ""
    return Message(
        f"「市民の声」として、市へのご意見をお聞きします{about}。このまま、ここに書いて送ってください（{MAX_CHARS:,}字・写真{MAX_PHOTOS}枚まで）。\n"
        + agreement(city)
        + "\nやめるときは「やめる」と送ってください。"
    )


def agreement(city: City, where: str = "このトーク") -> str:
    """What 送る is the consent to. ``where`` replies arrive, as seen from where it is read."""
    years = city.voice.rules.years[Retention.VOICE]
    return (
        f"・{city.voice.desk}と、内容に関係する課の職員が読みます\n"
        f"・お名前・住所・電話番号は書かなくて大丈夫です（お返事は{where}に届きます）\n"
        f"・使いみちは、回答・市政の参考・件数の集計です。{years}年間保存します\n"
        "・最後に「送る」を押すと、この取り扱いに同意のうえ受け付けます。押すまでは受け付けません"
    )


def details(city: City) -> Message:
    rules = city.voice.rules
    later = "消えます" if rules.erases_later else "手続きを止め、保存の期限まで封をして保管します"
    phone = f"（市役所 {city.phone}）" if city.phone else ""
    return Message(
        "くわしい取り扱いです。\n"
        f"・受け付けのあと{rules.hold_minutes}分のあいだは、取り下げると、すべて消えます。そのあとや、市がお返事やおたずねを"
        f"したあとは、取り下げると{later}\n"
        "・LINEのお名前や写真は、職員には見えません\n"
        "・同じ内容をくり返し送っても、1件にまとめて数えます\n"
        f"・1日に{city.voice.per_day}件をこえた分は、直前の件に続けて記録します\n"
        f"・電話や窓口でも受け付けています{phone}\n"
        "ご意見を書いて送ってください。"
    )


def check_card(
    texts: Sequence[str],
    photos: int,
    places: Sequence[str],
    measure: str | None,
    ways: Sequence[str],
    adds_to: str | None = None,
) -> Message:
    """All so far, and that nothing is accepted yet."""
    about = [f"施策 {measure} へのご意見"] if measure else []
    about += [f"{adds_to} の続き"] if adds_to else []
    said = _said_so_far(texts, photos, places, ways)
    return Message("\n".join(["この内容で送りますか。まだ受け付けていません。", "", *about, *said]))


def _said_so_far(texts: Sequence[str], photos: int, places: Sequence[str], ways: Sequence[str]) -> list[str]:
    """The lines of what was said up to now, that more may follow, and the ways on."""
    lines = ["「" + "\n".join(texts) + "」"] if texts else []
    lines += [f"場所：{_place(place)}" for place in places]
    if photos:
        lines.append(f"写真{photos}枚（人の顔や車のナンバーが写っていないか、お確かめください）")
    lines += ["", "書き足すときは、続けて送ってください。"]
    return lines + [f"{place} {way}" for place, way in enumerate(ways, start=1)]


def _place(place: str) -> str:
    """A place as its sender knows it; its degrees are for the section."""
    words, bracket, _degrees = place.rpartition("（")
    return words if bracket else "地図で送った所"


def handling(city: City) -> Message:
    """The same, for who asks how what is written is handled."""
    return Message(f"「市民の声」の取り扱いです。\n{agreement(city)}", (Button("市民の声", "市民の声"), MENU_BUTTON))


def before_checking(city: City) -> Message:
    """The notice, for whoever came another way than through 市民の声."""
    return Message("「市民の声」としてお聞きします。\n" + agreement(city))


def personal_data(finds: Sequence[Find], ways: Sequence[str]) -> Message:
    shown = list(dict.fromkeys(f"「{find.shown}」" for find in finds))
    return Message(
        "\n".join(
            [
                "ありがとうございます。まだ受け付けていません。",
                "お名前や電話番号のように見える所があります。",
                "　" + "".join(shown[:6]) + ("など" if len(shown) > 6 else ""),
                "",
                "大切な情報ですので、次からお選びください。",
                *(f"{place} {way}" for place, way in enumerate(ways, start=1)),
            ]
        )
    )


def _for_a_road(city: City) -> list[str]:
    """Whom to call of a road, unless the list of urgent numbers says so already: its own door before the hall."""
    door = door_for("道路の穴や倒木", city.doors)
    number = (door.phone if door else None) or city.phone
    if number is None or any(number in line for line in city.voice.urgent_phones):
        return []
    whom = numbers.of_door(door, city) if door and door.phone else f"市役所 {number}"
    return [f"・道路の穴や倒木など、急ぎの連絡：{whom}"]


def rewrite(what: str, photos: int, places: int) -> Message:
    """The words are written anew; what else was sent stays."""
    lines = [f"わかりました。{what}を、もう一度書いて送ってください。"]
    stays = [*([f"写真{photos}枚"] if photos else []), *([f"場所{places}か所"] if places else [])]
    if stays:
        lines.append(f"{'と'.join(stays)}は、残してあります。")
    if photos:
        lines.append("写真は、このあとの確認のときに外せます。")
    if places:
        lines.append("場所も消すときは「やめる」と送って、はじめからお願いします。")
    return Message("\n".join(lines))


def contact_by_phone(city: City) -> Message:
    where = f"市役所 {city.phone}{f'（{city.hours}）' if city.hours else ''}" if city.phone else "市役所の代表番号"
    return Message(
        f"ご連絡先は、電話でお伺いします。{where}へお電話ください。\n"
        "ご意見は、このままここで送ることもできます。お返事はこのトークに届きます。\n"
        "1 このまま続ける\n2 やめる"
    )


def danger(city: City, *, may_send: bool = True) -> Message:
    """Whom to call. ``may_send``: what was written can be sent to the hall by going on; not from a group, nor
    once it was sent."""
    # In English too: whoever writes no Japanese may live here, and needs two words of it.
    lines = ["今まさに危ないときは、すぐ電話してください。"]
    lines += ["・火事・救急（fire, ambulance） 119", "・事件・事故・近くにクマ（police） 110", "・子どもへの虐待 189"]
    lines += [f"・{line}" for line in city.voice.urgent_phones]
    lines += _for_a_road(city)
    lines += [
        "・国道などの道路の異常 #9910",
        "ここは職員が平日の昼間に読む窓口です。",
    ]
    if may_send:
        lines.append("急ぎでなければ、このままご意見として送れます。")
    return Message("\n".join(lines))


_DISTRESS = (
    "つらいお気持ちを書いてくださり、ありがとうございます。ここは職員が平日の昼間に読む窓口で、すぐにはお返事できません。\n"
    "今、話を聞いてくれる所があります。\n"
    "・よりそいホットライン 0120-279-338（24時間・無料）\n"
    "・#いのちSOS 0120-061-338（無料）\n"
    "・24時間子供SOSダイヤル 0120-0-78310（お子さんと保護者・無料）\n"
    "命の危険があるときは 119 へ電話してください。"
)
DISTRESS = Message(f"{_DISTRESS}\n書いてくださったことは、このまま市に送ることもできます。\n1 このまま続ける\n2 やめる")
# The same where nothing can be sent any more, or not from here: in a group, and on the form once it was sent.
WHO_LISTENS = Message(_DISTRESS)


_SEND_OR_NOT = ("1 市民の声として送る", "2 送らない")


def unasked(photos: int) -> Message:
    """Photos out of the blue, or (0 of them) a place."""
    if photos:
        what = "この写真を" if photos == 1 else f"この写真{photos}枚を"
        asked = f"写真をありがとうございます。{what}「市民の声」として市に送りますか。"
    else:
        asked = "場所をありがとうございます。この場所について「市民の声」を市に送りますか。"
    return Message("\n".join((asked, *_SEND_OR_NOT)))


NOT_SENT = Message("わかりました。送っていません。", (Button("メニュー", "メニュー"),))
WHAT_ABOUT = "お預かりしました。どんなことか、ひとこと書いて送ってください。"


def heard_unasked(door: str | None, acute: bool, *, more: bool = False) -> Message:
    """Somebody complains without having pressed anything; ``door`` is where the hall answers at once. ``more``: to what they
    told just before."""
    lines = [door] if door else []
    if acute:
        lines.append("今まさに危ないときは、火事・救急 119／事件・事故 110 へ電話してください。")
    lines += [
        "先に書かれたことと合わせて、「市民の声」で市に送ることができます。"
        if more
        else "市へのご意見・お困りごととして、このまま「市民の声」で市に送ることができます。",
        *_SEND_OR_NOT,
    ]
    return Message("\n".join(lines))


def can_still_be_sent(answer: Message, label: str, *, is_news: bool) -> Message:
    """An answer to what was asked right after somebody told of a trouble: that is not lost, and ``label`` sends it."""
    text = f"{answer.text}\n（先に書かれたことは、「{label}」で市に送れます。）" if is_news else answer.text
    return replace(answer, text=text, buttons=(*answer.buttons, Button(label, label)))


def even_a_voice_is_shorter(refusal: Message) -> Message:
    """So much is taken nowhere at once; where most of it is, is said."""
    offer = f"市へのご意見・お困りごとでしたら、「市民の声」と送ると、{MAX_CHARS:,}字まで書けます。"
    return Message(f"{refusal.text}\n{offer}", (Button("市民の声", "市民の声"), *refusal.buttons))


def unread(refusal: str) -> Message:
    """Nothing could be looked up; it can still be sent to the city."""
    offer = "市へのご意見・お困りごとでしたら、書いたものをこのまま「市民の声」として送れます。"
    return Message("\n".join((refusal, offer, *_SEND_OR_NOT)))


# --- answering what the city asks back ---------------------------------------------------------------------------


def asked_back(receipt: str, question: str) -> Message:
    return Message(
        f"{receipt} についての、市からのおたずねです。\n「{question.strip()}」\n"
        f"お答えを書いて送ってください（写真{MAX_PHOTOS}枚まで、場所も送れます）。やめるときは「やめる」と送ってください。"
    )


def is_it_the_answer(receipt: str, question: str) -> Message:
    """Something was told while the city waits for an answer; the ways on stand below."""
    return Message(f"{receipt} についての、市からのおたずねへのお答えですか。\nおたずね：「{question.strip()}」")


def after_the_answer(receipt: str, *, asked: bool, may_send: bool) -> Message:
    """Something was told after the city answered. ``asked``: it was asked how it is now; the ways on stand below."""
    lines = [f"{receipt} の、市からのお返事についてのことでしょうか。"]
    if asked:
        lines.append("その後いかがですか。「まだ困っている」は、担当の職員に伝えます。")
    if may_send:
        lines.append("書いたものを「市民の声」として、市に送ることもできます。")
    return Message("\n".join(lines))


def more_of_it(receipt: str) -> Message:
    """Something was told after a voice was handed in; the ways on stand below."""
    return Message(
        f"{receipt} の続きでしょうか。書いたものを、続きとして市に送ることができます。\n"
        "送ったものを消すときは「取り下げる」と送ってください。"
    )


def answer_card(texts: Sequence[str], photos: int, places: Sequence[str], ways: Sequence[str]) -> Message:
    """The answer so far, and that it has not been sent."""
    said = _said_so_far(texts, photos, places, ways)
    return Message("\n".join(["この内容で答えますか。まだ送っていません。", "", *said]))


def heard_back(receipt: str, due: date | None, *, today: date) -> Message:
    then = f"お返事は、{in_words(due, today=today)}ごろまでを目安にお送りします。" if due else "確認を続けます。"
    return Message(
        f"お答えを受け取りました。ありがとうございます。{receipt} の担当の職員に伝えました。\n{then}",
        (STATE_BUTTON, MENU_BUTTON),
    )


ANSWER_STOPPED = Message(
    "わかりました。お答えを取りやめました。書いたものは残っていません。「答える」と送ると、いつでも書けます。",
    (STATE_BUTTON, MENU_BUTTON),
)


# --- slips -------------------------------------------------------------------------------------------------------


def too_long(chars: int) -> Message:
    return Message(
        f"あわせて{MAX_CHARS:,}字までです（今の分を入れると{chars:,}字）。今の文は入れていません。短くして、もう一度送ってください。"
    )


TOO_MANY_PHOTOS = Message(f"写真は{MAX_PHOTOS}枚までです。この写真は入れていません。")
TOO_MANY_TOGETHER = Message(f"写真は{MAX_PHOTOS}枚までです。先に届いた{MAX_PHOTOS}枚を入れました。")
AUDIO = Message("申し訳ありませんが、音声は聞き取れません。キーボードのマイクを押して話すと、文字になります。")
NO_VIDEO = Message("申し訳ありませんが、動画は受け取れません。写真か文字で送ってください。")
NO_FILE = Message("申し訳ありませんが、ファイルは受け取れません。内容を文字で書くか、写真で送ってください。")
NO_STICKER = Message("スタンプをありがとうございます。ご意見は、文字か写真で送ってください。")
NO_PLACE = Message("場所を読み取れませんでした。町名や目印を、文字で書いてください。")


# --- after 送る ---------------------------------------------------------------------------------------------------


def receipt(
    number: str, received: date, due: date | None, *, wants_reply: bool, outcome: str, asks: bool = True
) -> Message:
    """The receipt, and the one question that follows it; ``asks`` False: only the receipt."""
    first = {
        "new": "受け付けました。ありがとうございます。",
        "joined": "受け付けました。ありがとうございます。前の件に続けて記録しました。",
        "repeated": "同じ内容を、すでに受け付けています。1件にまとめて記録しました。",
    }[outcome]
    if not wants_reply:
        then = "ご希望により個別のお返事はしません。職員が読み、担当の課に伝えます。"
    elif due is not None:
        then = (
            f"担当の課に確認し、{in_words(due, today=received)}ごろまでを目安に、このトークでお返事します。"
            "遅れるときは、その日までにお知らせします。"
        )
    else:
        then = "担当の課に確認して、このトークでお返事します。"
    lines = [
        first,
        f"受付番号 {number}（{month_and_day(received)}）",
        then,
        "状況は「受付状況」と送るか、電話で受付番号をお伝えください。「取り下げる」と送ると、取り下げられます。",
    ]
    if not asks:
        return Message("\n".join(lines))
    lines += [
        "",
        "個人が分からないように要約して、市のホームページなどにのせてもよいですか。どちらでもお返事は変わりません。"
        "ボタンか、「のせてよい」「のせない」の言葉でお答えください。お答えがなければ、のせません。",
    ]
    return Message(
        "\n".join(lines),
        (
            Button("要約ならのせてよい", "要約ならのせてよい", postbacks.data("case", "publish", number, "yes")),
            Button("のせない", "のせない", postbacks.data("case", "publish", number, "no")),
        ),
    )


MAY_OR_MAY_NOT = Message("ホームページなどへの掲載は、「のせてよい」か「のせない」の、どちらかを送ってください。")


def which_to_publish(voices: Sequence[OwnVoice], may: bool, *, numbered: bool) -> Message:
    """Several voices may be meant: each button answers for one of them, and so does its number where it stands there."""
    what = "要約してのせてよい" if may else "のせない"
    lines = [f"{what}のは、どの「市民の声」ですか。まだ何も変えていません。"]
    lines += [
        f"{f'{place} ' if numbered else '・'}{own.receipt}（{month_and_day(own.received_on)}）"
        for place, own in enumerate(voices, start=1)
    ]
    lines.append(f"下のボタン{'か番号' if numbered else ''}で選ぶか、受付番号を送ると内容を見て選べます。")
    how = "yes" if may else "no"
    return Message(
        "\n".join(lines),
        tuple(Button(own.receipt, own.receipt, postbacks.data("case", "publish", own.receipt, how)) for own in voices),
    )


def so_already(voices: Sequence[OwnVoice], may: bool) -> Message:
    """Nothing there is to be answered otherwise: all are answered for so, or there is none (any more)."""
    if not voices:
        return Message("このトークで受け付けた「市民の声」は、いまはありません。", (STATE_BUTTON, MENU_BUTTON))
    which = voices[0].receipt if len(voices) == 1 else f"新しい順に{len(voices)}件の「市民の声」"
    how = "要約してのせてよいこと" if may else "のせないこと"
    return Message(f"{which} は、前のお答えのとおり、{how}になっています。", (STATE_BUTTON, MENU_BUTTON))


def published(number: str, *, may: bool, taken_down: bool = False) -> Message:
    """What follows from the answer to that question; ``taken_down``: it stood on the city's page until now."""
    if may:
        return Message(
            f"ありがとうございます。{number} は、要約してのせることがあります。あとから変えることもできます。"
        )
    if taken_down:
        return Message(
            f"わかりました。{number} は、のせるのをやめました。"
            "市のホームページにも写してあるときは、職員が消します（少し日がかかることがあります）。"
        )
    return Message(f"わかりました。{number} は、のせません。")


def form_link(url: str, minutes: int) -> Message:
    return Message(
        f"市の専用ページで、ご意見と連絡先をお書きください（{minutes}分のあいだ、1回使えます）。\n{url}\n"
        "終わると受付番号が出ます。まだ受け付けていません。"
    )


def form_only(city: City) -> Message:
    """Where opinions are not taken in the talk and there is no form to open."""
    where = f"市役所 {city.phone}{f'（{city.hours}）' if city.hours else ''}" if city.phone else "市役所の窓口か電話"
    return Message(f"ご意見は、{where}で承っています。", (Button("メニュー", "メニュー"),))
