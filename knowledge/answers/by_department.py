"""Questions that name a department: what is in its charge, and whether a thing is."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answers.named import by_aspect
from knowledge.finding.departments import in_charge_of_things, is_office, is_supposed_in_charge, is_worked_with
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, understand
from knowledge.language.wordbook import plain
from knowledge.ledger.departments import sharing
from knowledge.lists import holdings, lists_over_all
from knowledge.model import Project, Results
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.supposed import asks_only_whether
from knowledge.reply import Reply
from knowledge.telling import tell

_COUNTED = re.compile(
    r"(?:事業|施策)(?:の数)?(?:は|って|が|を)?、?(?:全部で|ぜんぶで)?、?(?:いくつ|(?:何|なん)(?:個|件|本)|どのくらい|どれくらい)"
)

# What somebody there is like, or has: no list of what the department does answers that.
_OF_SOMEBODY = re.compile(
    r"(?:(?:担当|課|係|[てで]る|[てで]いる|した)の?(?:人|方|者)|職員|課長|係長)(?:さん)?(?:たち|達)?の、?(?!仕事|業務|役割|担当|事業|施策)[一-龠々ァ-ヶー]"
)


def by_department(knowledge: Knowledge, question: Question) -> Reply | None:
    """What a department does, or what its projects cost and its targets came to, when it is a department that was named."""
    asked = question.asked
    name = knowledge.department_in(asked.text)
    if name is None or knowledge.excepts_department(asked.text) or is_worked_with(name, asked.text):
        return None
    if _names_only(knowledge, question, name) and (
        told := lists_over_all.targets_of_department(knowledge, asked, name)
    ):
        return told
    if not is_office(name):
        return _of_house(knowledge, question, name)
    if _OF_SOMEBODY.search(asked.text) and not asked.asks(*FIGURES, *MONEY):
        return None
    of_charge = asks_only_whether(asked) and not asked.asks(*FIGURES, *MONEY)
    if of_charge and (told := _whether_in_charge(knowledge, question, name)):
        return told
    if asked.asks("department", "list") and _names_only(knowledge, question, name) and "いくら" not in asked.text:
        return holdings.of_department(knowledge, name)  # 「予算事業のうち、市政戦略課が担当しているものすべて」
    if _COUNTED.search(asked.text) and _names_only(knowledge, question, name):
        return holdings.of_department(knowledge, name)
    if asked.asks(*MONEY) and _names_only(knowledge, question, name):
        return _money(knowledge, question, name)
    if asked.asks(*FIGURES, *MONEY, "reason", "next"):
        return None
    if not asked.asks("department", "list") and (of_its := _of_department(knowledge, question, name)):
        return of_its
    return holdings.of_department(knowledge, name)


def _of_house(knowledge: Knowledge, question: Question, name: str) -> Reply | None:
    """Of a department called after a house (図書館) only what it is in charge of, or whether it is of a thing, and its money:
    all else is asked of the house, which the sheets tell of as of any other thing."""
    text = question.asked.text
    if is_supposed_in_charge(name, text):
        return _whether_in_charge(knowledge, question, name) if asks_only_whether(question.asked) else None
    if not _names_only(knowledge, question, name):
        return None
    if question.asked.asks(*MONEY):
        return _money(knowledge, question, name)
    asks_figures = question.asked.asks(*FIGURES, "reason", "next")
    return holdings.of_department(knowledge, name) if in_charge_of_things(name, text) and not asks_figures else None


def _money(knowledge: Knowledge, question: Question, name: str) -> Reply | None:
    """The money of all projects of a department; None where it has none."""
    projects = [one for one in holdings.charges_of(knowledge, name) if one.kind == "project"]
    return tell.money(knowledge, projects, question.asked.aspects) if projects else None


def _of_department(knowledge: Knowledge, question: Question, name: str) -> Reply | None:
    """「庶務課の国際交流は？」: what is asked of a thing that is named beside the department in whose charge it is."""
    if _names_only(knowledge, question, name):
        return None
    told = by_aspect(knowledge, understand(knowledge, re.sub(f"{re.escape(name)}の?", " ", question.asked.text), None))
    return told if told and told.tells and name in _in_charge_of(knowledge, told) else None


def _in_charge_of(knowledge: Knowledge, told: Reply) -> set[str]:
    """The departments of all that was told."""
    sheets = (knowledge.by_key[key].sheet for key in (told.topic.subjects if told.topic else ()))
    return {name for one in sheets if isinstance(one, (Results, Project)) for name in sharing(one.department)}


def _whether_in_charge(knowledge: Knowledge, question: Question, name: str) -> Reply | None:
    """「移住の担当は庶務課？」: whether the thing named, or spoken of before, is in the charge of that department."""
    if _names_only(knowledge, question, name):
        if not question.before or not question.asked.asks("department"):
            return None
        about = question.before[:1]
        told = tell.department(knowledge, [knowledge.home_of(one) for one in about])
    else:
        # Only the last is the one supposed: 「図書館まつりの担当は図書館？」
        before, _, behind = question.asked.text.rpartition(name)
        told = by_aspect(knowledge, understand(knowledge, f"{before}どの課{behind}", None))
    if told is None or told.topic is None or told.topic.aspect != "department":
        return told if told and told.tells_nothing else None
    return replace(told, text=f"{'はい' if name in _in_charge_of(knowledge, told) else 'いいえ'}、{told.text}")


def _names_only(knowledge: Knowledge, question: Question, name: str) -> bool:
    """Whether nothing but a department is named."""
    tokens = knowledge.index.tokens(plain(name))
    return all(tokens.issuperset(group.options[0]) for group in question.things)
