"""Rows that count what stands beside the thing asked for: another grade, or the visitors of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.counted import counts_what_is_not_asked
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.model import Project
from knowledge.question.siblings import counts_sibling, is_put_together_otherwise, runs_named

_RANGE = re.compile(r"\d(?:級|歳|代|年生)?児?(?:[〜~]|から)")
_IN_PLACE_OF_IT = re.compile("(?<![一-龠])(?:移動|電子|模擬|仮設|仮想)(?=[一-龠ァ-ヶ])")
_GRADE = re.compile(r"(準?\d+)(級|歳|代|年生)")


def counts_otherwise(knowledge: Knowledge, number: int, subject: Subject, things: Sequence[Group], text: str) -> bool:
    """Whether a row (its ``number`` in the index) counts something beside the ``things`` a folded question names."""
    return (
        _of_another_grade(text, plain(subject.name))
        or counts_sibling(" ".join(subject.names), text)
        or _put_together_otherwise(knowledge, number, subject, things, text)
        or _is_kind_of_what_is_counted(knowledge, number, subject, things)
        or _counts_a_kind_not_asked_for(subject, things, text)
        or _qualified_otherwise(knowledge, number, subject, things, text)
        or _is_told_of_elsewhere(knowledge, subject, things, text)
        or counts_what_is_not_asked(knowledge, number, subject, things, text)
    )


def speaks_of_sibling(knowledge: Knowledge, subject: Subject, text: str) -> bool:
    """Whether the sheet of a thing speaks of another thing of the kind that a folded question names, and nowhere of that:
    the pipes of the water supply, where the sewers are asked for."""
    sheet = subject.sheet
    account = sheet.account if isinstance(sheet, Project) else ()
    prose = (told.prose.text for told in knowledge.index.passages_on_sheet_of(subject))
    return counts_sibling(" ".join((*subject.names, *account, *prose)), text)


def _put_together_otherwise(
    knowledge: Knowledge, number: int, subject: Subject, things: Sequence[Group], text: str
) -> bool:
    """Whether a word of the question ends like one of a row's name and begins otherwise, and neither is the row called by
    its beginning nor do the titles above it have that (高齢者施設 of 高齢者福祉)."""
    said = is_put_together_otherwise(subject.names, text)
    if said is None:
        return False
    titles = knowledge.index.tokens_of(subject.around)
    return not any(
        (said.startswith(group.said) or said in group.said)
        and (knowledge.index.calls(number, group, things) or group.is_named_in(titles))
        for group in things
    )


def _is_kind_of_what_is_counted(knowledge: Knowledge, number: int, subject: Subject, things: Sequence[Group]) -> bool:
    """Whether one word is asked for that only ends like the thing a row counts: 電子図書館 where the 図書館 lends."""
    counted = runs_named(plain(subject.name))
    return any(
        group.said != own and group.said.endswith(own) and not knowledge.index.calls(number, group, things)
        for group in things
        for own in counted
    )


def _counts_a_kind_not_asked_for(subject: Subject, things: Sequence[Group], text: str) -> bool:
    """Whether a row counts what comes in place of the thing asked for: who came to the 図書館 is not told by the 移動図書館."""
    name = plain(subject.name)
    return any(
        kind[0] not in text and any(name.startswith(group.said, kind.end()) for group in things)
        for kind in _IN_PLACE_OF_IT.finditer(name)
    )


def _of_another_grade(text: str, name: str) -> bool:
    """Whether a grade or an age is asked for of which a row counts another: 準2級 of 3級以上."""
    if _RANGE.search(name):
        return False
    asked, told = _grades(text), _grades(name)
    return any(kind in told and told[kind].isdisjoint(grades) for kind, grades in asked.items())


def _grades(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for grade, kind in _GRADE.findall(text):
        found.setdefault(kind, set()).add(grade)
    return found


def _qualified_otherwise(
    knowledge: Knowledge, number: int, subject: Subject, things: Sequence[Group], text: str
) -> bool:
    """Whether what stands before the measure asked for is in no name or title of a row, which has something else there:
    道の駅の来場者数 is no ほたるまつりの来場者数."""
    titles = knowledge.index.tokens_of(subject.around)
    said = {token for group in things for option in group.options for token in option}
    for group in things:
        begin = text.find(f"{group.said}の")
        if begin < 0 or knowledge.index.calls(number, group, things):
            continue
        if group.is_named_in(titles):
            continue
        after = begin + len(group.said) + 1
        measure = next((one for one in things if text.startswith(one.said, after)), None)
        terms = list(knowledge.words.terms(plain(subject.name)))
        options = {token for option in measure.options for token in option} if measure else set()
        first = next((nth for nth, term in enumerate(terms) if term.word in options), None)
        before = [term.word for term in terms[:first]] if first else []
        if first is None or not before or not said.isdisjoint(before):
            continue
        if not _is_written_before(knowledge, group.said, plain(subject.name)[: terms[first].end]):
            return True
    return False


def _is_written_before(knowledge: Knowledge, said: str, called: str) -> bool:
    """Whether the documents put these words before the very thing that a row is called by (冬の「あかりまつり」)."""
    return f"{said}の{called}" in knowledge.index.written or f"{said}の「{called}" in knowledge.index.written


def _is_told_of_elsewhere(knowledge: Knowledge, subject: Subject, things: Sequence[Group], text: str) -> bool:
    """Whether the question joins two words to a name that the documents have, yet not on the sheet of a row that is not
    called by both: 推進会議 of another sheet is not counted by the 懇談会, nor 移住相談会 by the 相談回数 of 人権."""
    name = plain(subject.name)
    joined = {
        one.said + other.said
        for one in things
        for other in things
        if one.said + other.said in text and not (one.said in name and other.said in name)
    }
    elsewhere = [one for one in joined if one in knowledge.index.written]
    if not elsewhere:
        return False
    own = (
        *subject.names,
        *subject.around,
        *(told.prose.text for told in knowledge.index.passages_on_sheet_of(subject)),
    )
    on_sheet = [plain(part) for part in own]
    return any(not any(one in part for part in on_sheet) for one in elsewhere)
