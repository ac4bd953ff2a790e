"""The individual plans (個別計画) of the measures: which a measure bears, and which measures bear the one that is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.identity import is_within
from knowledge.ledger.subjects import Subject
from knowledge.model import PlanMeasure
from knowledge.question.slots import Asked
from knowledge.reply import Reply
from knowledge.telling import refuse
from knowledge.telling.composing import distinct
from knowledge.telling.listing import counted, listed, numbered

# 上山市障がい者活躍推進計画（第2次） is called by what stands between.
_EDITION = re.compile(r"^第\d+[期次]|\(第\d+[期次]\)$|（第\d+[期次]）$")
_MIN_CHARS = 5
_INDIVIDUAL = re.compile("個別(?:の)?計画")
_MEASURE_ASKED = re.compile(
    r"(?:どの|何の|なんの|どういう)(?:基本)?施策|施策(?!の個別)|どこ(?:に|の)|何番|\bmeasures?\b|(?:載って|挙がって|あがって|入って|挙げられて)(?:い)?る(?:の|ところ)"
)
_WITHOUT = re.compile(
    r"個別(?:の)?計画(?:の?記載)?(?:が|の|は|も)?、?(?:(?:1つ|ひとつ|何)も)?(?:な(?:い|し|かった)|ありませ|ゼロ|0|空欄|(?:書|載|挙げ)[かいっら]*(?:れ)?て(?:い)?な)"
)
# A plan by its name: what is named so and stands in no list is none of them.
_NAMED = re.compile(
    r"(?<![一-龠ァ-ヶー0-9])([一-龠ァ-ヶa-z][一-龠ァ-ヶー々a-z・ぁ-ん]*?(?:(?<!個別)(?<!振興)(?<!総合)計画|戦略|方針|ビジョン|プラン))"
    r"(?=が|は|を|って|」|も|という)"
)


def plans_called(knowledge: Knowledge, question: Question) -> list[Subject]:
    """The measures under which a plan is listed that the question names, in the edition it names."""
    if any(group.place for group in question.groups):
        return []  # the prefecture has one of that name, too
    bearing = []
    for subject, names in knowledge.view.individual_plans:
        if _called(subject.city, question.asked, names):
            bearing.append(subject)
    return bearing


def _called(city: str, asked: Asked, names: Sequence[str]) -> list[str]:
    """Which of a measure's plans, given folded, a question calls by their names."""
    if not all(any(edition in name for name in names) for edition in asked.ordinals):
        return []
    short = {name: _EDITION.sub("", name).removeprefix(city) for name in names}
    return [name for name, called in short.items() if len(called) > _MIN_CHARS and called in asked.text]


def by_individual_plan(knowledge: Knowledge, question: Question) -> Reply | None:
    """The measures that bear the plan which is named, that bear none, or the most; None where that is not asked."""
    asked = question.asked
    individual = _INDIVIDUAL.search(asked.text) is not None
    if not _MEASURE_ASKED.search(asked.text) or not (individual or asked.asks("plans", "code")):
        return None
    measures = [
        one
        for one in knowledge.subjects
        if isinstance(one.sheet, PlanMeasure) and may_be_of_plan(one.plan, asked.plan) and _is_within(one, asked)
    ]
    if individual and _WITHOUT.search(asked.text):
        chosen = [one for one in measures if not _plans(one)]
        return _told(knowledge, chosen, measures, "個別計画が書かれていない施策") if measures else None
    if individual and asked.in_order and not question.says_something:
        return _most(knowledge, asked, [one for one in measures if _plans(one)])
    bearing = [one for one in plans_called(knowledge, question) if one in measures]
    if not bearing:
        named = _NAMED.search(_INDIVIDUAL.sub(" ", asked.text)) if individual else None
        return refuse.unknown(knowledge, f"個別計画の「{named[1]}」") if named and _lists_it(asked) else None
    names = dict.fromkeys(name for one in bearing for name in _plans_called(asked, one))
    if len(names) != 1:
        return None
    return _told(knowledge, bearing, measures, f"「{next(iter(names))}」が個別計画に挙げられている施策")


def told_of_in_plans_only(knowledge: Knowledge, question: Question) -> Reply | None:
    """Under which measure the individual plan stands whose name has all that is named, where nothing else of the documents has
    (国民健康保険 in データヘルス計画); None where a statement or a row has it, or several plans do."""
    things = [group for group in question.groups if group.strong]
    if not things:
        return None
    bearing: dict[str, list[Subject]] = {}
    for subject, _ in knowledge.view.individual_plans:
        for name in _plans(subject):
            in_edition = all(edition in plain(name) for edition in question.asked.ordinals)
            if in_edition and _has_all(things, knowledge.index.tokens(name)):
                bearing.setdefault(name, []).append(subject)
    if len(bearing) != 1 or _stands_elsewhere(knowledge, question, things):
        return None
    ((name, measures),) = bearing.items()
    return _told(knowledge, measures, measures, f"「{name}」が個別計画に挙げられている施策")


def _stands_elsewhere(knowledge: Knowledge, question: Question, things: Sequence[Group]) -> bool:
    """Whether a statement has all that is named, or anything is called by it."""
    index = knowledge.index
    return any(
        _has_all(things, index.tokens_about(passage)) for _, passage in statements_for(knowledge, question)
    ) or any(
        _has_all(things, index.tokens(index.subjects[hit.number].name))
        for hit in question.hits
        if hit.number < len(index.subjects)
    )


def _has_all(things: Sequence[Group], words: frozenset[str]) -> bool:
    return all(group.is_named_in(words) for group in things)


def _plans_called(asked: Asked, measure: Subject) -> list[str]:
    called = _called(measure.city, asked, tuple(map(plain, _plans(measure))))
    return [name for name in _plans(measure) if plain(name) in called]


def _lists_it(asked: Asked) -> bool:
    return re.search(r"個別(?:の)?計画(?:に|として|の)", asked.text) is not None


def _is_within(measure: Subject, asked: Asked) -> bool:
    number = measure.codes[0]
    numbers = asked.codes or asked.chapters
    return not numbers or any(is_within(number, one) for one in numbers)


def _plans(measure: Subject) -> tuple[str, ...]:
    return tuple(measure.sheet.plans) if isinstance(measure.sheet, PlanMeasure) else ()


def _told(knowledge: Knowledge, chosen: Sequence[Subject], among: Sequence[Subject], what: str) -> Reply:
    sources = distinct(one.sheet.source for one in chosen or among)
    if not chosen:
        return listed(knowledge, among, "plans", [f"{what}は、計画にありません。"], sources)
    plans = {knowledge.plan_name(one.plan) for one in chosen}
    of = f"（{next(iter(plans))}）" if len(plans) == 1 else ""
    lines = [f"{what}は、次の{counted(chosen)}です{of}。"]
    lines += [f"・{numbered(one)}" for one in chosen]
    return listed(knowledge, chosen, "plans", lines, sources)


def _most(knowledge: Knowledge, asked: Asked, bearing: Sequence[Subject]) -> Reply | None:
    if not bearing:
        return None
    most = (min if asked.least else max)(len(_plans(one)) for one in bearing)
    chosen = [one for one in bearing if len(_plans(one)) == most]
    lines = [f"個別計画が一番{'少ない' if asked.least else '多い'}施策は、次のとおりです（{most}つ）。"]
    lines += [f"・{numbered(one)}：{'、'.join(_plans(one))}" for one in chosen]
    return listed(knowledge, chosen, "plans", lines, distinct(one.sheet.source for one in chosen))
