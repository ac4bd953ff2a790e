"""The answers of a try-out are kept with where it stands, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace

from town_chat import NINE, TOWN

from handlers.flows.survey_steps import answers_of, standing_at
from handlers.model import Facts
from handlers.panel_facts import OpenWave
from knowledge.reply import Reply
from panel.survey_file import read

SURVEY = """\
title: 市報について
opens_at: 2036-12-01T18:30
closes_at: 2036-12-10T20:00
questions:
  - {id: q1, type: single, text: 市報を読みますか？, choices: [読む, 読まない]}
  - {id: q2, type: multiple, text: 読むページは？, choices: [お知らせ, 特集, 催し], max: 2}
  - {id: q3, type: text, text: ご意見をどうぞ, required: false}
  - {id: q4, type: number, text: 月に何回？, min: 0, max: 100}
"""
TRIED = {"q1": 0, "q2": (0, 2), "q3": None}
WAVE = OpenWave(1, 1, read(SURVEY, districts=[], now=NINE), trial=True)


def _standing(*, before: str = "", now: str = ""):
    progress = standing_at(replace(WAVE, answers=TRIED), "q4")
    assert progress.standing is not None
    said = tuple(replace(told, text=now) if told.text == before else told for told in progress.standing.said)
    progress = replace(progress, standing=replace(progress.standing, said=said))
    return Facts(NINE, TOWN, lambda _question, _topic: Reply("unknown", "…"), progress)


def test_what_was_answered_is_known_again_at_the_next_question():
    facts = _standing()
    assert answers_of(facts, WAVE) == TRIED
    assert facts.progress.standing is not None
    assert [json.loads(told.text) for told in facts.progress.standing.said] == [0, [0, 2], None]


def test_what_a_former_release_kept_is_asked_again():
    assert answers_of(_standing(before="[0, 2]", now="(0, 2)"), WAVE) == {"q1": 0, "q3": None}
