"""The words that mean the same wherever a conversation stands, and the numbers that choose among what was offered."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from casework.receipts import Mistyped, NoReceipt, said_receipt
from knowledge.language.text import fold

KeyWord = Literal[
    "メニュー",
    "質問の例",
    "計画を見る",
    "もう一度見る",
    "使い方",
    "電話",
    "やめる",
    "市民の声",
    "モニター",
    "アンケート",
    "受付状況",
    "退会",
]

# Besides the word itself; width, kana, case, blanks and signs around it make no difference anyway.
_ALSO: dict[KeyWord, tuple[str, ...]] = {
    "メニュー": ("メニュ", "menu", "トップ", "最初から", "はじめから", "最初に戻る", "メニューに戻る"),
    "質問の例": ("質問例", "例", "調べる", "質問", "質問する"),
    "計画を見る": ("計画", "計画を見たい", "計画を見せて", "計画の一覧", "施策を見る", "施策の一覧を見る", "見てまわる"),
    "もう一度見る": ("もういちど見る", "もう一度見せて", "もう一度見たい", "もう一回見る", "もう一度見せてください"),
    "使い方": ("使いかた", "つかい方", "つかいかた", "ヘルプ", "help", "使い方を教えて", "使い方は"),
    "電話": (
        "職員", "人", "電話番号", "電話したい", "でんわ", "人と話したい", "職員と話したい", "電話をかけたい", "問い合わせ先",
        "phone", "telephone", "phone number", "human", "talk to a person", "talk to someone", "I want to talk to someone",
        "I want to talk to a person",
    ),
    "やめる": (
        "止める", "中止", "終了", "終わり", "おわり", "もういい", "もういいよ", "もういいです",
        "stop", "cancel", "never mind", "quit",
    ),
    "市民の声": (
        "市民のこえ", "しみんの声", "しみんのこえ",
        "意見", "ご意見", "意見を送る", "市に意見を送る", "市民の声を送る", "市民の声を送りたい", "市民の声を出す",
        "市民の声を書く", "苦情", "クレーム", "要望", "声を送る", "声を届ける", "声を届けたい", "市に声を届けたい",
        "complaint", "I want to complain", "opinion", "send an opinion",
    ),
    "モニター": (
        "市民モニター", "モニタ",
        "モニターになりたい", "市民モニターになりたい", "モニターに応募", "モニターに応募する", "モニターに応募したい",
        "市民モニターに応募", "市民モニターに応募する", "市民モニターに応募したい",
    ),
    "アンケート": (),
    "受付状況": ("受付状況を見る", "うけつけ状況"),
    "退会": (
        "退会する", "退会したい", "モニターをやめたい", "モニターをやめる", "モニターをやめます", "モニターやめたい",
        "モニターやめます", "市民モニターをやめたい", "市民モニターをやめます", "応募を取り消したい", "応募を取り消す",
    ),
}  # fmt: skip
_BEFORE = "(?:じゃあ|では|えっと)?"
_AFTER = "(?:番目|番|ばん|つ目)?(?:です|でお願いします|をお願いします|お願いします|で|を|の)?"
_NUMBER = re.compile(rf"{_BEFORE}([0-9]{{1,2}}){_AFTER}")
# Keys like 1️⃣ are a digit with marks around it.
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")


@lru_cache(maxsize=2048)  # one turn asks for the same text several times, and every turn for the same buttons and names
def bare(text: str) -> str:
    """The text in the form in which words are compared, without the signs and emoji around it ("メニュー！" → "めにゅー")."""
    folded = fold(text, spaces=False).translate(_KEYCAP)
    start, end = 0, len(folded)
    while start < end and not is_wordy(folded[start]):
        start += 1
    while start < end and not is_wordy(folded[end - 1]):
        end -= 1
    return folded[start:end]


def is_wordy(sign: str) -> bool:
    """Whether a character is a letter or a digit, and not punctuation, an emoji, or a mark."""
    return unicodedata.category(sign)[0] in "LN"


# What may stand before a key word without changing it.
_FIRST = re.compile("^(?:やっぱり?|やはり|じゃあ?|それじゃあ?|では|あのう?(?=[^一-龠ぁ-んァ-ヶ]))")
_MEANT: dict[str, KeyWord] = {bare(word): key for key, also in _ALSO.items() for word in (key, *also)}


# Whoever turns back says it in many ways: of what they do themselves, never of what others do (「やめてほしい」).
_TURNS_BACK = re.compile(
    r"(?:(?:やっぱり?|やはり|もう|じゃあ?|では|今日は|今回は|今は|一旦|いったん|とりあえず|すみません|すいません|ごめんなさい|ごめん|いや|いえ|いいえ)[、。]*)*"
    r"(?:(?:送る|出す|書く)の(?:は|を|も)?)?"
    r"(?:やめ(?:る|ます|たい|とく|どく|ときます|ておく|ておきます|ようかな|ようと思います|にする|にします|ることにします)"
    r"|(?:これで)?(?:終わり|おわり|終了)(?:でいい|にする|にします|で(?:お願いします)?)"
    r"|中止(?:する|します|で)|きゃんせる(?:する|します|で|したい)?)(?:です|ね|わ|よ|かな|から|ので)*"
    r"|(?:やっぱり?|やはり)[、。]*(?:もう)?(?:いい|結構|けっこう|大丈夫|いらない|いりません|要らない|要りません|なし)(?:です|で|にします|にする)*(?:ね|わ|よ|から)*"
)

# Whoever wants a number or a person says it in many ways; in the form that ``bare`` gives.
_NUMBER_ASKED = (
    r"(?:市役所|役所|市|窓口|代表|こちら|そちら|相談先|担当|[一-龠ぁ-ん]{1,10}(?:課|係|室|局|支所|窓口))?の?(?:電話番号|電話|でんわ|代表番号|連絡先|問い?合わせ先?|といあわせ(?:さき)?)"
    r"(?:は|を|って|が|に)?(?:何番|なんばん|教え|おしえ|知りた|しりた|かけた|したい|つながら)?(?:て|い|ない)?(?:ください|下さい|けろ|くれ)?"
    r"(?:です|ます)?(?:か|の)?"
)
_CALLS = re.compile(
    rf"{_NUMBER_ASKED}"
    r"|(?:市の|市役所の|担当の|係の)?(?:職員|人|ひと|人間|担当者?|係|おぺれーたー|有人|窓口|市役所|役所)(?:の人|の方|さん)?"
    r"(?:と|に|へ|の?対応)?(?:直接|ちょくせつ)?(?:電話で)?"
    r"(?:話した|はなした|話せ|はなせ|話がした|話をした|つない|つなげ|繋い|繋げ|かわっ|代わっ|替わっ|電話した|相談した|聞きた|ききた|出し|出て)"
    r"(?:い|る|ます|で|て)?(?:のですが|んですが|んだけど)?(?:ほしい|欲しい|ください|下さい|けろ|くれ)?(?:です|ます)?(?:か)?"
    r"|おぺれーたー|有人対応"
    r"|(?:いや|もう|じゃあ?|それじゃあ?|それなら|なら|では|、|。)*(?:やっぱり?|やはり|直接|自分で|あとで|後で|、)*(?:電話|でんわ)"
    r"(?:を?(?:する|します|して(?:み(?:る|ます)|き(?:く|きます))|かけ(?:る|ます|てみる|てみます))|で(?:聞く|聞きます|聞いてみ(?:る|ます)))(?:わ|ね|よ|から|ので|、|。)*"
    r"|(?:人間|人間の人|生身の人|中の人|職員|職員さん|誰か|だれか|有人)(?:は|が|って)?(?:い(?:ます|る|ない|ません)(?:の|ん)?(?:です)?か?(?:ね|な)?)"
)
_ASKS_FOR_A_NUMBER = re.compile(_NUMBER_ASKED)

# Who wants to be called, and may say first who they are. In the middle of what somebody writes to the city it is a part of
# that, so it is no key word.
_TO_BE_CALLED = re.compile(
    r"(?:(?:[^。、]{1,10}の)?[一-龠々〇]{1,6}(?:です|といいます|と申します)(?:が|けど)?[。、]+)?(?:[0-9\-]{9,14}(?:です|まで|に|へ|、)*)?(?:折り?返し|おりかえし|至急|あとで|後で|すぐ)?(?:の|に|、)?お?(?:電話|でんわ)(?:を|が)?"
    r"(?:ください|下さい|ちょうだい|くれ|ほしい|欲しい|待って(?:い)?ます|お待ちして(?:い)?ます|お願い(?:します|できますか)|もらえ(?:ますか|ませんか|ないですか|る)"
    r"|いただけ(?:ますか|ませんか|ないでしょうか)|(?:し|かけ|かけ直し)て(?:ください|下さい|ほしい|欲しい|くれ|けろ|もらえ(?:ますか|ませんか|る)?|いただけ(?:ますか|ませんか)?|ちょうだい)?)"
    r"(?:です|ませんか|か|ね|よ|。|、)*(?:(?:番号は)?[0-9\-]{9,14}(?:です|まで)?)?"
)

# Whoever has something to tell the city, and asks how; what the city does with opinions is asked of the documents.
_HAS_TO_TELL = re.compile(
    r"(?:市|市役所|役所)?(?:に|へ|への|の)?(?:苦情|くれーむ|要望|ご?意見|不満|文句)"
    r"(?:を|が|は|って)?(?:市に|市役所に|役所に|直接)?(?:言い|いい|伝え|出し|送り|聞いてもらい|話し)たい(?:んだけど|のですが|んですが|です|の)?"
    r"|(?:苦情|くれーむ|文句)(?:は|って|を|の)?(?:窓口は?|受付は?)?(?:どこ|誰|だれ)(?:に|へ|で)?"
    r"(?:(?:言|い|伝|送|出)(?:う|え|い|れ|せ)?(?:ば|ったら)?(?:いい|よい)?)?(?:です|の|ん)*(?:か|かな)?"
)


def key_word(text: str) -> KeyWord | None:
    """The key word that a text is, None when it is something else, a question with the word in it for instance."""
    said = bare(text)
    if key := _MEANT.get(said) or _MEANT.get(bare(_FIRST.sub("", said))):
        return key
    if _CALLS.fullmatch(said):
        return "電話"
    if _TURNS_BACK.fullmatch(said):
        return "やめる"
    return "市民の声" if _HAS_TO_TELL.fullmatch(said) else None


def asks_for_a_number(said: str) -> bool:
    """Whether a text in the form of ``bare`` asks for a telephone number, and not to talk to somebody."""
    return _ASKS_FOR_A_NUMBER.fullmatch(said) is not None


def wants_a_call(text: str) -> bool:
    """Whether somebody asks to be called, and says nothing besides, unless a number (「電話ください 000-000-0000」)."""
    return _TO_BE_CALLED.fullmatch(bare(text)) is not None


def names_a_receipt(text: str) -> bool:
    """Whether a text is or says a receipt number and nothing else."""
    return receipt(text) is not None


def receipt(text: str) -> str | None:
    """The receipt number that a text is or says, as it is printed; None for anything else, and for a wrong check digit."""
    try:
        return str(said_receipt(text))
    except NoReceipt:
        return None


def is_mistyped_receipt(text: str) -> bool:
    """Whether a text was meant for a receipt number, and there is none such."""
    try:
        said_receipt(text)
    except Mistyped:
        return True
    except NoReceipt:
        return False
    return False


def number(text: str) -> int | None:
    """The number with which a text chooses ("２", "②", "2番でお願いします"), None when it is something else.

    At most two digits: more of them are a year or an amount.
    """
    chosen = _NUMBER.fullmatch(bare(text))
    return int(chosen[1]) if chosen else None
