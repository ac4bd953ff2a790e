"""What a short reply means, however it is said: 「送ってけろ」 sends, 「んだ」 is a yes, "no thank you" a no.

Nobody has to hit the words of a button. Which of these meanings take a way of a flow is written on the way (``Way.means``);
how each is said stands here, once for all of them. Only whole replies are read: what tells anything besides is what somebody
has to say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from handlers.key_words import bare, is_wordy

Meaning = Literal[
    "yes", "please", "no", "send", "send_silently", "send_for_reply", "anew", "without_photos", "may", "may_not", "apply",
    "publish", "hide", "as_is", "go_on", "begin", "skip", "reward", "another", "back", "later", "review", "edits", "unclear",
    "lost",
]  # fmt: skip
# Longer ones tell something.
_MAX_CHARS = 40

# All patterns are of texts in the form of ``said``.
_OF_THE_CHAT = (
    "(?:ください|下さい|もらえますか|もらえませんか|もらえる|いただけますか|くれますか|くれ|けろ|けで|けらっしゃい"
    "|ちょうだい)"
)
# What somebody would like is more often wished of the city (「続けてほしい」): only of sending and the like is it a reply.
_PLEASE = f"(?:{_OF_THE_CHAT}|ほしい|欲しい)"
_FINE = "(?:いい|よい|大丈夫|結構|けっこう|ok|おーけー|おっけー|かまいません|構いません|かまわない|構わない)"
# What may stand before and after without changing anything.
_FIRST = (
    "(?:やっぱり?|やはり|じゃあ?|んじゃ|それ(?:で(?:は)?|じゃあ?|なら)|では|これで|なら|あのう?|あと|もう|ぜひ|どうぞ|すみません|すいません"
    "|とりあえず|一旦|いったん|今回は|今日は)*"
)
_LAST = "(?:です|でいいです|で|だ)?(?:ね|な|よ|わ|の|から|ので|けど|かな)*"
_AGREEING = "(?:はい|うん|ええ|んだ|おう|ok|おっけー|おーけー)"
_REFUSING = "(?:いいえ|いえ|いや|ううん|だめ)"


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


def _asked(te: str, please: str = _PLEASE) -> str:
    """A verb as it asks for something to be done, from its form with て: 「送って」「送ってください」「送ってもいいです」."""
    return f"{te}(?:おいて)?(?:{please}|も?{_FINE})?"


def _not_asked(stem: str) -> str:
    """A verb as it asks for something not to be done: 「送らないで」「送らないでください」「送らなくていい」."""
    return f"{stem}(?:ない(?:[でて](?:{_PLEASE})?)?|なく[てで]も?{_FINE})"


def _verb(plain: str, stem: str, te: str, please: str = _PLEASE) -> str:
    """A verb of what one does now, would like to do, or asks for: 「送る」「送ります」「送りたい」「送ってください」."""
    return _any(plain, f"{stem}(?:ます|ました|ましょう|たい|たく)", _asked(te, please))


def _verb_here(plain: str, stem: str, te: str) -> str:
    """The same of what is done in the chat alone."""
    return _verb(plain, stem, te, _OF_THE_CHAT)


_ASKED_FOR = "(?:で|を)?(?:お願い|おねがい)(?:します|いたします|致します|したい|できますか)?"
_NOT_NEEDED = "(?:いらない|いりません|要らない|要りません|いらね|不要|結構|けっこう|必要ない|必要ありません)"
_IT = (
    "(?:(?:これ|それ|このまま|そのまま|この内容|この文|この質問|この写真|全部|市役所|役所|市民の声|ご?意見|声|市)"
    "(?:として|で|を|に|へ|さ|も)?)"
)
_SENDING = _any(
    _verb("(?:送|おく)る", "(?:送|おく)り", "(?:送|おく)っ[てで]"),
    "出(?:す|します|したい)",  # 「出してください」 may be wished of the city
    _verb_here("届ける", "届け", "届け[てで]"),
    _verb_here("伝える", "伝え", "伝え[てで]"),
    _verb("送信(?:する)?", "送信し", "送信し[てで]"),
    "完了",
    "(?:please)?(?:send|submit)(?:it|this)?(?:please|tothecity|tocityhall)?",
)
_SEND = f"(?:{_IT}*{_SENDING}|{_IT}+{_asked('(?:届け|伝え)[てで]')})(?:{_ASKED_FOR})?"
_NOT_SENDING = _any(_not_asked("(?:送|おく)ら"), "(?:送|おく)り(?:ません|たくない)", "出(?:さない|しません)")
_REPLY = "[おご]?(?:返事|返信|回答|へんじ)"
_NO_REPLY = _any(_NOT_NEEDED, _FINE, "なし", _not_asked("(?:もらわ|くれ)"), f"なく[てで]も?{_FINE}")
_A_REPLY = _any(_PLEASE, _ASKED_FOR, "必要|あり", "希望(?:します)?", "もらいたい|いただきたい", "待ってい?ます")
_TAKING_AWAY = _any(
    "やめ(?:る|ます|たい|とく|ときます|ておきます)",
    _verb("(?:外|はず)す", "(?:外|はず)し", "(?:外|はず)し[てで]"),
    _verb("消す", "消し", "消し[てで]"),
    _verb("取り?消す", "取り?消し", "取り?消し[てで]"),
    _verb("削除(?:する)?", "削除し", "削除し[てで]"),
)
_SHOW = "(?:のせ|載せ|公表し|公開し|掲載し|発表し)"
_SHOWING = "(?:公表|公開|掲載)[はをも]?"
_WHERE = (
    "(?:(?:要約(?:なら|して|を)?|匿名なら|名前[をは]出さなければ|個人が分からなければ)"
    "|(?:市の)?(?:ほーむぺーじ|hp|さいと|広報|市報|ねっと)(?:など)?[にへ](?:は|も)?)"
)
_ONES_ANSWERS = "(?:(?:さっき|先ほど|今|前|あんけーと|[0-9]{1,2}(?:番目?|問目?)?)の)*(?:お?答え|回答|こたえ)"
_BE_DONE = (
    f"(?:る|す|ます|たい|します|したい|せますか|られますか|できますか|せる|られる|{_asked('し?[てで]', _OF_THE_CHAT)})"
)
_DO_LATER = "(?:また)?(?:する|します|やる|やります|答える|答えます|続ける|続けます)"

_SAID: dict[Meaning, str] = {
    "yes": _any(
        f"{_AGREEING}+",
        f"{_AGREEING}*(?:{_ASKED_FOR}|頼む|頼みます|たのむ|たのみます)",
        f"そう(?:する|します|{_asked('し[てで]')})?",
        f"(?:それ|これ)で{_FINE}",
        "yes(?:please)?|yeah|yep|sure|okay|please",
    ),
    # A courtesy. What is offered is wished for; under what somebody has written, it may belong to that.
    "please": f"{_AGREEING}*(?:どうか|なにとぞ|何卒)?(?:よろしく|宜しく)(?:{_ASKED_FOR}|頼みます|どうぞ)?",
    "no": _any(
        f"{_REFUSING}+",
        f"{_REFUSING}*{_any(_NOT_NEEDED, _NOT_SENDING)}",
        "no(?:thanks|thankyou)?|(?:donot|dont)send(?:it)?",
    ),
    "send": f"{_AGREEING}*{_SEND}",
    "send_silently": f"{_AGREEING}*(?:{_SEND})?{_REPLY}(?:は|も|が|なら)?{_NO_REPLY}{_LAST}(?:{_FIRST}{_SEND})?|noreply",
    "send_for_reply": f"{_AGREEING}*(?:{_SEND})?{_REPLY}[はがをも]?{_A_REPLY}{_LAST}(?:{_FIRST}{_SEND})?",
    "anew": _any(
        _verb_here("書き(?:直|なお)す", "書き(?:直|なお)し", "書き(?:直|なお)し[てで]"),
        _asked("書き(?:直|なお)させ[てで]"),
        "(?:文|文章|内容)?[をは]?(?:直|なお)(?:す|したい|します)",  # 「直してください」 is said of a road
    ),
    "without_photos": f"写真(?:は|を|も|だけ)?(?:全部|すべて)?"
    f"{_any(_TAKING_AWAY, _NOT_NEEDED, f'なしで?(?:{_SEND})?', _not_asked('送ら'), '送りません')}",
    "may": f"{_AGREEING}*{_WHERE}*{_any(f'{_SHOW}[てで]も?{_FINE}', f'{_SHOWING}(?:し[てで]も?)?{_FINE}')}",
    # Where it was asked a yes; elsewhere the city may be asked for anything to be shown (「広報に載せてほしい」).
    "publish": f"{_AGREEING}*{_WHERE}*{_SHOW}[てで]{_PLEASE}",
    "may_not": f"{_REFUSING}*{_WHERE}*"
    + _any(
        _not_asked(_SHOW),
        _not_asked("名前[をは]?(?:出さ|のせ|載せ)"),
        f"{_SHOW}(?:ません|[てで]ほしくない)",
        f"{_SHOWING}(?:{_asked('やめ[てで]')}|{_not_asked('し')}|しません|いや|嫌|だめ|不可|なし)",
    ),
    "apply": f"{_AGREEING}*(?:同意(?:して|します|する)?)?(?:(?:市民)?もにたー[にをへ]?)?"
    + _any(
        f"(?:応募|参加|登録)(?:[にを]?(?:する|します|したい|してみたい|してみます|{_ASKED_FOR}))?",
        "申し?込(?:む|みます|みたい|み)",
        "やりたい|やってみたい|やります|なりたい|同意(?:する|します)",
    ),
    "hide": _any(
        f"(?:そこ|名前|番号|個人情報)?[をはも]?{_asked('(?:隠|かく)し[てで]')}(?:{_SENDING})?",
        _verb("(?:隠|かく)す", "(?:隠|かく)し", "(?:隠|かく)し[てで]"),
    ),
    "as_is": f"(?:そのまま|このまま)(?:で|の?で)?(?:{_FINE}|{_SENDING})",
    "go_on": f"(?:このまま)?{_verb_here('(?:続|つづ)ける', '(?:続|つづ)け', '(?:続|つづ)け[てで]')}",
    "back": _any(
        "(?:(?:1つ|ひとつ)?前の?(?:質問|問題|問|ところ|画面)?[にへ]?)?(?:戻|もど)(?:る|ります|りたい|せますか|れますか|して(?:ください)?)",
        f"(?:(?:1つ|ひとつ)?前の?(?:質問|問題|問|ところ|画面)?[にへ]?)?{_asked('(?:戻|もど)っ[てで]', _OF_THE_CHAT)}",
        "(?:1つ|ひとつ)?前(?:へ|の質問)",
    ),
    "begin": _any(
        f"(?:(?:あんけーと|これ|回答)[をに]?)?{_verb_here('(?:始|はじ)める', '(?:始|はじ)め', '(?:始|はじ)め[てで]')}",
        "(?:あんけーとを?|回答を?)?開始(?:する|します)?",
        "あんけーと[をに]?(?:答える|答えます|やる|やります|する|します)",
        "回答(?:する|します)",
    ),
    # What was said is not about what it was taken for.
    "another": _any(
        "(?:その|この)?(?:続き|つづき|こと|件|話|返事|お返事|答え)?(?:では|じゃ)(?:ない|ありません|ね)",
        "(?:続き|その件|それ|お?返事のこと|お?返事)(?:では|じゃ)(?:ない|ありません|ね)",
        "(?:いえ|いや|いいえ)?(?:全然)?(?:別|べつ)(?:の(?:こと|件|話|声|意見|用件))?",
        "(?:いえ|いや|いいえ)?(?:ちが|違)(?:う|います)",
    ),
    "reward": "(?:もにたーの?)?(?:謝礼|お礼|報酬|ぽいんと|お金)(?:は|って|とか|が|も)?"
    "(?:もらえ|出|で|あり|ある|いくら|いただけ|なし)?(?:る|ます|ない)?(?:の|ん)?(?:です)?か?",
    "skip": _any(
        _verb_here("(?:飛ば|とば)す", "(?:飛ば|とば)し", "(?:飛ば|とば)し[てで]"),
        "(?:すきっぷ|ぱす)(?:する|します)?|次(?:へ|の質問)?(?:に|へ)?(?:進む|進みます)?",
        "答え(?:ない|ません|たくない)",
    ),
    "later": _any(
        f"(?:あと|後)[でに](?:{_DO_LATER})?",
        "また(?:今度|あとで|後で)",
        f"(?:明日|今度|今夜|夜)に?{_DO_LATER}",
    ),
    "review": _any(
        f"{_ONES_ANSWERS}[をはの]?(?:直|なお|見直|変更|修正|訂正|変え|かえ)(?:し|せ)?{_BE_DONE}",
        f"{_ONES_ANSWERS}[をは][0-9]{{1,3}}番?に(?:{_asked('し[てで]', _OF_THE_CHAT)})?",
        f"{_ONES_ANSWERS}[をは].{{1,12}}に(?:する|します|したい|(?:変え|直し)(?:ます|たい|{_asked('[てで]', _OF_THE_CHAT)}))",
        f"(?:問|質問)[0-9]{{1,2}}(?:番目?|問目?)?(?:の(?:お?答え|回答))?[をはも]?(?:直|なお|変更|修正|訂正|変え|かえ)(?:し|せ)?{_BE_DONE}",
        "見直(?:す|したい|します)|直す",
    ),
    # Somebody does not know how to go on.
    "lost": _any(
        "(?:意味が?|使い方が?|よく|全然|ぜんぜん|さっぱり)*(?:(?:分か|わか)(?:らない|りません|らん|らね|んない)|わがんね)",
        "(?:どう|どうやって|何|なに)を?(?:すれば|したら)(?:いい|よい)(?:ですか|のですか|のか|か)?",
    ),
    # It asks for what only 書き直す does.
    "edits": f"(?:今|いま|さっき|最後|前|上)の(?:文|行|言葉|部分|ところ|所|分|やつ)?(?:は|を|だけ)?{_TAKING_AWAY}",
    # To what is asked it may be either.
    "unclear": _any(
        f"{_REFUSING}*(?:いい|よい|大丈夫)",
        f"{_REFUSING}*(?:ちょっと)?{_asked('(?:待|ま)っ[てで]')}",
        "わかりました|わかった|分かりました|分かった|了解(?:しました)?|承知(?:しました)?",
        "どうしよう|迷(?:う|っています|ってます)",
        # What was a slip is not said: the words, the photo, or that anything was sent.
        "(?:書き|打ち)?(?:間違|まちが)(?:い|い(?:です|でした)|[えい][てしまっちゃい]*(?:まし)?た)",
    ),
}
_PATTERNS = {meaning: re.compile(f"{_FIRST}(?:{said}){_LAST}") for meaning, said in _SAID.items()}


def said(text: str) -> str:
    """The text in the form in which replies are compared: as ``bare``, without the signs within."""
    return "".join(sign for sign in bare(text) if is_wordy(sign))


@lru_cache(maxsize=2048)  # every way of a step is asked of the same text
def meanings(text: str) -> frozenset[Meaning]:
    """All that a whole reply may mean; nothing for what tells something."""
    reply = said(text)
    if not reply or len(reply) > _MAX_CHARS:
        return frozenset()
    found: frozenset[Meaning] = frozenset(key for key, pattern in _PATTERNS.items() if pattern.fullmatch(reply))
    return found if found <= {"unclear"} else found - {"unclear"}  # 「それでいいです」 is a plain yes


def means(text: str, meaning: Meaning) -> bool:
    return meaning in meanings(text)


def is_label(label: str, text: str) -> bool:
    """Whether a text is the words of a button. A yes alone means the button 「はい、取り下げる」, a no 「いいえ」."""
    typed = bare(text)
    if not typed:
        return False
    return (
        typed == bare(label)
        or (label.startswith("はい、") and means(text, "yes"))
        or (label == "いいえ" and means(text, "no"))
    )
