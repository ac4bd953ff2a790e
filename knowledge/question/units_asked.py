"""The unit in which a number is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.language.expressions import Expressions
from knowledge.language.rows import named_by
from knowledge.language.wordbook import plain
from knowledge.language.words import Parsed

YEN = frozenset({"円", "千円", "万円", "百万円", "億円"})
_UNITS = named_by("units", "unit")
_EVERY_UNIT = tuple(_UNITS.items())
_UNITS_SAID = Expressions(says.pattern for says in _UNITS.values())
_SHARE_ASKED = re.compile("(?:何|なん)(?:%|パーセント)")
# What people think is asked of a few and told as a share of them.
_OPINION = re.compile(
    r"(?:思[うっい]|感じ|考え|答え|満足し|評価し)[ぁ-ん]{0,6}?(?:市民|町民|村民|区民|県民|住民|人|ひと|方|者|企業|会社|事業者|事業所|農家|世帯|保護者|親|子ども|子|生徒|児童|若者|高校生|職員|割合)(?:たち|さん)?(?:は|って|が|も|、|の割合は)?\s*"
    r"(?:全体の)?(?:どの(?:くらい|ぐらい|程度)|どれ(?:くらい|ぐらい|だけ|ほど)|どんくらい|どんだけ|いくつ)"
)
_WORD, _HOW_MANY = re.compile("[一-龠々ァ-ヶー]{2,}"), re.compile("何|なん")
# Things no sheet need count; asked for, they are units like the others.
_WEEKDAY = re.compile("(?:何|なん)曜日?")
_OTHER_UNIT = re.compile(
    r"(?:何|なん)(?![回度人件]も(?!ら))(?!食[べうえおわっ品料材事堂中育器費物])(?![故者事処課費番章次曜方款項会科施計資数割倍変聞言見出買作使書話読思考教知決来行始起売得選足求望問持取受入増減建植配替換直語色味柄線駅])"
    r"(集落|品目|品種|銘柄|区画|系統|圏域|自治会|町内会|行政区|商品|項目|言語|部屋|農家|家庭|経営体|事業体|事業所"
    r"|[一-龠]{1,2}?(?=[一-龠ぁ-ん?？。、 ]|$)|[ァ-ヶー]{2,}|ha|km)"
)
# 「資料館　収蔵品　点数」 asks how many 点 there are.
_NUMBER_OF_UNIT = re.compile(
    r"(品|冊|点|台|戸|棟|個|枚|基|灯|隻|頭|匹|食|床|本|社)数(?=\s|は|って|を|が|も|の(?:目標|実績|合計|計画)|[?？。]|$)"
)


def long_units(printed: Iterable[str]) -> tuple[str, ...]:
    """Those of printed units that are words of their own (経営体), as they are said, the longest first; without those that the
    table of units has in another way (ポイント)."""
    said = {plain(unit) for unit in printed if not any(says.fullmatch(f"何{plain(unit)}") for says in _UNITS.values())}
    return tuple(sorted(filter(_WORD.fullmatch, said), key=lambda unit: (-len(unit), unit)))


def long_unit_said(text: str, units: Sequence[str]) -> re.Match[str] | None:
    """Where one of such units is asked for (何経営体); its group 1 is the unit, perhaps with a blank in it."""
    if not units or not _HOW_MANY.search(text):
        return None
    # The cutting sets 何人 apart from what follows.
    said = (re.escape(unit).replace("人", "人 ?") for unit in units)
    return re.search(f"(?:何|なん)({'|'.join(said)})", text)


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
