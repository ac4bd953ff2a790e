"""Where a thing is and when: what asks for a place or a day, and whether a text has one."""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"(?:って|は|とこ|ところ)、?どこ(?:です|なの|だ|か)*[?？。]*$|どこ(?:に|へ)?(?:(?:行|い)(?:け|っ|く)|逃げ|避難|集ま)|どこで(?:[見み]|飲|食|買|借|泊|遊|もら|手に入|受け取|配[っら]|読[めむ]|売[っら])|どこに(?:は、?)?(?:あ[るり]|置い)"
)
_OF_THE_SHEETS = re.compile("担当|所管|部署|窓口|課|計画|施策|事業|[のが先]は、?どこ|のって、?どこ")
# 「伸びた要因はどこにある？」 asks for no place.
_NO_SPOT = re.compile(
    "(?:原因|要因|理由|わけ|問題|論点|ねらい|狙い|意図|目的|意義|意味|重点|力点|重き|軸足|主眼|焦点|違い|差|特徴|特色|良さ|魅力|[強弱]み|責任|根拠|基準)"
    "(?:は|が|を|も|って)?、?どこに"
)
# 「協定を結んだ大学はどこ？」 asks which it was, and any that is named tells it.
_WHICH_PLACE = re.compile(
    "(?:国|県|市|町|村|学校|大学|高校|中学|小学校|園|地区|団体|会社|企業|工場|病院|事業所|自治体|都市|チーム|相手|機関)(?:は|って|、)?どこ"
)
_AT_A_PLACE = re.compile(
    r"(?:[市町村県区島館園場所街駅店校院寺城山川海岸通堂舎前沿跡庫倉内際]|通り|センター|ホール|広場|地区|サイト|ページ|プラザ|施設|会場|市報|市内)"
    r"(?:など|等)?(?:で(?!の)|に(?!つ|よ|お|関|対)|へ(?!の)|を会場|と(?!の)|、|及び|から)|(?<=[一-龠ァ-ヶぁ-ん、])「[^」]+」|担当は"
)
# 「どのくらいで着く？」 asks how long it takes.
_HOW_SOON = re.compile(
    r"ど(?:れ|の)(?:くらい|ぐらい|ほど)(?:の時間|の期間)?で、?[^。?？]{0,8}?(?:来|く[るり]|着|届|到|で(?:き|る)|終わ|おわ|治|直|済|帰|行け)"
)
_LASTS = re.compile(r"\d+(?:\.\d+)?(?:秒|分(?!の)|時間|日|週間|か月|カ月|ヶ月|年(?!度))")
_WHEN = re.compile(r"(?<![どこあそやけまさふおよ])(?<![くぐ]ら)いつ(?!も|か(?!ら)|でも|の間)|何時(?!間)|何曜")
_DATED = re.compile(
    r"\d年|\d(?:月|日|時)|[年月週]に?\d+回|[月火水木金土日]曜|[春夏秋冬]|毎[月週年日朝晩]|[上中下]旬|半期|夜間|(?:早)?朝(?![一-龠])|平日|休日|土日|祝日|通年"
)
# With the year of its sheet a figure is told, whenever it came about; within a sentence a year says when.
_YEAR_OF_SHEET = re.compile(r"^(?:令和|平成)(?:\d+|元)年度の", re.MULTILINE)
_HOUR, _AT_AN_HOUR = re.compile("(?:何|なん)時(?![間期代点刻])"), re.compile(r"\d時|正午|時間")
# Since when there is a thing is not when it is held: 「祭りはいつやる？」.
_SINCE, _HELD = (
    re.compile(r"(?:\d+|元)年度?(?:から続|に始ま|以来)"),
    re.compile(r"いつ(?!から|より|以来)[^。?？]{0,6}(?:や|あ|開|する|行)[ぁ-ん]{0,3}(?:の|ん)?(?:です)?か?[?？。]*$"),
)


def place_left_open(told: str, question: str) -> bool:
    """「ワインを飲めるとこどこ？」 is not answered by 「ワイン用ぶどうの植栽を支援します」."""
    asked = _PLACE.search(question)
    return (
        asked is not None
        and not any(which.search(question) for which in (_OF_THE_SHEETS, _NO_SPOT, _WHICH_PLACE))
        and _AT_A_PLACE.search(told) is None
    )


def day_left_open(told: str, question: str) -> bool:
    """「朝市はいつやるの？」 is not answered by a statement without a day, nor by since when there is one."""
    if _HOW_SOON.search(question):
        return _LASTS.search(told) is None
    if _WHEN.search(question) is None:
        return False
    if _HOUR.search(question) and not _AT_AN_HOUR.search(told):
        return True
    told = _YEAR_OF_SHEET.sub("", told)
    dates = _DATED.finditer(_SINCE.sub("", told) if _HELD.search(question) else told)
    return all(date[0] in question for date in dates)
