"""What a question asks to have said of a thing, and what is told without saying it: its name, its sort, where it is from,
whether it grows, whether a target was reached, where and when it is, whether it is free, whether one may do it and whether
one is given anything.

「協定に入った信用金庫の名前は？」 is not answered by a statement that a 信用金庫 joined. Who describes a thing by other words
than the documents' is another matter: any word of a statement may be its name.
"""

from __future__ import annotations

import re

from knowledge.language.standing import places
from knowledge.question.asked_for_oneself import (
    asks_for_free,
    asks_for_help,
    asks_whether_one_may,
    says_cost,
    says_help,
    says_whether_one_may,
)
from knowledge.question.left_open_by_figures import figures_leave_open, reason_leaves_open
from knowledge.question.one_word import NAME_ASKED, is_told

_NOUN = "[一-龠々ァ-ヶーa-z]"
_NAMED = re.compile(rf"({_NOUN}{{2,}})(?:の|は|って|、|\s)*(?:正式な?)?(?:お?名前|名称|(?:何|なん)(?:と|っ?て))")
# 「何の花を植えた？」: of a single thing that one can see; what a 研修 or a 権利 is of stands in a sentence of its own.
_SORT = re.compile(
    r"(?:何|なん|なに)の\s?(?!ため|せい|おかげ|こと|もの|話|件|課|係|費|日|月|年)"
    r"(?P<noun>[一-龠々](?![一-龠々])|[ァ-ヶー]{2,8}|[ぁ-ん]{2,4}?)(?=[をがは]|です|だ|なの|[?？]|$)"
    r"|(?P<such>[一-龠々ァ-ヶー]{2,8})として、?(?:具体的に)?、?(?:何|なに)"
)
_WHICH = re.compile(r"どの([一-龠々ァ-ヶー]{2,6})(?:と|に|へ|から)(?!つい|関)")
_FROM = re.compile(
    r"(?:どこの|どの|何|なに)(?:県|市|町|村|国|地方|都市|自治体|都道府県|市町村)(?:の人)?(?:から|出身|の出身)"
    r"|どこから(?:来|き[たてま]|移|引っ越|やって)|どこの?出身"
)
# What makes a name of a noun: signs before it or behind it.
_BEFORE_NOUN, _BEHIND_NOUN = (
    re.compile("[一-龠々ァ-ヶーa-z]{2}\\Z"),
    re.compile("[一-龠々ァ-ヶー]{2}|[ぁ-ん]{3,}[一-龠々ァ-ヶー]"),
)
_ANY_OTHER = ("他", "ほか", "別", "いずれか")
# 「消防団は増えてる？」 is asked of what moves; with a question word in it (何が良くなった) it is no such question.
_MOVES = re.compile(
    r"(?:増え|ふえ|減っ|へっ|減り|足り)(?:て(?:い|き)?(?:る|ます|ました|た)|た|ます|ました|る)?(?:の|ん)?(?:です)?(?:か|かな|かね|よね|ね)?[?？。]*$"
)
_MANY = re.compile(r"(?:多い|少ない|足りない)(?:の|ん)?(?:です|でしょう)?(?:か|かな|かね|よね|ね)?[?？。]*$")
# 「いままでに何人？」 asks for all of them, and not for those of one year.
_IN_ALL = re.compile(
    r"(?:今|いま|これ)まで(?:に|で)?、?(?:全部で|合計で?|合わせて|延べ)?、?(?:何|なん|いく|どれ|どの)|累計|通算"
)
_OF_LATE, _TELLS_ALL = (
    re.compile(r"新たに|新規に|今年度|本年度"),
    re.compile(r"累計|累積|通算|合計|延べ|総数|これまで(?!の取組)|計\d|(?:現在|時点|年度末)の?"),
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
_PLACE = re.compile(
    r"(?:って|は|とこ|ところ)、?どこ(?:です|なの|だ|か)*[?？。]*$|どこ(?:に|へ)?(?:行|い)(?:け|っ|く)|どこで(?:[見み]|飲|食|買|借|泊|遊)"
)
_OF_THE_SHEETS = re.compile("担当|所管|部署|窓口|課|計画|施策|事業|[のが先]は、?どこ|のって、?どこ")
# 「協定を結んだ大学はどこ？」 asks which it was, and any that is named tells it.
_WHICH_PLACE = re.compile(
    "(?:国|県|市|町|村|学校|大学|高校|中学|小学校|園|地区|団体|会社|企業|工場|病院|事業所|自治体|都市|チーム|相手|機関)(?:は|って|、)?どこ"
)
_AT_A_PLACE = re.compile(
    r"(?:[市町村県区島館園場所街駅店校院寺城山川海岸通堂舎前沿跡庫倉内際]|通り|センター|ホール|広場|地区|サイト|ページ|プラザ|施設|会場|市報|市内)"
    r"(?:など|等)?(?:で|に|へ|を会場|と(?!の)|、|及び|から)|(?<=[一-龠ァ-ヶぁ-ん、])「[^」]+」|担当は"
)
_WHEN = re.compile(r"(?<![どこあそやけまさふおよ])(?<![くぐ]ら)いつ(?!も|か(?!ら)|でも|の間)|何時(?!間)|何曜")
_DATED = re.compile(
    r"\d年(?!度の)|\d(?:月|日|時)|[年月週]に?\d+回|[月火水木金土日]曜|[春夏秋冬]|毎[月週年日朝晩]|[上中下]旬|半期|夜間|(?:早)?朝(?![一-龠])|平日|休日|土日|祝日|通年"
)
# Since when there is a thing is not when it is held: 「祭りはいつやる？」.
_SINCE, _HELD = (
    re.compile(r"(?:\d+|元)年度?(?:から続|に始ま|以来)"),
    re.compile(r"いつ(?!から|より|以来)[^。?？]{0,6}(?:や|あ|開|する|行)[ぁ-ん]{0,3}(?:の|ん)?(?:です)?か?[?？。]*$"),
)
_LABELS = re.compile(r"(?:^|(?<=[。」\s]))・?[^:「」。\s]{0,40}:(?=[「【])|担当 \S+")
_COMES_FROM = re.compile(r"(?:[都道府県市町村国圏]|地方|以外|内|外)(?:から|より|の?出身)")


def asks_of_all_years(question: str) -> bool:
    """Whether a folded question asks for all there were up to now (「いままでに何人？」)."""
    return _IN_ALL.search(question) is not None


def leaves_open(told: str, question: str) -> bool:
    """Whether a folded text does not say what a folded question asks to have said, though it speaks of the thing."""
    # The year of a paper is no day, and 「実績:」 and the name of a section say nothing of the thing.
    told = _LABELS.sub("", told.partition("出典:")[0])
    return any(missing(told, question) for missing in _MISSING)


def _nameless(told: str, question: str) -> bool:
    asked = _NAMED.search(question) if NAME_ASKED.search(question) else None
    if asked is None or asked[1] not in told or is_told("name", told, question):
        return False
    return not any(
        _BEFORE_NOUN.search(told, 0, start) or _BEHIND_NOUN.match(told, end) for start, end in places(asked[1], told)
    )


def _sortless(told: str, question: str) -> bool:
    asked = _SORT.search(question)
    if asked is None:
        return False
    noun = asked["noun"] or asked["such"]
    if noun not in told:
        return re.fullmatch("[ぁ-ん]+", noun) is not None  # no document has what was left in kana
    kinds = re.finditer(
        rf"([一-龠々ァ-ヶー]{{2,}}?|」)の?{re.escape(noun)}(?!など|等|[一-龠])|{re.escape(noun)}(?:として)?「", told
    )
    return not any(kind[1] is None or kind[1] not in question for kind in kinds)


def _from_nowhere(told: str, question: str) -> bool:
    return _FROM.search(question) is not None and _COMES_FROM.search(told) is None


def _is_another(told: str, question: str) -> bool:
    """「どの事業と一緒になる？」 is not answered by 「他の事業と統合する」."""
    asked = _WHICH.search(question)
    return asked is not None and any(f"{other}の{asked[1]}" in told for other in _ANY_OTHER)


def _unmoved(told: str, question: str) -> bool:
    """「消防団は増えてる？」 is not answered by a statement that says nothing of more or fewer."""
    return (
        (_MOVES.search(question) is not None or _MANY.search(question) is not None)
        and _HOW_MUCH.search(question) is None
        and _TELLS_MOVE.search(told) is None
    )


def _unmeasured(told: str, question: str) -> bool:
    """「湖は目標どおりきれいになった？」 is not answered by a statement that nobody held against a target."""
    asked = _REACHED.search(question)
    return asked is not None and _WHY.search(question) is None and _TELLS_REACHED.search(told) is None


def _of_one_year(told: str, question: str) -> bool:
    """「いままでに何人？」 is not answered by a statement on who came anew."""
    return asks_of_all_years(question) and _OF_LATE.search(told) is not None and _TELLS_ALL.search(told) is None


def _helpless(told: str, question: str) -> bool:
    """「引っ越すと何かもらえる？」 is not answered by a statement that nothing is given in."""
    return asks_for_help(question) and not says_help(told)


def _priceless(told: str, question: str) -> bool:
    return asks_for_free(question) and not says_cost(told)


def _unallowed(told: str, question: str) -> bool:
    return asks_whether_one_may(question) and not says_whether_one_may(told, question)


def _placeless(told: str, question: str) -> bool:
    """「ワインを飲めるとこどこ？」 is not answered by 「ワイン用ぶどうの植栽を支援します」."""
    asked = _PLACE.search(question)
    return (
        asked is not None
        and not any(which.search(question) for which in (_OF_THE_SHEETS, _WHICH_PLACE))
        and _AT_A_PLACE.search(told) is None
    )


def _undated(told: str, question: str) -> bool:
    if _WHEN.search(question) is None:
        return False
    dates = _DATED.finditer(_SINCE.sub("", told) if _HELD.search(question) else told)
    return all(date[0] in question for date in dates)


_MISSING = (
    _nameless, _sortless, _from_nowhere, _is_another, _unmoved, _unmeasured, _of_one_year, _helpless, _priceless, _unallowed,
    _placeless, _undated, figures_leave_open, reason_leaves_open,
)  # fmt: skip
