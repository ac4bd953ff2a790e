"""Looking around in the plan, whatever was imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import invented_town
import pytest
from bundled_knowledge import bundled_knowledge

from knowledge.answer import Knowledge, answer
from knowledge.browsing.places import PLANS, Place, Way, typed
from knowledge.browsing.shelves import CARDS_ON_A_PAGE, Shelf, look
from knowledge.model import Code, Ledger


@pytest.fixture(scope="module")
def own():
    return bundled_knowledge()


@pytest.fixture(scope="module")
def invented():
    """Two plans, 13 chapters in one of them, 12 measures in its chapter 2, five years of one measure, a project."""
    (sheet,) = invented_town.results().results
    (project,) = invented_town.review().projects
    sheets = [replace(sheet, year=year) for year in range(2020, 2025)]
    sheets += [
        replace(sheet, code=Code("4次", f"2-4-{nth}"), title=f"題{nth}", indicators=(), city="みほん市")
        for nth in range(1, 12)
    ]
    sheets += [replace(sheet, code=Code("4次", f"{nth}-1-1"), chapter=f"第{nth}章 章の名{nth}") for nth in range(3, 15)]
    sheets += [replace(sheet, code=Code("3次", "1-1-1"), title="前の計画の施策", year=2019)]
    return Knowledge.build(Ledger("v", results=tuple(sheets), projects=(project,)), city="みほん市")


def shelves(knowledge: Knowledge) -> Iterator[tuple[Place, Shelf]]:
    """Everything that is reached by taps alone."""
    waiting, seen = [PLANS], set()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        shelf = look(knowledge, place)
        assert shelf is not None, f"a button leads to {place}, and nothing is there"
        yield place, shelf
        waiting += [way.place for way in ways(shelf) if way.place is not None]


def ways(shelf: Shelf) -> list[Way]:
    return [*(way for card in shelf.cards for way in card.ways), *shelf.onwards]


@pytest.fixture(params=["own", "invented"])
def knowledge(request):
    return request.getfixturevalue(request.param)


def test_all_measures_indicators_and_projects_are_reached_by_taps(knowledge):
    titles = {card.title for _, shelf in shelves(knowledge) for card in shelf.cards}
    ledger = knowledge.ledger
    wanted = {row.name for sheet in ledger.results for row in sheet.indicators}
    wanted |= {project.name for project in ledger.projects}
    wanted |= {f"{one.code.number} {one.title}" for section in ledger.sections for one in section.measures}
    assert wanted - titles == set()


def test_every_tap_can_be_typed(knowledge):
    typable = [way for _, shelf in shelves(knowledge) for way in ways(shelf) if way.place is not None]
    assert typable
    assert [(way.says, way.place) for way in typable if typed(way.says) != way.place] == []


def test_every_card_has_next_steps_and_its_questions_are_answered(knowledge):
    asked = 0
    for place, shelf in shelves(knowledge):
        for card in shelf.cards:
            assert card.ways, f"{place}: {card.title} leads nowhere"
            for way in card.ways:
                if way.place is None:
                    reply = answer(knowledge, way.says, None)
                    asked += 1
                    assert reply.outcome == "answered", f"{way.says}: {reply.text}"
    assert asked


def test_the_question_of_a_figure_is_answered_with_that_figure(own):
    for _, shelf in shelves(own):
        for card in shelf.cards:
            if card.bars is not None:
                reply = answer(own, card.ways[0].says, None)
                assert card.bars.result_text in reply.text
                assert card.bars.caption[:5] in reply.text


def test_no_shelf_has_more_than_a_carousel_holds_and_all_pages_are_reached(invented):
    counts = [len(shelf.cards) for _, shelf in shelves(invented)]
    assert max(counts) == CARDS_ON_A_PAGE
    first = look(invented, ("chapter", "4次", "2"))
    assert "全12件のうち1〜10件目" in first.text
    second = look(invented, first.onwards[0].place)
    assert [card.title for card in second.cards] == ["2-4-10 題10", "2-4-11 題11"]
    assert second.onwards[0].place == ("chapter", "4次", "2")


def test_a_measure_is_shown_for_its_newest_year_and_the_others_are_a_tap_away(invented):
    newest = look(invented, ("measure", "4次", "2-3-1"))
    assert "令和6年度の指標と実績" in newest.text
    assert "これより新しい年度の成果の資料は、まだ入っていません。" in newest.text
    others = [way for way in newest.onwards if way.place and len(way.place) == 4]
    assert [way.label for way in others] == ["令和5年度を見る", "令和4年度を見る", "令和3年度を見る"]
    older = look(invented, others[0].place)
    assert {card.bars.caption for card in older.cards if card.bars} == {"令和5年度"}
    assert "これより新しい" not in older.text


def test_a_measure_that_was_not_reported_lately_is_told_with_its_year(invented):
    shelf = look(invented, ("measure", "3次", "1-1-1"))
    assert "令和元年度の指標と実績" in shelf.text
    assert "この施策の、これより新しい年度の資料は、まだ入っていません。" in shelf.text


def test_figures_come_with_their_source_and_mere_lists_without(own):
    for place, shelf in shelves(own):
        shows = any(card.bars is not None for card in shelf.cards) or place[0] == "measure"
        assert shelf.cited.startswith("出典：") == shows, place


def test_a_measure_of_a_plan_without_results_says_so(own):
    shelf = look(own, ("measure", "8次", "6-2-1"))
    assert "実績の資料は、まだ入っていません" in shelf.text
    assert [way.label for way in shelf.cards[0].ways] == ["目標は？", "これまでの取組は？"]


def test_a_doubt_is_said_on_the_card(invented):
    shelf = look(invented, ("measure", "4次", "2-3-1"))
    (doubtful,) = [card for card in shelf.cards if card.title == "試乗会の参加者数"]
    assert any(line.startswith("※") for line in doubtful.lines)


def test_without_documents_there_is_one_honest_sentence():
    empty = Knowledge.build(Ledger("empty"), city="みほん市")
    assert look(empty, PLANS) == Shelf("計画の資料は、まだ入っていません。", ())


def test_the_documents_of_other_cities_stay_out(own):
    (foreign,) = invented_town.results().results
    mixed = Knowledge.build(replace(own.ledger, results=(*own.ledger.results, foreign)), city="上山市")
    assert look(mixed, PLANS) == look(own, PLANS)


@pytest.mark.parametrize(
    "place",
    [
        (), ("",), ("plan",), ("plan", "99次"), ("chapter", "8次", "77"), ("chapter", "8次", "x"), ("measure", "8次", "9-9-9"),
        ("measure", "7次", "5-1-1", "1999"), ("measure", "7次", "5-1-1", "令和5"), ("plans", "p99"), ("plans", "p0"),
        ("measure", "7次", "5-1-1", "２０２３"), ("plans", "p1", "p1"),
    ],
)  # fmt: skip
def test_a_place_nobody_made_holds_nothing(own, place):
    assert look(own, place) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("計画を見る", PLANS),
        ("第８次の第６章を見る", ("chapter", "8次", "6")),
        ("8次の6章を見たい", ("chapter", "8次", "6")),
        ("第6章を見せてください", ("chapter", "", "6")),
        ("第8次振興計画を見る", ("plan", "8次")),
        ("施策６－２－１を見る", ("measure", "", "6-2-1")),
        ("令和5年度の第7次の施策5-1-1を見る（2ページ）", ("measure", "7次", "5-1-1", "2023", "p2")),
        ("予算を見る", None),
        ("施策6-2-1の目標は？", None),
        ("6-2-1", None),
        ("令和6年度の予算を見たい", None),
        ("計画を見直す予定は？", None),
    ],
)
def test_places_are_named_in_the_ways_people_write(text, place):
    assert typed(text) == place


def test_a_chapter_named_without_its_plan_is_that_of_the_newest_plan(own):
    assert look(own, ("chapter", "", "6")) == look(own, ("chapter", "8次", "6"))
    assert look(own, ("chapter", "", "5")) == look(own, ("chapter", "7次", "5"))
