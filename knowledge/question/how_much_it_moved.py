"""How a thing moves: whether it grows or many wish for it, whether a target was reached, how many there were up to now; what
asks for that, and whether a text says anything of it."""

from __future__ import annotations

import re

# 「消防団は増えてる？」 is asked of what moves; with a question word in it (何が良くなった) it is no such question.
_MOVES = re.compile(
    r"(?:増え|ふえ|減っ|へっ|減り|足り)(?:て(?:い|き)?(?:る|ます|ました|た)|た|ます|ました|る)?(?:の|ん)?(?:です)?(?:か|かな|かね|よね|ね)?[?？。]*$"
)
_MANY = re.compile(r"(?:多い|少ない|足りない)(?:の|ん)?(?:です|でしょう)?(?:か|かな|かね|よね|ね)?[?？。]*$")
# 「いままでに何人？」 asks for all of them, and not for those of one year; 「これまで何をした？」 counts nothing.
_IN_ALL = re.compile(
    r"(?:今|いま|これ)まで(?:に|で)?、?(?:全部で|合計で?|合わせて|延べ)?、?(?:(?:何|なん)(?![をがにかで])|いく|ど[れの](?:くらい|ぐらい|ほど|だけ))|累計|通算"
)
_OF_LATE, _TELLS_ALL = (
    re.compile(r"新たに|新規に|今年度|本年度"),
    re.compile(r"累計|累積|通算|総数|これまで(?!の取組)|計\d|(?:現在|時点|年度末)の?"),
)
_HOW_MUCH = re.compile(r"何|なん|なぜ|どう|どの|どれ|いく[つら]|どこ|誰|だれ")
_TELLS_MOVE = re.compile(
    r"増|減|多[いくかさ数]|少な|伸び|[上下][がげ]|上回|下回|低下|落ち|縮[小減]|拡大|広が|推移|横ばい|不足|足り|欠員|余[りっる剰]"
    r"|実績|達成|目標に|改善|悪化|充足|確保(?:でき|が)|\d倍|過去最|最多|最少|超え|達し|ゼロ|0[人件]|なくな|マイナス|戻[っりる]|見つから|なり手"
)
# 「湖は目標どおりきれいになった？」 is asked of what was aimed at and came of it.
_REACHED = re.compile(r"目標(?:どおり|通り|に届|を達|に達|は達|を超|を上回|をクリア)[^。?？]*(?:か|の|た|る)?[?？。]*$")
_WHY = re.compile(r"なぜ|なんで|何で|どうして|理由|原因|要因|訳|わけ|せい|ため|には|何|なに|どう")
_TELLS_REACHED = re.compile(r"目標|実績|達成|上回|下回|届|超え|\d%|終え|終わ|完了|完成|全て|すべて")


def asks_of_all_years(question: str) -> bool:
    """Whether a folded question asks for all there were up to now (「いままでに何人？」)."""
    return _IN_ALL.search(question) is not None


def asks_whether_it_moved(question: str) -> bool:
    """Whether a folded question asks whether something became more or less, and nothing else of it."""
    return _MOVES.search(question) is not None and _HOW_MUCH.search(question) is None


def growth_left_open(told: str, question: str) -> bool:
    """「消防団は増えてる？」 is not answered by a statement that says nothing of more or fewer."""
    return (
        asks_whether_it_moved(question) or (_MANY.search(question) is not None and _HOW_MUCH.search(question) is None)
    ) and _TELLS_MOVE.search(told) is None


def target_left_open(told: str, question: str) -> bool:
    """「湖は目標どおりきれいになった？」 is not answered by a statement that nobody held against a target."""
    asked = _REACHED.search(question)
    return asked is not None and _WHY.search(question) is None and _TELLS_REACHED.search(told) is None


def all_years_left_open(told: str, question: str) -> bool:
    """「いままでに何人？」 is not answered by a statement on who came anew."""
    return asks_of_all_years(question) and _OF_LATE.search(told) is not None and _TELLS_ALL.search(told) is None
