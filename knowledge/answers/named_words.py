"""Questions for words about a thing that is named: a reason, what comes next, what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.asking_back import ask_back
from knowledge.finding.all_named import knows, knows_all, says_all
from knowledge.finding.choosing_statements import (
    ENOUGH,
    ENOUGH_IN_SPITE,
    FITS,
    asks_of_results,
    best_statements,
    explains_the_contrary,
    statements_for,
    went_the_other_way,
    with_siblings,
)
from knowledge.finding.choosing_subjects import CLOSE, NAMED, subjects_for
from knowledge.finding.otherwise import counts_otherwise
from knowledge.finding.resting import is_sure
from knowledge.finding.retrieve import WEAK, Hit
from knowledge.finding.understanding import Knowledge, Question
from knowledge.language.text import fold
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.model import PlanMeasure, PlanSection
from knowledge.question.one_word import asks_which, one_word
from knowledge.question.slots import MONEY
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import measures_under

_CLOSE_TO_ONE_WORD = 0.15
# The share of a printed title that makes a question one for the thing itself.
_TITLED = 0.4
_SAME_WORDS, _TITLE_SAID, _AS_LIKELY = 0.5, 0.9, 0.005
_AIMS, _TITLED_NEXT = frozenset({"goals", "policies"}), 0.6
_WHOLE = frozenset({"issues", "policies", "efforts", "purpose", "achievements"})
_WHAT_IT_IS = frozenset({"overview", "purpose", "achievements"})
_NO_REASON = "理由そのものは、資料に記載がありません。次は、関係する記述です。"
_NOUN, _SUBJECT_OF = (
    re.compile("(?!施策|事業|計画|目標|指標|項目|名前|名称|取組|内容)[一-龠々]{2,}"),
    re.compile("(?:は|が|って|も|を)(?!$|[?？。])"),
)
# 「シルバー人材センターの新しい仕事は？」
_NEW_THING = re.compile(
    r"(?:新しい|新しく(?:始めた|できた|加わった)|新たな|新規の)(?P<kind>[一-龠ァ-ヶー]{2,8})(?:は|って|に|を|$|[?？])"
)
_NEWLY = re.compile("新た|新しく|開始|始め|創設|新設|導入|追加|開設|設け")
# 「どんなまちを目指してる？」 is told by the state a sheet aims at, before what it is for.
_AIMED_AT = re.compile(
    r"(?:どんな|どういう|どのような)(?:まち|町|街|市|地域|社会|状態|姿|暮らし|ところ|場所)"
    r"(?:を|に)、?(?:目指|めざ|し(?:たい|よう))"
)
_CAUSE = re.compile(r"ため|により|によって|よって|影響|から、|ので|[一-龠]で、|伴[いう]|結果|つなが|ことが原因|ことで")
_BECAUSE = re.compile(r"ことから|ため、|ため(?:です|。)|ので、|により、|から、")


def statement(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The statement that knows most of what was said, of the field that was asked for."""
    aspect = next((one for one in aspects if one in FITS), "overview")
    told = best_statements(knowledge, question, aspect)
    if aspect in {"reason", "next"}:
        exact = _field(knowledge, question, aspect, told[0][1:] if told else None)
        if exact is not None:
            return exact
    if aspect == "next" and told and (field := _next_of_sheet(told[0][2])):
        return tell.next_steps(knowledge, field)
    if aspect == "overview" and (called := _thing_called(knowledge, question)):
        return tell.summary(knowledge, called)
    aimed = aspect == "purpose" and _AIMED_AT.search(question.asked.text) is not None
    if aimed and (aim := _whole_field(knowledge, question, "aim", told)):
        return aim
    if aspect in _WHOLE and (whole := _whole_field(knowledge, question, aspect, told)):
        return whole
    if not told:
        return None
    best = told[0][2]
    chosen = with_siblings(told)
    if aspect == "reason" and _is_called(knowledge, question, best):
        chosen = [one for one in chosen if _is_called(knowledge, question, one)]
    reply = _sure(knowledge, question, chosen, told, aspect)
    if reply is None:
        return None
    if aspect != "reason" or best.part == "reason" or _CAUSE.search(best.prose.text):
        return reply
    # That it is so is no reason why.
    return replace(reply, outcome="partly", text=f"{_NO_REASON}\n{reply.text}")


def _is_called(knowledge: Knowledge, question: Question, passage: Passage) -> bool:
    """Whether the sheet of a statement is called by all that was said: the reason of another is none of its own."""
    number = knowledge.index.number_of(knowledge.home_of(passage.subject))
    return all(knowledge.index.names_hold(number, group) for group in question.groups if group.strong)


def _sure(
    knowledge: Knowledge,
    question: Question,
    chosen: Sequence[Passage],
    told: Sequence[tuple[float, Hit, Passage]],
    aspect: str = "overview",
) -> Reply | None:
    """What was chosen of the statements found by words; None where it is not likely enough the answer."""
    return tell.prose(knowledge, chosen, aspect) if is_sure(knowledge, question, chosen[0], told) else None


def _next_of_sheet(found: Passage) -> Subject | None:
    """Whose next steps are told where the statement that was found only says what a thing is or what was done for it."""
    subject = found.subject
    told = found.part in _WHAT_IT_IS and tell.field_of(subject, "next") is not None
    return subject if told else None


def _thing_called(knowledge: Knowledge, question: Question) -> Subject | None:
    """The project, section or measure whose name is all that was said (地域おこし協力隊とは？)."""
    for _, hit, subject in subjects_for(knowledge, question, "any")[:3]:
        if hit.covered < 0.95:
            continue
        printed = knowledge.index.printed_share(hit.number, question.groups)
        if (subject.kind == "project" and hit.named >= 0.9) or (
            subject.kind in {"section", "measure"} and printed >= 0.99
        ):
            return subject
    return None


def _whole_field(
    knowledge: Knowledge, question: Question, aspect: str, told: Sequence[tuple[float, Hit, Passage]]
) -> Reply | None:
    """All statements of a field, where nothing but the name of the thing was said (広報の課題は？)."""
    slight = all(group.strong or group.weight <= WEAK for group in question.groups)
    for _, hit, subject in _printed_first(knowledge, question, subjects_for(knowledge, question, "any")):
        titled = knowledge.index.printed_share(hit.number, question.groups) >= _TITLE_SAID
        if not (hit.covered >= 0.9 and hit.named >= 0.5) and not (slight and titled and not hit.missing):
            continue
        home = knowledge.home_of(subject)
        under = (home, *(measures_under(knowledge, home) if titled else ()))
        own = next(
            filter(None, ([one for one in knowledge.index.passages_of(each) if one.part == aspect] for each in under)),
            [],
        )
        if own:
            fitting = [passage for _, _, passage in told if passage in own]
            return tell.prose(knowledge, [*fitting, *(one for one in own if one not in fitting)], aspect)
    return None


def _printed_first(
    knowledge: Knowledge, question: Question, ranked: Sequence[tuple[float, Hit, Subject]]
) -> list[tuple[float, Hit, Subject]]:
    """Of the things that fit equally well those first whose printed name was said: others are called so besides."""
    best = ranked[0][0] - _AS_LIKELY if ranked else 0.0
    first = [each for each in ranked if each[0] >= best]
    first.sort(key=lambda each: -knowledge.index.printed_share(each[1].number, question.groups))
    return [*first, *(each for each in ranked if each[0] < best)]


def _field(knowledge: Knowledge, question: Question, aspect: str, told: tuple[Hit, Passage] | None) -> Reply | None:
    """理由 or 今後の取組 of the sheet that is meant, unless a statement knows more of the question than its title."""
    of_money = aspect == "reason" and question.asked.asks(*MONEY)
    ranked = [
        each
        for each in subjects_for(knowledge, question, "money" if of_money else "next" if aspect == "next" else "any")
        if each[1].covered >= ENOUGH and each[1].named >= NAMED
    ]
    if of_money:  # why more was spent stands on the sheet that prints the money
        ranked = [each for each in ranked if each[2].kind == "project"] or ranked
    if not ranked:
        return None
    score, hit, subject = ranked[0]
    if aspect == "reason" and subject.row is None and subject.sheet_reason_is_of_rows and not asks_of_results(question):
        return None
    close = [other for fit, near, other in ranked if fit > score - 0.15 and near.covered > hit.covered - 0.1]
    if told is not None:
        known, passage = told
        same = [other for other in close if other.home == passage.subject.home and other.is_figure]
        elsewhere = hit.named >= 0.9 and passage.subject.home != subject.home
        printed = knowledge.index.names[hit.number][0]
        more_said = any(
            group.strong and not any(set(option) <= printed for option in group.options) for group in question.groups
        )
        if aspect == "reason" and _is_of_another(knowledge, question, hit, subject, passage):
            return None
        if aspect == "next" and more_said and says_all(knowledge, passage, question):
            # What comes next is written once for a whole sheet: another may speak of this very thing.
            elsewhere = elsewhere and _words_in_field(knowledge, question, subject, aspect) > 0
        if passage.part == aspect and known.covered >= 0.9 and not elsewhere and not (aspect == "reason" and same):
            return None
        if known.covered > hit.covered + 0.1 and not same:
            return None
        named = all(
            knowledge.index.calls(hit.number, group, question.groups) for group in question.groups if group.strong
        )
        of_kind = passage.part == aspect or (aspect == "reason" and passage.part == "issues")
        if aspect == "next" and passage.part in _AIMS and not _words_in_field(knowledge, question, subject, aspect):
            # The field says nothing of the thing under whose title it stands.
            of_kind = knowledge.index.printed_share(hit.number, question.groups) < _TITLED_NEXT
            named = named and not of_kind
        if of_kind and not named and not same and says_all(knowledge, passage, question):
            return None  # the very words of the question say more than a title that is like it
    # Of two things alike the one whose sheet tells it: the project of the same name often leaves the field empty.
    telling = [other for other in close if tell.field_of(other, aspect) is not None]
    if not telling and aspect == "reason" and question.asked.unit is not None:
        # The project of the same name gives none: the indicator that counts it may.
        telling = [
            other
            for _, _, other in ranked
            if other.row is not None
            and question.asked.unit == other.row.target.unit
            and set(other.codes) & set(subject.codes)
            and tell.field_of(other, aspect) is not None
        ]
    if not telling and aspect == "reason" and not of_money:
        # The sheet leaves it empty: a row that has the same words in its name may tell it on another.
        telling = [
            other
            for _, near, other in ranked
            if other.row is not None
            and near.named >= _SAME_WORDS
            and set(other.codes) & set(subject.codes)
            and tell.field_of(other, aspect) is not None
        ][:1]
    if aspect == "reason":
        telling = [other for other in telling if other.row is not None or not explains_the_contrary(question, other)]
    if aspect == "reason" and subject.row is not None and _holds_all(knowledge, question, hit.number):
        # Of another row, which has not all that was said in its name, the reason would be a neighbour's.
        telling = [
            other
            for other in telling
            if other.row is None
            or other is subject
            or _holds_all(knowledge, question, knowledge.index.number_of(other))
        ]
    if aspect == "reason" and not asks_of_results(question):
        telling = [other for other in telling if other.row is not None or not other.sheet_reason_is_of_rows]
        if not telling and isinstance(subject.sheet, (PlanMeasure, PlanSection)):
            return None
    if not _holds_all(knowledge, question, hit.number):
        if aspect == "reason" and subject.row is not None and went_the_other_way(question, subject):
            # 「貸出しが目標を上回ったのは？」 is no question for a row that came out below it: another is explained.
            telling += [
                other
                for other in knowledge.rows_of(subject)
                if other not in telling
                and not went_the_other_way(question, other)
                and _words_in_field(knowledge, question, other, aspect)
            ]
        telling.sort(key=lambda other: -_words_in_field(knowledge, question, other, aspect))
    if aspect == "reason":
        telling.sort(key=lambda other: went_the_other_way(question, other))
    exact = tell.reason if aspect == "reason" else tell.next_steps
    if not telling and aspect == "reason" and told is not None and not asks_of_results(question):
        # An empty field 理由 only leaves a gap of figures open; a reason may stand in any statement.
        because = _because(knowledge, question)
        if because is not None:
            return tell.prose(knowledge, [because], aspect)
    return exact(knowledge, (telling or [subject])[0])


def _holds_all(knowledge: Knowledge, question: Question, number: int) -> bool:
    """Whether everything that was said stands in a name of a subject."""
    return all(knowledge.index.calls(number, group, question.groups) for group in question.groups if group.strong)


def _is_of_another(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject, told: Passage) -> bool:
    """Whether a row has a thing that was named neither in its names nor in the titles above it, and a statement gives a
    reason in which all of them stand: 「ナマコはなぜ放流しなかった？」 is not explained by the row of another animal."""
    if subject.row is None or told.part == "reason" or not _BECAUSE.search(told.prose.text):
        return False
    titles = frozenset().union(*map(knowledge.index.tokens, subject.around))
    lacks = any(
        not knowledge.index.calls(hit.number, group, question.groups)
        and not any(set(option) <= titles for option in group.options)
        for group in question.groups
        if group.strong and not group.doing
    )
    return lacks and says_all(knowledge, told, question)


def _because(knowledge: Knowledge, question: Question) -> Passage | None:
    """The statement that gives a reason and has the words of the question."""
    for hit, passage in statements_for(knowledge, question):
        if hit.covered >= ENOUGH_IN_SPITE and not hit.missing and _BECAUSE.search(passage.prose.text):
            return passage
    return None


def _words_in_field(knowledge: Knowledge, question: Question, subject: Subject, aspect: str) -> int:
    """How many of the things a question names stand in the field itself."""
    told = tell.field_of(subject, aspect)
    tokens = knowledge.index.tokens(told.text) if told else frozenset()
    return sum(group.is_told_in(tokens) for group in question.groups if group.strong)


def named_only(knowledge: Knowledge, question: Question) -> Reply | None:
    """No aspect is asked for: what is it?"""
    ranked = [
        each
        for each in subjects_for(knowledge, question, "any")
        if each[1].covered >= ENOUGH and (each[1].called if each[2].is_figure else each[1].named) >= NAMED
    ]
    told = best_statements(knowledge, question, "overview")
    if not ranked:
        return _sure(knowledge, question, with_siblings(told), told) if told else None
    if (new := _newly_told(knowledge, question)) is not None:
        return tell.prose(knowledge, [new], "overview")
    score, hit, subject = ranked[0]
    titled = knowledge.index.printed_share(hit.number, question.groups) >= _TITLED
    if subject.kind != "project" and (spoken_of := _spoken_of(knowledge, question, hit, told)):
        return _sure(knowledge, question, [spoken_of], told)
    said_more = told and (
        told[0][1].covered > hit.covered + 0.1
        # The title of a measure tells less than the statement that has the very words of the question.
        or (
            isinstance(subject.sheet, (PlanMeasure, PlanSection))
            and not titled
            and knows(knowledge, told[0][2], question)
        )
    )
    if not titled and not subject.is_figure and not said_more:
        exact = [each for each in told if says_all(knowledge, each[2], question)]
        if exact and len(question.asked.text) > len(subject.name):
            return _sure(knowledge, question, with_siblings(exact), told)
    things = [group for group in question.groups if group.strong]
    if subject.is_figure and (
        question.asked.place
        or one_word(question.asked) == "who"
        or asks_which(question.asked.text)
        or counts_otherwise(knowledge, hit.number, subject, things, question.asked.text)
        or knowledge.book.contrary(subject.name, question.asked.text)
    ):
        return None
    if said_more:
        return _sure(knowledge, question, with_siblings(told), told)
    if subject.kind in {"section", "measure"} and (more := _with_common_words(knowledge, question, told)):
        return _sure(knowledge, question, [more], told)
    # One word alone leaves open what is meant; several words seldom do.
    single = sum(group.strong for group in question.groups) == 1
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
    """The statement that has a noun too common to name anything (書類 in 「デジタル化で書類は減る？」),
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
    titles = own.union(*map(knowledge.index.tokens, subject.around))
    beside = [
        group
        for group in question.groups
        if group.strong and not any(set(option) <= titles for option in group.options)
    ]
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
