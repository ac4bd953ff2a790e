"""What somebody asks for himself: whether he is given anything, whether a thing is free of charge, whether he may do it."""

from __future__ import annotations

import re

_HELP = re.compile(
    r"(?:(?:たら|れば|ると)、?|(?:何か|なにか|なんか|お?金|補助金?|助成金?|支援金|給付金|手当|祝い?金)[^。?？、]{0,4})(?:もら[えう]|貰[えう])"
    r"|(?:お?金|補助金?|助成金?|支援金|給付金|手当|祝い?金|割引|何か|なにか|なんか)(?:は|も|が|って|とか)?、?(?:出る|出ん|出ます|でる|くれ)"
    r"|(?:補助金?|助成金?|支援金|給付金|手当|割引)(?:は|も|が|って|とか)?、?(?:ある|あり|あん|使える|受けられ)"
)
_HELPS = re.compile(
    r"補助|助成|給付|支給|交付|手当|祝|贈|配[っりるら布]|割引|割り引|値引|ポイント|商品券|無料|無償|\d円|費用|負担|減免|免除|奨励|報酬|報償"
    r"|支援|奨学|受給|見舞|還付|景品|特典|乗車券|利用券|クーポン|記念品|謝礼|貸[しす与付]|手渡|進呈|融資|給与"
)
_FREE = re.compile(
    r"(?:って|は|が|も|代|料|費)、?(?:ただ|タダ|無料|無償)(?:なの|です|になる|だ|か|かな|で)*[?？。]*$"
    r"|(?:ただ|タダ)(?:で(?!す|さえ|も)|に(?:なる|して)|なの)"
    r"|(?:無料|無償)(?:で、?(?:もら|使え|でき|受けら|入れ|乗れ|借りら|食べら|見ら|泊ま|いい)[ぁ-ん]{0,6}(?:です)?か?[?？。]*$|に(?:なる|する|して)|なの|です|か|[?？]|$)"
)
_COSTS = re.compile(
    r"無料|無償|\d円|負担|免除|有料|料金|全額|割引|割り引|補助|助成|減免|値[上下]げ|取りません|取らず|かかりません"
)
_ALLOWED = re.compile(r"(?:て|(?<=[いん])で)(?:も)?(?:いい|良い|よい)(?:の|です|か|[?？]|$)")
_ALLOWS = re.compile(
    "でき|られ|可能|認め|許可|禁|控え|自由|制限|必要|くださ|開放|かまわ|構わ|義務|(?:使|払|通|行|会|買|もら|貰)え(?:ます|る)|(?:行|聞|書|歩|働)け(?:ます|る)|(?:出|話|貸|返)せ(?:ます|る)|(?:待|持)て(?:ます|る)|(?:飲|読|頼|申し込|楽し)め(?:ます|る)|(?:乗|入|送|取|作|借り|移)れ(?:ます|る)|(?:遊|学|選|呼|運)べ(?:ます|る)|(?:泳|急)げ(?:ます|る)"
)
_ANYBODY = re.compile("(?:誰|だれ|どなた)でも")
_TO_WHOM = re.compile(r"(?:誰|だれ|どなた)でも|対象|限[りるっ定]|\d歳|全て|すべて|問わず|かかわらず|全員|市民|住民")


def asks_for_help(question: str) -> bool:
    """Whether a folded question asks whether somebody is given anything."""
    return _HELP.search(question) is not None


def says_help(told: str) -> bool:
    """Whether a folded text speaks of what is given, lent or paid for."""
    return _HELPS.search(told) is not None


def asks_for_free(question: str) -> bool:
    """Whether a folded question asks whether a thing is free of charge."""
    return _FREE.search(question) is not None


def says_cost(told: str) -> bool:
    """Whether a folded text says of anything what it costs, or that it costs nothing."""
    return _COSTS.search(told) is not None


def asks_whether_one_may(question: str) -> bool:
    """Whether a folded question asks whether one may do a thing, or anybody may."""
    return _ALLOWED.search(question) is not None or _ANYBODY.search(question) is not None


def says_whether_one_may(told: str, question: str) -> bool:
    """Whether a folded text may tell it: that something can be done or is forbidden, or for whom it is."""
    return (_TO_WHOM if _ANYBODY.search(question) else _ALLOWS).search(told) is not None
