"""What comes nearest to a question of which some words stand nowhere near it: told with those words named.

People tell more than they ask, in words no document has. A bare refusal does not help them, and a neighbour's figure would
be a lie. So the likeliest row or statement is weighed (``language/nearness.toml``): how much of the question it knows, how
far it leads, and whether the words that are lacking make another thing of it (移住セミナー, the members of an NPO).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.kinds_of_answer import wants_one_kind
from knowledge.answers.limits import elsewhere, outside
from knowledge.answers.rows_named import may_be_counted, printed_units
from knowledge.finding.amounts import says_amount
from knowledge.finding.choosing_statements import FITS, statements_for
from knowledge.finding.choosing_subjects import counts_all
from knowledge.finding.formal_names import is_unheard_of
from knowledge.finding.lacking import (
    is_asked_for,
    is_beside,
    is_joined,
    is_other_thing,
    is_put_in,
    makes_another,
    qualifies,
)
from knowledge.finding.nearness import is_heard, least_likelihood, likelihood, row_values
from knowledge.finding.otherwise import counts_otherwise
from knowledge.finding.resting import is_sure
from knowledge.finding.retrieve import WEAK, Group, Hit
from knowledge.finding.understanding import Knowledge, Question
from knowledge.language import units
from knowledge.language.ages import same_age
from knowledge.language.text import may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.leading import leading
from knowledge.question.one_word import asks_who_did
from knowledge.question.slots import FIGURES, MONEY, YEN, asks_for_words
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import tell_about
from knowledge.telling.refuse import out_of_range

# 「多言語 看板 観光」 and 「畑は増えてる？」 leave open what is wanted: a figure, where one is very likely meant.
_OPEN = ((), ("state",))
# Where somebody can be reached, or how he is called, no figure tells.
_OF_SOMEBODY = re.compile(r"名前|氏名|連絡先|電話|line|メール|アドレス|住所")
_UNIT, _TOGETHER, _OTHER_PART = 0.08, 0.08, 0.8
# Of longer questions the words that are lacking tell less.
_LONG = 60
_MOST_OWN, _MOST_MARGIN = 4, 0.4
_PERSONS = re.compile(r"[女男母父]|[生児人]$|パパ|ママ|men|male")
_NOUN = re.compile(r"[一-龠々ァ-ヶー]")
_DIGIT = re.compile(r"\d")
_ASKS = re.compile(
    r"[?？]|何|なに|なん|ど[うのんこれ]|なぜ|誰|だれ|いつ|いくら|いくつ|(?:ます|です|でしょう|ません)か|[るたいんの](?:か|かな|かね|だか)[。]?$|[んの][。]?$"
    r"|教え|おしえ|知り|\b(?:what|how|why|where|who|when|which|does|is|are|do)\b"
)
_MOST_NAMED, _LEAST_SAID = 2, 2
# A project called by its whole printed name is the one that is meant, whatever else is said of its money.
_WHOLE = 0.9
# Of fewer things, and of words that name none, a statement has to have more.
_LEAST_THINGS, _NEARLY_ALL = 2, 0.75
# 「第8次振興計画の市民浸透度は？」 asks for what bears that name, not for words about it.
_NAMED_ALONE = re.compile(r"[一-龠ァ-ヶー](?:は|って)[?？。]*$")


@dataclass(frozen=True)
class Candidate:
    """A row, project or statement, and how well it fits (0..1); ``own`` are the things of the question it has itself;
    ``asked`` those by which it is asked for, too."""

    score: float
    hit: Hit
    subject: Subject
    passage: Passage | None
    own: tuple[Group, ...]
    unit: int = 0
    asked: tuple[Group, ...] = ()


def nearest(knowledge: Knowledge, question: Question) -> Reply | None:
    """The likeliest answer, which says first what is not in the documents; None where nothing is likely enough.

    Nothing is told beyond a limit the question names (another year, a group, a town).
    """
    asked = question.asked
    things = [group for group in question.groups if group.strong]
    if not things or is_limited(knowledge, question):
        return None
    counts = counts_something(question)
    best = _likely_row(knowledge, question, things, least_likelihood("figure")) if counts else None
    if best is None and (not counts or asked.unit is not None) and _ASKS.search(asked.text):
        best = _likely_statement(knowledge, question, things, counts=counts)
    if best is None and asked.aspects in _OPEN and not _OF_SOMEBODY.search(asked.text):
        best = _likely_row(knowledge, question, things, least_likelihood("unasked"))
    reply = _told(knowledge, question, best) if best else None
    if best is None or reply is None or not reply.tells:
        return None
    lacking = [group for group in things if group not in best.own]
    words = _words(lacking)
    says = (
        f"「{'」「'.join(words)}」についての記載は見当たりません。"
        if words
        else "ご質問の言葉のままの記載は見当たりません。"
    )
    slots: dict[str, str | list[str]] = {**reply.slots, "lacking": [group.said for group in lacking]}
    return replace(reply, outcome="partly", text=f"{says}近い内容をお知らせします。\n{reply.text}", slots=slots)


def counts_something(question: Question) -> bool:
    """Whether a number or an amount is asked for."""
    return question.asked.asks(*FIGURES, *MONEY) or question.asked.unit is not None


def is_limited(knowledge: Knowledge, question: Question) -> bool:
    """Whether a question names a limit (a town, a year, a price, a name) beyond which nothing that is only near may be told."""
    asked = question.asked
    if any(group.strong and group.place for group in question.groups) or asked.fee or asked.place or asked.follows:
        return True
    if out_of_range(knowledge, asked) or outside(knowledge, question) or elsewhere(knowledge, question):
        return True
    return is_unheard_of(knowledge, question) or wants_one_kind(question)


def all_said(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that has all the things a question for words names, where no other way led to it; None where no one
    statement does, or a figure, a place, a name or somebody is asked for."""
    asked = question.asked
    things = [group for group in question.groups if group.strong]
    if not asks_for_words(asked) or any(group.place for group in things) or asked.narrower or asked.relative:
        return None
    if out_of_range(knowledge, asked) or outside(knowledge, question) or elsewhere(knowledge, question):
        return None
    if is_unheard_of(knowledge, question) or wants_one_kind(question) or asked.codes or asked.chapters:
        return None
    if not _ASKS.search(asked.text) or _NAMED_ALONE.search(asked.text):
        return None
    few = len(things) < _LEAST_THINGS
    content = [group for group in question.groups if group.weight > WEAK]
    if few and len(content) < _LEAST_THINGS:
        return None
    of_plan = {id(passage) for _, passage in statements_for(knowledge, question)}
    found = sorted(statements_near(knowledge, question, things), key=lambda one: -one.score)
    found = [one for one in found if asked.plan is None or id(one.passage) in of_plan]
    if not found or len(found[0].own) < len(things):
        return None
    if few and found[0].hit.covered < _NEARLY_ALL:
        return None
    if not _rests_well(knowledge, question, found):
        return None
    return _told(knowledge, question, found[0])


def _likely_row(knowledge: Knowledge, question: Question, things: Sequence[Group], least: float) -> Candidate | None:
    """The likeliest row, if it is at least as likely as ``least``, or project, unless a word that is lacking makes another
    thing of it."""
    found = sorted(rows(knowledge, question, things), key=lambda one: -one.score)
    if not found:
        return None
    lacking = [group for group in things if group not in found[0].own]
    if not found[0].subject.is_figure:
        return _likely_project(knowledge, question, found, lacking)
    best = found[0]
    if same_age(plain(best.subject.name), question.asked.text):  # 小5 is what 小学5年生 is
        lacking = [group for group in lacking if not _DIGIT.search(group.said)]
    if best.unit < 0 or any(is_other_thing(knowledge, question, group) for group in lacking):
        return None
    if any(is_put_in(knowledge, question, group, plain(best.subject.name)) for group in lacking):
        return None
    if not lacking and not may_be_counted(knowledge, question, best.hit, best.subject):
        return None
    values = row_values(knowledge, question, best, found[1] if len(found) > 1 else None, lacking)
    return best if likelihood("figure", values) >= least else None


def _likely_project(
    knowledge: Knowledge, question: Question, found: Sequence[Candidate], lacking: Sequence[Group]
) -> Candidate | None:
    """The likeliest project, unless a word that is lacking makes another thing of it."""
    if not lacking:
        return None
    whole = knowledge.index.printed_share(found[0].hit.number, question.groups) >= _WHOLE
    if not whole and any(makes_another(question, group) for group in lacking):
        return None
    return (
        found[0] if _sureness(knowledge, question, found, lacking, "project") >= least_likelihood("project") else None
    )


def _likely_statement(
    knowledge: Knowledge, question: Question, things: Sequence[Group], *, counts: bool
) -> Candidate | None:
    """The likeliest statement; where something is counted, one that prints such a number."""
    found = sorted(statements_near(knowledge, question, things), key=lambda one: -one.score)
    if not found:
        return None
    lacking = [group for group in things if group not in found[0].own]
    if not lacking or (counts and not (found[0].passage and says_amount(question, found[0].passage.prose.text))):
        return None
    if any(is_asked_for(question, one) or is_joined(question, one) or is_beside(question, one) for one in lacking):
        return None
    if any(asks_who_did(question.asked.text, one.said) for one in lacking):
        return None
    if counts and _counts_some_only(knowledge, lacking):
        return None
    if not counts and not _rests_well(knowledge, question, found):
        return None
    return found[0] if _sureness(knowledge, question, found, lacking, "prose") >= least_likelihood("prose") else None


def _counts_some_only(knowledge: Knowledge, lacking: Sequence[Group]) -> bool:
    """Whether a word that is lacking picks out some of the people who are counted (女子): the number of all is not theirs."""
    return any(knowledge.book.narrowed("", group.said) and _PERSONS.search(group.said) for group in lacking)


def _rests_well(knowledge: Knowledge, question: Question, found: Sequence[Candidate]) -> bool:
    """Whether the first of the statements found shares more with the question than words that mean something like them."""
    ranked = [(one.score, one.hit, one.passage) for one in found if one.passage is not None]
    return not ranked or is_sure(knowledge, question, ranked[0][2], ranked)


def _sureness(
    knowledge: Knowledge, question: Question, found: Sequence[Candidate], lacking: Sequence[Group], kind: str
) -> float:
    """How likely the first of ``found`` is the answer, 0..1. ``lacking`` are the things of the question it has not."""
    best = found[0]
    others = (one for one in found[1:] if best.passage is None or one.subject.home != best.subject.home)
    other = next((one.score for one in others), 0.0)
    count = len(best.own) + len(lacking)
    away = [group for group in lacking if not knowledge.index.sheet_knows(best.subject, group)]
    unheard = [group for group in lacking if not is_heard(knowledge, group)]
    values = {
        "score": best.score,
        "margin": min(best.score - other, _MOST_MARGIN),
        "share": len(best.own) / count,
        "own": min(len(best.own), _MOST_OWN),
        "unheard": len(unheard) / count,
        "elsewhere": sum(group not in unheard for group in away) / count,
        "asked_for": float(any(is_asked_for(question, group) for group in lacking)),
        "qualifies": float(any(qualifies(question, group) for group in lacking)),
        "length": min(len(question.asked.text), _LONG) / _LONG,
        "unit": best.unit,
        "named": best.hit.named,
    }
    return likelihood(kind, values)


def rows(knowledge: Knowledge, question: Question, things: Sequence[Group]) -> Iterator[Candidate]:
    money = question.asked.asks(*MONEY)
    asked_unit = question.asked.unit
    some_only = knowledge.book.narrowed("", question.asked.without_city)
    for hit in knowledge.search.knowing_some(question.groups, question.view.scope):
        subject = knowledge.subject(hit)
        if subject is None or not (subject.is_figure if not money else subject.kind == "project" or _in_yen(subject)):
            continue
        if some_only and subject.row is not None and counts_all(knowledge, subject, question):
            continue
        if knowledge.book.contrary(subject.name, question.asked.text) or counts_otherwise(
            knowledge, hit.number, subject, things, question.asked.text
        ):
            continue
        if not may_be_of_plan(subject.plan, question.asked.plan):
            continue
        unit = 0
        if asked_unit and subject.row is not None:
            printed = printed_units(subject.row)
            unit = 1 if units.says(asked_unit, printed) else 0 if units.comparable(asked_unit, printed) else -1
        own = tuple(group for group in things if knowledge.index.names_hold(hit.number, group))
        yield Candidate(hit.score + _UNIT * unit + _TOGETHER * hit.together, hit, subject, None, own, unit)


def _in_yen(subject: Subject) -> bool:
    unit = subject.row.result.unit if subject.row is not None else None
    return unit is not None and (unit in YEN or unit.startswith("円"))


def statements_near(knowledge: Knowledge, question: Question, things: Sequence[Group]) -> Iterator[Candidate]:
    """The likeliest statements, in no order; ``things`` are what the question names."""
    aspect = question.asked.aspects[0] if question.asked.aspects else "overview"
    fits = FITS.get(aspect, FITS["overview"])
    may_be_asked = knowledge.index.may_be_asked_by(question.groups)
    for hit in knowledge.search.knowing_some(question.groups, question.view.scope):
        passage = knowledge.passage(hit)
        if passage is None:
            continue
        tokens = knowledge.index.tokens_about(passage)
        own = asked = tuple([group for group in things if group.is_named_in(tokens)])
        if may_be_asked and (words := knowledge.index.asked_of(passage, question.groups)):
            tokens |= words
            asked = tuple([group for group in things if group.is_named_in(tokens)])
        if own:  # what is only asked for goes with something that is told
            own = asked
        score = hit.covered * fits.get(passage.part, _OTHER_PART) + _TOGETHER * hit.together
        yield Candidate(score, hit, passage.subject, passage, own, asked=asked)


def _told(knowledge: Knowledge, question: Question, best: Candidate) -> Reply | None:
    aspects = leading(question.asked, question.asked.aspects)
    if best.passage is not None:
        return tell.prose(knowledge, [best.passage], aspects[0] if aspects else "overview")
    if question.asked.asks("reason") and (why := tell_about(knowledge, question, [best.subject], ("reason",))):
        return why
    if best.subject.is_figure and _in_yen(best.subject):
        aspects = ("figure",)  # the damage is asked for, not the budget of the project whose sheet prints it
    elif not aspects or aspects[0] not in FIGURES | MONEY:
        aspects = ("budget",) if best.subject.kind == "project" else ("figure",)
    return tell_about(knowledge, question, [best.subject], aspects)


def _words(lacking: Sequence[Group]) -> list[str]:
    """The nouns that are lacking, as they were written, if they are few enough to be named."""
    nouns = [
        group.said
        for group in lacking
        if not group.verbal and len(group.said) >= _LEAST_SAID and _NOUN.match(group.said)
    ]
    return list(dict.fromkeys(nouns))[:_MOST_NAMED]
