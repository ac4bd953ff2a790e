"""Questions that one word answers which is no figure: when something is, where, who does it, what it is called.

Time, place, people and names stand in sentences, so who asks for them is shown sentences, never a row's figure.
"""

from __future__ import annotations

import re
from typing import Literal

from knowledge.question.slots import Asked

Kind = Literal["when", "where", "who", "name"]

# Sorts of things that bear names of their own.
HEAD = (
    "制度|計画|条例|協議会|会議|委員会|審議会|イベント|催し|まつり|祭り|講座|教室|施設|基金|団体|組織|システム|アプリ|大会|"
    "行事|事業|取り?組み?|プロジェクト|戦略|方針|窓口|学校|都市|町|国|会"
)
NAME_ASKED = re.compile(
    rf"(?P<head>{HEAD})?(?:の|は|って)?、?(?:(?:正式な?)?(?:お?名前|名称|名まえ|なまえ)(?:は|って|を|が)?(?:$|[?？]|何|なに|なん|教え|いつ|どう)"
    r"|(?:何|なん)(?:と|っ?て|っ?という|っ?ていう|ちゅう)(?:い|言|呼|名))"
)
WHO_ASKED = re.compile(
    r"(?:誰|だれ|どなた)(?:が|に|を|と|の)|(?<=[一-龠ァ-ヶーん])(?:は|って)、?(?:誰|だれ|どなた)|(?:やった|開いた|行った|(?:主催|運営|担当)した)のは?、?(?:誰|だれ|どなた)|(?:どういう|どんな|どのような|どういった)(?:人|方(?![法針向])|ひと|人材|人たち)|(?:中心|主体)になって"
)
# 何年 asks for a number: that of a neighbour would be a wrong one.
_WHEN_ASKED = re.compile(
    r"いつ(?!も|か(?!ら)|でも)|(?:何|なん)(?:曜日?|月|時期|日(?![間数]))|時期は|\bwhen\b"
    r"|(?:開催|実施|開始|発行|受付|申し?込み?|締め?切り?)日(?:程)?(?=は|って|を|が|\s*$|\s*[?？])"
)
_WHERE_ASKED = re.compile(r"どこ(?:で|に|へ|にある)|(?:場所|会場|行き先)は|\bwhere\b")
# 「どこが優勝した？」: who did it is told by nothing in which it is not done.
_WHO_DID = re.compile(r"(?:どこ|誰|だれ|どなた|どっち|どちら|どの[一-龠ァ-ヶー]{1,6}|何(?:校|社|チーム))が、?$")
_WHICH = re.compile(
    r"(?:大学|高校|学校|校|国|[県市町村]|会社|企業|店|団体|地区|チーム|人|子|先生)(?:は|って)、?(?:どこ|どちら|どれ|どの|誰|だれ)"
)
# What a sentence has that tells it.
_TOLD = {
    "when": re.compile(
        r"\d+(?:年|月|日)|(?:毎|隔)(?:年|月|週|日)|第\d+[月火水木金土日]|曜|[年月週]に?\d+回|(?<![一-龠])[春夏秋冬](?![一-龠])|[春夏秋冬]季|午[前後]"
    ),
    "where": re.compile(
        r"(?:館|園|場|所|街|駅|店|校|センター|ホール|庁舎|広場|地区|港|海岸|市内|サイト|ページ)(?:で|に|へ|を会場)"
    ),
    "who": re.compile(r"[一-龠ァ-ヶー](?:が|に|と|による|とともに)"),
    "name": re.compile(r"「[^「」。]{2,30}」"),
}
# A date in a name, or of the making of what stands before it, is another thing's; so is that of the 大雨 of 「7月の大雨」.
_NAME, _MONTH_OF, _MADE_THEN = (
    re.compile(r"「[^「」]*」"),
    re.compile(r"\d{1,2}月(?:\d{1,2}日)?の(?!上旬|中旬|下旬|[末初夕朝夜昼午週時])([一-龠ァ-ヶー]{2})"),
    re.compile(r"[(（][^()（）]*(?:策定|制定|改定|改訂|施行)[^()（）]*[)）]"),
)
_ASKS_OF_MAKING = re.compile("計画|条例|要綱|方針|プラン|ビジョン|[策制改]定|改訂|施行")
_SAID = {"when": "時期や日にち", "where": "場所", "who": "担い手", "name": "名前"}


def one_word(asked: Asked) -> Kind | None:
    """Which of these is asked for; None where something else is."""
    text = asked.text
    if asked.unit in {None, "年"} and _WHEN_ASKED.search(text):
        return "when"
    if asked.unit is not None:
        return None
    if NAME_ASKED.search(text):
        return "name"
    if asked.place or _WHERE_ASKED.search(text):
        return "where"
    return "who" if WHO_ASKED.search(text) else None


def asks_which(text: str) -> bool:
    """Whether a folded question asks which body, town or person it is: no number tells that."""
    return _WHICH.search(text) is not None


def asks_who_did(text: str, said: str) -> bool:
    """Whether a folded question asks who did what it says with this word."""
    return _WHO_DID.search(text.partition(said)[0]) is not None


def called(kind: Kind) -> str:
    """What is asked for, as a refusal says it."""
    return _SAID[kind]


def is_told(kind: Kind, sentence: str, question: str) -> bool:
    """Whether a folded sentence has what may be it, apart from what the question has itself."""
    sentence = without_other_dates(sentence, question) if kind == "when" else sentence
    return any(found[0].strip("「」") not in question for found in _TOLD[kind].finditer(sentence))


def without_other_dates(sentence: str, question: str) -> str:
    """A folded sentence without the dates that are no answer to when: those in names and of plans nobody asked for."""
    if _ASKS_OF_MAKING.search(question):
        return sentence
    sentence = _MADE_THEN.sub("", _NAME.sub("", sentence))
    return _MONTH_OF.sub(lambda dated: dated[0] if dated[1] in question else "", sentence)
