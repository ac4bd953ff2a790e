"""The unit in which a number is asked for."""

from __future__ import annotations

import re

from knowledge.language.expressions import Expressions
from knowledge.language.words import Parsed

YEN = frozenset({"円", "千円", "万円", "百万円", "億円"})
_UNITS = {
    "人": re.compile(
        r"(?:何|なん)(?:人|名)|(?<![少大多])人数|(?<=[たる])人の数|[者員童徒生客]数|[たる]人(?:は|って)?\s*[?？]?$|だれも|誰も|参加者"
        r"|how many (?:people|persons|participants|residents|citizens|children|kids|pupils|students|members|women|men)"
    ),
    "件": re.compile(r"(?:何|なん)件|件数"),
    "回": re.compile(
        r"(?:何|なん)回|回数|how many times|how often|(?<!(?:糖度|温度|気温|水温|室温|角度)[がは])(?:何|なん)度(?!目|以[上下])"
        r"|頻度|\bfrequency\b"
        r"|(?:何|なん)(?:日|週間?|か月|ヶ月|カ月|箇月)(?:おき|ごと)"
    ),
    "%": re.compile(
        r"(?:何|なん)?(?:%|パーセント)|割合|比率|(?<!達成)率(?!的)|\bpercent(?:age)?s?\b|(?:何|なん|いくら|いくつ|どれだけの?)ポイント|ポイント差"
    ),
    "地区": re.compile(r"(?:何|なん)(?:地区|[かヶカ箇個]所)|地区数"),
    "団体": re.compile(r"(?:何|なん)(?:団体|法人)|団体数|法人数"),
    "期間": re.compile(
        r"(?:何|なん)(?:日|年)間|(?:何|なん)(?:週間?|か月|ヶ月|カ月|箇月)(?!前|後|ごと|おき|に|児|健|の|以[上内])"
        r"|(?<!から)(?!(?:何|なん)年度?まで(?:です|でしょう|だ|か|の(?:もの|計画)|[?？。]|$))(?:何|なん)(?:年|泊|日)(?:くらい|ぐらい|ほど|分)?、?(?:まで(?!に)|使え|使わせ|借り|もら[えうっ]|出して|助け|続[いくけ]|無料|無償|只|ただ|タダ|免除|に分け|待[たちつ]|かか|休|いられ|泊まれ|住め)"
        r"|ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)(?:の|、)?(?:長さの)?(?:期間|間(?=[^一-龠]|無料|無償|只|使|借|休|続|$))"
        r"|(?:から|まで(?:に|には)?)、?(?:何|なん)年(?!度|先|まで|から)|(?:から|まで|のに)[^。?？]{0,8}ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)かか|最[長短](?:で|は)?、?(?:ど(?:の|れ)(?:くらい|ぐらい)|(?:何|なん)(?:年|か月|ヶ月|週|日))"
        r"|ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)、?(?:休[んみ業止館]|続[いくけ]|待[たちつっ])"
        r"|(?<=[るたう])期間(?=は|って|が|を|、|の長さ|$|[?？])"
        r"|(?:利用|使用|貸出|貸し出し|支給|助成|補助|無料|実証|運行|お試し|免除)の?期間|\bhow long\b"
    ),
    "年": re.compile(
        r"(?:何|なん)(?:年度?|月(?!号)|曜)|いつ(?!も|か(?!ら)|でも)|期間|\bwhen (?:was|were|did|is|will)\b"
        r"|(?:開催|実施|開始|発行|受付|申し?込み?|締め?切り?)日(?:程)?(?=は|って|を|が|\s*$|\s*[?？])"
        r"|(?<=[っいんし][ただ])\s?年度?(?:は|って|を?教え[ぁ-ん]*)?[?？。]*$"
    ),
    "円": re.compile(r"(?:目標|実績)額|総額|(?<![\d一二三四五六七八九十百千万数何なん.])(?:[千百十]?[億万]|千)円"),
    "校": re.compile(r"(?:何|なん)校|学校数"),
    "km": re.compile(
        r"(?:何|なん)(?:キロ(?!グラム|ワット|リットル)|km)|延長は|長さ|\bhow many (?:km|kilomet(?:er|re)s?)\b"
    ),
    "平米": re.compile(r"(?:何|なん)(?:平米|平方メートル|m2|㎡)"),
    "立方メートル": re.compile(r"(?:何|なん)(?:立方メートル|立米|m3|㎥)"),
    "世帯": re.compile(r"(?:何|なん)(?:世帯|所帯)|世帯数|\bhow many households?\b"),
    "時間": re.compile(r"(?:何|なん)時間|時間数"),
    "ha": re.compile(r"(?:何|なん)(?:ヘクタール|ha)|\bhow many (?:ha|hectares?)\b"),
    "m": re.compile(r"(?:何|なん)メートル"),
    "トン": re.compile(r"(?:何|なん)(?:トン|t\b)|\bhow many ton(?:ne)?s?\b"),
}
_EVERY_UNIT = tuple(_UNITS.items())
_UNITS_SAID = Expressions(says.pattern for says in _UNITS.values())
_SHARE_ASKED = re.compile("(?:何|なん)(?:%|パーセント)")
# What people think is asked of a few and told as a share of them.
_OPINION = re.compile(
    r"(?:思[うっい]|感じ|考え|答え|満足し|評価し)[ぁ-ん]{0,6}?(?:市民|町民|村民|区民|県民|住民|人|ひと|方|者|企業|会社|事業者|事業所|農家|世帯|保護者|親|子ども|子|生徒|児童|若者|高校生|職員|割合)(?:たち|さん)?(?:は|って|が|も|、|の割合は)?\s*"
    r"(?:全体の)?(?:どの(?:くらい|ぐらい|程度)|どれ(?:くらい|ぐらい|だけ|ほど)|どんくらい|どんだけ|いくつ)"
)
# Things no sheet need count; asked for, they are units like the others.
_WEEKDAY = re.compile("(?:何|なん)曜日?")
_OTHER_UNIT = re.compile(
    r"(?:何|なん)(?![故者事処課費番章次曜方款項会科施計資数割倍変聞言見出食買作使書話読思考教知決来行始起売得選足求望問持取受入増減建植配替換直語色味柄])"
    r"(集落|品目|品種|銘柄|区画|系統|圏域|自治会|町内会|行政区|商品|項目|言語|部屋|農家|家庭"
    r"|[一-龠]{1,2}?(?=[一-龠ぁ-ん?？。、 ]|$)|[ァ-ヶー]{2,}|ha|km)"
)
# 「資料館　収蔵品　点数」 asks how many 点 there are.
_NUMBER_OF_UNIT = re.compile(
    r"(冊|点|台|戸|棟|個|枚|基|灯|隻|頭|匹|食|床|本|社)数(?=\s|は|って|を|が|も|の(?:目標|実績|合計|計画)|[?？。]|$)"
)


def unit_said(parsed: Parsed) -> str | None:
    """The unit in which a number is asked for by its words (何人, 件数); None where none is said."""
    text = parsed.text
    units = map(_EVERY_UNIT.__getitem__, _UNITS_SAID.may_be_in(text))
    unit = next((unit for unit, says in units if _said(parsed, says)), None)
    if unit is not None and _SHARE_ASKED.search(text):
        unit = "%"  # 「決められた人数の何%？」
    if _WEEKDAY.search(text):
        return "曜日"
    if unit is not None:
        return unit
    if other := _OTHER_UNIT.search(text) or _NUMBER_OF_UNIT.search(text):
        return other[1]
    return "%" if _OPINION.search(text) else None


def counts(unit: str | None) -> bool:
    """Whether what is asked for is counted, not paid and not dated."""
    return unit is not None and unit not in {"年", *YEN}


def _said(parsed: Parsed, says: re.Pattern[str]) -> bool:
    return any(parsed.whole(*match.span()) for match in says.finditer(parsed.text))
