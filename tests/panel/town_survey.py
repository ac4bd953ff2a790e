# ruff: noqa: E501 - a table is as wide as what it holds
"""The survey of the contract, as the city would write it, and small ones for single rules."""

from __future__ import annotations

from datetime import UTC, datetime

from panel.survey import Question, Survey

PAPER = """\
title: 市報についてのアンケート
measure: 8次 6-2-1          # optional: the measure it belongs to, plan and code
indicator: null              # optional: the plan indicator it measures
opens_at: 2026-12-01T09:00   # Asia/Tokyo unless an offset is given
closes_at: 2026-12-08T20:00
remind_after: [3d]           # only those who have not finished
audience: {districts: [], age_bands: []}   # empty or left out: all active monitors
anonymous: true              # answers cannot be traced to a person once it has closed
questions:
  - {id: q1, type: single, text: 市報を読みますか？, choices: [毎月読む, ときどき読む, 読まない]}
  - {id: q2, type: multiple, text: 読むページは？, choices: [お知らせ, 特集, 催し], max: 2, show_if: {q1: [毎月読む, ときどき読む]}}
  - {id: q3, type: scale, text: 分かりやすさは？, min: 1, max: 5, labels: {1: 分かりにくい, 5: 分かりやすい}}
  - {id: q4, type: number, text: 月に何回市のサイトを見ますか？, min: 0, max: 100}
  - {id: q5, type: text, text: ご意見をどうぞ, required: false, max_chars: 500}
"""


def survey(*questions: Question) -> Survey:
    return Survey(
        "雪かきについて",
        questions,
        opens_at=datetime(2026, 12, 1, tzinfo=UTC),
        closes_at=datetime(2026, 12, 8, tzinfo=UTC),
    )
