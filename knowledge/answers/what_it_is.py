"""What a thing is that is named and of which nothing else is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.asking_back import ask_back
from knowledge.answers.named_words import told_if_sure
from knowledge.finding.all_named import knows_all, knows_most, says_all
from knowledge.finding.choosing_statements import (
    ENOUGH,
    ENOUGH_IN_SPITE,
    best_statements,
    statements_for,
    with_siblings,
)
from knowledge.finding.choosing_subjects import CLOSE, NAMED, TITLED, subjects_for
from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.otherwise import counts_otherwise, speaks_of_sibling
from knowledge.finding.understanding import Question
from knowledge.language.text import fold
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.lists.individual_plans import told_of_in_plans_only
from knowledge.model import PlanMeasure, PlanSection
from knowledge.question.one_word import asks_which, one_word
from knowledge.reply import Reply
from knowledge.telling import tell

_CLOSE_TO_ONE_WORD = 0.15
_NOUN = re.compile("(?!施策|事業|計画|目標|指標|項目|名前|名称|取組|内容)[一-龠々]{2,}")
_SUBJECT_OF = re.compile("(?:は|が|って|も|を)(?!$|[?？。])")
# Where something is to be had, and what somebody would like to do, is told by no count: 「相談はどこ」, 「市長に話したい」.
_NO_NUMBER = re.compile(
    r"(?:は|って)、?(?:どこ|どちら)(?:です|でしょう|なの|だ)?か?[?？。]*$|(?<!知り)(?<!聞き)(?<!見)たい(?:です|んです|な)*[。!]*$"
)
# Whether anybody came is told by no count of meetings.
_CAME = re.compile(
    r"(?:人|ひと|お?客(?:さん)?|参加者|みんな|誰か)\s?(?:は|が|って)?、?\s?(?:ちゃんと|たくさん|大勢|けっこう)?(?:来|き|集ま|あつま|参加し)(?:っ?た|ました|てくれた)"
)
# 「シルバー人材センターの新しい仕事は？」
_NEW_THING = re.compile(
    r"(?:新しい|新しく(?:始めた|できた|加わった)|新たな|新規の)(?P<kind>[一-龠ァ-ヶー]{2,8})(?:は|って|に|を|$|[?？])"
)
_PEOPLE = frozenset({"人", "名", None})
_NEWLY = re.compile("新た|新しく|開始|始め|創設|新設|導入|追加|開設|設け")


# Whether there is help is told by the sentence on it, which often says how much: a row only counts who had it.
_HELP = re.compile(
    r"(?:補助金?|助成金?|支援金?|お?金|手当|給付金?|割引|何か|なにか|なんか)(?:は|も|が|って|とか)?、?"
    r"(?:ある|あり|あっ|あん|出る|出ん|出ます|でる|もら[えう]|くれ|使え|受けられ)"
    r"|(?:補助|助成)(?:は|って)?[?？。]*$"
)


_HELPS = re.compile("補助|助成|支給|交付|給付|奨励金|割引|割り引|無料|無償|貸与|貸付|返還を免除|祝金")
_HOW_MUCH = re.compile(r"\d円|\d[千万億]円|上限|無料|無償|全額|\d割|\d分の\d")


def named_only(knowledge: Knowledge, question: Question) -> Reply | None:
    """No aspect is asked for: what is it?"""
    if listed := told_of_in_plans_only(knowledge, question):
        return listed
    ranked = [
        each
        for each in subjects_for(knowledge, question, "any")
        if each[1].covered >= ENOUGH
        and (each[1].called if each[2].is_figure else each[1].named) >= NAMED
        and not (each[2].kind == "project" and speaks_of_sibling(knowledge, each[2], question.asked.text))
    ]
    told = best_statements(knowledge, question, "overview")
    if not ranked:
        return told_if_sure(knowledge, question, with_siblings(knowledge, question, told), told) if told else None
    if (new := _newly_told(knowledge, question)) is not None:
        return tell.prose(knowledge, [new], "overview")
    score, hit, subject = ranked[0]
    if subject.is_figure and (given := _help_told(knowledge, question, subject, told)) is not None:
        return tell.prose(knowledge, [given], "overview")
    titled = knowledge.index.printed_share(hit.number, question.groups) >= TITLED
    if subject.kind != "project" and (spoken_of := _spoken_of(knowledge, question, hit, told)):
        return told_if_sure(knowledge, question, [spoken_of], told)
    said_more = told and (
        told[0][1].covered > hit.covered + 0.1
        # The title of a measure tells less than the statement that has the very words of the question.
        or (
            isinstance(subject.sheet, (PlanMeasure, PlanSection))
            and not titled
            and knows_most(knowledge, told[0][2], question)
        )
    )
    if not titled and not subject.is_figure and not said_more:
        exact = [each for each in told if says_all(knowledge, each[2], question)]
        if exact and len(question.asked.text) > len(subject.name):
            return told_if_sure(knowledge, question, with_siblings(knowledge, question, exact), told)
    things = question.things
    if (subject.is_figure or subject.kind == "results") and _NO_NUMBER.search(question.asked.text):
        return told_if_sure(knowledge, question, with_siblings(knowledge, question, told), told) if told else None
    if subject.row is not None and subject.row.target.unit not in _PEOPLE and _CAME.search(question.asked.text):
        return told_if_sure(knowledge, question, with_siblings(knowledge, question, told[:1]), told) if told else None
    if subject.is_figure and (
        question.asked.place
        or one_word(question.asked) in {"who", "name"}
        or asks_which(question.asked.text)
        or counts_otherwise(knowledge, hit.number, subject, things, question.asked.text)
        or knowledge.book.contrary(subject.name, question.asked.text)
    ):
        return None
    if said_more:
        return told_if_sure(knowledge, question, with_siblings(knowledge, question, told), told)
    if subject.kind in {"section", "measure"} and (more := _with_common_words(knowledge, question, told)):
        return told_if_sure(knowledge, question, [more], told)
    # One word alone leaves open what is meant; several words seldom do.
    single = len(question.things) == 1
    close = [other for fit, _, other in ranked if fit > score - (_CLOSE_TO_ONE_WORD if single else CLOSE)]
    sections = {other.codes[0] for other in close if other.kind == "section"}
    if subject.kind == "section":  # what stands under it is told with it
        close = [
            other for other in close if other.kind != "measure" or other.codes[0].rpartition("-")[0] not in sections
        ]
    open_name = not _called(question, subject) if single else hit.named < 0.95
    if open_name and len({other.home for other in close}) > 1:
        return ask_back(question, close, None)
    return tell.summary(knowledge, subject)


def _help_told(
    knowledge: Knowledge, question: Question, row: Subject, told: Sequence[tuple[float, Hit, Passage]]
) -> Passage | None:
    """The statement on the measure of a row of which one sentence has all that was named and says that there is help, the
    one that says how much before others and the shorter first, why or what next last; None where no help is asked for."""
    if not _HELP.search(question.asked.text):
        return None
    given = [
        (passage.part in {"reason", "next"}, not _HOW_MUCH.search(sentence), len(sentence), nth)
        for nth, (_, hit, passage) in enumerate(told)
        if not hit.missing and not set(row.codes).isdisjoint(passage.subject.codes)
        for sentence in map(plain, passage.prose.text.split("。"))
        if _HELPS.search(sentence) and knows_all(knowledge, sentence, question)
    ]
    return told[min(given)[-1]][2] if given else None


def _newly_told(knowledge: Knowledge, question: Question) -> Passage | None:
    """The statement that says what is new of the thing named (「…の新しい仕事は？」), with the very noun that was said."""
    asked = _NEW_THING.search(question.asked.text)
    if asked is None:
        return None
    for hit, passage in statements_for(knowledge, question):
        if hit.missing or hit.covered < ENOUGH_IN_SPITE:
            continue
        for sentence in map(plain, passage.prose.text.split("。")):
            if asked["kind"] in sentence and _NEWLY.search(sentence) and knows_all(knowledge, sentence, question):
                return passage
    return None


def _with_common_words(
    knowledge: Knowledge, question: Question, told: Sequence[tuple[float, Hit, Passage]]
) -> Passage | None:
    """The statement that has a noun too common to name anything (申請 in 「窓口の統合で申請は楽になる？」),
    where it has the thing that was named as well."""
    common = [group for group in question.groups if not group.strong and _NOUN.fullmatch(group.said)]
    asks = question.asked.text
    common = [group for group in common if _SUBJECT_OF.match(asks, asks.find(group.said) + len(group.said))]
    for _, hit, passage in told if common else ():
        tokens = knowledge.index.tokens(passage.prose.text)
        if not hit.missing and all(group.is_told_in(tokens) for group in common):
            return passage
    return None


def _spoken_of(
    knowledge: Knowledge, question: Question, hit: Hit, told: Sequence[tuple[float, Hit, Passage]]
) -> Passage | None:
    """A statement with a word that a row has neither in its name nor in a title above it: it may be about that."""
    subject = knowledge.index.subjects[hit.number]
    names = knowledge.index.names[hit.number]
    # A row is what its other names say it is; a sheet tells of more than one of the things it is called by.
    own = frozenset().union(*names) if subject.is_figure else names[0]
    titles = own | knowledge.index.tokens_of(subject.around)
    beside = [group for group in question.groups if group.strong and not group.is_named_in(titles)]
    if not beside:
        return None
    for _, _, passage in told:
        tokens = knowledge.index.tokens(passage.prose.text) | knowledge.index.asked_of(passage, question.groups)
        if all(group.is_told_in(tokens) for group in beside):
            return passage
    return None


def _called(question: Question, subject: Subject) -> bool:
    """Whether the question is nothing but the thing's printed name."""
    return fold(question.asked.text).strip("?？。はって ") == fold(subject.name)
