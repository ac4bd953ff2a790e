"""The fields 理由 and 今後の取組: whose sheet is meant, and whether a statement knows more of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.all_named import says_all
from knowledge.finding.causes import tells_cause
from knowledge.finding.choosing_statements import ENOUGH, ENOUGH_IN_SPITE, said_last, statements_for
from knowledge.finding.choosing_subjects import NAMED, Ranked, subjects_for
from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.reasons_asked import (
    asks_of_results,
    explains_the_contrary,
    went_as_asked,
    went_the_other_way,
)
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import COMING, PLANNED, Passage, Subject
from knowledge.model import PlanMeasure, PlanSection
from knowledge.question.aspects import MONEY
from knowledge.question.qualified import qualified
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import field

# The share of a row's name that makes it one of the same words.
_SAME_WORDS, _TITLED_NEXT = 0.5, 0.6
_OF_MONEY = re.compile("費|予算|金|額|支出|歳出|値上|値下|高騰|単価|節約|入札|契約")
_LONG_WORD = 3
# Of what a sentence speaks that begins with it.
_TOPIC = re.compile(r"(?:(?:また|さらに|なお|あわせて|一方)、)?([^、。「」]{2,24}?)(?:については|について、|は、)")
# What was done about a thing.
_DONE = frozenset({"efforts", "achievements"})


def reason_or_next(
    knowledge: Knowledge, question: Question, aspect: str, told: tuple[Hit, Passage] | None
) -> Reply | None:
    """理由 or 今後の取組 of the sheet that is meant, unless a statement knows more of the question than its title."""
    ranked = _sheets_meant(knowledge, question, aspect)
    if not ranked:
        return None
    score, hit, subject = ranked[0]
    by_results = asks_of_results(question)
    if aspect == "reason" and subject.row is None and subject.sheet_reason_is_of_rows and not by_results:
        return None
    close = [other for fit, near, other in ranked if fit > score - 0.15 and near.covered > hit.covered - 0.1]
    if told is not None and _is_told_better(knowledge, question, aspect, hit, close, told):
        return None
    # Of two things alike the one whose sheet tells it: the project of the same name often leaves the field empty.
    telling = [other for other in close if tell.field_of(other, aspect) is not None]
    if aspect == "reason":
        telling = _not_contrary(question, telling or _rows_with_reason(question, subject, ranked))
        telling = _without_neighbours(knowledge, question, hit, subject, telling)
        if not by_results:
            telling = [other for other in telling if other.row is not None or not other.sheet_reason_is_of_rows]
            if not telling and isinstance(subject.sheet, (PlanMeasure, PlanSection)):
                return None
    if not _holds_all(knowledge, question, hit.number):
        if aspect == "reason" and subject.row is not None and went_the_other_way(question, subject):
            telling += _rows_explained(knowledge, question, subject, telling)
        telling.sort(key=lambda other: -_words_in_field(knowledge, question, other, aspect))
    if aspect == "reason":
        telling.sort(key=lambda other: went_the_other_way(question, other) - went_as_asked(question, other))
    exact = tell.reason if aspect == "reason" else tell.next_steps
    if not telling and aspect == "reason" and told is not None and not by_results:
        # An empty field 理由 only leaves a gap of figures open; a reason may stand in any statement.
        because = _because(knowledge, question)
        elsewhere = because is not None and because.subject.home != subject.home and question.asked.asks(*MONEY)
        if because is not None and not elsewhere:  # why money was left stands on the sheet that prints it
            return tell.prose(knowledge, [because], aspect)
    return exact(knowledge, (telling or [subject])[0])


def to_come_of_sheet(knowledge: Knowledge, question: Question, found: Passage) -> Reply | None:
    """What the sheet that is meant does next, where that is what was found: it need not say the name it stands under. None
    where another sheet is meant."""
    meant = _sheets_meant(knowledge, question, "next") if found.part == "next" else []
    return tell.next_steps(knowledge, meant[0][2]) if meant and meant[0][2].home == found.subject.home else None


def to_come_of_plan(knowledge: Knowledge, question: Question, aspect: str) -> Reply | None:
    """What the part of the plan aims at that is called by all that was said, where it is asked what comes next
    (「借金はどうするの？」 of 財政運営); None where none is called so, or the plan says nothing of it."""
    if aspect != "next":
        return None
    for _, hit, subject in _sheets_meant(knowledge, question, "next"):
        if isinstance(subject.sheet, (PlanMeasure, PlanSection)) and _holds_all(knowledge, question, hit.number):
            return field(knowledge, subject, ("goals", "policies"), "next")
    return None


def step_about(knowledge: Knowledge, question: Question, found: Passage) -> Passage | None:
    """What the sheet of a statement, which itself tells why it is so or what was done, means to do next about the thing that
    was named; None where the statement tells what is to come itself, or the sheet says nothing of the thing."""
    if found.part in COMING:
        return None
    index = knowledge.index
    had = _told_of(index.tokens_about(found), question)
    beside = [one for one in index.passages_on_sheet_of(found.subject) if one.part in COMING]
    steps = [one for one in beside if one.part == "next"]
    told = (one for one in steps if _told_of(index.tokens(one.prose.text), question))
    if found.part == "reason":
        return next(told, None) or next((one for one in steps if _told_in_part(knowledge, one, question)), None)
    if found.part not in _DONE or question.asked.unit is not None:
        return next(told, None)
    # What a plan aims at is written for many things: it has to speak of this one as much as what was found.
    aims = (one for one in beside if one.part in PLANNED and _told_of(index.tokens_about(one), question) >= had)
    return next(told, None) or next(aims, None)


def step_elsewhere(knowledge: Knowledge, question: Question, found: Passage) -> Passage | None:
    """What another sheet means to do next about all that was named, where what was found only tells what was done: the plan
    and the yearly sheets of one thing need not bear the same number."""
    if found.part not in _DONE or question.asked.unit is not None:
        return None
    told = (one for _, one in statements_for(knowledge, question) if one.part == "next")
    return next((one for one in told if says_all(knowledge, one, question)), None)


def _told_in_part(knowledge: Knowledge, step: Passage, question: Question) -> bool:
    """Whether a step has most of the words of a thing that was named (the 自転車 of 自転車の盗難): the reason told of that."""
    tokens = knowledge.index.tokens(step.prose.text)
    named = (group.options[0] for group in question.things if group.options)
    return any(len(tokens.intersection(words)) * 2 > len(words) for words in named)


def step_on(knowledge: Knowledge, question: Question, found: Passage) -> Passage | None:
    """What is to be done next in a sentence of its own on the thing that was said last (「遠足については、…に移します」), where
    what was found is only what the measure aims at; None where no sheet of the measure has such a sentence, or one does not
    know what else was said."""
    last = said_last(question)
    if found.part not in PLANNED or last is None:
        return None
    index = knowledge.index
    for sheet in knowledge.sheets_around(found.subject):
        for step in (one for one in index.passages_on_sheet_of(sheet) if one.part == "next"):
            topics = (topic[1] for each in step.prose.text.split("。") if (topic := _TOPIC.match(each)))
            if any(last.is_told_in(index.tokens(topic)) for topic in topics) and all(
                index.sheet_knows(step.subject, group) for group in question.things
            ):
                return step
    return None


def _told_of(tokens: frozenset[str], question: Question) -> int:
    return sum(group.is_told_in(tokens) for group in question.things)


def _sheets_meant(knowledge: Knowledge, question: Question, aspect: str) -> list[Ranked]:
    """The things of which enough was said, the likeliest first."""
    of_money = aspect == "reason" and question.asked.asks(*MONEY)
    kinds = "money" if of_money else "next" if aspect == "next" else "any"
    ranked = [
        each
        for each in subjects_for(knowledge, question, kinds)
        if each[1].covered >= ENOUGH and (each[1].named >= NAMED or _counts_what_was_said(question, each[2]))
    ]
    if aspect == "reason":  # why nobody could come is not told by the row of those who were sent
        text = question.asked.text
        ranked = [each for each in ranked if each[2].row is None or not knowledge.book.contrary(each[2].name, text)]
    if of_money:  # why more was spent stands on the sheet that prints the money
        ranked = [each for each in ranked if each[2].kind == "project"] or [
            _whose_money(knowledge, one) for one in ranked
        ]
    return ranked


def _whose_money(knowledge: Knowledge, ranked: Ranked) -> Ranked:
    """The project in the place of a row of its sheet: money is not spent on the number of patrols."""
    fit, hit, subject = ranked
    home = knowledge.home_of(subject)
    return (fit, hit._replace(number=knowledge.index.number_of(home)), home) if home.kind == "project" else ranked


def _counts_what_was_said(question: Question, subject: Subject) -> bool:
    """Whether a row counts the very thing that was said, whatever stands before it: 窓口を通じた移住者数 of 移住者."""
    name = plain(subject.name).removesuffix("数") if subject.is_figure else ""
    return any(len(group.said) >= _LONG_WORD and name.endswith(group.said) for group in question.things)


def _is_told_better(
    knowledge: Knowledge,
    question: Question,
    aspect: str,
    hit: Hit,
    close: Sequence[Subject],
    told: tuple[Hit, Passage],
) -> bool:
    """Whether a statement knows more of a question than the title of the sheet that was found; ``close`` are the things
    nearly as likely as that."""
    subject, (known, passage) = knowledge.index.subjects[hit.number], told
    of_money = aspect == "reason" and question.asked.asks(*MONEY) and _OF_MONEY.search(passage.prose.text) is None
    if of_money and passage.subject.home != subject.home:
        return False  # why money was left stands on the sheet that prints it
    if aspect == "next" and any(one in plain(passage.prose.text) for one in qualified(question.asked.text)):
        return True  # what is to become of the small parks is not told by what is to become of the large one
    same = [other for other in close if other.home == passage.subject.home and other.is_figure]
    elsewhere = hit.named >= 0.9 and passage.subject.home != subject.home
    printed = knowledge.index.names[hit.number][0]
    more_said = any(not group.is_named_in(printed) for group in question.things)
    if aspect == "reason" and _is_of_another(knowledge, question, hit, subject, passage):
        return True
    if aspect == "next" and more_said and says_all(knowledge, passage, question):
        # What comes next is written once for a whole sheet: another may speak of this very thing.
        elsewhere = elsewhere and _words_in_field(knowledge, question, subject, aspect) > 0
    if passage.part == aspect and known.covered >= 0.9 and not elsewhere and not (aspect == "reason" and same):
        return True
    if known.covered > hit.covered + 0.1 and not same:
        return True
    named = _holds_all(knowledge, question, hit.number)
    of_kind = passage.part == aspect or (aspect == "reason" and passage.part == "issues")
    if aspect == "next" and passage.part in PLANNED and not _words_in_field(knowledge, question, subject, aspect):
        # The field says nothing of the thing under whose title it stands.
        of_kind = knowledge.index.printed_share(hit.number, question.groups) < _TITLED_NEXT
        named = named and not of_kind
    # The very words of the question say more than a title that is like it.
    return of_kind and not named and not same and says_all(knowledge, passage, question)


def _rows_with_reason(question: Question, subject: Subject, ranked: Sequence[Ranked]) -> list[Subject]:
    """The rows of the same measure that give a reason, where the sheet leaves it empty: the one that counts what is asked
    for, or one with the same words in its name."""
    rows = [
        (near, other, other.row)
        for _, near, other in ranked
        if other.row is not None
        and set(other.codes) & set(subject.codes)
        and tell.field_of(other, "reason") is not None
    ]
    unit = question.asked.unit
    counting = [other for _, other, row in rows if unit in row.units]
    if counting or question.asked.asks(*MONEY):
        return counting
    return [other for near, other, _ in rows if near.named >= _SAME_WORDS][:1]


def _not_contrary(question: Question, telling: Sequence[Subject]) -> list[Subject]:
    """Those whose reason does not explain that it came out the other way."""
    return [other for other in telling if other.row is not None or not explains_the_contrary(question, other)]


def _without_neighbours(
    knowledge: Knowledge, question: Question, hit: Hit, subject: Subject, telling: list[Subject]
) -> list[Subject]:
    """Of another row, which has not all that was said in its name, or went the other way, the reason would be a neighbour's;
    so it would where the row was called by its whole name (…の数, not …の参加者数)."""
    if subject.row is None:
        return telling
    text = question.asked.text
    called = plain(subject.name) in text
    telling = [
        other
        for other in telling
        if other.row is None
        or other is subject
        or not (called or went_the_other_way(question, other))
        or plain(other.name) in text
    ]
    if not _holds_all(knowledge, question, hit.number):
        return telling
    return [
        other
        for other in telling
        if other.row is None or other is subject or _holds_all(knowledge, question, knowledge.index.number_of(other))
    ]


def _rows_explained(
    knowledge: Knowledge, question: Question, subject: Subject, telling: Sequence[Subject]
) -> list[Subject]:
    """「貸出しが目標を上回ったのは？」 is no question for a row that came out below it: another is explained."""
    return [
        other
        for other in knowledge.rows_of(subject)
        if other not in telling
        and not went_the_other_way(question, other)
        and _words_in_field(knowledge, question, other, "reason")
    ]


def _holds_all(knowledge: Knowledge, question: Question, number: int) -> bool:
    """Whether everything that was said stands in a name of a subject."""
    return all(knowledge.index.calls(number, group, question.groups) for group in question.things)


def _is_of_another(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject, told: Passage) -> bool:
    """Whether a row has a thing that was named neither in its names nor in the titles above it, and a statement gives a
    reason in which all of them stand: 「ナマコはなぜ放流しなかった？」 is not explained by the row of another animal."""
    if subject.row is None or told.part == "reason" or not tells_cause(told.prose.text):
        return False
    titles = knowledge.index.tokens_of(subject.around)
    lacks = any(
        not knowledge.index.calls(hit.number, group, question.groups) and not group.is_named_in(titles)
        for group in question.groups
        if group.strong and not group.doing
    )
    return lacks and says_all(knowledge, told, question)


def _because(knowledge: Knowledge, question: Question) -> Passage | None:
    """The statement that gives a reason and has the words of the question."""
    for hit, passage in statements_for(knowledge, question):
        if hit.covered >= ENOUGH_IN_SPITE and not hit.missing and tells_cause(passage.prose.text):
            return passage
    return None


def _words_in_field(knowledge: Knowledge, question: Question, subject: Subject, aspect: str) -> int:
    """How many of the things a question names stand in the field itself."""
    told = tell.field_of(subject, aspect)
    tokens = knowledge.index.tokens(told.text) if told else frozenset()
    return sum(group.is_told_in(tokens) for group in question.things)
