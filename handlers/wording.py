"""What the bot says that belongs to no single conversation: greeting, menu, help, doors.

None of it has a line beginning with 出典: that marks an answer from the documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from handlers import numbers
from handlers.city import City, Door
from handlers.key_words import KeyWord
from handlers.model import Button, Doubt, Message
from knowledge.reply import Choice

MENU = Button("メニュー", "メニュー")
HOW_TO = Button("使い方", "使い方")
HINTS = (MENU, HOW_TO)

_EMERGENCIES = "火事・救急 119／事件・事故 110"
_NO_MONEY = "市がここでお金や暗証番号をたずねることはありません。"


def buttons(choices: Sequence[Choice]) -> tuple[Button, ...]:
    return tuple(Button(choice.label, choice.says) for choice in choices)


# --- coming and going --------------------------------------------------------------------------------------------


def greeting(city: City) -> Message:
    return Message(
        _lines(
            f"友だち追加ありがとうございます。{city.name}「{city.bot_name}」です。",
            f"市の計画や成果の数字をお調べします{_example(city)}。質問には自動でお答えします。",
            "質問の文は、だれのものか分からない形で、答えの改善に使います。",
            f"お急ぎのご用は電話でお願いします：{_hall_number(city)}{_EMERGENCIES}",
            _NO_MONEY,
        )
    )


def welcome_back(city: City) -> Message:
    return Message(
        _lines(
            f"おかえりなさい。{city.name}「{city.bot_name}」です。またご利用いただき、ありがとうございます。",
            f"市の計画や成果の数字を、これまでどおり自動でお調べします{_example(city)}。",
            _NO_MONEY,
        )
    )


def introduction_in_group(city: City) -> Message:
    return Message(
        _lines(
            f"はじめまして。{city.name}「{city.bot_name}」です。",
            f"このグループでは、メンション（@）で呼ばれたときだけ、市の計画や成果への質問に自動でお答えします{_example(city)}。",
            _NO_MONEY,
        )
    )


# --- key words ---------------------------------------------------------------------------------------------------


def menu_choices(city: City) -> tuple[Choice, ...]:
    examples = (Choice("質問の例", "質問の例"),) if city.examples else ()
    return (
        *examples,
        Choice("計画を見る", "計画を見る"),
        Choice("市民の声を送る", "市民の声"),
        Choice("受付状況を見る", "受付状況"),
        Choice("使い方", "使い方"),
        Choice("電話番号", "電話"),
    )


def menu(city: City) -> Message:
    choices = menu_choices(city)
    return Message(
        _lines(
            "何をしますか。ボタンでも、番号や言葉でも選べます。",
            *_numbered(choices),
            "知りたいことを、そのまま書いていただいてもお答えします。",
        ),
        buttons(choices),
    )


def example_choices(city: City) -> tuple[Choice, ...]:
    return tuple(Choice(example, example) for example in city.examples)


def examples(city: City) -> Message:
    """Questions to begin with; a city that names none is told how to ask instead."""
    choices = example_choices(city)
    if not choices:
        return how_to(city)
    return Message(
        _lines(
            "例えば、このような質問にお答えできます。番号でも選べます。",
            *_numbered(choices),
            "ほかのことも、話すように書いてみてください。",
        ),
        buttons(choices),
    )


def how_to(city: City) -> Message:
    return Message(
        _lines(
            f"知りたいことを、話すように書いてください{_example(city)}。",
            "・市の計画や成果の資料から、出典をつけて自動でお答えします",
            "・続けて「予算は？」「理由は？」のように聞けます",
            "・ボタンの言葉は、書いて送っても同じです",
            "・話を終えるときは「やめる」、迷ったときは「メニュー」、前の答えは「もう一度見る」と送ってください",
            f"資料にないことは、市役所の窓口か電話でおたずねください{_at_number(city)}。",
        ),
        (MENU, Button("電話番号", "電話")),
    )


def how_to_in_group(city: City) -> Message:
    """Only what works where several people talk at once: no buttons, no numbers, nothing that refers to what was said."""
    return Message(
        _lines(
            f"メンション（@）をつけて、知りたいことを話すように書いてください{_example(city)}。",
            "・市の計画や成果の資料から、出典をつけて自動でお答えします",
            "・前の質問の続きとしては読めません。質問のたびに、何のことかを書いてください",
            f"・市民の声や受付状況は、「{city.bot_name}」とのトーク（一対一）で送ってください",
            f"資料にないことは、市役所の窓口か電話でおたずねください{_at_number(city)}。",
        )
    )


def phone(city: City, own: str | None = None) -> Message:
    """The hall's number, or ``own``: that of the section asked for, as it is told."""
    if own:
        hall = _lines("お電話は、こちらへお願いします。", own)
    elif city.phone:
        hall = _lines("職員とお話しになりたいときは、お電話ください。", f"市役所 {city.phone}{_hours(city)}")
    else:
        hall = _lines(
            f"職員とお話しになりたいときは、市役所へお電話ください{_hours(city)}。",
            "番号は、市の公式ホームページや広報紙でお確かめください。",
        )
    return Message(
        _lines(hall, "このトークから、折り返しのお電話はできません。", f"お急ぎのとき：{_EMERGENCIES}"), (MENU,)
    )


STOPPED = Message(
    "わかりました。ここまでの話は終わりにします。また何か知りたくなったら、そのまま書いてください。", HINTS
)
# Who turns back right after sending may mean what was sent.
STOPPED_AFTER_SENDING = Message(
    "わかりました。ここまでの話は終わりにします。\n送った「市民の声」は、受け付けたままです。取り消すときは「取り下げる」と送ってください。",
    (Button("取り下げる", "取り下げる"), *HINTS),
)

# What concerns one resident alone: in a group it is not done before others.
OwnBusiness = Literal["市民の声", "モニター", "アンケート", "受付状況", "退会"]


def no_panel(what: Literal["モニター", "アンケート", "退会"], city: City) -> Message:
    """An honest word in a city that has no panel yet, and what can be done meanwhile."""
    said = {
        "モニター": "市民モニターの募集は、まだ始まっていません。",
        "アンケート": "このトークでのアンケートは、まだ始まっていません。",
        "退会": "市民モニターはまだ始まっていないので、退会の手続きはいりません。",
    }[what]
    return Message(
        _lines(
            said,
            "" if what == "退会" else f"ご意見やお問い合わせは、市役所へ直接お願いします{_at_number(city)}。",
            "市の計画や成果についての質問には、今もここでお答えします。",
        ),
        HINTS,
    )


# --- what is no question -----------------------------------------------------------------------------------------

_IN_WORDS = "知りたいことがあれば、文字で書いて送ってください。"


def sent(kind: Literal["sticker", "image", "video", "audio", "file", "location"], city: City) -> Message:
    """A word about something that is not text. A picture or a place is often of a damage: that cannot wait for us."""
    urgent = f"道路の穴など、急ぎの連絡は市役所へお電話ください{_at_number(city)}。"
    said = {
        "sticker": _lines("スタンプをありがとうございます。", _IN_WORDS),
        "image": _lines("写真をありがとうございます。申し訳ありませんが、写真は見られません。", _IN_WORDS, urgent),
        "video": _lines("動画をありがとうございます。申し訳ありませんが、動画は見られません。", _IN_WORDS, urgent),
        "audio": "申し訳ありませんが、音声は聞き取れません。キーボードのマイクを押して話すと、文字になります。",
        "file": _lines("ありがとうございます。申し訳ありませんが、ファイルは開けません。", _IN_WORDS),
        "location": _lines("ありがとうございます。申し訳ありませんが、場所からはお調べできません。", _IN_WORDS, urgent),
    }[kind]
    return Message(said, HINTS)


OLD_BUTTON = Message("これは古いボタンのようです。お手数ですが、次から選び直してください。")


def over(key_words: Sequence[KeyWord]) -> Message:
    """To the words of a button of something that is over: with what it begins again."""
    begin = "か".join(f"「{word}」" for word in key_words)
    return Message(
        f"そのボタンの続きは、もう終わっています。お手数ですが、{begin}と送って、はじめからお願いします。",
        (*(Button(word, word) for word in key_words), MENU),
    )


UNREADABLE = Message("文字が届きませんでした。お手数ですが、知りたいことをもう一度書いて送ってください。", HINTS)
ONLY_SIGNS = Message("何かお困りでしょうか。知りたいことを、短い言葉で書いてみてください。", HINTS)
ONLY_EMOJI = Message(f"絵文字をありがとうございます。{_IN_WORDS}", HINTS)
SLOW_DOWN = Message("たくさんのメッセージをありがとうございます。1分ほど待ってから、もう一度送ってください。")
NOTHING_TO_CHOOSE = Message(
    "その番号で選べるものが、今はありません（番号で選べるのは、一覧が出てから10分のあいだです）。"
    "知りたいことを、もう一度言葉で書いてください。",
    HINTS,
)


# A second tap, or the same words sent twice.
HEARD_ALREADY = Message("同じお返事が続けて届きました。1回分として受け取っています。")


def too_long(most_chars: int) -> Message:
    return Message(
        f"文が長く、読み取れませんでした。知りたいことを一つずつ、{most_chars}字以内で書いてください。", HINTS
    )


NOTHING_TO_SHOW_AGAIN = Message(
    "もう一度お見せできる答えが、今はありません。知りたいことを、もう一度書いて送ってください。", HINTS
)


def choose_again(choices: Sequence[Choice]) -> Message:
    return Message(_lines("その番号はありません。次からお選びください。", *_numbered(choices)), buttons(choices))


def choose_a_way(ways: Sequence[Button]) -> Message:
    """To a reply that chooses nothing, where something is offered."""
    return Message(_lines("次からお選びください。", *(f"・{way.label}" for way in ways)), (*ways, MENU))


# To a reply where nothing was asked.
NOTHING_ASKED = Message(
    "今は、お返事いただくことがありません。市へのご意見は「市民の声」と送ると書けます。知りたいことは、そのまま書いてください。",
    (Button("市民の声", "市民の声"), MENU),
)
SAID_NOT_ASKED = "市へのご意見・お困りごとは、手元の資料ではお答えできません。"


def which_number(choices: Sequence[Choice]) -> Message:
    """To a number where none stood beside the choices."""
    return Message(_lines("どれでしょうか。番号でお選びください。", *_numbered(choices)), buttons(choices))


# --- 「ちがう」 ---------------------------------------------------------------------------------------------------

IN_WORDS = "どこがどうちがうかを、文字で書いて送ってください。やめるときは「やめる」と送ってください。"
DOUBT_MAX_CHARS = 300
WRONG_IN_WHAT = Message(
    f"どこがどうちがうか、このまま書いて送ってください（{DOUBT_MAX_CHARS}字まで）。\n"
    "お名前や電話番号は書かないでください。やめるときは「やめる」と送ってください。"
)
NO_ANSWER_TO_DOUBT = Message(
    "どの答えのことか、分かりませんでした。もう一度質問して、その答えのあとに「ちがう」と送ってください。",
    HINTS,
)


def where_is_it_wrong(labels: Sequence[str], choices: tuple[Button, ...]) -> Message:
    return Message(
        _lines(
            "どこがちがいますか。番号でも選べます。",
            *(f"{number} {label}" for number, label in enumerate(labels, start=1)),
        ),
        choices,
    )


def doubt_noted(about: Doubt, city: City) -> Message:
    """Thanks, what becomes of it, and what can be done at once. No answer is promised: nobody knows who asked."""
    noted = "ありがとうございます。職員が見直す答えの一覧に入れました（個別のお返事はしていません）。"
    onwards = {
        "figure": f"正しい数字をお急ぎのときは、市役所におたずねください{_at_number(city)}。",
        "meaning": "知りたいことを、ほかの言葉で書いてみてください。「計画を見る」と送ると、目次から探せます。",
        "outdated": "お答えは、今入っているいちばん新しい資料によるものです。新しい資料が入ると、答えも新しくなります。",
        "other": f"お急ぎのときは、市役所におたずねください{_at_number(city)}。",
    }[about]
    return Message(_lines(noted, onwards), (Button("計画を見る", "計画を見る"), MENU))


# --- beside an answer --------------------------------------------------------------------------------------------


def asked_in_group(questions: Sequence[str]) -> str:
    """Asking back where several people talk: no number is anybody's choice."""
    lines = ["どのことか、もう少しくわしく書いてください。メンション（@）をつけて、例えば次のように送れます。"]
    return _lines(*lines, *(f"・{question}" for question in questions))


def only_alone(what: OwnBusiness, city: City) -> Message:
    """A word about what concerns one person and is not done before others."""
    return Message(
        f"「{what}」は、このグループではなく、「{city.bot_name}」とのトーク（一対一）で送ってください。"
        "ここでは、ほかの方に見えてしまいます。"
    )


def door(door: Door, city: City, *, in_english: bool = False) -> Message:
    """Where the hall answers what the documents do not tell; ``in_english``: with a line for who asked so."""
    return Message(
        _lines(
            "The city's documents do not tell this. Please ask here, or write 電話 to call the city hall."
            if in_english
            else "",
            # The documents may tell much of the thing, and only what was asked they do not.
            f"おたずねのことは、手元の資料では分かりません。「{door.words[0]}」のことは、こちらへお願いします。",
            numbers.of_door(door, city),
            door.page or "",
        ),
        HINTS,
    )


def door_at_once(door: Door, city: City) -> str:
    """Where to turn at once with a trouble, beside what can be sent to the city."""
    return _lines(
        f"「{door.words[0]}」で急ぎのご連絡は、こちらへお願いします。", numbers.of_door(door, city), door.page or ""
    )


def when_urgent(city: City) -> str:
    """The line that ends a refusal; empty where the city names no number."""
    return f"お急ぎのときは、市役所 {city.phone}{_hours(city)}へどうぞ。" if city.phone else ""


# --- pieces ------------------------------------------------------------------------------------------------------


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _numbered(choices: Sequence[Choice]) -> list[str]:
    return [f"{number} {choice.label}" for number, choice in enumerate(choices, start=1)]


def _example(city: City) -> str:
    return f"（例：{city.examples[0]}）" if city.examples else ""


def _hours(city: City) -> str:
    return f"（{city.hours}）" if city.hours else ""


def _at_number(city: City) -> str:
    return f"（{city.phone}）" if city.phone else ""


def _hall_number(city: City) -> str:
    return f"市役所 {city.phone}／" if city.phone else ""
