"""The results of a survey as anybody may read them: counts, groups where they may be shown, how it was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from panel.calendar import JAPAN, day_in_words
from panel.calendar import in_words as moment_in_words
from panel.results import (
    FEW,
    HIDDEN,
    NO_ESTIMATE,
    WHOLE_MIN,
    Counts,
    Table,
    answers_of,
    in_words,
    percent,
    rate,
    row_name,
)
from panel.survey import Question, Survey

_TYPES = {
    "single": "1つ選ぶ",
    "multiple": "いくつか選ぶ",
    "scale": "段階で答える",
    "number": "数で答える",
    "text": "自由に書く",
}
WEIGHTED_SHORT = "重み付け（参考）"
WEIGHTED = (
    "参考として、年代（3区分）の人口の割合に合わせた重み付けの値を、もとの人数に並べて示します。"
    "全員にたずねた質問で、どの年代も表示できるときだけです。"
)
_MODES = {"line": "LINE", "paper": "紙", "phone": "電話"}


@dataclass(frozen=True)
class QuestionReport:
    """One question. ``people`` answered it; ``texts`` is how many wrote something. Tables are None where none may be shown.
    ``weighted``: per cent by the ages of the population, empty where not asked for or where it would tell too much.

    ``few``: fewer answered it than ``whole_min``, however many the whole survey, so that no monitor is told its counts.
    ``withheld``: the city is not told them either, nor how many they were: ``whole`` is empty.
    """

    question: Question
    whole: Counts
    by_age: Table | None = None
    by_area: Table | None = None
    by_question: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    weighted: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    few: bool = False
    withheld: bool = False

    @property
    def mean(self) -> float | None:
        """The mean of a scale or of numbers, beside its distribution and never instead of it."""
        if self.question.type not in ("scale", "number") or not self.whole.people:
            return None
        return sum(answer * count for answer, count in self.whole.by_answer.items()) / self.whole.people


@dataclass(frozen=True)
class Report:
    """``asked`` (依頼) by a letter that LINE took, ``undelivered`` where it took none; ``answered`` (回答) with ``verified``
    (確認済) among them; ``begun`` have started and not finished.

    ``interim``: the survey has not closed; ``questions`` are empty, as nobody is to see what was answered so far. They are
    empty, too, where fewer than ``whole_min`` answered without their names. ``modes``: responses by how they came.
    ``panel``: how many were asked by age group, and how many of them answered is not told;
    ``population`` the city's people by age group.
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
    population: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    reflection: str | None = None
    reflection_by: date | None = None
    whole_min: int = WHOLE_MIN
    undelivered: int = 0

    @property
    def responses(self) -> int:
        """Everybody whose answers count, however they came."""
        return self.answered + sum(count for mode, count in self.modes.items() if mode != "line")

    @property
    def few(self) -> bool:
        """Whether so few answered that the counts would tell monitors what one of them answered."""
        return not self.interim and self.responses < self.whole_min

    @property
    def withheld(self) -> bool:
        """Whether the city is not told the counts either: few answered, and were promised that nobody would know who."""
        return self.few and self.survey.anonymous

    @property
    def why_withheld(self) -> str:
        """The sentence that stands in the place of the counts."""
        return (
            f"答えた方が{self.responses}人と少ないため（{self.whole_min}人未満）、答えの人数は出しません。"
            "だれの答えか、分かってしまうためです。"
        )

    @property
    def not_reached(self) -> str:
        """Who is not among the asked, in words; "" for nobody."""
        return f"（ほかに、依頼が届かなかった方 {self.undelivered:,}人）" if self.undelivered else ""

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
        "withheld": report.withheld,
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
        "withheld": one.withheld,
        "answered": None if one.withheld else one.whole.people,
        "answers": [] if one.withheld else _answers_as_json(question, one.whole),
        "mean": None if one.mean is None else round(one.mean, 1),
        "by_age": _table_as_json(question, one.by_age),
        "by_area": _table_as_json(question, one.by_area),
        "weighted": {row_name(question, answer): share for answer, share in one.weighted.items()} or None,
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
        "依頼・回答・回答率": f"{report.asked}人・{report.answered}人・{rate(report.asked, report.answered)}"
        f"{report.not_reached}",
        "確認済・自己申告": f"郵送コードで確認 {report.verified}人・自己申告 {report.self_declared}人",
        "回答の方法": "、".join(f"{_MODES.get(mode, mode)} {count}人" for mode, count in report.modes.items())
        or "LINE",
        "お願いしたモニターの構成（年代）": _shares(report.panel),
        "市の人口の構成（年代）": _shares(report.population),
        "匿名": _anonymous(report) if survey.anonymous else "いいえ",
        "決裁番号": survey.decision or "—",
        "関係する施策": survey.measure or "—",
        "人や党派についてたずねた理由": survey.reason or "—",
        "表し方": "人数を先に示し、割合は30人以上のときだけ、小数なしで示します。"
        "少ない人数の区分と、引き算で分かってしまう区分は表示しません。"
        f"匿名で答えた方が{report.whole_min}人未満なら、答えの人数は出しません。",
        "重み付け": WEIGHTED if any(one.weighted for one in report.questions) else "していません。",
        "注意": NO_ESTIMATE,
        "質問": [
            {"順": number, "文": one.text, "形": _TYPES[one.type], "選択肢": list(one.options)}
            for number, one in enumerate(survey.questions, start=1)
        ],
    }


def _anonymous(report: Report) -> str:
    gone = "消します" if report.interim else "消しました"
    return f"はい（回答者と回答を結びつける鍵は、締切のときに{gone}）"


def _shares(people: Mapping[str, int]) -> str:
    """Each group with its share of all: 18〜39歳 20人（20%）."""
    everybody = sum(people.values())
    if not everybody:
        return "—"
    return "、".join(f"{group} {count:,}人（{rate(everybody, count)}）" for group, count in people.items())


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
    if report.interim:
        yield "答えの人数は、締切のあとに出ます。"
        return
    if report.withheld:
        yield report.why_withheld
        return
    for number, one in enumerate(report.questions, start=1):
        yield ""
        if one.withheld:
            yield f"問{number} {one.question.text}"
            yield f"  {FEW}"
            continue
        yield f"問{number} {one.question.text}（{one.whole.people}人）"
        for answer in answers_of(one.question, one.whole):
            beside = f"　{WEIGHTED_SHORT} {one.weighted[answer]}%" if answer in one.weighted else ""
            yield f"  {row_name(one.question, answer)}　{in_words(one.whole.count(answer), one.whole.people)}{beside}"
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
    weights = any(one.weighted for one in report.questions)
    yield ["問", "質問", "区分", "群", "答え", "人数", "その群の回答者", "割合", *([WEIGHTED_SHORT] if weights else [])]
    for number, one in enumerate(report.questions, start=1):
        tables: list[tuple[str, str, Counts | None]] = [("全体", "", None if one.withheld else one.whole)]
        for heading, table in (("年代", one.by_age), ("地区", one.by_area)):
            if table is not None:
                tables += [(heading, group, counts) for group, counts in table.columns.items()]
        for other, table in one.by_question.items():
            place = next(n for n, asked in enumerate(report.questions, start=1) if asked.question.id == other)
            tables += [(f"問{place}の答え", group, counts) for group, counts in table.columns.items()]
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
                    *([f"{one.weighted[answer]}%"] if heading == "全体" and answer in one.weighted else []),
                ]
    if report.withheld:
        yield [report.why_withheld]
    yield []
    if weights:
        yield [WEIGHTED]
    yield [NO_ESTIMATE]


def card(report: Report, *, by: str = "", most_questions: int = 4, today: date | None = None) -> str:
    """The figures as residents get them back, with the city's word (of ``by``), or the day by which it is promised: on a day
    after that (``today``), that it is late.

    Where few answered there are none, also where the city knows who answered what: the other monitors are not to.
    """
    out = [
        f"アンケート「{report.survey.title}」の結果です。ご協力ありがとうございました。",
        f"お願いした人 {report.asked}人・答えた人 {report.answered}人{_besides(report)}",
    ]
    if report.few:
        out.append(report.why_withheld)
    for one in () if report.few else report.questions[:most_questions]:
        found = answers_of(one.question, one.whole)
        if not found and not (one.few and one.question.type == "number"):
            continue
        out.append(one.question.text)
        if one.few:
            out.append(f"・{FEW}")
            continue
        shown = found if one.question.type != "number" else ()
        out += [
            f"・{row_name(one.question, answer)} {in_words(one.whole.count(answer), one.whole.people)}"
            for answer in shown
        ]
        if one.question.type == "number" and one.mean is not None:
            out.append(f"・平均 {one.mean:.1f}（{one.whole.people}人）")
    if report.reflection:
        out += [f"市では次のようにします{f'（{by}）' if by else ''}", report.reflection]
    elif report.reflection_by is not None and today is not None and report.reflection_by < today:
        out.append(
            f"この結果を受けて市がすることは、{day_in_words(report.reflection_by)}までにお知らせする予定でしたが、遅れています。"
            "申し訳ありません。まとまりしだいお知らせします。"
        )
    elif report.reflection_by is not None:
        out.append(f"この結果を受けて市がすることは、{day_in_words(report.reflection_by)}までにお知らせします。")
    if not report.few:
        out.append(NO_ESTIMATE)
    return "\n".join(out)


def _besides(report: Report) -> str:
    """Who answered without having been asked on LINE counts in every figure, so they are named beside them."""
    others = [f"{_MODES.get(mode, mode)}で{count}人" for mode, count in report.modes.items() if mode != "line"]
    return f"（ほかに、{'・'.join(others)}）" if others else ""


def details(report: Report, *, by: str = "", today: date | None = None) -> str:
    """All questions as residents may read them, and how the survey was done."""
    told = method(report)
    names = ("期間", "対象", "依頼・回答・回答率", "確認済・自己申告", "回答の方法", "決裁番号")
    return "\n".join(
        (
            card(report, by=by, most_questions=len(report.questions), today=today),
            *(f"{name}：{told[name]}" for name in names),
        )
    )
