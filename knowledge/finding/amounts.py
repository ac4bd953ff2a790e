"""Whether a text prints a number of the unit asked for, a date or a span of time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.numerals import IN_DIGITS, POWERS
from knowledge.language.wordbook import plain
from knowledge.question.one_word import one_word, without_other_dates
from knowledge.question.units_asked import YEN

_NUMBER = re.compile(IN_DIGITS)
_IN_DATE = re.compile(rf"(?<![泊\d]){IN_DIGITS}")  # the third day of 2泊3日 is no date
_DATED = re.compile(r"\s?(?:年(?!が?経|間|以上|前|を?過|目|生)|月(?!\d*回)|日|[月火水木金土日]曜)")
_LASTING = re.compile(
    r"\s?(?:年間|年(?=以内|以上|程度|ほど|余り|を|、|の|まで|が|と|に延|に短|に分|続|以来)|か月|ヶ月|カ月|週間|日間"
    r"|日(?=以内|まで|を限)|泊|時間|分間|(?:月\d*日?|日)?から[^。、]{0,8}(?:月|日)まで)"
)
# 毎月 and 月1回 tell when, though no year.
_OFTEN = re.compile(r"毎[年月週日]|[年月週]に?\d+回|土日|祝日|平日|週末")
COUNTERS = (
    r"(?:件|回|倍|人|名|校|団体|団地|地区|%|割(?!引)|か所|ヶ所|カ所|箇所|店舗|社|冊|橋|棟|戸|台|基|枚|個|食|袋|便|通|店|軒|路線|歳|本|灯|隻|頭|匹|ha|km|トン|グラム|キログラム|リットル|ヘクタール|世帯|組|点"
    r"|(?:kg|mg|g|kcal|kwh|mwh|kw|l|kl|mm|cm|m)(?![a-z])"
    r"|分の\d|の(?=[一-龠ァ-ヶ]{2}))"
)
_COUNTED = re.compile(rf"\s?{COUNTERS}")
_WEEKDAY = re.compile("[月火水木金土日]曜|毎日(?!新聞)|平日|土日|週末")
# So many of something, and no date, edition or chapter.
SO_MANY = re.compile(r"\d[\d,.]*[万千百]?\s?(?!月|日|年度|年(?!間)|号|次|章|期)[一-龠々ァ-ヶa-z%]")
# 「何年続いてる？」 is told by no 2日.
_YEARS_ASKED = re.compile(r"(?:何|なん)年")
_YEARS = re.compile(r"\s?(?:年間|年(?!度|\d))")
# What tells a number without printing it so: the units in which it is asked for, what the
# question says then, and what tells it.
_WITHOUT_A_NUMBER = (
    # What one gets may be a share (半額を助成します), the most one may get is none.
    (
        frozenset({"円"}),
        re.compile(r"^(?!.*(?:まで|上限|最大|最高|限度)).*(?:助成|補助|支給|もら[えうい]|出してくれ|負担)"),
        re.compile(r"\d分の\d|半額|全額|無料|無償"),
    ),
    # How many of all there are may be a share of them, unless their very number is asked for (何軒).
    (
        frozenset({"店", "社", "校", "団体", "地区"}),
        re.compile(r"^(?!.*(?:何|なん)).*ど(?:の|れ)(?:くらい|ぐらい|ほど)"),
        re.compile(r"\d\s?(?:割(?!引)|%)|\d分の\d|半数|半分"),
    ),
    # How often a thing was used is told by the cases of its use.
    (
        frozenset({"回"}),
        re.compile("使(?:われ|った|って)|利用"),
        re.compile(rf"{IN_DIGITS}\s?件の?、?利用|利用[^、。0-9]{{0,8}}{IN_DIGITS}\s?件"),
    ),
    # How much more or fewer there are now may be a word alone.
    (frozenset({None, "倍"}), re.compile("増え|減[っり]|伸び|(?:何|なん)倍"), re.compile("倍増|半減")),
    # What was sold, earned or lost is money, though nobody says 何円.
    (
        frozenset({None}),
        re.compile("売れ|売り?上げ?|稼い|もうか|儲か|赤字|黒字|(?:損|得)し"),
        re.compile(rf"{IN_DIGITS}\s?円"),
    ),
)
# 「1食300円」 tells how much one costs, and not how many there were.
_PRICED = rf"(?!\s?{IN_DIGITS}\s?[千万]?円)"
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Printed:
    """How a text prints a number: ``behind`` it stands what is counted, of which the first ``powers`` signs may be read as
    its own (千 of 1,684千円); ``besides`` tells what is asked for without one.

    The number and what stands behind it are not joined to one expression: it would be compiled anew for every unit.
    """

    behind: re.Pattern[str]
    number: re.Pattern[str] = _NUMBER
    powers: int = 0
    besides: re.Pattern[str] | None = None

    def is_in(self, text: str) -> bool:
        """Whether a folded text prints it."""
        for number in self.number.finditer(text):
            for end in range(number.end() - self.powers, number.end() + 1):
                if self.behind.match(text, end):
                    return True
        return self.besides is not None and self.besides.search(text) is not None


def says_amount(question: Question, text: str) -> bool:
    """Whether a text prints a number of the unit asked for, or of any where none was."""
    asked = question.asked
    text = without_other_dates(plain(text), asked.text) if one_word(asked) == "when" else plain(text)
    return amount_in(question).is_in(text)


def amount_in(question: Question) -> Printed:
    """How a text prints a number of the unit asked for, or of any where none was; a date where one asks when."""
    unit, text = question.asked.unit, question.asked.text
    if unit == "期間":
        return Printed(_YEARS if _YEARS_ASKED.search(text) else _LASTING)
    if unit == "曜日":
        return Printed(_NEVER, besides=_WEEKDAY)
    besides = _OFTEN if one_word(question.asked) == "when" else None
    for asked_in, asks, tells in _WITHOUT_A_NUMBER:
        if unit in asked_in and asks.search(text):
            besides = tells
    if unit == "年":
        return Printed(_DATED, _IN_DATE, besides=besides)
    if not unit:
        return Printed(_COUNTED, besides=besides)
    powers = len(unit) - len(unit.lstrip("".join(POWERS)))
    priced = "" if unit in YEN else _PRICED
    return Printed(re.compile(rf"\s?{units.in_sentences(unit)}(?!目){priced}"), powers=powers, besides=besides)
