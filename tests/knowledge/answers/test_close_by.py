"""Where the documents do not tell, what is close is shown, as no more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled_of
from knowledge.model import PlanMeasure, PlanSection, Prose
from knowledge.reply import Reply

CLOSE = "近いことが書かれている所です（お答えではないかもしれません）。"


@pytest.fixture(scope="module")
def town() -> Knowledge:
    """A town whose plan tells of snow ploughs and of a slide, in words that nobody would use."""
    ledger = bundled_of("上山市")
    section = ledger.sections[0]
    measure = section.measures[0]

    def printed(text: str) -> Prose:
        return Prose(text, replace(section.source, place="6-1 現状と課題"), quoted=True)

    told = (
        printed("除雪機械の全車に位置を測る装置を載せ、作業の進み具合を公表することとしました。"),
        printed("健康づくりのため、歩数に応じた点数を商店の品と替えられる仕組みを設けます。"),
        printed("公園の遊具の約半数が古くなり、腐食のため使用を禁じているものが１９基あります。"),
    )
    alone = PlanSection(
        section.city, section.code, section.title, section.chapter, told, (),
        (PlanMeasure(measure.code, measure.title, (), (), (), measure.source),), section.source,
    )  # fmt: skip
    return Knowledge.build(replace(ledger, version="close", sections=(alone,), results=(), projects=()), city="上山市")


def _asked(town: Knowledge, question: str) -> Reply:
    return answer(town, question, None)


def test_a_refusal_shows_the_statement_that_is_close_and_where_it_stands(town: Knowledge):
    reply = _asked(town, "お店で得する健康アプリがあるって本当ですか")
    assert reply.outcome == "unknown"
    assert CLOSE in reply.text
    assert "・「健康づくりのため、歩数に応じた点数を" in reply.text
    assert "（第8次上山市振興計画 第6章、6-1 現状と課題）" in reply.text


def test_it_is_no_answer_and_has_no_source_line(town: Knowledge):
    reply = _asked(town, "お店で得する健康アプリがあるって本当ですか")
    assert not cites(reply.text)
    assert "調べた資料：" in reply.text


def test_what_was_shown_is_found_again_when_it_turns_out_wrong(town: Knowledge):
    reply = _asked(town, "お店で得する健康アプリがあるって本当ですか")
    assert [source.place for source in reply.sources] == ["6-1 現状と課題"]


@pytest.mark.parametrize(
    "question", ["除雪の車は何台ありますか", "公園のすべり台は何基買いましたか", "除雪の車の予算はいくら"]
)
def test_whoever_asks_for_a_number_is_not_shown_a_sentence_about_something_else(town: Knowledge, question: str):
    assert CLOSE not in _asked(town, question).text


@pytest.mark.parametrize(
    "question", ["隣の県の除雪の車はどうですか", "令和２年度の除雪の車はどうだったの", "来週の天気は"]
)
def test_beyond_a_limit_that_is_named_nothing_is_close(town: Knowledge, question: str):
    assert CLOSE not in _asked(town, question).text


def test_to_what_names_nothing_after_an_answer_nothing_is_close(town: Knowledge):
    said = converse(town, ["健康づくりの現状は", "違いは大きい？"])
    assert CLOSE not in said.text
