"""The results of a survey as anybody may read them: counts, groups where they may be shown, how it was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from panel.calendar import JAPAN
from panel.calendar import in_words as moment_in_words
from panel.results import HIDDEN, NO_ESTIMATE, Counts, Table, answers_of, in_words, percent, rate, row_name
from panel.survey import Question, Survey

_TYPES = {
    "single": "1つ選ぶ",
    "multiple": "いくつか選ぶ",
    "scale": "段階で答える",
    "number": "数で答える",
    "text": "自由に書く",
}
_MODES = {"line": "LINE", "paper": "紙", "phone": "電話"}


@dataclass(frozen=True)
class QuestionReport:
    """One question. ``people`` answered it; ``texts`` is how many wrote something. Tables are None where none may be shown."""

    question: Question
    whole: Counts
    by_age: Table | None = None
    by_area: Table | None = None
    by_question: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def mean(self) -> float | None:
        """The mean of a scale or of numbers, beside its distribution and never instead of it."""
        if self.question.type not in ("scale", "number") or not self.whole.people:
            return None
        return sum(answer * count for answer, count in self.whole.by_answer.items()) / self.whole.people


@dataclass(frozen=True)
class Report:
    """``asked`` (依頼), ``answered`` (回答) with ``verified`` (確認済) among them; ``begun`` have started and not finished.

    ``interim``: the survey is still open, and no groups are shown. ``modes``: responses by how they came. ``panel``: how many
    monitors there are by age group, and how many of them answered is not told.
    """

    id: int
    survey: Survey
    state: str
    asked: int
    answered: int
    verified: int
    begun: int
    interim: bool
    questions: tuple[QuestionReport, ...]
    modes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    panel: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    reflection: str | None = None
    wave: int = 1

    @property
    def self_declared(self) -> int:
        return self.answered - self.verified


def as_json(report: Report) -> dict[str, Any]:
    """Everything that may be shown, for other programs."""
    return {
        "id": report.id,
        "title": report.survey.title,
        "state": report.state,
        "interim": report.interim,
        "asked": report.asked,
        "answered": report.answered,
        "rate": rate(report.asked, report.answered),
        "verified": report.verified,
        "self_declared": report.self_declared,
        "modes": dict(report.modes),
        "questions": [_question_as_json(one) for one in report.questions],
        "note": NO_ESTIMATE,
        "method": method(report),
        "reflection": report.reflection,
    }


def _question_as_json(one: QuestionReport) -> dict[str, Any]:
    question = one.question
    return {
        "id": question.id,
        "type": question.type,
        "text": question.text,
        "answered": one.whole.people,
        "answers": _answers_as_json(question, one.whole),
        "mean": None if one.mean is None else round(one.mean, 1),
        "by_age": _table_as_json(question, one.by_age),
        "by_area": _table_as_json(question, one.by_area),
        "by_question": {id_: _table_as_json(question, table) for id_, table in one.by_question.items()},
    }


def _answers_as_json(question: Question, counts: Counts) -> list[dict[str, Any]]:
    return [
        {
            "answer": row_name(question, answer),
            "count": counts.count(answer),
            "percent": percent(counts.count(answer), counts.people),
        }
        for answer in answers_of(question, counts)
    ]


def _table_as_json(question: Question, table: Table | None) -> dict[str, Any] | None:
    if table is None:
        return None
    return {
        group: None if counts is None else {"answered": counts.people, "answers": _answers_as_json(question, counts)}
        for group, counts in table.columns.items()
    }


def method(report: Report) -> dict[str, Any]:
    """The sheet of method: who was asked, how, when, and in which words and order."""
    survey = report.survey
    return {
        "調査の名前": survey.title,
        "期間": f"{_stamp(survey.opens_at)} から {_stamp(survey.closes_at)} まで",
        "対象": _audience(survey),
        "方法": "LINEの市民モニターへのアンケート（応募した方から年代・地区を見て登録、または郵送の招待コード）",
        "依頼・回答・回答率": f"{report.asked}人・{report.answered}人・{rate(report.asked, report.answered)}",
        "確認済・自己申告": f"郵送コードで確認 {report.verified}人・自己申告 {report.self_declared}人",
        "回答の方法": "、".join(f"{_MODES.get(mode, mode)} {count}人" for mode, count in report.modes.items())
        or "LINE",
        "モニターの構成（年代）": "、".join(f"{group} {count}人" for group, count in report.panel.items()) or "—",
        "匿名": "はい（締切のときに、回答者と回答をつなぐ鍵を壊しました）" if survey.anonymous else "いいえ",
        "決裁番号": survey.decision or "—",
        "関係する施策": survey.measure or "—",
        "人や党派についてたずねた理由": survey.reason or "—",
        "表し方": "人数を先に示し、割合は30人以上のときだけ、小数なしで示します。"
        "少ない人数の区分と、引き算で分かってしまう区分は表示しません。重み付けはしていません。",
        "注意": NO_ESTIMATE,
        "質問": [
            {"順": number, "文": one.text, "形": _TYPES[one.type], "選択肢": list(one.options)}
            for number, one in enumerate(survey.questions, start=1)
        ],
    }


def _audience(survey: Survey) -> str:
    parts = [*survey.audience.districts, *survey.audience.age_bands]
    return f"登録している市民モニターのうち {'、'.join(parts)}" if parts else "登録している市民モニター全員"


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(JAPAN).year}年{moment_in_words(moment)}"


def lines(report: Report) -> Iterator[str]:
    """The results to read on a terminal."""
    yield f"「{report.survey.title}」{'（途中経過）' if report.interim else ''}"
    yield (
        f"依頼 {report.asked}人・回答 {report.answered}人・回答率 {rate(report.asked, report.answered)}"
        f"（郵送コードで確認 {report.verified}人・自己申告 {report.self_declared}人）"
    )
    for number, one in enumerate(report.questions, start=1):
        yield ""
        yield f"問{number} {one.question.text}（{one.whole.people}人）"
        for answer in answers_of(one.question, one.whole):
            yield f"  {row_name(one.question, answer)}　{in_words(one.whole.count(answer), one.whole.people)}"
        if one.mean is not None:
            yield f"  平均 {one.mean:.1f}"
        for heading, table in (("年代", one.by_age), ("地区", one.by_area)):
            if table is not None:
                yield from _group_lines(one.question, heading, table)
    yield ""
    yield NO_ESTIMATE


def _group_lines(question: Question, heading: str, table: Table) -> Iterator[str]:
    for group, counts in table.columns.items():
        if counts is None:
            yield f"  [{heading}：{group}] {HIDDEN}"
            continue
        cells = "、".join(
            f"{row_name(question, answer)} {counts.count(answer)}人" for answer in answers_of(question, counts)
        )
        yield f"  [{heading}：{group}] {counts.people}人：{cells}"


def rows(report: Report) -> Iterator[list[str | int]]:
    """The results as a table for CSV or a sheet: one row per answer and group."""
    yield ["問", "質問", "区分", "群", "答え", "人数", "その群の回答者", "割合"]
    for number, one in enumerate(report.questions, start=1):
        tables: list[tuple[str, str, Counts | None]] = [("全体", "", one.whole)]
        for heading, table in (("年代", one.by_age), ("地区", one.by_area)):
            if table is not None:
                tables += [(heading, group, counts) for group, counts in table.columns.items()]
        for heading, group, counts in tables:
            if counts is None:
                yield [number, one.question.text, heading, group, HIDDEN, "", "", ""]
                continue
            for answer in answers_of(one.question, one.whole):
                share = percent(counts.count(answer), counts.people)
                yield [
                    number,
                    one.question.text,
                    heading,
                    group,
                    row_name(one.question, answer),
                    counts.count(answer),
                    counts.people,
                    "" if share is None else f"{share}%",
                ]
    yield []
    yield [NO_ESTIMATE]


def card(report: Report, *, most_questions: int = 4) -> str:
    """The figures as residents get them back, with the city's word, or the day by which it is promised."""
    out = [
        f"アンケート「{report.survey.title}」の結果です。ご協力ありがとうございました。",
        f"お願いした人 {report.asked}人・答えた人 {report.answered}人",
    ]
    for one in report.questions[:most_questions]:
        found = answers_of(one.question, one.whole)
        if not found:
            continue
        out.append(one.question.text)
        shown = found if one.question.type != "number" else ()
        out += [
            f"・{row_name(one.question, answer)} {in_words(one.whole.count(answer), one.whole.people)}"
            for answer in shown
        ]
        if one.question.type == "number" and one.mean is not None:
            out.append(f"・平均 {one.mean:.1f}（{one.whole.people}人）")
    out += ["市では次のようにします", report.reflection] if report.reflection else []
    out.append(NO_ESTIMATE)
    return "\n".join(out)
