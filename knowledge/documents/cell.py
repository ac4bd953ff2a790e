"""What a cell of a table prints: a number with its sign, bound and unit, a word in place of a number, or a dash."""

from __future__ import annotations

import re

from knowledge.language.text import figure, is_gap, number
from knowledge.model import Figure

_BOUND = "以上|以下|以内|未満|超|程度|前後"
_AROUND = "約|およそ|延べ|のべ|年間?|月間?|週間?|全|累?計"
_AMOUNT = r"[△▲+-]?\d[\d,]*(?:\.\d+)?"
# "1万2千", "2億8千万", "1時間30", "5/6"
_COMPOUND = r"[△▲+-]?\d[\d,]*[兆億万](?:\d[\d,]*[億万千百]?)+万?|\d+時間\d+|\d+/\d+"
_NUMBER = rf"(?:{_AROUND})?(?:{_COMPOUND}|{_AMOUNT})(?:{_BOUND})?"
# "3億 円": only where the unit stands apart; "3億円" may be 3 of 億円.
_ROUND = rf"(?:{_AROUND})?{_AMOUNT}[兆億万千](?:{_BOUND})?"
# Two figures joined by ～ or → are one; a unit begins with none of these signs, and has no の in it: 1日の….
_PLAIN_UNIT = r"[^\d\s.,~～→()（）※の/-][^\d\s※()（）の]*"
_UNIT = rf"(?:{_PLAIN_UNIT})?(?:CO2|[kcm]?m[23])(?:[^\d\s※()（）]*)|{_PLAIN_UNIT}"
# A longer one is the rest of a name that begins with a figure, 「6年生の泳力調査（隔年）」, unless it is kg-CO2/人・年.
_SHORT_UNIT = rf"(?=[^()（）※\s]{{1,6}}(?:[(（※]|$)|[^()（）※\s]*[A-Za-z/])(?:{_UNIT})"
PROVISIONAL = r"[（(](?:速報|見込|暫定|推計|概算|参考)[みり]?[値額数]?[）)]"
"""A remark behind a figure that is not the last word."""
_NOTE = r"[（(][^()（）]*[）)]|※\S*"
# "-（集計中）": no figure, and why
_GAP_SAID = r"[-ー]+[（(][^()（）\d]*[）)]"
# What a cell prints instead of a number.
_GROWTH = "皆増|皆減"
_DONE = "着手|着工|開始|完了|完成|竣工|終了|実施"
_STATE = (
    r"(?:未|要)?(?:実施|策定|達成|導入|整備|設置|完了|完成|開始|作成|集計|調査|公表|締結|改定|改訂|着手)(?:済み?|中|予定)?"
    r"|(?:調査|データ|該当|記録)(?:なし|無し)"
    r"|検討中?|中止|延期|廃止|休止|休館|継続|維持|現状維持|増加|減少|向上|改善|未定|なし|無し?|有り?|あり|公表待ち"
    r"|(?:AAA?|BBB?|CCC?|[A-ES])(?:\+|-|評価)?|[○◎×]|\d{1,2}:\d{2}"
    rf"|(?:基本|実施|詳細)?(?:設計|計画|構想|工事|調査|測量|用地取得|解体|建設|移転|供用|事業)(?:{_DONE})"
    rf"|(?:令和|平成)?(?:元|\d{{1,2}})年度?末?(?:まで|頃|中)?の?(?:策定|設置|導入|整備|改定|開業|開館|{_DONE})"
    r"|(?:(?:対?前|昨)年度?|県平均|全国平均|国平均|現状)(?:値|実績|数)?(?:以上|以下|超|未満|並み?|水準|同(?:額|数|程度))"
    # （令和2年10月確定）
    r"|（[^（）]*(?:確定|公表|集計|調査|算定|判明)(?:予定|中|待ち)?）"
)
_VALUE = re.compile(rf"(?:{_ROUND}|{_NUMBER}|{_NUMBER}[~～→]{_NUMBER}|{_GROWTH})")
_WORD = re.compile(rf"(?:{_GROWTH}|{_STATE})(?:{_NOTE})?|{_GAP_SAID}")
_BOUND_LAST = re.compile(rf"(?P<amount>{_NUMBER})(?P<unit>{_UNIT}?)(?P<rest>{_BOUND})")
_NOTE_LAST = re.compile(rf"(?P<amount>{_NUMBER})(?P<unit>{_SHORT_UNIT}|)(?P<rest>{_NOTE})")
_WITH_UNIT = re.compile(rf"({_NUMBER})({_SHORT_UNIT})")
_GAP_WITH_UNIT = re.compile(rf"([-ー―]+)({_UNIT})")
_UNIT_WITH_REST = re.compile(rf"(?P<unit>{_UNIT})(?P<rest>{_BOUND}|{_NOTE})")
# "△2.0%以内" allows for so much less or more: that is no single value.
_POWER_IN_UNIT = re.compile(r"([万億兆])(.+)")
_TARGET = re.compile(rf"(?:({_AMOUNT})[^\d\s]*?(?:以上|以下)|(\d[\d,]*(?:\.\d+)?)[^\d\s]*?以内)")


def is_value(token: str) -> bool:
    """Whether a cell of a column of figures may print this."""
    return is_figure(token) or bool(_WORD.fullmatch(token))


def is_figure(token: str) -> bool:
    """A number, a dash, or the word for what had no number before; a word such as 「実施」 may belong to a name."""
    return is_gap(token) or bool(_VALUE.fullmatch(token) or _BOUND_LAST.fullmatch(token) or _NOTE_LAST.fullmatch(token))


def parted(token: str) -> list[str]:
    """A figure and the unit printed right behind it ("18団体"), or the token as it is.

    What stands behind the unit belongs to the figure: "50%以上" and "4件（見込み）" are told as they are printed.
    """
    if is_gap(token) or _VALUE.fullmatch(token):
        return [token]
    if match := _BOUND_LAST.fullmatch(token) or _NOTE_LAST.fullmatch(token):
        return [token, match["unit"]] if match["unit"] else [token]
    if match := _WITH_UNIT.fullmatch(token) or _GAP_WITH_UNIT.fullmatch(token):
        return [match[1], match[2]]
    return [token]


def figure_of(value: str, unit: str | None, *, aimed_at: bool = False) -> Figure:
    """The figure of a cell. A word in place of a number has no unit; of a target, "80以上" has the value 80."""
    if _WORD.fullmatch(value):
        return figure(value)
    if unit and not is_gap(value) and (match := _UNIT_WITH_REST.fullmatch(unit)):
        value, unit = value + unit, match["unit"]
    found = figure(value, unit)
    if found.value is None and found.printed:
        amount = _NOTE_LAST.fullmatch(found.printed) or (aimed_at and _TARGET.fullmatch(found.printed))
        if amount:
            return Figure(found.printed, number(next(filter(None, amount.groups()))), found.unit)
    return found


def plain_unit(unit: str | None) -> str | None:
    """The unit without what says how it was counted: "%以上" and "%" are the same."""
    match = _UNIT_WITH_REST.fullmatch(unit or "")
    return match["unit"] if match else unit


def in_one_unit(
    first: tuple[str, str | None], second: tuple[str, str | None]
) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    """Two cells, each a value and its unit: "3 億円" beside "2億8,765万 円" is "3億 円"."""
    return _in_unit_of(first, second), _in_unit_of(second, first)


def _in_unit_of(cell: tuple[str, str | None], other: tuple[str, str | None]) -> tuple[str, str | None]:
    power = _POWER_IN_UNIT.fullmatch(cell[1] or "")
    if power and power[2] == other[1] and re.search("[万億兆]", other[0]) and re.fullmatch(_AMOUNT, cell[0]):
        return cell[0] + power[1], power[2]
    return cell
