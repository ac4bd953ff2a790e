"""What it rests on that a statement is the answer: which words of the question it has itself, and which only by meaning.

A statement is found by all that the word book lets a word stand for, so that 道の駅 leads to the 直売所 of another matter where
no document speaks of the 道の駅. The weights are data (``language/nearness.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.causes import may_tell_cause
from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import least_likelihood, likelihood, rules
from knowledge.finding.sharing import Shared
from knowledge.finding.statement_fit import FITS, names_more
from knowledge.finding.things_asked import set_aside
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.question.leading import leading
from knowledge.question.qualified import qualified

_SIGNS, _JAPANESE, _KANA = re.compile(r"[一-龠ァ-ヶa-z0-9]"), re.compile(r"[一-龠ァ-ヶ]"), re.compile("[ぁ-ん]")
_MOST_MARGIN, _MOST_LACKING, _RAREST = 0.3, 4, 3
_OTHER_FIT = 0.8
# 「…について教えて」, 「…を知りたい」 say nothing of the thing.
_ASKING = frozenset({"つい", "関する", "関し", "教え", "おしえ", "知り", "聞き", "聞か"})
# A word that is said for its manner only tells little, whoever lacks it.
_TELLING = 0.1

Ranked = Sequence[tuple[float, Hit, Passage]]


def is_sure(knowledge: Knowledge, question: Question, passage: Passage, ranked: Ranked) -> bool:
    """Whether a statement that was found by words is likely enough the answer; ``ranked`` are all that were found."""
    if _only_names(question):
        return True
    if (known := set_aside(question.asked.text)) and names_more(known, plain(passage.prose.text)):
        return True
    if any(one in plain(passage.prose.text) for one in qualified(question.asked.text)):
        return True
    values = marks(knowledge, question, passage, ranked)
    return not values or likelihood("statement", values) >= least_likelihood("statement")


def is_plain(question: Question, found: Sequence[Shared]) -> bool:
    """Whether the first of the statements that have rare words of a question has them all, and far more than the next."""
    first, *others = found
    shares = [one.share for one in others if not _is_same(one.passage.prose.text, first.passage.prose.text)]
    rule = rules("plain")
    if len(first.rare) < rule["rare"] or first.lacking or first.share < rule["share"]:
        return False
    if (
        question.asked.asks("reason")
        and first.passage.part != "reason"
        and not may_tell_cause(first.passage.prose.text)
    ):
        return False
    return first.share - max(shares, default=0.0) >= rule["margin"]


def _is_same(text: str, other: str) -> bool:
    """Whether one statement says but what another does, or a part of it: the reason of one row, and those of the sheet."""
    return text in other or other in text


def _only_names(question: Question) -> bool:
    """Whether one thing is named and nothing else is said of it: then whatever it may mean is what is asked for."""
    said = [group for group in question.groups if group.said not in _ASKING]
    return not question.asked.aspects and len(said) <= 1


def marks(knowledge: Knowledge, question: Question, passage: Passage, ranked: Ranked) -> dict[str, float]:
    """What tells for and against a statement; {} where it was not found by words."""
    index = knowledge.index
    score, hit = next(((score, hit) for score, hit, one in ranked if one is passage), (0.0, None))
    if hit is None:
        return {}
    things = [group for group in question.things if group.options] or [
        group for group in question.groups if group.options
    ]
    titles = (passage.heading or "", passage.subject.name, *passage.subject.around)
    text = index.tokens(passage.prose.text) | index.asked_of(passage, question.groups)
    whole = text | index.tokens_of(titles)
    said = [group.options[0] for group in things]
    by_meaning = [
        group
        for group in things
        if not text.issuperset(group.options[0]) and any(map(text.issuperset, group.options[1:]))
    ]
    # What the documents speak of in this very word, but not here.
    elsewhere = [option for option in said if not whole.issuperset(option) and all(map(index.knows, option))]
    has = {token for option in said for token in option} & text
    rarest = sorted(map(index.rarity, has), reverse=True)[:_RAREST]
    weak = [group for group in question.groups if not group.strong and group.said not in _ASKING]
    lacking = [group for group in weak if not any(map(text.issuperset, group.options))]
    other = next((fit for fit, _, one in ranked if one.subject.home != passage.subject.home), 0.0)
    aspect = next(iter(leading(question.asked, question.asked.aspects)), "overview")
    count = len(things) or 1
    return {
        "covered": hit.covered,
        "further": len(by_meaning) / count,
        "elsewhere": len(elsewhere) / count,
        "signs": _signs_shared(question, " ".join((passage.prose.text, *titles)), hit.covered),
        "weak_known": len(weak) - len(lacking),
        "weak_lacking": min(sum(group.weight <= _TELLING for group in lacking), _MOST_LACKING),
        "rare": sum(rarest),
        "margin": max(min(score - other, _MOST_MARGIN), 0.0),
        "uncaused": float(aspect == "reason" and passage.part != "reason" and not may_tell_cause(passage.prose.text)),
        "other_field": float(aspect == "reason" and passage.part in {"efforts", "achievements", "overview"}),
        "fit": FITS.get(aspect, FITS["overview"]).get(passage.part, _OTHER_FIT),
    }


def _signs_shared(question: Question, text: str, otherwise: float) -> float:
    """The share of the question's own signs that stand in a text; words without any (kana, English) tell nothing of it."""
    signs = {sign for group in question.groups for sign in _SIGNS.findall(group.said)}
    if not any(map(_JAPANESE.match, signs)) and not _KANA.search(question.asked.text):
        return otherwise
    return len(signs & set(plain(text))) / len(signs) if signs else otherwise
