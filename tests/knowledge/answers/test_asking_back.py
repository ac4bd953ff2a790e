"""A number typed after we asked back chooses what stood there, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from towns_of_documents import town

from knowledge.answer import answer
from knowledge.answers.asking_back import ask_back, chosen_by_number
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.language.text import fiscal_year_name
from knowledge.reply import Topic


def _asked(knowledge: Knowledge) -> Topic:
    keys = [subject.key for subject in knowledge.subjects if subject.kind == "indicator"][:3]
    return Topic(tuple(keys), "choose:figure")


def test_the_second_is_the_second(knowledge: Knowledge):
    topic = _asked(knowledge)
    told = chosen_by_number(knowledge, "2", topic)
    assert told is not None
    assert knowledge.by_key[topic.subjects[1]].name in told.text


def test_what_is_in_no_document_any_more_moves_no_other_to_its_place(knowledge: Knowledge):
    topic = _asked(knowledge)
    topic = replace(topic, subjects=("of-an-edition-withdrawn", *topic.subjects[1:]))
    first, second = (chosen_by_number(knowledge, number, topic) for number in "12")
    assert first is not None
    assert first.text == "1番は、いまの資料にありません。ほかの番号か、知りたいことの言葉を送ってください。"
    assert answer(knowledge, "1", topic).outcome == "asked_back"
    assert second is not None
    assert knowledge.by_key[topic.subjects[1]].name in second.text


def test_a_number_past_the_last_is_asked_for_again(knowledge: Knowledge):
    told = chosen_by_number(knowledge, "4", _asked(knowledge))
    assert told is not None
    assert "1から3までの番号" in told.text


def test_a_measure_of_the_plan_and_its_results_are_told_apart_by_what_they_are():
    knowledge = town("avenues")
    measures = {one.name: one for one in knowledge.subjects if one.kind == "measure"}
    results = next(one for one in knowledge.subjects if one.kind == "results" and one.name in measures)
    measure = measures[results.name]
    asked = ask_back(understand(knowledge, "まちのこと", None), [results, measure], None)
    assert [one.label for one in asked.choices] == [f"{fiscal_year_name(results.year)}の成果", "計画の目標"]
    for choice in asked.choices:
        assert answer(knowledge, choice.says, None).tells
