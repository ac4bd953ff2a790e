"""How well whole sets of questions are answered: a floor for each kind, so that no change makes one worse unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import pytest
from bundled_knowledge import bundled_knowledge
from question_sets import DOCUMENTS, ENGLISH, ORIGINALS, SETS, QuestionSet
from towns_of_documents import city_of, town_of

from knowledge.evaluate import Scores, cites, found, normalised, problem, scores
from knowledge.finding.knowledge import Knowledge
from knowledge.telling.newness import NONE_NEWER
from tests.knowledge.documents.pdfs import printed_lines


@pytest.mark.parametrize("name", ORIGINALS)
def test_each_kind_of_question_is_answered(name: str):
    result = _asked(name)
    below = {kind: score for kind, score in result.kinds.items() if score.share < ORIGINALS[name].lowest_kind}
    assert below == {}, _report(result)
    assert result.total.share >= ORIGINALS[name].floor, _report(result)


@pytest.mark.parametrize(
    ("folder", "city", "floor"),
    [
        *((one.name, one.city, one.floor) for one in DOCUMENTS.values() if one.floor is not None),
        *((one.name, *one.elsewhere) for one in DOCUMENTS.values() if one.elsewhere is not None),
    ],
)
def test_documents_of_other_cities_and_years_are_answered_from(folder: str, city: str, floor: float):
    result = scores(_of_documents(folder, city), _questions(folder))
    assert result.total.share >= floor, _report(result)
    assert result.invented == 0, _report(result)


@pytest.mark.parametrize("folder", [one.name for one in DOCUMENTS.values() if one.held is not None])
def test_questions_nobody_mended_for_are_answered_as_well_as_before(folder: str):
    _holds(DOCUMENTS[folder], folder)


def _holds(one: QuestionSet, folder: str) -> None:
    """Whether what is held back of a set is answered as well as before. Only numbers are compared: a failing test shows
    them, and nobody is to read these questions."""
    assert one.held is not None
    result = scores(_of_documents(one.name), _questions(folder, "held"))
    share, invented = result.total.share, result.invented
    assert share >= one.held.floor
    assert invented <= one.held.invented


@pytest.mark.parametrize("folder", [one.name for one in ENGLISH.values() if one.floor is not None])
def test_simple_english_is_understood(folder: str):
    result = scores(_of_documents(folder), _questions(f"english/{folder}"))
    assert result.total.share >= ENGLISH[folder].floor, _report(result)
    assert result.invented == 0, _report(result)


@pytest.mark.parametrize("folder", [one.name for one in ENGLISH.values() if one.held is not None])
def test_simple_english_nobody_mended_for_is_understood_as_well_as_before(folder: str):
    _holds(ENGLISH[folder], f"english/{folder}")


def _questions(folder: str, name: str = "questions") -> Iterator[dict]:
    return map(json.loads, (SETS / folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


def _of_documents(folder: str, city: str | None = None) -> Knowledge:
    """What is bundled, or the documents of a folder, read for the city whose they are or for another."""
    if folder == "originals":
        return bundled_knowledge()
    return town_of(folder, city or city_of(folder), _documents(folder))


def _documents(folder: str) -> Iterator[tuple[str, bytes]]:
    """The files of a folder; the last one as a PDF of the same lines."""
    *paths, last = sorted((SETS / folder).glob("*.txt"))
    yield from ((path.name, path.read_bytes()) for path in paths)
    yield f"{last.stem}.pdf", printed_lines(last.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ORIGINALS)
def test_nothing_is_invented(name: str):
    result = _asked(name)
    assert result.invented == 0, _report(result)


def test_a_figure_is_found_only_as_a_whole_number():
    assert found("18", normalised("目標１８団体"))
    for text in ("118団体", "18.0%", "180人", "0.18"):
        assert not found("18", normalised(text))


def test_commas_and_blanks_do_not_matter_but_two_figures_stay_apart():
    assert normalised("１，６８４ 千円") == "1684千円"
    assert normalised("2.5　2.5") == "2.5 2.5"


def test_only_a_line_that_begins_with_it_cites():
    assert cites("17団体です。\n出典：令和5年度の資料")
    assert not cites("この出典は不明です")


def test_a_reply_passes_with_one_of_each_group_and_none_of_the_banned():
    expect = {"all": [["17団体", "17法人"], ["未達", "下回"]], "none": ["目標は17"], "abstain": False}
    assert problem("実績17団体で、下回りました", expect) is None
    assert problem("実績17団体です", expect) is not None
    assert problem("目標は17団体、実績17団体で下回りました", expect) is not None


def test_what_the_documents_do_not_tell_must_not_be_cited():
    assert problem("分かりませんでした。", {"all": [], "abstain": True}) is None
    assert problem("5件です。\n出典：資料", {"all": [], "abstain": True}) is not None


def test_that_no_newer_year_is_in_does_not_say_that_the_documents_do_not_tell():
    expect = {"all": [["宿泊"], ["入っていませ", "分かりませ"]], "abstain": True, "allow_source": True}
    neighbour = f"外国人の宿泊者は4,720人でした。\n{NONE_NEWER}\n出典：資料"
    assert problem(neighbour, expect) is not None
    assert problem(f"宿泊者の合計は、分かりませんでした。\n{neighbour}", expect) is None


def test_a_source_may_be_named_where_the_set_allows_it_and_the_gap_is_said():
    expect = {"all": [["天童"], ["分かりませ"]], "abstain": True, "allow_source": True}
    assert problem("天童市のことは分かりませんでした。\n出典：資料", expect) is None
    assert problem("18件です。\n出典：資料", expect) is not None


@cache
def _asked(name: str) -> Scores:
    """What a set scores; two tests look at it."""
    lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return scores(bundled_knowledge(), map(json.loads, lines))


def _report(result: Scores) -> str:
    return "\n".join(f"{wrong.id} {' | '.join(wrong.turns)}: {wrong.why}" for wrong in result.wrong)
