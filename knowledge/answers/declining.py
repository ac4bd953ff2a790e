"""Whether a question of a kind that is refused is refused all the same, where the documents know something of it."""

from __future__ import annotations

from knowledge.answers.nearest import counts_something
from knowledge.finding.groups import WEAK
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, statement_told
from knowledge.language.wordbook import plain
from knowledge.question import refusals
from knowledge.question.slots import asks_for_words
from knowledge.question.units_asked import counts
from knowledge.reply import Reply

_MORE_THAN_THE_MATTER = 2
_OF_DAY = frozenset({"曜日", "時"})


def refusal_of(knowledge: Knowledge, text: str) -> tuple[refusals.Kind | None, bool]:
    """The kind of question that is refused which a folded text is, if any, and whether it is refused before anything is looked
    up. A matter of the counter that the documents speak of may be a mere wish all the same (体育館を借りたい)."""
    kind = refusals.refused(text, knowledge.refusals, knowledge.names_with_cues)
    if kind is None or declines(knowledge, kind, text):
        return kind, kind is not None
    wish = next((one for one in knowledge.refusals if one.asks_nothing and one.found.search(text)), None)
    return (kind, False) if wish is None else (wish, True)


def declines(knowledge: Knowledge, kind: refusals.Kind, text: str) -> bool:
    """Whether a question of that kind is refused before anything is looked up."""
    if kind.of_desk:
        return any(knowledge.words.parse(text).whole(*found.span()) for found in kind.found.finditer(text))
    return not (kind.gives_way and _may_tell(knowledge, kind, text))


def counts_all_the_same(kind: refusals.Kind, question: Question, *, declined: bool) -> bool:
    """Whether a number is asked for of a matter of the counter that the documents speak of (「図書館に来る人は何人？」)."""
    return kind.gives_way and kind.of_counter and not declined and counts_something(question)


def tells_all_the_same(knowledge: Knowledge, question: Question, reply: Reply, kind: refusals.Kind, text: str) -> bool:
    """Whether the answer to a matter of the counter has all that was named, and that is more than the matter itself; where
    nothing was asked for, in what is told and not only elsewhere on its sheet.

    「除雪はいつ来ますか」 is one for the counter, 「除雪の運転手が減った理由は？」 is told by the documents, and so is
    「駐輪場は有料になるの？」 where a statement has just that.
    """
    if asks_which_row(question, reply):
        return True
    if question.asked.unit in _OF_DAY and reply.outcome == "answered":
        return True  # the sentence that is told has the thing and its hour or weekday
    things = question.things
    told = [knowledge.by_key[key] for key in reply.topic.subjects if key in knowledge.by_key] if reply.topic else []
    if question.asked.asks("department"):
        return reply.outcome == "answered"  # 「協力隊に応募したいけど、どの課？」
    matter = kind.found.search(text)
    said = tuple(group for group in question.groups if group.weight > WEAK)
    more = matter is not None and any(group.said not in matter[0] for group in said)
    enough = len(things) >= _MORE_THAN_THE_MATTER or (more and asks_for_words(question.asked))
    enough = enough or _tells_when(question, reply)
    things = things if len(things) >= _MORE_THAN_THE_MATTER and not kind.asks_nothing else said
    statement = statement_told(knowledge, reply.topic)
    headed = knowledge.index.tokens_about(statement) if statement else frozenset()
    return (
        reply.outcome == "answered"
        and enough
        and bool(told)
        and all(
            group.is_named_in(headed)
            or (not (kind.asks_nothing and headed) and any(knowledge.index.sheet_knows(one, group) for one in told))
            for group in things
        )
    )


def asks_which_row(question: Question, reply: Reply) -> bool:
    """Whether one of several rows is meant by a number of a matter of the counter: 「図書館の本は全部で何冊借りられた？」."""
    return reply.outcome == "asked_back" and question.says_something and counts(question.asked.unit)


def _tells_when(question: Question, reply: Reply) -> bool:
    """Whether one statement that has the day of the week was told, where that is asked."""
    if reply.topic is None or reply.topic.statement is None:
        return False
    return "曜" in question.asked.text and "曜" in reply.text


def _may_tell(knowledge: Knowledge, kind: refusals.Kind, text: str) -> bool:
    """Whether a matter of the counter (図書館, ごみ) is one these documents speak of by its name."""
    found = kind.found.search(text)
    if found is None or not knowledge.words.parse(text).whole(*found.span()):
        return True  # 水道 is no part of 下水道
    terms = knowledge.words.terms(found[0])
    words = tuple(term.word for term in terms)
    said = {found[0], "".join(term.surface for term in terms)}  # 熊が is said of 熊
    means = (word for one in knowledge.book.found_in(found[0]) if one.said in said for word in one.means)
    options = (words, *(tuple(term.word for term in knowledge.words.terms(plain(word))) for word in means))
    return any(option and all(map(knowledge.index.knows, option)) for option in options)
