"""What may help where the documents do not tell: the statements that share most with the question, shown as no more than that.

People ask in words that no document has, and a bare refusal sends them away from what they were looking for. A statement shown
here is no answer: it is introduced as what it is, its place is said in brackets and not as 出典, and where a number or a name
was asked for nothing is shown.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.choosing import FITS, best_statements, with_siblings
from knowledge.composing import distinct
from knowledge.leading import leading
from knowledge.nearest import is_limited, statements_near
from knowledge.nearness import least_likelihood, likelihood
from knowledge.quoting import worded
from knowledge.refuse import EXAMPLES
from knowledge.reply import Reply
from knowledge.resting import marks
from knowledge.slots import FIGURES, MONEY
from knowledge.subjects import Passage
from knowledge.understanding import Knowledge, Question

_MOST_SHOWN, _AS_CLOSE = 2, 0.03
_MAX_CHARS = 120
# What is answered with a word or a number helps nobody as a sentence about something else.
_ONE_WORD = ("department", "account", "staffing", "strategy", "code", "plans", "list", "projects", "source")


def with_what_is_close(knowledge: Knowledge, question: Question, refused: Reply, *, things: int = 1) -> Reply:
    """The same refusal with one statement, or two that are equally close; unchanged where none is close enough.

    ``things`` is of how many things of the question a statement has to tell at least.
    """
    alone = replace(question, asked=replace(question.asked, follows=False))
    if is_limited(knowledge, alone):
        return refused
    # What follows something else is about that: only what was nearly told is shown of it.
    shown = _doubted(knowledge, question) if question.asked.follows else _close(knowledge, question, things)
    if not shown:
        return refused
    says = refused.text.partition(f"\n{EXAMPLES}")[0]  # they remain as buttons
    first, *searched = says.split("\n")
    lines = [
        first,
        "近いことが書かれている所です（お答えではないかもしれません）。",
        *(f"・{_told(passage)}" for passage in shown),
        *searched,
    ]
    return replace(refused, text="\n".join(lines), sources=distinct(passage.prose.source for passage in shown))


def _close(knowledge: Knowledge, question: Question, things: int) -> list[Passage]:
    asked = question.asked
    doubted = _doubted(knowledge, question)
    if asked.asks(*FIGURES, *MONEY, *_ONE_WORD) or asked.unit is not None:
        return doubted
    named = [group for group in question.groups if group.strong]
    found = sorted(statements_near(knowledge, question, named), key=lambda one: -one.score)
    close = [one for one in found if one.score >= least_likelihood("close_by") and len(one.asked) >= things]
    shown = [one.passage for one in close if one.passage and one.score >= close[0].score - _AS_CLOSE]
    return [*doubted, *(one for one in shown if one not in doubted)][:_MOST_SHOWN]


def _doubted(knowledge: Knowledge, question: Question) -> list[Passage]:
    """The statements that would have been the answer, had they been surer."""
    aspects = leading(question.asked, question.asked.aspects)
    if aspects and aspects[0] not in FITS:
        return []
    aspect = next((one for one in aspects if one in FITS), "overview")
    ranked = best_statements(knowledge, question, aspect)
    if not ranked:
        return []
    sureness = likelihood("statement", marks(knowledge, question, ranked[0][2], ranked))
    within = least_likelihood("doubted") <= sureness < least_likelihood("statement")
    return with_siblings(ranked)[:_MOST_SHOWN] if within else []


def _told(passage: Passage) -> str:
    source = passage.prose.source
    text = worded(passage.prose)
    if len(text) > _MAX_CHARS:
        text = f"{text[: _MAX_CHARS - 1]}…"
    return f"{text}（{source.document}、{source.place}）"
