"""A survey that the hall has made, and one that it has held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hall import Hall

from panel.results import Rules
from panel.survey_file import read
from storage import survey_closing, surveys, typed_in

FILE = """\
title: 市報についてのアンケート
opens_at: 2026-12-01T18:30
closes_at: 2026-12-08T20:00
remind_after: [3d, 12h]
anonymous: true
decision: 市政第7号
questions:
  - {id: q1, type: single, text: 市報を読みますか？, choices: [毎月読む, ときどき読む, 読まない]}
  - {id: q2, type: multiple, text: 読むページは？, choices: [お知らせ, 特集], max: 2, show_if: {q1: [毎月読む, ときどき読む]}}
  - {id: q3, type: scale, text: 分かりやすさは？, min: 1, max: 5, labels: {1: 分かりにくい, 5: 分かりやすい}}
  - {id: q4, type: number, text: 月に何回サイトを見ますか？, min: 0, max: 100}
  - {id: q5, type: text, text: ご意見をどうぞ, required: false, max_chars: 300}
"""


def made(hall: Hall, text: str = FILE) -> int:
    with hall.database.writing() as session:
        return surveys.add(session, read(text), hall.clock(), draft=True)


def held(hall: Hall, id_: int, answers: Sequence[dict[str, Any]]) -> None:
    """The survey is held, these come in on paper, and it closes."""
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
    for number, one in enumerate(answers):
        with hall.database.writing() as session:
            band = "30代" if number % 2 else "70歳以上"
            typed_in.type_in(session, id_, "paper", band, "北地区", one, hall.seal, hall.clock())
    hall.clock.at = hall.clock.at + timedelta(days=20)
    with hall.database.writing() as session:
        session.execute(surveys.update(surveys.SurveyRow).values(state="closing"))
        kept = surveys.get(session, id_)
        tallied = survey_closing.tally(session, kept, {}, Rules(), hall.seal)
        survey_closing.finish(session, kept, tallied, hall.seal, hall.clock())
