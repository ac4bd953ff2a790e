"""Text as people and sheets write it, brought to one form: width, dashes, kana, numbers and years.

``printed`` is for keeping and showing (half-width, single spaces, nothing lost); ``fold`` is for comparing and
finding, and knows for each of its characters where it stood in the text it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from knowledge.language.numerals import IN_DIGITS, number_typed, value_of
from knowledge.model import Figure
from writing.signs import clusters, in_hiragana, joins, one_form

# Programs that make a PDF put radicals in the place of the signs they look like; for these NFKC has an old form, or none.
_RADICALS = str.maketrans(
    "⼾⾭⿈⿊⿒⿆⿑⿔⺠⻁⻄⻆⻑⻘⻗⻝⻞⻣⻤⻨⻩⻫⻭⻯⻲", "戸青黄黒歯麦斉亀民虎西角長青雨食食骨鬼麦黄斉歯竜亀"
)
_WIDE_SIGNS = re.compile(r"([（）：；！？～①-⑳])")
_MINUS = "△▲-"
# A character no text has, for one that is folded together with the one before it.
_BELONGS_TO_BEFORE = "\uffff"
_BLANKS, _WHITE_SPACE = re.compile(" +"), re.compile(r"\s+")
_DOTS = re.compile(r"\.{3,}|・{2,}")
_IN_POWERS = re.compile(f"[{_MINUS}]?{IN_DIGITS}")
_LONG_DASH = re.compile("(?<=[0-9])ー")
# The eras of fiscal years and how they are written for short, the newest first: the year before their first.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_SHORT = {"r": "令和", "h": "平成", "s": "昭和"}
# What cities call the plan that their yearly sheets follow; 振興計画 is what it is called in 上山市.
PLAN_KIND = "(?:総合振興計画|総合発展計画|総合計画|振興計画|発展計画)"
# A sheet whose plan nobody names: its measures have numbers all the same.
UNKNOWN_PLAN = "？次"
# A sentence with the mark at its end; the last may have none.
SENTENCE = re.compile(r"[^。]*。|[^。]+$")
_YEAR = re.compile(
    r"(?P<era>令和|平成|昭和|(?<![a-z])[rhs](?=\d))\s?(?P<nth>元|\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:年度|年|(?![\d.a-z]))"
    r"|(?<![\d.,])(?P<western>(?:19|20)\d\d)\s?(?:年度|年|(?![\d,.]|\s?(?:千円|万円|円|人|名|件|回|団体|地区|校|%)))"
    r"|(?<![\d.,])(?P<bare>\d{1,2})\s?年度"
)


def may_be_of_plan(plan: str, asked: str | None) -> bool:
    """Whether what belongs to ``plan`` may be meant where ``asked`` is named: a paper that tells no number may be of any."""
    return asked is None or plan in {asked, UNKNOWN_PLAN}


@dataclass(frozen=True)
class Folded:
    """``text`` in folded form; ``origins[i]`` is where its i-th character stood in the text it came from."""

    text: str
    origins: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original text that ``text[start:end]`` was made from."""
        if start >= end:
            raise ValueError("an empty part has no place in the original")
        after = next((origin for origin in self.origins[end:] if origin > self.origins[end - 1]), self.length)
        return self.origins[start], after


@dataclass(frozen=True)
class YearMention:
    """A fiscal year named in a text, in western counting, and where: ``text[start:end]`` of the text as given."""

    year: int
    start: int
    end: int


def printed(text: str) -> str:
    """The text half-width on one line with single spaces, as the ledger keeps names and figures.

    Brackets and the like （）：！？ stay as wide as they are: between Japanese characters the narrow ones look wrong. So do
    ① and ②, which number what stands behind them: 1 would become part of a figure (①01一般会計).
    """
    parts = _WIDE_SIGNS.split(text)
    return _WHITE_SPACE.sub(" ", "".join(part if _WIDE_SIGNS.match(part) else _plain(part) for part in parts)).strip()


@lru_cache(maxsize=2048)  # names and one question's words are folded again and again
def fold(text: str, *, kana: bool = True, spaces: bool = True) -> str:
    """The text in the form in which two texts are compared; see ``fold_with_map``."""
    signs = text.translate(_WITH_KANA_FOLDED if kana else _KANA_KEPT)
    if _BELONGS_TO_BEFORE in signs:  # rare, and slow: character by character
        return fold_with_map(text, kana=kana, spaces=spaces).text
    signs = _BLANKS.sub(" " if spaces else "", signs).strip(" ")
    return _LONG_DASH.sub("-", signs) if "ー" in signs else signs


def fold_with_map(text: str, *, kana: bool = True, spaces: bool = True) -> Folded:
    """Fold width (NFKC), dashes, case and white space, and katakana to hiragana.

    ``kana=False`` leaves katakana as it is; ``spaces=False`` takes white space out, otherwise each run becomes one
    blank, none at the ends. Control characters, direction marks and lone surrogates vanish.
    """
    signs: list[str] = []
    origins: list[int] = []
    for start, cluster in clusters(text):
        for sign in _folded_cluster(cluster, kana):
            if sign == " " and (not spaces or not signs or signs[-1] == " "):
                continue
            # A long-vowel sign after a digit is a dash: few find the right key on a telephone ("6ー2ー1").
            signs.append("-" if sign == "ー" and signs and signs[-1] in "0123456789" else sign)
            origins.append(start)
    if signs and signs[-1] == " ":
        signs.pop()
        origins.pop()
    return Folded("".join(signs), tuple(origins), len(text))


def number(text: str) -> Decimal | None:
    """The number a cell prints ("1,684", "△３", "0.5", "1万2千"); None for a dash, for nothing and for words."""
    plain = printed(text).replace(" ", "").replace(",", "")
    matched = re.fullmatch(rf"([+{_MINUS}]?)(\d+(?:\.\d+)?)", plain)
    if matched is None:
        return value_of(plain) if _IN_POWERS.fullmatch(plain) else None
    value = Decimal(matched[2])
    return -value if matched[1] in tuple(_MINUS) else value


def is_gap(text: str) -> bool:
    """Whether a cell gives no figure: it is empty, crossed out, or holds nothing but dashes or dots."""
    return not printed(text).strip("- ー/") or _DOTS.fullmatch(printed(text)) is not None


def figure(text: str, unit: str | None = None) -> Figure:
    """The value of a cell; a dash or an empty cell is a gap and keeps its unit."""
    if is_gap(text):
        return Figure(None, None, unit)
    return Figure(printed(text), number(text), unit)


def years(text: str) -> tuple[YearMention, ...]:
    """The fiscal years a text names, in order: 令和５年度, R5, 令和元年, 2023年度, 2023, 5年度 (taken as 令和)."""
    if not _YEAR.search(fold(text, kana=False)):
        return ()
    folded = fold_with_map(text, kana=False)
    mentions = []
    for match in _YEAR.finditer(folded.text):
        if match["western"]:
            year = int(match["western"])
        elif match["bare"]:
            year = _ERAS["令和"] + int(match["bare"])
        else:
            year = _ERAS[_SHORT.get(match["era"], match["era"])] + number_typed(match["nth"])
        mentions.append(YearMention(year, *folded.span(match.start(), match.end())))
    return tuple(mentions)


def year_named(text: str) -> int | None:
    """The first fiscal year a text names, None where it names none."""
    return next((mention.year for mention in years(text)), None)


def fiscal_year_name(year: int) -> str:
    """The Japanese name of a fiscal year: 2023 is 令和5年度, 2019 令和元年度, 1985 昭和60年度; older ones have their number."""
    for era, before in _ERAS.items():
        if year > before:
            return f"{era}{'元' if year == before + 1 else year - before}年度"
    return f"{year}年度"


def with_digits(text: str) -> str:
    """The numbers of chapters and the like in digits: 第十二章 is 第12章."""
    return re.sub(r"第([一二三四五六七八九十]{1,3})(?=[章編部節])", lambda match: f"第{number_typed(match[1])}", text)


class _FoldedSigns(dict[int, str]):
    """What each character becomes, found out when it is first met; those that cannot be told alone become a mark."""

    def __init__(self, *, kana: bool) -> None:
        self._kana = kana

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        alone = not joins(sign) and sign != _BELONGS_TO_BEFORE
        folded = self[code] = _folded_cluster(sign, self._kana) if alone else _BELONGS_TO_BEFORE
        return folded


_WITH_KANA_FOLDED, _KANA_KEPT = _FoldedSigns(kana=True), _FoldedSigns(kana=False)


def _plain(text: str) -> str:
    return one_form(text.translate(_RADICALS))


@lru_cache(maxsize=8192)
def _folded_cluster(cluster: str, kana: bool) -> str:
    folded = []
    for sign in _plain(cluster).lower():
        if sign.isspace():
            folded.append(" ")
        elif unicodedata.category(sign) in {"Cc", "Cf", "Cs"}:
            continue
        else:
            folded.append(in_hiragana(sign) if kana else sign)
    return "".join(folded)


def blanked(text: str, start: int, end: int) -> str:
    """The text with a part taken out."""
    # A blank of the same length keeps every later place where it was.
    return text[:start] + " " * (end - start) + text[end:]


def is_kanji(sign: str) -> bool:
    """Whether a sign is a kanji, or 々, which stands for one."""
    return "一" <= sign <= "龠" or sign == "々"
