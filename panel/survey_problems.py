"""What is wrong with a survey before anybody is asked: dead branches, questions nobody reaches, LINE's limits, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Literal

from panel import topics
from panel.folding import bare, folded, units
from panel.survey import Question, Survey

# LINE takes 5,000 units in a text; the numbers before the choices and the line of hints below need some of them.
MAX_PROMPT_UNITS = 5_000
_UNITS_AROUND = 200
# Buttons under a message: at most thirteen, of twenty signs each.
MAX_CHOICES = 13
MAX_CHOICE_CHARS = 20
MAX_TITLE_CHARS = 60
MAX_ANSWER_CHARS = 2_000
MAX_QUESTIONS = 30
# Whoever joins the panel is told that there are no more.
MAX_REMINDERS = 2
# Between them every day a survey has to do with can be reckoned, its reminders and the end of its backups too.
MIN_YEAR, MAX_YEAR = 2000, 2199
_MAX_ID_CHARS = 20

# The plan and the code in it.
_MEASURE = re.compile(r"\S+\s+[0-9]+(?:-[0-9]+)*")
# In the chat this word always leads out of the survey.
LEAVES = "やめる"

RECOMMENDED_QUESTIONS = 5

Part = Literal["title", "measure", "opens_at", "closes_at", "remind_after", "questions", "reason", "id", "text", "type",
               "choices", "max", "min", "labels", "max_chars", "show_if"]  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One thing wrong: in which question (its place from 0, None: the survey itself), in which part, and why."""

    question: int | None
    part: Part
    why: str


def faults(survey: Survey) -> tuple[Fault, ...]:
    """Everything that must be put right before the survey is kept; empty when all is well."""
    found = [*_of_the_survey(survey)]
    for place, question in enumerate(survey.questions):
        found += _of_a_question(place, question)
        found += _of_its_branch(survey, place, question)
    return tuple(found)


def advice(survey: Survey) -> tuple[str, ...]:
    """What is allowed and yet costs answers."""
    found = []
    if len(survey.questions) > RECOMMENDED_QUESTIONS:
        found.append(f"質問は{RECOMMENDED_QUESTIONS}問までをお勧めします（今は{len(survey.questions)}問です）。")
    if sum(question.type == "multiple" for question in survey.questions) > 1:
        found.append("複数選択の質問は1問までをお勧めします。")
    return tuple(found)


def _of_the_survey(survey: Survey) -> Iterator[Fault]:
    if not survey.title.strip():
        yield Fault(None, "title", "題名が空です。")
    if len(survey.title) > MAX_TITLE_CHARS:
        yield Fault(None, "title", f"題名は{MAX_TITLE_CHARS}字以内で書いてください（今は{len(survey.title)}字です）。")
    if survey.measure and _MEASURE.fullmatch(unicodedata.normalize("NFKC", survey.measure)) is None:
        why = f"「{survey.measure}」は施策として読めません。8次 6-2-1 のように、計画と番号で書いてください。"
        yield Fault(None, "measure", why)
    if not survey.questions:
        yield Fault(None, "questions", "質問がありません。")
    if len(survey.questions) > MAX_QUESTIONS:
        yield Fault(None, "questions", f"質問は{MAX_QUESTIONS}問までです。")
    moments: tuple[tuple[Part, datetime], ...] = (("opens_at", survey.opens_at), ("closes_at", survey.closes_at))
    for part, moment in moments:
        if not MIN_YEAR <= moment.year <= MAX_YEAR:
            yield Fault(
                None,
                part,
                f"{'開始' if part == 'opens_at' else '締切'}は、{MIN_YEAR}年から{MAX_YEAR}年までの日時で書いてください。",
            )
            return
    if survey.closes_at <= survey.opens_at:
        yield Fault(None, "closes_at", "締切が、開始より前か同じです。")
    if len(survey.remind_after) > MAX_REMINDERS:
        yield Fault(None, "remind_after", f"再度のお願いは{MAX_REMINDERS}回までです（モニターへの約束です）。")
    for span in survey.remind_after:
        if survey.opens_at + span >= survey.closes_at:
            yield Fault(None, "remind_after", "締切のあとになる再度のお願いがあります。")
    if not survey.reason:
        for id_, word in topics.named(survey)[:1]:
            where = f"質問 {id_} " if id_ else "題名"
            yield Fault(
                next((n for n, question in enumerate(survey.questions) if question.id == id_), None) if id_ else None,
                "text" if id_ else "title",
                f"{where}に「{word}」があります。議員・政党・候補者や個人の評価にかかわる言葉をたずねるには、"
                "責任者が理由を書いてください。",
            )


def _of_a_question(place: int, question: Question) -> Iterator[Fault]:
    if not question.text.strip():
        yield Fault(place, "text", "質問の文が空です。")
    if not question.id.isascii() or not question.id.replace("_", "").replace("-", "").isalnum():
        yield Fault(place, "id", "記号は、半角の英数字で書いてください。")
    if len(question.id) > _MAX_ID_CHARS:
        yield Fault(place, "id", f"記号は{_MAX_ID_CHARS}字以内で書いてください。")
    prompt = units(question.text) + sum(units(option) + 4 for option in question.options) + _UNITS_AROUND
    if prompt > MAX_PROMPT_UNITS:
        yield Fault(
            place, "text", f"LINEの1通に入りません（選択肢と合わせて{MAX_PROMPT_UNITS - _UNITS_AROUND:,}字までです）。"
        )
    if question.type in ("single", "multiple"):
        yield from _of_choices(place, question)
    if question.type == "scale":
        yield from _of_a_scale(place, question)
    if question.type == "number" and None not in (question.low, question.high) and question.low >= question.high:  # type: ignore[operator]
        yield Fault(place, "min", "いちばん小さい数は、いちばん大きい数より小さくしてください。")
    if question.type == "text" and not 1 <= question.max_chars <= MAX_ANSWER_CHARS:
        yield Fault(place, "max_chars", f"字数の上限は、1から{MAX_ANSWER_CHARS:,}までです。")


def _of_choices(place: int, question: Question) -> Iterator[Fault]:
    count = len(question.choices)
    if not 2 <= count <= MAX_CHOICES:
        yield Fault(
            place, "choices", f"選択肢は2個から、LINEのボタンに入る{MAX_CHOICES}個までです（今は{count}個です）。"
        )
    for number, choice in enumerate(question.choices, start=1):
        if not choice.strip():
            yield Fault(place, "choices", f"{number}番目の選択肢が空です。")
        elif len(choice) > MAX_CHOICE_CHARS:
            yield Fault(
                place,
                "choices",
                f"選択肢「{choice[:MAX_CHOICE_CHARS]}…」は、LINEのボタンに入る{MAX_CHOICE_CHARS}字を超えています。",
            )
        elif bare(choice) == LEAVES:
            yield Fault(
                place, "choices", f"「{choice}」は、アンケートをやめる言葉です。選択肢は、別の言い方にしてください。"
            )
        elif bare(choice).isdigit() and bare(choice) != str(number):
            yield Fault(
                place,
                "choices",
                f"数字だけの選択肢「{choice}」は番号と紛れます。「{choice}回」のように書いてください。",
            )
    plain = [bare(choice) or folded(choice) for choice in question.choices]
    for number, choice in enumerate(plain):
        if choice in plain[:number]:
            yield Fault(place, "choices", f"選択肢「{question.choices[number]}」が2回あります。")
    if question.most is not None and not 1 <= question.most <= count:
        yield Fault(place, "max", f"選べる数は、1から選択肢の数（{count}）までです。")


def _of_a_scale(place: int, question: Question) -> Iterator[Fault]:
    if question.low is None or question.high is None or question.low >= question.high:
        yield Fault(place, "min", "段階で答える質問には、いちばん小さい数と、それより大きい数を書いてください。")
        return
    if question.high - question.low >= MAX_CHOICES:
        yield Fault(place, "max", f"段階は、LINEのボタンに入る{MAX_CHOICES}段階までです。")
    for point, label in question.labels.items():
        if not question.low <= point <= question.high:
            yield Fault(place, "labels", f"段階の名前の {point} は、段階の数の間にありません。")
        if not label.strip() or len(f"{point}（{label}）") > MAX_CHOICE_CHARS:
            yield Fault(place, "labels", f"段階の名前「{label}」は、1字からボタンに入る長さまでで書いてください。")


def _of_its_branch(survey: Survey, place: int, question: Question) -> Iterator[Fault]:
    ids = [earlier.id for earlier in survey.questions]
    if question.id in ids[:place]:
        yield Fault(place, "id", f"記号「{question.id}」が2回使われています。")
        return
    broken = False
    for id_, wanted in question.show_if.items():
        why = _dead_branch(survey, place, id_, wanted)
        if why:
            broken = True
            yield Fault(place, "show_if", why)
    if question.show_if and not broken and not _reachable(survey, question):
        yield Fault(place, "show_if", "どう答えても、この質問には進みません（条件が互いに合いません）。")


def _dead_branch(survey: Survey, place: int, id_: str, wanted: tuple[int, ...]) -> str | None:
    earlier = next((one for one in survey.questions[:place] if one.id == id_), None)
    if earlier is None:
        return f"条件の「{id_}」は、これより前の質問にありません。"
    if earlier.type == "text":
        return f"条件の「{id_}」は自由に書く質問なので、条件にできません。"
    if not wanted:
        return f"条件の「{id_}」に、答えが1つもありません。"
    for value in wanted:
        if not _possible(earlier, value):
            return f"条件の「{id_}」の {value} は、その質問の答えにありません。"
    return None


def _possible(question: Question, value: int) -> bool:
    if question.type == "scale":
        return value in question.points
    if question.type == "number":
        return (question.low is None or value >= question.low) and (question.high is None or value <= question.high)
    return 0 <= value < len(question.choices)


def _reachable(survey: Survey, question: Question) -> bool:
    """Whether some answers lead to a question: all conditions on its way, and on the way to those, hold together."""
    conditions: dict[str, list[frozenset[int]]] = {}
    _collect(survey, question, conditions)
    return all(_satisfiable(survey.question(id_), wanted) for id_, wanted in conditions.items())


def _collect(survey: Survey, question: Question, conditions: dict[str, list[frozenset[int]]]) -> None:
    for id_, wanted in question.show_if.items():
        conditions.setdefault(id_, []).append(frozenset(wanted))
        earlier = survey.question(id_)
        if earlier is not None:
            _collect(survey, earlier, conditions)


def _satisfiable(question: Question | None, wanted: list[frozenset[int]]) -> bool:
    if question is None:
        return False
    if question.type != "multiple":
        return bool(frozenset.intersection(*wanted))
    candidates = sorted(frozenset.union(*wanted))
    most = min(question.most or len(question.choices), len(wanted))
    return any(
        all(set(chosen) & one for one in wanted)
        for count in range(1, most + 1)
        for chosen in combinations(candidates, count)
    )


def lines_of(faults: tuple[Fault, ...], where: Mapping[tuple[int | None, str], int]) -> tuple[tuple[int, str], ...]:
    """Faults with the line of the file each stands on and the key there; the nearest line known when a part was left out."""
    found = [
        (
            where.get((one.question, one.part)) or where.get((one.question, "")) or where.get((None, "")) or 1,
            f"{one.why}（{one.part}）",
        )
        for one in faults
    ]
    return tuple(sorted(found, key=lambda pair: pair[0]))
