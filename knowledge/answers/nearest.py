"""What comes nearest to a question of which some words stand nowhere near it: told with those words named.

People tell more than they ask, in words no document has. A bare refusal does not help them, and a neighbour's figure would
be a lie. So the likeliest row or statement is weighed (``language/nearness.toml``): how much of the question it knows, how
far it leads, and whether the words that are lacking make another thing of it (移住セミナー, the members of an NPO).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.candidates import Candidate, is_in_yen, statements_near
from knowledge.answers.kinds_of_answer import wants_one_kind
from knowledge.answers.likely import likely_row, likely_statement, rests_well
from knowledge.answers.limits import elsewhere, limit_named
from knowledge.answers.reason_or_next import step_about
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.dated_by_name import dated_by_name
from knowledge.finding.formal_names import is_unheard_of
from knowledge.finding.groups import WEAK, Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import least_likelihood
from knowledge.finding.other_towns import other_towns
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.leading import leading
from knowledge.question.left_open import leaves_open
from knowledge.question.slots import asks_for_words
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import tell_about

# 「多言語 看板 観光」 and 「畑は増えてる？」 leave open what is wanted: a figure, where one is very likely meant.
_OPEN = ((), ("state",))
# Where somebody can be reached, or how he is called, no figure tells.
_OF_SOMEBODY = re.compile(r"名前|氏名|連絡先|電話|line|メール|アドレス|住所")
_NOUN = re.compile(r"[一-龠々ァ-ヶー]")
_ASKS = re.compile(
    r"[?？]|何|なに|なん|ど[うのんこれ]|なぜ|誰|だれ|いつ|いくら|いくつ|(?:ます|です|でしょう|ません)か|[るたいんの](?:か|かな|かね|だか)[。]?$|[んの][。]?$"
    r"|教え|おしえ|知り|\b(?:what|how|why|where|who|when|which|does|is|are|do)\b"
)
_MOST_NAMED, _LEAST_SAID = 2, 2
# Of fewer things, and of words that name none, a statement has to have more.
_LEAST_THINGS, _NEARLY_ALL = 2, 0.75
# 「第8次振興計画の市民浸透度は？」 asks for what bears that name, not for words about it.
_NAMED_ALONE = re.compile(r"[一-龠ァ-ヶー](?:は|って)[?？。]*$")


def nearest(knowledge: Knowledge, question: Question) -> Reply | None:
    """The likeliest answer, which says first what is not in the documents; None where nothing is likely enough.

    Nothing is told beyond a limit the question names (another year, a group, a town).
    """
    asked = question.asked
    things = question.things
    if not things or is_limited(knowledge, question):
        return None
    counts = counts_something(question)
    best = likely_row(knowledge, question, things, least_likelihood("figure")) if counts else None
    if best is None and (not counts or asked.unit is not None) and _ASKS.search(asked.text):
        best = likely_statement(knowledge, question, things, counts=counts)
    if best is None and asked.aspects in _OPEN and not _OF_SOMEBODY.search(asked.text):
        best = likely_row(knowledge, question, things, least_likelihood("unasked"))
    lacking = [group for group in things if group not in best.own] if best else []
    reply = _told(knowledge, question, best) if best else None
    if best is None or reply is None or not reply.tells or leaves_open(plain(reply.text), asked.text):
        return None
    if any(town not in plain(reply.text) for town, _ in other_towns(knowledge, asked.text)):
        return None
    slots: dict[str, str | list[str]] = {**reply.slots, "lacking": [group.said for group in lacking]}
    text = f"{_how_near(knowledge, best.subject, lacking, plain(reply.text))}\n{reply.text}"
    return replace(reply, outcome="partly", text=text, slots=slots)


def _how_near(knowledge: Knowledge, subject: Subject, lacking: Sequence[Group], told: str) -> str:
    """What is said above what is told: which of the words said are not in it, and whether its sheet has them nowhere."""
    left_out = [one for one in lacking if one.said not in told]
    if nowhere := [one for one in left_out if not knowledge.index.sheet_knows(subject, one)]:
        named = "」「".join(_words(nowhere))
        what = f"「{named}」についての" if named else "ご質問の言葉のままの"
        return f"{what}記載は見当たりません。近い内容をお知らせします。"
    if beside := _words(left_out):
        return f"「{'」「'.join(beside)}」そのものではありませんが、近い内容をお知らせします。"
    return "おたずねに近い内容をお知らせします。"


def counts_something(question: Question) -> bool:
    """Whether a number or an amount is asked for."""
    return question.asked.asks(*FIGURES, *MONEY) or question.asked.unit is not None


def is_limited(knowledge: Knowledge, question: Question) -> bool:
    """Whether a question names a limit (a town, a year, a price, a name) beyond which nothing that is only near may be told."""
    asked = question.asked
    if any(group.strong and group.place for group in question.groups) or asked.fee or asked.place or asked.follows:
        return True
    if limit_named(knowledge, asked) is not None or elsewhere(knowledge, question):
        return True
    return is_unheard_of(knowledge, question) or wants_one_kind(question)


def all_said(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that has all the things a question for words names, where no other way led to it; None where no one
    statement does, or a figure, a place, a name or somebody is asked for."""
    asked = question.asked
    things = question.things
    if not asks_for_words(asked) or any(group.place for group in things) or asked.narrower or asked.relative:
        return None
    if limit_named(knowledge, asked) is not None or elsewhere(knowledge, question):
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
    if not rests_well(knowledge, question, found):
        return None
    told = _to_come(knowledge, question, found[0]) or _told(knowledge, question, found[0])
    return None if told is not None and leaves_open(plain(told.text), asked.text) else told


def _to_come(knowledge: Knowledge, question: Question, best: Candidate) -> Reply | None:
    """What is to be done next, where that is asked for and the likeliest statement tells only why it is so or what was
    done."""
    if best.passage is None or leading(question.asked, question.asked.aspects)[:1] != ("next",):
        return None
    step = step_about(knowledge, question, best.passage)
    return tell.prose(knowledge, [step], "next") if step is not None else None


def _told(knowledge: Knowledge, question: Question, best: Candidate) -> Reply | None:
    aspects = leading(question.asked, question.asked.aspects)
    if best.passage is not None:
        passage = dated_by_name(knowledge, question, best.passage) or best.passage
        return tell.prose(knowledge, [passage], aspects[0] if aspects else "overview")
    if question.asked.asks("reason") and (why := tell_about(knowledge, question, [best.subject], ("reason",))):
        return why
    if best.subject.is_figure and is_in_yen(best.subject):
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
