"""Follow-ups whose own words many sheets have, asked of the very thing that was spoken of before.

「園地バンクって何？」, 「登録はどれくらいあった？」: of all that tell of a 登録 the statement is meant that shares most
with what was told. 「新しくできた店は何店？」, 「どんな店が入ったの？」 asks in words for more of what a row counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import tell
from knowledge.choosing_statements import FITS, statements_for
from knowledge.leading import leading
from knowledge.reply import Reply
from knowledge.slots import FIGURES, MONEY
from knowledge.subjects import Passage, Subject
from knowledge.telling_sentences import says_amount
from knowledge.understanding import Knowledge, Question
from knowledge.wordbook import plain

# The share of a name by which another thing is meant.
_CALLED = 0.5
# As much as one rare word, and by how much the best has to be ahead of the next.
_LEAST_SHARED, _AHEAD = 0.6, 0.15
# What is asked of a row or a project, and not of a thing that is spoken of.
_OF_ROW = re.compile("予算|事業費|決算|経費|人工|目標|指標|実績|達成")
_MORE_IN_WORDS = re.compile(r"どんな|どのような|どういう|内訳|内容|中身|種類|例えば|たとえば|具体的")
_COUNTED = re.compile(r"\d[\d,.]*[万千百]?\s?(?!月|日|年度|年(?!間)|号|次|章|期)[一-龠ァ-ヶ%]")
_DONE = re.compile(r"[っいしちりんえけせてねべめれげきぎじびみ][ただ](?:の|ん|か|[?？。]|$)|ました|でした")
_WHAT_WAS_DONE = frozenset({"achievements", "efforts"})
_OTHER_FIT, _NOT_DONE = 0.5, 0.85


def of_thing_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that has the words of a follow-up and most of what was spoken of before; None where none stands out."""
    asked = question.asked
    if not question.before or _OF_ROW.search(asked.text) or asked.years or asked.relative or asked.codes or asked.fee:
        return None
    things = [group for group in question.groups if group.strong]
    if not things or any(group.place for group in things) or asked.asks("department", "reason", "next", *MONEY):
        return None
    scope = knowledge.view.scope
    if not all(group.verbal or group.doing or knowledge.index.is_common(group, scope) for group in things):
        return None
    if any(hit.called >= _CALLED for hit in question.hits if knowledge.subject(hit) is not None):
        return None
    counted = asked.asks(*FIGURES)
    if counted and question.statement is None:
        return None  # a row beside the one that was told is found by its name
    if not counted and not _MORE_IN_WORDS.search(asked.text):
        return None
    ranked = sorted(_shared(knowledge, question, counted=counted), key=lambda each: -each[0])
    if not ranked or ranked[0][0] < _LEAST_SHARED:
        return None
    if counted and len(ranked) > 1 and ranked[1][0] > ranked[0][0] - _AHEAD:
        return None
    aspects = leading(asked, asked.aspects)
    aspect = "figure" if counted else next((one for one in aspects if one in FITS), "overview")
    return tell.prose(knowledge, [ranked[0][1]], aspect)


def _shared(knowledge: Knowledge, question: Question, *, counted: bool) -> Iterator[tuple[float, Passage]]:
    """The statements of the same sheets that have what is asked for, with how much each shares with what was told."""
    index = knowledge.index
    homes = {one.key for one in _sheets(knowledge, question.before[0])}
    things = [group for group in question.groups if group.strong]
    own = {token for group in things for option in group.options for token in option}
    told = question.statement.prose.text if question.statement else question.before[0].name
    before = index.tokens(told) - own
    past = _DONE.search(question.asked.text) is not None
    for hit, passage in statements_for(knowledge, question):
        if hit.missing or passage.subject.home not in homes or passage == question.statement:
            continue
        if counted and not any(
            all(group.is_told_in(index.tokens(sentence)) for group in things) and _prints(question, sentence)
            for sentence in plain(passage.prose.text).split("。")
        ):
            continue
        fit = 1.0 if counted else FITS["overview"].get(passage.part, _OTHER_FIT)
        if past and passage.part not in _WHAT_WAS_DONE:
            fit *= _NOT_DONE
        yield fit * sum(index.rarity(token) for token in index.tokens(passage.prose.text) & before), passage


def _prints(question: Question, sentence: str) -> bool:
    return says_amount(question, sentence) if question.asked.unit else _COUNTED.search(sentence) is not None


def _sheets(knowledge: Knowledge, subject: Subject) -> list[Subject]:
    """The sheet of a subject, and those of the same measure."""
    home = knowledge.home_of(subject)
    return [home, *knowledge.results_of(home), *knowledge.projects_of(home)]
