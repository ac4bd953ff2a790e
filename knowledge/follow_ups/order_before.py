"""What comes first, next or last in the order of a list that was told, or in that in which one thing was told its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.parts import Part, part_named
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.year_told import seen_in_its_year
from knowledge.language.numerals import number_typed
from knowledge.ledger.subjects import Subject
from knowledge.lists import projects_in_order, rankings
from knowledge.lists.rows_in_order import rows_in_order
from knowledge.reply import By, Order, Reply
from knowledge.telling import refuse, tell
from knowledge.telling.listing import counted

# What may stand behind a place in an order that is all that is asked for.
ALONE = re.compile(r"(?:は|って|を?教えて|が知りたい|です|か)*[?？。]*")
_NEXT = re.compile(
    r"(?:じゃあ?|では)?[、\s]*(?:その)?次(?:に(?P<how>高|安|多|少な|低)い(?:の|やつ|もの|事業|指標)?)?(?:は|って)?(?:どれ|何|なに)?[?？。]*"
)
_EXTREME = re.compile(
    r"(?:じゃあ?|では)?[、\s]*(?:その中で|この中で|中で|うち)?、?(?:一番|1番|いちばん|最も)(?P<how>高|安|多|少な|低)い(?:の|やつ|もの)?(?:は|って)?(?:どれ|何|なに)?[?？。]*"
)
_LED = r"(?:じゃあ?|では)?[、\s]*(?:(?:その|この)(?:中|うち)(?:で|では)?|中で|うち)?、?(?:一番|1番|いちばん|最も)、?"
_WHICH = r"(?:の|やつ|もの|事業|指標)?(?:は|って)?、?(?:どれ|何|なに)?(?:です|だ|な|の|か)*[?？。]*"
# 「一番費用がかかったのは？」 of a list of projects, 「一番離れてるのは？」 of a list of figures.
_DEAREST = re.compile(
    rf"{_LED}(?:お?金|費用|事業費|決算|経費|予算)(?:が|を|の|に)?、?(?:かか|使|つか|高|大き|多|つい)[ぁ-ん]{{0,6}}?{_WHICH}"
)
_FARTHEST = re.compile(
    rf"{_LED}(?:目標(?:から|と|に|より)の?)?、?(?:差が(?:大き|開|あ)[いる]?(?:いて(?:い)?る)?|遠[いか](?:った)?|離れて(?:い)?[るた]|外れて(?:い)?[るた]"
    rf"|(?:ひど|酷|悪|わる)(?:い|かった)|届(?:かな|いて(?:い)?な)(?:い|かった)|足りな(?:い|かった)|下回っ(?:た|て(?:い)?る)){_WHICH}"
)
_FEW = re.compile(
    r"(?P<end>上位|トップ|ベスト|上から|下位|ワースト|下から)の?\s?(?P<few>\d+|[一二三四五六七八九])(?:つ|個|件|位まで|番目まで|事業|指標)?(?:だけ)?(?P<rest>.*)"
)
_LEAST = frozenset({"安", "少な", "低"})
# 高い and 安い are said of money and of shares; of people and of what was left one says 多い.
_COSTLY = frozenset({"高", "安"})
_OF_ASPECT: dict[str, By] = {"budget": "budget", "spent": "spent", "staffing": "staffing", "left": "left"}


def in_order(
    knowledge: Knowledge, question: Question, items: Sequence[Subject], nth: re.Match[str] | None
) -> Reply | None:
    """「二番目は？」, 「次は？」, 「一番安いのは？」 and 「上位3つ」 after a list, or after a project told by its place or its
    money; None where nothing of the kind is asked. ``items`` is the list, empty where none was told."""
    before, text = question.order, question.asked.text.strip()
    if nth is not None and ALONE.fullmatch(text, nth.end()):
        if before is None and items:
            return None  # the second of the list that was told
        return _at(knowledge, question, items, replace(before, nth=number_typed(nth["nth"])) if before else None)
    if following := _NEXT.fullmatch(text):
        if before and (following["how"] is None or (following["how"] in _LEAST) is before.least):
            return _at(knowledge, question, items, replace(before, nth=before.nth + len(question.before)))
        return _after(knowledge, question) if question.listed else None
    if extreme := _EXTREME.fullmatch(text):
        return _extreme(knowledge, question, items, extreme["how"])
    if _DEAREST.fullmatch(text) and (projects := _projects(items)):
        return _at_place(knowledge, question, projects, Order("budget" if "予算" in text else "spent", least=False))
    if _FARTHEST.fullmatch(text) and (far := _farthest(knowledge, question, items)):
        return far
    few = _FEW.fullmatch(text)
    if few and ALONE.fullmatch(few["rest"]):
        return _first_few(
            knowledge, question, items, number_typed(few["few"]), least=few["end"] in {"下位", "ワースト", "下から"}
        )
    return None


def asks_order(question: Question) -> bool:
    """Whether nothing is asked but what is first, next or last of what was told."""
    text = question.asked.text.strip()
    few = _FEW.fullmatch(text)
    return bool(_NEXT.fullmatch(text) or _EXTREME.fullmatch(text) or (few and ALONE.fullmatch(few["rest"])))


def says_next_only(question: Question) -> bool:
    """Whether 「次は？」 is all that is said, which of no list that was told asks for the next."""
    text = question.asked.text.strip()
    following = _NEXT.fullmatch(text)
    return following is not None and following["how"] is None and not text.startswith("その")


def remembering(told: Reply | None, items: Sequence[Subject]) -> Reply | None:
    """The reply about one of a list, that remembers the list; unchanged where there is no list."""
    if told is None or told.topic is None or not items:
        return told
    return replace(told, topic=replace(told.topic, listed=tuple(one.key for one in items)))


def _projects(items: Sequence[Subject]) -> list[Subject]:
    return [one for one in items if one.kind == "project"]


def _at(knowledge: Knowledge, question: Question, items: Sequence[Subject], order: Order | None) -> Reply | None:
    """The project at a place of an order, or that there is none; None where no project was spoken of."""
    if question.before[0].kind != "project":
        return None
    told = _at_place(knowledge, question, items, order) if order else None
    return told or refuse.unknown(knowledge, "その順番の事業", question.before[:1])


def _at_place(knowledge: Knowledge, question: Question, items: Sequence[Subject], order: Order) -> Reply | None:
    seen, part = _among(knowledge, question, items, order)
    return remembering(projects_in_order.at_place(seen, order, part), items)


def _among(
    knowledge: Knowledge, question: Question, items: Sequence[Subject], order: Order
) -> tuple[Knowledge, Part | None]:
    """The sheets of the year of what was told, and those projects of them that are compared: the list, or the part named."""
    knowledge = seen_in_its_year(knowledge, question.before[0])
    if projects := _projects(items):
        return knowledge, Part(f"いま挙げた{counted(projects)}", frozenset(one.key for one in projects), is_list=True)
    return knowledge, part_named(knowledge, understand(knowledge, order.part, None)) if order.part else None


def _extreme(knowledge: Knowledge, question: Question, items: Sequence[Subject], how: str) -> Reply | None:
    if question.before[0].kind == "project" or _projects(items):
        order = _turned(question, how, listed=bool(items))
        return _at_place(knowledge, question, items, order) if order else None
    rows = [one for one in items if one.is_figure]
    return rows_in_order(knowledge, rows, 1, least=how in _LEAST) if rows and how != "安" else None


def _farthest(knowledge: Knowledge, question: Question, items: Sequence[Subject]) -> Reply | None:
    """The one of several rows that lies farthest from its target; None where no rows were told."""
    rows = [one for one in items if one.is_figure]
    if len(rows) < 2:
        return None
    seen = seen_in_its_year(knowledge, rows[0])
    first = replace(question.asked, nth=1)
    told = rankings.farthest(seen, first, below=True, rows=rows, among="いま挙げた指標のうち、")
    return remembering(told, rows)


def _turned(question: Question, how: str, *, listed: bool) -> Order | None:
    """The order spoken of from its one end or the other, else that of what was asked of the project; None where neither
    is one, and no list was told either: of a list it is the money."""
    by = question.order.by if question.order else _OF_ASPECT.get(question.before_aspect or "")
    if by is None and listed:
        by = "spent"
    if by is None:
        return None
    if how in _COSTLY and by in {"staffing", "staffing_planned", "left"}:
        by = "spent"
    return Order(by, how in _LEAST, part=question.order.part if question.order else None)


def _first_few(
    knowledge: Knowledge, question: Question, items: Sequence[Subject], few: int, *, least: bool
) -> Reply | None:
    """The first few of the list that was told, or of all projects where one of them was; None where there is no order."""
    rows = [one for one in items if one.is_figure]
    if rows and not _projects(items):
        return rows_in_order(knowledge, rows, few, least=least)
    order = _turned(question, "少な" if least else "多", listed=bool(items))
    if order is None or not (question.before[0].kind == "project" or _projects(items)):
        return None
    seen, part = _among(knowledge, question, items, order)
    return projects_in_order.in_order(seen, order, part, few)


def _after(knowledge: Knowledge, question: Question) -> Reply | None:
    """What stands behind the one that was picked out of a list; None where nothing does, or several were."""
    if len(question.before) != 1 or question.before[0] not in question.listed:
        return None
    place = question.listed.index(question.before[0]) + 1
    if place == len(question.listed):
        return None
    return remembering(tell.summary(knowledge, question.listed[place]), question.listed)
