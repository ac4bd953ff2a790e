"""Whether a question names a limit of the documents is one thing, what is told of it another."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.answers.limits import limit_named, outside
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand


@pytest.mark.parametrize(
    ("asked", "limit"),
    [
        ("令和12年度の移住件数は？", "令和12年度"),
        ("8月の移住件数は？", "8月"),
        ("第3次振興計画の目標は？", "第3次振興計画"),
        ("令和5年度の移住件数は？", None),
        ("移住件数は？", None),
    ],
)
def test_a_limit_is_what_the_documents_do_not_cover(knowledge: Knowledge, asked: str, limit: str | None):
    question = understand(knowledge, asked, None)
    assert limit_named(knowledge, question.asked) == limit
    assert (outside(knowledge, question) is None) is (limit is None)


def test_what_comes_next_year_may_be_told_in_words_beyond_the_limit(knowledge: Knowledge):
    question = understand(knowledge, "来年度の移住の取組は？", None)
    assert outside(knowledge, question) is None


@pytest.mark.parametrize(
    "whose", ["隣の市の", "よその町の", "他の市町村の", "となりの町では", "県全体の", "鳴海崎市以外の、ほかの市の"]
)
@pytest.mark.parametrize(
    "question",
    ["港まつりに何人来た？", "新規就農者支援事業費の予算はいくら？", "クルーズ船の寄港は、目標と実績のどちらが多い？"],
)
def test_no_figure_of_this_city_stands_in_for_that_of_another_which_nobody_named(whose: str, question: str):
    assert not cites(answer(town("bay"), whose + question, None).text)


def test_whose_people_came_from_another_city_is_asked_of_this_one():
    assert understand(town("bay"), "よその町の人は港まつりに何人来た？", None).asked.relative is None


@pytest.mark.parametrize("question", ["外国人の就農者数、目標と実績は？", "新規就農者、外国人は何人？"])
def test_words_for_some_of_those_who_are_counted_name_no_second_row(question: str):
    assert not cites(answer(town("bay"), question, None).text)


@pytest.mark.parametrize("asked", ["去年のNPO法人数は？", "令和6年度のNPO法人数は何団体？", "5年前のNPO法人数は？"])
def test_of_a_year_that_is_not_in_the_newest_figure_is_shown_and_said_to_be_another_years(
    knowledge: Knowledge, asked: str
):
    reply = answer(knowledge, asked, None)
    assert reply.outcome == "unknown"
    assert not cites(reply.text)
    first, says, figure = reply.text.splitlines()[:3]
    assert "分かりませんでした" in first
    assert "おたずねの年度のものではありません" in says
    assert figure.startswith("・令和5年度のNPO法人数は、目標18団体・実績17団体でした")


@pytest.mark.parametrize("asked", ["天童市の去年のNPO法人数は？", "去年の20代の移住件数は？", "去年の人口は？"])
def test_no_figure_of_another_year_is_shown_beyond_another_limit_or_where_no_row_counts_it(
    knowledge: Knowledge, asked: str
):
    assert "おたずねの年度のものではありません" not in answer(knowledge, asked, None).text


def test_a_year_that_is_not_in_is_refused_of_what_is_named_and_not_of_what_was_spoken_of_before(knowledge: Knowledge):
    assert "去年のことは" in converse(knowledge, ["学生訪問団派遣人数は？", "移住は去年何件だった？"]).text
    assert "去年の学生訪問団派遣人数は" in converse(knowledge, ["学生訪問団派遣人数は？", "去年は何人？"]).text
