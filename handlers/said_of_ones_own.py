"""What people say of a voice they handed in, in their own words: that they ask after it, or would like it back."""

from __future__ import annotations

import re

from handlers.replies import said

_SENT = r"(?:(?:送|出|書|伝え|言|い|お願いし|頼)(?:った|いた|した|んだ|た)(?:の|もの|こと|やつ|声|意見|分)?)"
_WHEN = r"(?:さっき|先ほど|さきほど|今|いま|昨日|きのう|この前|このまえ|この間|こないだ|先日|前|以前|前回)"
_WHOSE = rf"(?:(?:わたし|私|わし|ぼく|僕|おれ|俺|自分|うち|{_WHEN})(?:の|が|に|は)?)"
_MATTER = r"(?:(?:市民の)?声|(?:ご)?意見|要望|苦情|お願い)"
_SPOKEN = r"(?:んですが|のですが|んだけど|けど|の)?(?:です|でしょう)?(?:か|が|かな|かしら|ね)?"
_WITHDRAWS = re.compile(
    rf"(?:{_WHOSE}?{_SENT}?{_MATTER}?(?:を|は)?)(?:取り?下げ|取り?消(?:し|す)|削除(?:し)?|消(?:し|す))"
    r"(?:する|る|たい|ます|て(?:ください|ほしい|もらえます|もらえません)?)?" + _SPOKEN
)
# 「取り消す」 and 「消して」 may be said of anything; of a voice, where it is named or was just sent.
_NAMES_A_VOICE = re.compile(rf"取り?下げ|取り?消|{_SENT}|{_MATTER}")
_SENT_BY_MISTAKE = re.compile(
    rf"{_WHOSE}?(?:市民の声を|意見を|声を)?(?:まちが|間違)(?:え|っ)て(?:市に)?(?:送|出)(?:った|ってしまった|っちゃった|りました|ってしまいました"
    r"|っちゃいました|した|してしまった|してしまいました|しました|しちゃった)" + _SPOKEN
)
_HOW_IT_IS = (
    r"(?:その後|今|いま)?(?:は)?どう(?:な(?:った|って|っていま|っている|りま|ってま|ります)|です|でした)(?:した|す|る)?"
)
_REPLY = r"(?:お?返事|返信|回答|お答え)"
# Asking after one's own voice. 「どうなった」 alone may be about anything; a reply is waited for here alone.
_ASKS_AFTER = re.compile(
    rf"(?:{_WHOSE}{_MATTER}|{_WHOSE}?{_SENT}{_MATTER}?)(?:って|は|が)?{_HOW_IT_IS}{_SPOKEN}"
    rf"|{_WHOSE}?{_SENT}?(?:{_MATTER}|それ|件)?(?:へ|に対する)?(?:の)?(?:市から|市役所から)?(?:の)?{_REPLY}(?:って|は|が|を)?"
    r"(?:まだ|いつ(?:ごろ|頃|まで)?)?(?:に)?(?:あり|来|く|き|こ|届|もら|いただけ|返って|待って)?"
    r"(?:る|ます|ない|ません|く|きます|かない|きません|える|えます|えない|えません|くる|きます|こない|きません|います|いる|ましたか|た)?"
    rf"(?:の)?{_SPOKEN}"
    rf"|(?:まだ|い[つづ](?:ごろ|頃|になったら)?)(?:市から|市役所から)?(?:の)?{_REPLY}(?:は|が|を)?"
    rf"(?:来|く|き|こ|届|もら|いただけ)?(?:る|ます|ない|ません|く|きます|える|えます|くる|です|んなだ|んなや)?(?:の)?{_SPOKEN}"
)
# What was just sent, without a name for it; it may be said of an answer as well.
_ASKS_AFTER_THAT = re.compile(rf"{_WHEN}(?:の|は|のは|のって|のが){_HOW_IT_IS}{_SPOKEN}")
_WENT_ON = re.compile("どうな")
# The same without any word for it: of what was spoken of last, and of one's own voice where nothing was.
_ASKS_WHAT_CAME = re.compile(
    r"(?:その後|あれから)(?:の)?(?:状況|対応|様子|進み具合)?(?:は|って)?、?"
    rf"(?:どうな(?:った|って|っていま|っている|りま|ってま)(?:した|す|る)?|どう|いかが)?{_SPOKEN}"
)
# 「返事」 alone, or 「返事は」, asks nothing.
_WAITS = re.compile(r"まだ|い[つづ]|どう|来|く(?:る|れ)|こな|きま|届|もら|いただけ|ない|ません|待って")


# What becomes of what is written, asked before or after it is.
_ASKS_HOW_HANDLED = re.compile(
    r"(?:(?:これ|声|意見|送ったもの|書いたもの)?(?:は|を|って)?(?:(?:送|書|出)(?:ったら|いたら|したら|ると|くと|すと))?(?:だれ|誰|どこの人|どの課|職員)(?:が|に)(?:読|見|届|答え|返事|わか|分か)"
    r"|(?:お?返事|返信|回答)(?:は|って|が)?(?:どこ|どう|どうやって|どんなふう)(?:に|で|へ)?(?:来|く|届|もら|わか|分か)"
    r"|(?:お?名前|なまえ|住所|電話番号)(?:は|を|って|も)?(?:必要|要|い(?:る|り)|書(?:く|か)|出(?:る|ます|され)|知られ|伝わ|(?:市|市役所|職員)に(?:わか|分か|知られ|伝わ))"
    r"|(?:匿名|名前なし|名乗らなく)(?:で|でも|ても)?(?:いい|よい|大丈夫|でき|送れ|出せ)"
    r"|(?:個人情報|ぷらいばしー|秘密)(?:は|って|を)?(?:大丈夫|守|漏れ|もれ|安全|どう))"
    r"(?P<rest>.{0,14})"
)
# 「誰が見ても危ない」 and 「住所を書く欄が小さい」 tell of something else.
_MORE_OF_IT = re.compile("[ぁ-ん読見届答返事知必要名前]*")


# Who asks with a verb at the end (「除雪車は何台ある」), or tells what they are about to do (「住民票を取りたい」), turns to
# the hall, whatever they sent before; what is to become of the voice is more of it (「内容を直したい」).
_MANY = "(?:年|日|人|時間|週間|[かヶカ][月所]|台|軒|件|本|枚|匹|頭)?[もか]"
_ASKS_WITHIN = re.compile(
    f"(?:何|なに|いくつ|どの|どれ|どんな|なぜ|なんで)(?!{_MANY}|とか|でも(?!ら[えいう])|ら|度|回|を?(?:言っ|しゃべっ|話し)て)"
    "|(?:いつ|どこ|どご|誰|だれ|いくら|なんぼ)(?!も(?!ら[えいうっ])|か|まで|でも(?!ら[えいう])|ら|の間)|どう(?!か|し|も|せ|ぞ|り|ろ|に)"
)
_OF_THE_VOICE = (
    "(?:もらい|いただき|頂き|言い|話し|書き|送り|出し|見せ"
    "|(?:伝|変|加|考|訴|答)え|(?:直|足|消|正|修正|訂正|変更|追加|補足|相談|お願い)し)"
)
_OWN_BUSINESS = re.compile(
    f"(?!.*{_OF_THE_VOICE}たい).*[いきぎしちにびみりえけげせてでねべめれじ]たい(?:です|の|ん|けど|が)*"
    "|.*(?:探|さが|調べ)し?て(?:い)?(?:ます|る)(?:の|ん|けど|が|です)*"
    "|.*(?:方法|やり方|仕方|場所|手続き?|行き方)(?:が|も)?(?:よく)?(?:分か|わか)(?:りません|らない)(?:です|の|ん|けど|が)*"
)


def turns_to_the_hall(text: str) -> bool:
    """Whether a text asks or wants something of the hall that is no more of what was sent."""
    meant = said(text)
    return _ASKS_WITHIN.search(meant) is not None or _OWN_BUSINESS.fullmatch(meant) is not None


def asks_how_it_is_handled(text: str) -> bool:
    """Whether a text asks who reads what is written to the city, whether a name is needed, or where the reply comes."""
    asks = _ASKS_HOW_HANDLED.fullmatch(said(text))
    return asks is not None and _MORE_OF_IT.fullmatch(asks["rest"]) is not None


def asks_after_ones_own(text: str) -> bool:
    """Whether a text asks what became of one's own voice, or when the city replies (「返事はまだ？」)."""
    meant = said(text)
    return _ASKS_AFTER.fullmatch(meant) is not None and _WAITS.search(meant) is not None


def may_ask_after_ones_own(text: str) -> bool:
    """Whether a text may ask so, for who has sent something (「さっきのはどうなりましたか」)."""
    meant = said(text)
    after_that = _ASKS_AFTER_THAT.fullmatch(meant) is not None and _WENT_ON.search(meant) is not None
    return asks_after_ones_own(text) or after_that


def asks_what_came(text: str) -> bool:
    """Whether a text asks only what came of it (「その後どうなりましたか」)."""
    return _ASKS_WHAT_CAME.fullmatch(said(text)) is not None


def withdraws(text: str) -> bool:
    """Whether a text wants what was sent taken back, without a number: one voice may be meant, or one of several."""
    meant = said(text)
    named = _WITHDRAWS.fullmatch(meant) is not None and _NAMES_A_VOICE.search(meant) is not None
    return named or _SENT_BY_MISTAKE.fullmatch(meant) is not None
