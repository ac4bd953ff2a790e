"""Units of figures: which one a question and a sheet may both mean."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from knowledge.language.text import fold
from knowledge.language.wordbook import read_language

# Units residents take for one another: a tour is asked for in times, a move of a household in persons, a firm by 社.
_ALIKE = frozenset(
    {
        ("人", "件"),
        ("件", "人"),
        ("回", "ツアー"),
        ("回", "件"),
        ("件", "回"),
        ("%", "ポイント"),
        ("トン", "t"),
        ("歳", "年"),
        ("km", "m"),
        ("m", "km"),
        *(("期間", time) for time in ("年", "年間", "か月", "日", "日間", "泊", "時間", "分")),
        *(("人", persons) for persons in ("人泊", "人/日", "人／日", "世帯", "組")),
    }
)
# What is counted one by one has many counters; each of a line may stand for any other of it.
_COUNTERS = (
    frozenset({"件", "社", "軒", "戸", "店", "店舗", "事業所", "企業", "法人", "世帯", "経営体", "棟", "所帯"}),
    frozenset({"団体", "組織", "組", "法人", "社"}),
    frozenset({"地区", "か所", "施設", "園", "館", "公園"}),
    frozenset({"か所", "施設", "基", "台", "橋", "路線", "件"}),
    frozenset({"本", "路線", "基"}),
    frozenset({"本", "橋"}),
    frozenset({"本", "便"}),
    frozenset({"冊", "部"}),
    frozenset({"頭", "匹", "羽", "件"}),
    frozenset({"匹", "尾", "個", "杯"}),
    frozenset({"個", "食", "袋", "つ", "枚", "人前", "人分"}),
    frozenset({"回", "ツアー", "本", "コース", "講座", "企画"}),
)
# Of these one says the very number of the other: shops are 軒, and so are the houses of farmers.
_SAME_NUMBER = (
    frozenset({"軒", "店", "店舗"}),
    frozenset({"軒", "戸"}),
    frozenset({"社", "企業"}),
)
# Ways to write one unit; that of the sheets last.
_WRITTEN = {
    "グラム": "g",
    "キログラム": "kg",
    "センチ": "cm",
    "センチメートル": "cm",
    "ミリ": "mm",
    "ミリメートル": "mm",
    "ミリリットル": "ml",
    "メガワット": "mw",
    "キロワット時": "kwh",
    "リットル": "l",
    "キロワット": "kw",
    "平米": "m2",
    "平方メートル": "m2",
    "立方メートル": "m3",
    "トン": "t",
    "キロ": "km",
    "キロメートル": "km",
    "メートル": "m",
    "ヘクタール": "ha",
    "名": "人",
    "カ所": "か所",
    "ヶ所": "か所",
    "箇所": "か所",
    "品": "品目",
    "個所": "か所",
}
# Between other words 5か所 and 4路線 count no machines.
_MACHINES = frozenset({"台", "基"})
# What sentences print and tables do not.
_IN_SENTENCES = (
    frozenset({"%", "割", "パーセント"}),
    frozenset({"件", "事業"}),
    frozenset({"校", "学校"}),
    frozenset({"歳", "年生"}),
)
# 1時間 is no hour of the day, and a van for ten (10人乗り) carries nobody yet.
_OTHERWISE = {"時": "(?!間)", "人": "(?!乗り|掛け|定員)"}
_MONEY = re.compile(r"[十百千万億兆]*円")
# 千人 are persons, counted by the thousand.
_MANY = re.compile(r"^(?!.*円)(?:百万|十|百|千|万|億)(?=.)")


def says(asked: str, printed: Collection[str | None]) -> bool:
    """Whether one of the printed units is the one asked for, or a multiple of it."""
    wanted = _WRITTEN.get(asked, asked)
    return any(unit is not None and wanted in _ways_to_print(unit) for unit in printed)


@lru_cache(maxsize=1024)  # a ledger has some dozens
def _ways_to_print(unit: str) -> frozenset[str]:
    # g/人・日 are グラム
    each = fold(unit, kana=False).partition("/")[0]
    ways = {unit, written(unit), _MANY.sub("", unit), fold(unit, kana=False), each, written(each)}
    return frozenset(ways.union(*(line for line in _SAME_NUMBER if not ways.isdisjoint(line))))


def is_unit(text: str) -> bool:
    """Whether this is the name of a unit and nothing else: 件, 千円, km, kg/人."""
    plain, *each = fold(text, kana=False, spaces=False).split("/")
    if not all(part in read_language("units_printed")["of_what"] or is_unit(part) for part in each):
        return False
    return _MONEY.fullmatch(plain) is not None or not _known().isdisjoint(
        {written(plain), written(_MANY.sub("", plain))}
    )


@cache
def _known() -> frozenset[str]:
    # What is counted by a word that a name may also end with: （企業） tells whose it is.
    in_names = {"企業", "企画", "法人", "組織", "施設", "ツアー"}
    counted = frozenset(read_language("units_printed")["counted"])
    return counted.union(_WRITTEN, _WRITTEN.values(), *_COUNTERS, *_SAME_NUMBER) - in_names


def written(unit: str) -> str:
    """A unit in one way of writing it."""
    return _WRITTEN.get(unit, unit)


def comparable(asked: str, printed: Collection[str | None]) -> bool:
    """Whether a unit asked for may be meant by one of another name, or the sheet prints none."""
    if not any(printed):
        return True
    wanted = written(asked)
    units = (_MANY.sub("", unit) for unit in printed if unit is not None)
    return any(
        (asked, unit) in _ALIKE
        or (asked != "円" and asked.endswith("円") and unit.endswith("円"))  # 何億円 may be printed in thousands
        or any({wanted, written(unit)} <= line for line in _COUNTERS)
        for unit in units
    )


def may_be(asked: str, printed: Collection[str | None]) -> bool:
    """Whether what is printed in these units may be the number asked for in that one."""
    return says(asked, printed) or comparable(asked, printed)


def in_sentences(asked: str) -> str:
    """The ways in which a statement may print what is counted in a unit asked for, as an expression."""
    wanted = written(asked)
    # 件 counts nearly everything: in a sentence with several numbers it would take any of them.
    lines = (line for line in (*(_COUNTERS if wanted != "件" else ()), *_IN_SENTENCES) if wanted in line)
    names = {wanted}.union(*lines)
    names = set(_MACHINES) if wanted == "台" else names - {"件"} if wanted in _MACHINES else names - {"台"}
    names |= {name for name, by in _WRITTEN.items() if by in names}
    return f"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}){_OTHERWISE.get(wanted, '')}"
