"""What a question asks for, read from its words alone: aspects, years, plan, codes, unit, and the words that are left.

Which thing of the ledger the remaining words mean is decided in ``knowledge.finding``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.language.numerals import IN_DIGITS, number_typed
from knowledge.language.rows import found_by
from knowledge.language.text import blanked, years
from knowledge.language.words import Parsed
from knowledge.question.aspects import FIGURES, MONEY, PROSE, Cues, aspects_meant, aspects_said, without
from knowledge.question.plans_said import CHAPTER, CODE, PLAN_NAMED, all_taken, editions, plan_said
from knowledge.question.units_asked import counts, long_unit_said, unit_said

_RELATIVE_YEAR = re.compile(
    r"昨年度?|去年|おととし|一昨年度?|(?:その)?(?:1つ|ひとつ)?前の年度?|前年度?|今年度?|(?<![なのいうたる])ことし(?![てたま])|本年度|\d+年[前後]|先月|今月|来月"
    r"|\blast year\b|\bthis year\b"
)
# 「去年何人いた？令和6年度ね」 says itself which year is meant.
_OWN_YEAR, _BESIDE_YEAR = (
    re.compile("昨年度?|去年|今年度?|(?<![なのいうたる])ことし(?![てたま])|本年度"),
    re.compile("比べ|より|から|違|差|対し|増え|減[っり]"),
)
_COMING_YEAR = re.compile(r"来年度?|次年度|再来年度?|\bnext year\b")
# 「40以上あるって本当？」, 「4人に1人くらいはいるの？」: whether a figure is so is told by the figure.
_FIGURE_SUPPOSED = re.compile(
    rf"{IN_DIGITS}\s?(?:%|割|人|名|件|回|校|団体|地区|か所|社|倍)?(?:に\d+人)?(?:以上|以下|くらい|ぐらい|ほど|近く|も|は|を|超え|台)*"
    r"(?:あ(?:る|った|ります)|い(?:る|た|った|ます|きました)|超え(?:た|て|ました)|来た|できた|達した"
    r"|で(?:いい|良い|よろしい|[合あ]って|正し|間違い|まちがい))[^?？。]{0,8}[?？]"
)
_WIDER, _NARROWER = found_by("limits", "wider"), found_by("limits", "narrower")
# The word book explains who the neighbours of a city are, yet their figures are no answer.
_ELSEWHERE = found_by("limits", "elsewhere")
# The word book explains what children of an age are called, yet that age is a limit.
_OF_AGE = re.compile(r"(?<!\d)\d{1,2}歳児")
_NUMBER_ASKED = re.compile(r"[一-龠ァ-ヶー]の数(?:は|って)?[?？。]*$")
_AMONG = re.compile(r"(?:者|人|方|員|児|生|客|件|台|世帯|団体)の?うち、?[^、。?？]{1,10}(?:は|って)[?？。]*$")
# What somebody pays or is paid for one thing: no project's budget is its amount.
_FEE = found_by("prices", "price")
# Who they are by name is told nowhere.
_NAMES = re.compile(r"(?:団体|法人|会社|企業|業者|個人|店|地区|参加者|講師)(?:名(?!称)|の名前)")
# A bare name that ends like this asks for the amount: 「減債基金　残高」.
_MEASURED = re.compile(
    r"(?:残高|総額|面積|延長|[量率額]|(?:浸透|満足|認知|利用|自給|充足|普及)度|(?<![多少複分人])数|割合|比率)(?:は|って)?\s*(?:を?(?:教え|おしえ|知り)[ぁ-ん]*)?[?？。]*$"
)
# 「有収率は？」 asks for a share; how many children are born to a woman is none.
_SHARE = re.compile(r"(?<!出生)(?:率|割合|比率)(?:は|って)?\s*(?:を?(?:教え|おしえ|知り)[ぁ-ん]*)?[?？。]*$")
_WHICH_BECAME = re.compile(
    r"(?:[ただ](?:の|もの|ところ)|こと)(?:は|って)、?(?:何|なに|なん|どれ|どこ|どちら|誰|だれ|どなた)(?:です|でしょう|でござい|だ|なの|か)?[ぁ-ん]*[?？。]*\s*$"
)
_METHOD = re.compile(r"どうやって|どのように(?!変|推移)|どんな(?:ふう|風|やり方|方法)|どういう(?:ふう|風|やり方|方法)")
_MOST, _LEAST = found_by("superlatives", "most"), found_by("superlatives", "least")
_NTH = re.compile(r"(?<!\d)([2-9二三四五六七八九])(?:番目|位)")
_PLACE = found_by("whereabouts", "place")
# 「学校はどこですか」 asks which ones they are.
_WHICH_ONE = re.compile(
    r"(?:校|課|団体|地区|地区会|都市|[国町市村]|相手|先|企業|会社|部署|協会|法人|担当|所管|機関|大学)(?:は|って|が|も)?(?:どこ(?!でや|で開|で行)|どちら)"
    r"|(?:担当|所管|管轄|受け?持っ|担っ)(?:して|て|で)?い?(?:る|ます)(?:の|ん|とこ(?:ろ)?|所)?(?:は|って|が)?、?(?:どこ(?!で)|どちら(?!で))"
)
_FOLLOWS = re.compile(
    r"^(?:and\b|then\b|じゃ(?:あ)?|では|それじゃ(?:あ)?|なら|で、|あと|それと|その|それ|この|これ|そっち|そちら|ちなみに)|(?:の?(?:ほう|方)は|も(?:教えて)?)[?？]?\s*$|はいかが[ぁ-ん]*[?？。]*$|(?:の?(?:ほう|方)|で)は(?:どう|いかが|いくつ|いくら|何)[ぁ-ん]*[?？。]*$"
)
# 「なら体操」 may be a name of which the beginning only looks like a word that goes on from before; 「これから」 is none.
_LEADS = re.compile("^(?:なら|あと)")
_GIVEN_UNIT = re.compile(rf"{IN_DIGITS}\s?(%|人|件|回|校|団体|地区)(?:以上|も|を)*(?:超え|行っ|いっ|達し|届)")
_UNIT_OF = {
    "学校": "校",
    "団体": "団体",
    "法人": "団体",
    "地区": "地区",
    "店": "店",
    "お店": "店",
    "店舗": "店",
    "会社": "社",
    "企業": "社",
    "所": "地区",
    "場所": "地区",
}
# 「どれだけのお客が降りた？」 counts people.
_HOW_MANY_PEOPLE = re.compile(
    r"ど(?:れ|の)(?:だけ|くらい|ぐらい|ほど)の?(?:お?客(?:さん|様)?|人(?!口|数|気|件|手|材|的|事|生)|方(?!法|針)|子ども|子供|生徒|児童|学生|観光客|市民|住民|参加者|大人|若者|高齢者)(?=が|は|も|来|集|参加|使|利用|訪|い[るたま]|[?？]|$)"
)
_COUNTED_NOUN = re.compile(
    r"(学校|団体|法人|地区|お?店|店舗|会社|企業|(?<=[るたてい])(?:場?所))(?:は|って|が|、)?(?:全部で|ぜんぶで)?、?(?:いくつ|ど(?:の|れ)(?:くらい|ぐらい|だけ)(?:ある|あっ|い|$|[?？]))"
)


@dataclass(frozen=True)
class Asked:
    """A question as read. ``text`` is its standard form, ``rest`` the same with everything understood blanked out.

    ``years`` are western; ``relative`` a year named from today's point of view, which no document can be asked for;
    ``narrower`` a part (a month, an age, today) of which no document tells; ``plan`` like "7次"; ``codes`` like "6-2-1";
    ``in_order``: a place of an order is asked for, from the greatest, or from the ``least`` on, and ``nth`` is which;
    ``ordinals`` are the editions named ("第6次"), apart from that of the plan; ``place``: it asks where, so no number
    answers it; ``fee``: it asks what one pays or is paid; ``city`` is the one named, where documents of several are held.
    """

    text: str
    rest: str
    aspects: tuple[str, ...]
    years: tuple[int, ...] = ()
    relative: str | None = None
    narrower: str | None = None
    plan: str | None = None
    codes: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    unit: str | None = None
    in_order: bool = False
    least: bool = False
    nth: int = 1
    follows: bool = False
    ordinals: tuple[str, ...] = ()
    place: bool = False
    fee: bool = False
    city: str | None = None

    @property
    def without_city(self) -> str:
        """The text without the name of the city whose documents are asked for: となり市 narrows nothing."""
        return self.text.replace(self.city, " ") if self.city else self.text

    def asks(self, *aspects: str) -> bool:
        """Whether any of these is asked."""
        return not frozenset(aspects).isdisjoint(self.aspects)


def read(parsed: Parsed, rest: str, table: Cues, units: Sequence[str] = ()) -> Asked:
    """Read the slots of a question in standard form; whatever is understood is blanked out of ``rest``.

    ``rest`` is its text in which something may have been blanked out already. ``units``: see ``long_units``.
    """
    text = parsed.text
    named_years, rest = _years_named(rest)
    plan, rest = plan_said(rest)
    if plan is None and (named := PLAN_NAMED.search(text)):
        plan = named[1]  # a document that is called so is found by the word, whichever of them is meant
    codes, rest = all_taken(CODE, rest)
    chapters, rest = all_taken(CHAPTER, rest)
    relative = _RELATIVE_YEAR.search(rest)
    if relative and len(named_years) == 1 and _OWN_YEAR.fullmatch(relative[0]) and not _BESIDE_YEAR.search(text):
        rest, relative = blanked(rest, *relative.span()), None
    narrower = _NARROWER.search(rest) or _NAMES.search(text) or _OF_AGE.search(text)
    beyond = _COMING_YEAR.search(rest) or _WIDER.search(rest) or _ELSEWHERE.search(text)
    printed = long_unit_said(rest, units)
    unit = printed[1].replace(" ", "") if printed else unit_said(parsed)
    most, least, nth = bool(_MOST.search(text)), bool(_LEAST.search(text)), _NTH.search(text)
    aspects, rest = aspects_said(parsed, rest, table)
    if printed:
        rest = blanked(rest, *printed.span())  # the halves of 何経営体 are no things
    aspects = aspects_meant(text, aspects, unit, ordered=most or least)
    if "code" in aspects and unit == "番目":
        aspects, unit = without(aspects, "figure"), None  # 「6章の何番目？」
    if not aspects and _FIGURE_SUPPOSED.search(text):
        aspects = ("figure",)
    unit = _unit_meant(text, unit, aspects)
    if _METHOD.search(text):
        # 「人数ってどうやって決めるの」 asks for a way, not for a number
        aspects, unit = without(aspects, *FIGURES), None
    if "ratio" in aspects:
        unit = None  # 「目標の何%」 asks of any unit
    aspects = aspects or _figure_meant(text, unit, named_years)
    # What comes next year, or in the whole prefecture, may be told in words; a figure for it no sheet has.
    measured = FIGURES | MONEY
    return Asked(
        text=text,
        rest=rest,
        aspects=aspects,
        years=named_years,
        relative=relative[0]
        if relative
        else beyond[0].removesuffix("の")
        if beyond and not measured.isdisjoint(aspects)
        else None,
        narrower=narrower[0] if narrower else None,
        plan=f"{number_typed(plan)}次" if plan else None,
        codes=tuple("-".join(part for part in match.groups() if part) for match in codes),
        chapters=tuple(str(number_typed(match[1])) for match in chapters),
        unit=unit,
        in_order=most or least or nth is not None,
        nth=number_typed(nth[1]) if nth else 1,
        least=least,
        follows=bool(_FOLLOWS.search(text)),
        ordinals=editions(text),
        place=bool(_PLACE.search(text)) and not _WHICH_ONE.search(text),
        # 「家賃の補助を受けた人は何人？」 asks for no price.
        fee=(price := _FEE.search(text)) is not None and (not counts(unit) or "いくら" in price[0] or "円" in price[0]),
    )


def _years_named(rest: str) -> tuple[tuple[int, ...], str]:
    named = []
    for mention in years(rest):
        named.append(mention.year)
        rest = blanked(rest, mention.start, mention.end)
    return tuple(named), rest


def _unit_meant(text: str, unit: str | None, aspects: tuple[str, ...]) -> str | None:
    """The unit where none is said and yet one is meant: that of a number given, of people, of a noun that is counted."""
    if unit is None and not FIGURES.isdisjoint(aspects) and (given := _GIVEN_UNIT.search(text)):
        return given[1]
    if unit is None and "figure" in aspects and asks_how_many_people(text):
        return "人"
    if unit is None and aspects in {(), ("figure",)} and _SHARE.search(text):
        return "%"
    if unit is None and "figure" in aspects and (counted := _COUNTED_NOUN.search(text)):
        return _UNIT_OF[counted[1]]
    return unit


def _figure_meant(text: str, unit: str | None, named_years: tuple[int, ...]) -> tuple[str, ...]:
    """("figure",) where a question without any aspect asks for a number after all, else ()."""
    if unit is not None or _MEASURED.search(text):
        return ("figure",)  # 「地方債残高　億円」, 「受診率は」
    if _AMONG.search(text) or _NUMBER_ASKED.search(text):
        return ("figure",)  # 「登録者のうち若い人は？」, 「銭湯の数は？」
    # Nobody names a year to hear what a thing is, but what became one in it: 「令和6年度に市の文化財になったのは何？」.
    return ("figure",) if named_years and not _WHICH_BECAME.search(text) else ()


def limits(text: str) -> tuple[str, ...]:
    """All parts (months, ages, groups) to which a folded question narrows what it asks for, in their order."""
    return tuple(match[0] for match in _NARROWER.finditer(text))


def lead_said(text: str, signs: int) -> str:
    """The word by which a folded question goes on from before (なら), with so many signs behind it; "" where none does."""
    lead = _LEADS.match(text)
    return text[: lead.end() + signs] if lead and len(text) >= lead.end() + signs else ""


def asks_how_many_people(text: str) -> bool:
    """Whether a folded question asks how many people do something in words that a share of them answers as well
    (「どのくらいの人が」)."""
    return _HOW_MANY_PEOPLE.search(text) is not None


def plan_named(asked: Asked) -> str:
    """The words by which a plan is named with its number (第5次振興計画); "" where none is."""
    named = PLAN_NAMED.search(asked.text) if asked.plan else None
    return named[0] if named else ""


def asks_for_words(asked: Asked) -> bool:
    """Whether a statement answers, whatever it prints: no figure, no amount, no place and no list is wanted."""
    return asked.unit is None and not asked.fee and not asked.place and PROSE.issuperset(asked.aspects)
