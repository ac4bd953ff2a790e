"""What is said when the documents do not tell: what was looked for, where, and what could be asked instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.finding.choosing_subjects import things_near
from knowledge.finding.compounds import compound_end
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import is_heard
from knowledge.finding.other_towns import other_towns
from knowledge.finding.understanding import Question
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.subjects import Passage, Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import PlanSection, Project
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.one_word import called, one_word
from knowledge.question.slots import Asked
from knowledge.reply import Choice, Reply, Topic

_MAX_LABEL = 14
# Below it stand, in a refusal, questions that are answered; they are its buttons too.
EXAMPLES = "お答えできる質問の例"
# By this a refusal is known that holds figures back.
HELD_BACK_KIND = "held_back"
# The slot of a refusal for a year: the thing that the documents do tell of.
OF_THING = "of"
_DECIDED = re.compile(r"(?:誰|だれ|どなた)が、?(?:決め|きめ|承認|許可)")
_MAX_QUOTED = 24
_MORE_THAN_NOUNS = re.compile(
    r"[は、。,?？!！「」]|って|(?:[がを]|(?<!子ど)(?<!こど)も)(?![ぁ-ん])|ました|ます|です|いくら|いくつ|なんぼ|どこ|どれ|なんで|なぜ|どうして|[ぁ-ん]{8,}"
)
# What is done with a thing is no part of its name: 呼ん of 「救急車呼んで」, したい of 「移住したい」; お客さん is no verb.
_CUT_VERB = re.compile(r"(?:[一-龠][ぁ-ん]{0,3}(?:っ|(?<!さ)ん)|(?<=[一-龠ァ-ヶー])したい)$")
# 払え of 「税金払えない」 goes on in kana, and so is no end of a compound.
_GOES_ON = re.compile(r"(?![はがをもにのでとやへかだ])[ぁ-ん]")
# What is left of a sentence in English of which some words were understood: 「人口 何人 of natori」.
_SCRAPS = re.compile(r"[a-z]\s|\s[a-z]", re.IGNORECASE)
_OF_A_NAME = 0.5
_KATAKANA = re.compile("[ァ-ヶー]")
_SAID = {
    "department": "担当課", "budget": "予算", "spent": "使った金額", "left": "残った金額", "staffing": "従事人工",
    "account": "予算科目", "reason": "理由", "next": "今後の取組", "plans": "個別計画",
    "reached": "目標を達成したかどうか", "gap": "目標との差", "ratio": "目標に対する割合",
    "figure": "目標値や実績の数字", "target": "目標値", "result": "実績の数字",
    "place": "場所", "strategy": "創生総合戦略での位置付け", "projects": "事業",
}  # fmt: skip
_LABELS = {
    "figure": "目標と実績は？", "reason": "理由は？", "next": "今後は？", "budget": "予算は？", "department": "担当課は？",
    "overview": "どんな事業？", "goals": "目標は？", "efforts": "これまでは？", "plans": "個別計画は？", "issues": "課題は？",
    "policies": "方針は？", "list": "施策の一覧は？", "staffing": "従事人工は？", "achievements": "何をした？",
}  # fmt: skip
_SAYS = {
    "figure": "{}の目標と実績は？", "reason": "{}の理由は？", "next": "{}の今後の取組は？", "budget": "{}の予算は？",
    "department": "{}の担当課は？", "overview": "{}の概要は？", "goals": "{}の目標は？", "efforts": "{}のこれまでの取組は？",
    "plans": "{}の個別計画は？", "issues": "{}の課題は？", "policies": "{}の方針は？", "list": "{}の施策の一覧は？",
    "staffing": "{}の従事人工は？", "achievements": "{}では何をした？",
}  # fmt: skip


def choice(subject: Subject, aspect: str, *, named: bool = False) -> Choice:
    """A next question about a subject. ``named``: the label has to tell of what, because nothing else does."""
    says = _SAYS[aspect].format(subject.name)
    if not named:
        return Choice(_LABELS[aspect], says)
    return Choice(label(subject.name), says)


def label(text: str) -> str:
    """As much of a text as fits on a button."""
    return text if len(text) <= _MAX_LABEL else text[: _MAX_LABEL - 1] + "…"


def _looked_in(knowledge: Knowledge) -> str:
    """The documents that were searched, as residents would name them."""
    return "、".join(knowledge.scopes.documents) or "まだ取り込まれていません"


def filled(knowledge: Knowledge, says: str) -> str:
    """What we say, with the names of the city and of the documents in their places."""
    return says.replace("{city}", knowledge.city).replace("{documents}", _looked_in(knowledge))


def examples(knowledge: Knowledge, near: Iterable[Subject] = ()) -> tuple[Choice, ...]:
    """Two or three questions that this knowledge answers, about ``near`` things first."""
    chosen: list[Choice] = []
    for subject in (*near, *_shown(knowledge)):
        made = choice(subject, first_aspect(subject), named=True)
        if made not in chosen:
            chosen.append(made)
    return tuple(chosen[:3])


def unknown(
    knowledge: Knowledge,
    what: str,
    near: Sequence[Subject] = (),
    slots: dict[str, str | list[str]] | None = None,
    topic: Topic | None = None,
    note: str | None = None,
) -> Reply:
    """The documents do not tell ``what`` ("令和6年度のNPO法人数"); ``near`` are things they do tell of, ``note`` says more
    about what there is."""
    choices = examples(knowledge, near)
    lines = [
        f"{what}は、手元の資料では分かりませんでした。",
        f"調べた資料：{_looked_in(knowledge)}",
        *([note] if note else []),
        *_listed(choices),
    ]
    return Reply("unknown", "\n".join(lines), slots or {}, choices=choices, topic=topic)


def _listed(choices: Sequence[Choice]) -> list[str]:
    """The questions that are answered, under their heading; nothing where there are none, as before the first import."""
    return [EXAMPLES, *(f"・{one.says}" for one in choices)] if choices else []


def no_more(knowledge: Knowledge, what: str, near: Sequence[Subject], topic: Topic) -> Reply:
    """All of the kind (資料にある指標) has been told, one after the other; of that it is still spoken."""
    choices = examples(knowledge, near)
    lines = [f"{what}は、ここまでで全部です。", *_listed(choices)]
    return Reply("unknown", "\n".join(lines), choices=choices, topic=topic)


def declined(knowledge: Knowledge, says: str, slots: dict[str, str | list[str]]) -> Reply:
    """Not a question for the documents at all."""
    choices = examples(knowledge)
    text = "\n".join([says, *_listed(choices)])
    return Reply("out_of_scope", text, slots, choices=choices)


def held_back(knowledge: Knowledge, lines: Sequence[str]) -> Reply:
    """Figures that staff have withdrawn were asked for: the notice is no answer from the documents."""
    return declined(knowledge, "\n".join(lines), {"refusal": HELD_BACK_KIND})


def out_of_range(knowledge: Knowledge, asked: Asked) -> str | None:
    """What a question limits itself to although no sheet does ("令和6年度"); None when there is nothing of the kind."""
    for year in asked.years:
        if year not in knowledge.years:
            return fiscal_year_name(year)
    return asked.relative or asked.narrower


def _shown(knowledge: Knowledge) -> tuple[Subject, ...]:
    """One indicator, one project, one section: what the documents are about at a glance."""
    picked: list[Subject] = []
    for kind in ("indicator", "project", "section"):
        # The first whose name fits on a button; there is no need to look at all of them.
        of_kind = (subject for subject in knowledge.view.by_kind.get(kind, ()) if not _withdrawn(subject))
        first = next(of_kind, None)
        if first is not None and len(first.name) > _MAX_LABEL:
            first = next((subject for subject in of_kind if len(subject.name) <= _MAX_LABEL), first)
        picked += [first] if first is not None else []
    return tuple(picked)


def _withdrawn(subject: Subject) -> bool:
    """Whether the figures that would be asked for are held back."""
    row = subject.sheet.budget if isinstance(subject.sheet, Project) and subject.row is None else subject.row
    return row is not None and is_held_back(row)


def first_aspect(subject: Subject) -> str:
    """The aspect of a thing that always has an answer."""
    if subject.is_figure or subject.kind == "results":
        return "figure"
    if subject.kind == "project":
        return "budget"
    return "policies" if isinstance(subject.sheet, PlanSection) else "goals"


def nothing_found(knowledge: Knowledge, question: Question) -> Reply:
    """The documents do not tell: in the words of the question, with things near it as examples."""
    things = question.things
    place = next((group.said for group in things if group.place), None)
    words, whole = own_words(question)
    town = next((name for name, _ in other_towns(knowledge, question.asked.text)), None)
    if town and words and town not in words:
        words = f"{town}の{words}"  # of this city it may well be told
    # Of what the documents speak of, only this is not told: 「交歓会に行くとお金がもらえる？」.
    only_this = not whole or all(is_heard(knowledge, group) for group in things)
    what = f"「{words}」{'についてのおたずね' if only_this else 'のこと'}" if words else "おたずねのこと"
    if whole and _DECIDED.search(question.asked.text):
        what = f"「{words}」をだれが決めたか"
    elif whole and (kind := one_word(question.asked)):
        what = f"「{words}」の{called(kind)}"
    elif whole and question.asked.asks(*MONEY):
        what = f"「{words}」の金額"
    elif whole and question.asked.asks(*FIGURES):
        what = f"「{words}」の数字"
    elif whole and question.asked.asks("department"):
        what = f"「{words}」の担当課"
    slots: dict[str, str | list[str]] = {"place": place} if place else {}
    return unknown(knowledge, what, things_near(knowledge, question), slots=slots)


def own_words(question: Question) -> tuple[str, bool]:
    """What was asked about, as the resident wrote it, and whether that is all of it; "" where it is no run of nouns."""
    typed = question.typed
    places = [
        (_begin_of_word(typed, place), _end_of_name(question, typed.lower(), place + len(group.said)))
        for group in question.groups
        if group.strong and (place := typed.lower().find(group.said)) >= 0
    ]
    if not places or len(places) < len(question.things):
        return "", False
    words = typed[min(start for start, _ in places) : max(end for _, end in places)]
    nouns = _CUT_VERB.sub("", _MORE_THAN_NOUNS.split(words, maxsplit=1)[0].strip())
    if nouns.isascii() or _SCRAPS.search(nouns) or not 2 <= len(nouns) <= _MAX_QUOTED:
        return "", False
    return nouns, nouns == words


def _begin_of_word(text: str, place: int) -> int:
    """Where a word in katakana begins of which the dictionary cut off a part (ステーション of サテライトステーション)."""
    while place > 0 and _KATAKANA.match(text, place - 1) and _KATAKANA.match(text, place):
        place -= 1
    return place


def _end_of_name(question: Question, text: str, end: int) -> int:
    """Where the name ends of which a thing that ends at ``end`` is a part: 海の子山の子, where 山 is the thing."""
    compound = compound_end(question, text, end)
    if compound > end and _GOES_ON.match(text, compound):
        return end
    more = (f"の{group.said}" for group in question.groups if not group.strong and group.weight >= _OF_A_NAME)
    return compound + max((len(one) for one in more if text.startswith(one, compound)), default=0)


def not_told(
    knowledge: Knowledge, subject: Subject, aspect: str, told: Passage | None = None, thing: str | None = None
) -> Reply:
    """The thing is known, but not this about it; ``told`` is the statement about it that was told last, ``thing`` what that
    was asked for, where it is not the subject itself."""
    said = _SAID.get(aspect, "くわしいこと")
    topic = Topic((subject.key,), None, told.fingerprint if told else None, thing)
    return unknown(knowledge, f"「{thing or subject.name}」の{said}", [subject], topic=topic)
