"""What a figure alone leaves open, and so does the reason of one: how one comes by a thing, where it is, whether one may,
whether it costs anything, and what the city means to do.

「漁師になるには何が要る？」 is not answered by how many became one, nor by why they were few.
"""

from __future__ import annotations

import re

from knowledge.question.asked_for_oneself import asks_for_free, asks_for_help, asks_whether_one_may, says_help
from knowledge.question.there_is import asks_what_there_is

_FIGURE = re.compile(
    r"(?:(?:はい|いいえ)、[^。]*。\s*)?(?:令和|平成)(?:\d+|元)年度末?の(?P<row>[^「」]{2,60}?)(?:は、|の従事人工)"
    r"(?=[^「。]*(?:でした|です|ありません))"
)
_IN_WORDS = re.compile("理由:|取組:|「[^」]*。」")
_REASON = re.compile("理由:「")
_COUNTED = re.compile(
    "何(?!か|が(?:要|い)る)|なん(?!か)|いく[らつ]|(?:どの|どれ|どん)(?:くらい|ぐらい|ほど|だけ)|なぜ|どうして"
)
_OF_THE_SHEET = re.compile("目標|予算|実績|指標|計画どおり")
_HOW_TO = re.compile(
    r"どう(?:すれば|したら|すると|やれば|やったら)|どうやって[^。?？]{0,8}[うくぐすつぬぶむる](?:の|ん)?(?:です)?か?[?？。]*$"
    r"|(?:なる|売る|入る|借りる|使う|申し込む|受ける|始める)(?:に|ため)は、?(?:何|なに|どう|どこ)"
    r"|(?:何|なに)が(?:要|い)る|(?:誰|だれ|どこ)に(?:言|い)(?:え|っ)"
)
_WHERE = re.compile(r"どこ(?:(?:に|へ)?(?:行|い)(?:け|っ|く)|で|に|へ|です|なの|だ|[?？。]|$)")
# 「花を育てた学校どこ？」 asks which it was, 「…をしてる課どこ？」 for the department.
_WHICH = re.compile("(?:[課係国県市町村]|学校|大学|担当|部署|地区|団体|会社|企業)(?:は|って|、)?どこ")
_MAY = re.compile(
    r"(?:予約|申し?込み?|お?金|料金|資格|免許|証明|印鑑|登録)(?:って|は|が|とか|も)?、?(?:要る|いる|必要)"
    r"|(?:払え|乗れ|載せら?れ|のせれ|使え|入れ|泊まれ|借りら?れ|見ら?れ|飲め|食べら?れ|買え|受けら?れ|申し込め|預けら?れ|止めら?れ"
    r"|(?:参加|利用|予約|見学)でき)(?:る|ます)(?:こと(?:は|って)?ある)?(?:の|ん)?(?:です)?か?[?？。]*$"
)
_GIVEN = re.compile("(?<![てで])もらえ(?:る|ます)")
# 「市役所は建て替えるの？」; with a number asked for, or of a target, it is one of figures.
_MEANS_TO = re.compile(
    r"(?:直す|なおす|建て替える|やめる|なくなる|無くなる|なくす|増やす|ふやす|減らす|下げる|上げる|作る|つくる|造る|売る|くっつける|統合する"
    r"|残す|変える|閉める|つける|付ける|(?:増やさ|減らさ|直さ|下げ|上げ|建て替え|作ら|つくら|下がら)ない)"
    r"(?:気|予定|つもり|計画|方針)?(?:は|って|が)?(?:ある|ない)?(?:なの|の|ん|です|か|かな|って本当|って|だ)*[?？。]*$"
)
_WISH = re.compile(
    r"(?:(?<!教え)(?<!おしえ)(?<!見せ)(?<!聞かせ)(?<!知らせ)(?<!調べ)(?<!言っ)(?<!いっ)(?<!比べ)(?<!くらべ)(?<!まとめ)(?<!答え)(?<!出し)(?<!並べ)(?<!計算し)(?<!説明し)て)(?:よ|くれ|ほしい|欲しい|ちょうだい|くんない|くれない)(?:の|か|かな|です|よ|ね)*[。?？!]*$"
    r"|(?:たくない|(?<!見)(?<!聞き)(?<!知り)(?<!確認し)(?<!確かめ)(?<!調べ)たいん?だけど|(?<!見)(?<!聞き)(?<!知り)(?<!確認し)(?<!確かめ)(?<!調べ)たいけど)[。!]*$"
)


def figures_leave_open(told: str, question: str) -> bool:
    """Whether a folded reply has nothing but figures, where a folded question asks for what none of them can tell."""
    figure = _FIGURE.match(told)
    if figure is None or _IN_WORDS.search(told):
        return False
    if asks_for_help(question) or _GIVEN.search(question):
        return not says_help(figure["row"])
    if _COUNTED.search(question) or _OF_THE_SHEET.search(question):
        return False
    if asks_for_free(question) or _asks_for_use(question):
        return True
    return _MEANS_TO.search(question) is not None or _WISH.search(question) is not None


def reason_leaves_open(told: str, question: str) -> bool:
    """Whether a folded reply says why a figure came out so, where a folded question asks how one comes by a thing, or
    whether there is one."""
    asks = (asks_for_free, asks_for_help, _asks_for_use, asks_what_there_is)
    return _REASON.match(told) is not None and any(each(question) for each in asks)


def _asks_for_use(question: str) -> bool:
    if asks_whether_one_may(question) or any(asked.search(question) for asked in (_HOW_TO, _MAY)):
        return True
    return _WHERE.search(question) is not None and _WHICH.search(question) is None
