"""Names of projects as a budget prints them (…事業費): one that the documents do not have is not taken for another."""

from __future__ import annotations

import re

from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question

_FORMAL = re.compile(
    r"([一-龠々ァ-ヶーa-z0-9]+?)(?:推進|実施|開催)?(?:事業|推進|管理|整備|対策|運営|振興|活動|支援|啓発|育成|改修)費(?![用一-龠])"
)


def is_unheard_of(knowledge: Knowledge, question: Question) -> bool:
    """Whether a question names a project in the form of a budget, and no project has all the words of that name.

    まちづくり交流事業費 has a word of each of two projects and is neither of them.
    """
    names = _named_formally(question)
    if not names:
        return False
    near = [hit for hit in question.hits if (subject := knowledge.subject(hit)) and subject.kind == "project"]
    heard = all(
        any(all(knowledge.index.names_hold(hit.number, group) for group in name) for hit in near) for name in names
    )
    return not heard and not any(knowledge.index.subjects[one].kind == "project" for one, _ in question.misspelt())


def _named_formally(question: Question) -> list[list[Group]]:
    """The things of which each such name consists."""
    names: list[list[Group]] = []
    for found in _FORMAL.finditer(question.asked.text):
        own = [group for group in question.things if group.said in found[1]]
        # 交流 of まちづくり交流事業費, where no particle parts the words.
        first = own[0].options[0][0] if own else ""
        before = (group for group in question.things if (group.options[0][-1], first) in question.together)
        if own:
            names.append([*before, *own])
    return names
