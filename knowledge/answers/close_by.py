"""What may help where the documents do not tell: the statements that share most with the question, shown as no more than that.

People ask in words that no document has, and a bare refusal sends them away from what they were looking for. A statement shown
here is no answer: it is introduced as what it is, its place is said in brackets and not as 出典, and where a number was asked
for nothing is shown. First come those that would have been the answer had they been surer, then those that have the rarest
words of the question; of each the sentences that have these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from knowledge.answers.candidates import statements_near
from knowledge.answers.limits import elsewhere
from knowledge.answers.nearest import is_limited
from knowledge.finding.choosing_statements import best_statements, with_siblings
from knowledge.finding.dated_by_name import asks_next_time, dated_by_name
from knowledge.finding.formal_names import is_unheard_of
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import is_heard, least_likelihood, likelihood, rules
from knowledge.finding.resting import is_plain, marks
from knowledge.finding.sharing import Mark, Shared, sharing
from knowledge.finding.statement_fit import FITS
from knowledge.finding.understanding import Question
from knowledge.language.text import may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import AIMED_AT, Passage
from knowledge.model import Project, Results, Source
from knowledge.question.aspects import NO_WORDS, PROSE
from knowledge.question.leading import leading
from knowledge.question.left_open import leaves_open
from knowledge.question.one_word import is_told, one_word
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.composing import distinct
from knowledge.telling.fitting import MAX_CHARS
from knowledge.telling.quoting import excerpt
from knowledge.telling.refuse import EXAMPLES, out_of_range

_SAYS = "近いことが書かれている所です（お答えではないかもしれません）。"
_MOST_SHOWN, _MOST_DOUBTED = 3, 2
# The number of the hall and those for an emergency are said below a refusal.
_ROOM_FOR_THE_HALL = 60
# A further statement is shown where it shares nearly as much as the first.
_AS_CLOSE, _OTHER_FIT, _AS_MEANT = 0.75, 0.8, 0.03
# How well the field of a statement has to fit what is asked for it to be told.
_FIT = 0.9
# What has a date, where one asks when.
_TELLS_IT = 0.1
# Where so little is shared in the very words, what they may mean is looked at too.
_SURE = 0.5
_ELSEWHERE = re.compile(r"(?:隣|となり|よそ|他|ほか)の?(?:県|市|町|村|自治体)(?:の|は|で|では|も|[?？]|$)")
_HOW_MUCH = re.compile(r"いくら|(?:何|なん)円|なんぼ|円|金額|料金は")
_ENDS_IN_FEE = re.compile(r"(?:費|料|料金|代金|家賃)(?:は|って|を|が)?[?？]?\s*$")
# So much of a statement is shown that what stands beside the words said can be read too.
_MOST_CHARS, _FURTHER_CHARS = 180, 120


@dataclass(frozen=True)
class _Close:
    passage: Passage
    marks: tuple[Mark, ...]


def told_or_close(knowledge: Knowledge, question: Question, refused: Reply) -> Reply:
    """The answer where one statement has all the rare words of a question and no other has nearly as many; otherwise the
    refusal with what is close."""
    found = sharing(knowledge, question)
    if found and is_plain(question, found) and _may_be_told(knowledge, question, found[0].passage):
        aspects = leading(question.asked, question.asked.aspects)
        aspect = aspects[0] if aspects and aspects[0] in PROSE else "overview"
        passage = dated_by_name(knowledge, question, found[0].passage) or found[0].passage
        if (told := tell.prose(knowledge, [passage], aspect)) is not None:
            return told
    return with_what_is_close(knowledge, question, refused, found=found)


def with_what_is_close(
    knowledge: Knowledge,
    question: Question,
    refused: Reply,
    *,
    matter: re.Pattern[str] | None = None,
    found: Sequence[Shared] | None = None,
) -> Reply:
    """The same refusal with the statements that are close, three at most; unchanged where none is.

    ``matter`` is what a question is refused for (the hours of a library): its words alone make nothing close. ``found`` are
    the statements that share its rare words, where they are known already.
    """
    if _beyond_what_is_held(knowledge, question):
        return refused
    found = sharing(knowledge, question) if found is None else found
    says = refused.text.partition(f"\n{EXAMPLES}")[0]  # they remain as buttons
    first, *searched = says.split("\n")
    lines = [first, _SAYS]
    sources: list[Source] = []
    room = MAX_CHARS - _ROOM_FOR_THE_HALL - len("\n".join([*lines, *searched])) - 1
    spoken_of = _of_what_was_spoken_of(knowledge, question)
    for one in _close(knowledge, question, found, matter):
        if len(sources) == _MOST_SHOWN:
            break
        if spoken_of is not None and id(one.passage) not in spoken_of:
            continue
        line = f"・{_told(question, one, _FURTHER_CHARS if sources else _MOST_CHARS)}"
        if len(line) >= room or line in lines:
            continue
        lines.append(line)
        sources.append(one.passage.prose.source)
        room -= len(line) + 1
    if not sources:
        return refused
    return replace(refused, text="\n".join([*lines, *searched]), sources=distinct(sources))


def _of_what_was_spoken_of(knowledge: Knowledge, question: Question) -> frozenset[int] | None:
    """The statements around what was told before, where a question that goes on from there names nothing; None: all."""
    if not question.before or question.says_something:
        return None
    sheets = dict.fromkeys(sheet for one in question.before for sheet in knowledge.sheets_around(one))
    return frozenset(id(one) for sheet in sheets for one in knowledge.index.passages_on_sheet_of(sheet))


def _beyond_what_is_held(knowledge: Knowledge, question: Question) -> bool:
    """Whether a limit is named beyond which nothing is close: another year, a town nobody speaks of, a price."""
    asked = question.asked
    if (
        (asked.fee and _HOW_MUCH.search(asked.text))
        or elsewhere(knowledge, question)
        or is_unheard_of(knowledge, question)
    ):
        return True
    if _ELSEWHERE.search(asked.text):
        return True
    # Last year may be told of in words, and a statement may have the month itself.
    within = replace(asked, narrower=None, relative=None if _may_be_said_in_words(question) else asked.relative)
    if out_of_range(knowledge, within):
        return True
    return any(group.place and group.strong and not is_heard(knowledge, group) for group in question.groups)


def _may_be_told(knowledge: Knowledge, question: Question, passage: Passage) -> bool:
    """Whether a statement is of the kind that is asked for."""
    asked = question.asked
    if (
        not _may_be_said_in_words(question)
        or asked.follows
        or asked.relative
        or asked.years
        or _beyond_what_is_held(knowledge, question)
    ):
        return False
    if (asked.narrower and asked.narrower not in plain(passage.prose.text)) or not may_be_of_plan(
        passage.subject.plan, asked.plan
    ):
        return False
    if leaves_open(plain(passage.prose.text), asked.text):
        return False
    if asks_next_time(question) and passage.part not in AIMED_AT:
        return False
    if asked.fee and _ENDS_IN_FEE.search(asked.text) and "円" not in passage.prose.text:
        return False  # 「外壁　工事費」: that the works were put off is no amount
    if asked.asks("department") or _fits(question).get(passage.part, _OTHER_FIT) < _FIT:
        return False
    kind = one_word(asked)
    return kind is None or is_told(kind, plain(passage.prose.text), asked.text)


def _close(
    knowledge: Knowledge, question: Question, found: Sequence[Shared], matter: re.Pattern[str] | None
) -> Iterator[_Close]:
    of = {id(one.passage): one.marks for one in found}
    if matter is None and not question.asked.narrower:
        for passage in _doubted(knowledge, question):
            yield _Close(passage, of.get(id(passage), ()))
    # What follows something else is about that: only what was nearly told is shown of it.
    if question.asked.follows or not _may_be_said_in_words(question):
        return
    fits, kind = _fits(question), one_word(question.asked)
    close = [one for one in found if _is_close(question, one, matter)]
    worth = {id(one): one.share * fits.get(one.passage.part, _OTHER_FIT) for one in close}
    for one in close:
        if kind and is_told(kind, plain(one.passage.prose.text), question.asked.text):
            worth[id(one)] += _TELLS_IT
    close.sort(key=lambda one: -worth[id(one)])
    for one in close[:1]:
        yield _Close(one.passage, one.marks)
    if matter is None and (not close or close[0].share < _SURE):
        yield from islice(_meant(knowledge, question), 1 if close else None)
    for one in close[1:]:
        if worth[id(one)] >= _AS_CLOSE * worth[id(close[0])]:
            yield _Close(one.passage, one.marks)


def _fits(question: Question) -> Mapping[str, float]:
    """How well each field of a sheet tells what is asked."""
    aspect = next((one for one in leading(question.asked, question.asked.aspects) if one in FITS), "overview")
    return FITS[aspect]


def _meant(knowledge: Knowledge, question: Question) -> Iterator[_Close]:
    """Where no rare word is shared: the statements that know most by all that the words may mean."""
    if is_limited(knowledge, question):
        return  # otherwise they have been looked up already, which takes longer than all the rest
    named = question.things
    found = sorted(statements_near(knowledge, question, named), key=lambda one: -one.score)
    for one in found:
        if one.passage and one.score >= max(least_likelihood("meant"), found[0].score - _AS_MEANT):
            ways = ((group.weight, tuple("".join(option) for option in group.options)) for group in one.asked)
            yield _Close(one.passage, tuple(ways))


def _may_be_said_in_words(question: Question) -> bool:
    """Whether a sentence may tell what is asked, and no number."""
    asked = question.asked
    if one_word(asked) is not None:
        return True
    aspects = leading(asked, asked.aspects)
    return asked.unit is None and (not aspects or aspects[0] not in NO_WORDS)


def _is_close(question: Question, one: Shared, matter: re.Pattern[str] | None) -> bool:
    rule = rules("close_by")
    if one.share < (rule["of_several"] if len(one.rare) > 1 else rule["least"]):
        return False
    if any(group.place and group in one.lacking for group in question.groups):
        return False
    if question.asked.narrower and question.asked.narrower not in plain(one.passage.prose.text):
        return False
    if matter is None:
        return True
    of_matter = [found[0] for found in matter.finditer(question.asked.text)]
    beside = [group for group in one.rare if not any(group.said in said for said in of_matter)]
    return bool(beside) and (len(one.rare) > 1 or one.share >= rule["beside"])


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
    return with_siblings(knowledge, question, ranked)[:_MOST_DOUBTED] if within else []


def _told(question: Question, one: _Close, most_chars: int) -> str:
    source, sheet = one.passage.prose.source, one.passage.subject.sheet
    found = [(weight, tuple(map(plain, ways))) for weight, ways in one.marks]

    def worth(sentence: str) -> float:
        folded = plain(sentence)
        return sum(weight for weight, ways in found if any(way in folded for way in ways))

    text = excerpt(one.passage.prose, worth, most_chars)
    place = source.place
    asks_whose = question.asked.asks("department") or one_word(question.asked) == "who"
    if asks_whose and isinstance(sheet, (Results, Project)):
        place = f"{place}・担当 {sheet.department}"
    return f"{text}（{source.document}、{place}）"
