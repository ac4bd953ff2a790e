"""How well whole sets of questions are answered: a floor for each kind, so that no change makes one worse unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import pytest
from bundled_knowledge import bundled_knowledge
from towns_of_documents import CITIES, SETS, town_of

from knowledge.evaluate import Scores, cites, found, normalised, problem, scores
from knowledge.finding.knowledge import Knowledge
from knowledge.telling.newness import NONE_NEWER
from tests.knowledge.documents.pdfs import printed_lines

# "unseen" and "unseen2" were written blind, "unseen2" by somebody else.
# "absent" and "asked" were written by the engine's author while mending it; "absent" holds
# what was refused at the end of that day, so it only guards against a change for the worse.
# "blind1" to "blind4" were written blind by somebody else again: 83 %, 80 %, 85 % and 69 % at first sight ("blind5"
# was first measured after some of its mending); "blind6" and "blind7" by a third: 79 % and 83 % at first sight;
# "everyday" by the engine's author again, in everyday words, dialect and English: about 86 % at first sight;
# "towns" and "shore" ask about invented documents of other cities and years; at first sight they scored 58 % and 80 %;
# "lake" was written blind as well (75 % at first sight);
# "blind8" to "blind10" and the sets of "harbour" and "mountain" were written blind by three examiners, the first two in words
# as far from the documents' as they could think of: 62 %, 68 %, 90 %, 48 to 60 % and 80 to 85 % at first sight;
# "snow" and "woods" do so too, but are by the engine's author: 66 % and 69 % at first sight.
# "ordinary1" to "ordinary4" are by an author of the engine, in ordinary words, each written after the one before was
# mended for: 86 %, 84 %, 89 % and 88 % at first sight.
# "blind11" to "blind13" and the sets of "river" and "next_year" were written blind by five examiners in ordinary words: 89 %,
# 82 % and 94 % at first sight, 81 % and 74 %. What is asked for in "blind11" of another town's money is left out.
# "blind14" and the sets of "valley" and "other_chapters" were written blind by three more: 84 %, 71 % and 71 %.
# "blind15" to "blind17" and the sets of "meadow", "classrooms" and "sands" are by six others, who wrote as "dev" is written:
# 88 %, 85 % and 89 % at first sight, 77 %, 76 % and 81 %.
# "cedars" was written blind as "dev" is written, about a plan that prints a table of indicators: 72 % at first sight, 63 % of
# its other half.
# "blind18" and "blind19" and the set of "bay" are by three others again, who wrote so too: 93 %, 93 % and 75 % at first sight.
# "orchards" was written blind, as "dev" is written: 80 % of what was read and 83 % of what was held back at first sight.
# "snowfield" is by another who wrote so: 70 % at first sight.
# "blind20" and the set of "port" are by one more, in ordinary words: 93 % and 88 % at first sight, what is held back included.
# "blind21" and the last sixty of "snowfield" are by an examiner who wrote as "dev" is written: 97 % and 77 % at first sight.
# "blind22" was written blind by one more, 81 % at first sight.
# "blind23" and "blind24" are by another who wrote in ordinary words, dialect and by voice: 86 % at first sight, and 85 % after
# what the first had shown was mended.
# "hills" was written blind by an examiner who wrote as "dev" is written: 78 % of what was read and 67 % of what was held back
# at first sight.
# "terraces" is by who then mended the engine: its documents and sixty questions were written before a look at the engine, sixty
# more after what the first had shown was mended: 78 % and 80 % at first sight, of which seven and four were told wrongly.
# "blind25" and "blind26" are by two more, in ordinary words, dialect and by dictating: 92 % and 91 % at first sight, half of
# the second held back. "springs" and "chimneys" were written blind by two others, as "dev" is written: 71 % and 85 %.
# "blind27", "quarry" and "ferries" are by three more, as "dev" is written: 91 %, 89 % and 86 % at first sight, half of each
# held back. "avenues" is by another, as "dev" is written: 86 % at first sight, of which two were told wrongly; all of it read.
# "surf" and "fields" are by two others who wrote so: 88 % at first sight each, all of it read.
# "blind28" and "basin" are by two more, as "dev" is written: 91 % and 84 % at first sight, all of it read.
# "centres" is by another who wrote so, in kana and with slips more often than others: 73 % at first sight; all of it read.
# "maples" is by another who wrote so: 80 % at first sight; all of it read.
# "castle", "blind29" and "blind30" are by three more, as "dev" is written: 82 %, 98 % and 96 % at first sight, all of it read.
# "lakeside" is by one more, as "dev" is written: 85 % at first sight; all of it read.
# "pastures" and "windmills" are by two others, written when all these were read: 79 % each at first sight.
# "bridges" is by one more, as "dev" is written: 88 % at first sight; all of it read.
# "vineyards" and "gorge" are by two more, as "dev" is written: 86 % each at first sight, all of the first read; of the second
# nearly nothing was mended for.
# "wisteria" is by another, as "dev" is written: 90 % at first sight; all of it read.
# "blind31", "harps" and "eagles" are by three more, as "dev" is written: 93 %, 79 % and 84 % at first sight; all of them read.
# "blind32" is by one more, as "dev" is written: 91 % at first sight; all of it read.
# "lanterns" is by one more, as "dev" is written: 83 % at first sight; all of it read.
# "facts" asks for each fact of the two originals in three ways of speaking, and for what stands beside them and is not told;
# by an author of the bundled ledger: 81 % at first sight.
# "english" and the sets below tests/questions/english ask as foreign residents would, by who then taught the engine to read
# them: 77 % and 71 % at first sight, of what was read and of what was held back.
# Each floor lies a hundredth or less below what is reached: no question is lost unseen, and who wins some raises it.
FLOORS = {
    "dev": 0.99, "own": 0.99, "unseen": 0.99, "absent": 1.0, "asked": 0.95, "unseen2": 0.99,
    "blind1": 0.99, "blind2": 0.98, "blind3": 0.99, "blind4": 0.98, "blind5": 0.99,
    "blind6": 0.99, "blind7": 0.99, "everyday": 0.97, "blind8": 0.94, "blind9": 0.86, "blind10": 0.97,
    "ordinary1": 0.96, "ordinary2": 0.96, "ordinary3": 0.97, "ordinary4": 0.95,
    "blind11": 0.96, "blind12": 0.93, "blind13": 0.98, "blind14": 0.96, "facts": 0.89,
    "blind15": 0.99, "blind16": 0.99, "blind17": 0.99,
    "blind18": 0.95, "blind19": 0.99, "blind20": 0.96, "blind21": 0.98, "blind22": 0.97,
    "blind23": 0.98, "blind24": 0.93, "blind25": 0.92, "blind26": 0.87, "blind27": 0.97, "blind28": 0.93,
    "blind29": 0.99, "blind30": 0.97, "blind31": 0.95, "blind32": 0.97, "english": 0.99,
}  # fmt: skip
# What no kind of question may fall below; lower where few of a kind were asked, and hard ones.
KINDS_FLOOR, HARD = 0.8, {"blind9": 0.6, "blind14": 0.65, "blind25": 0.75, "blind26": 0.65}


@pytest.mark.parametrize("name", FLOORS)
def test_each_kind_of_question_is_answered(name: str):
    result = _asked(name)
    below = {kind: score for kind, score in result.kinds.items() if score.share < HARD.get(name, KINDS_FLOOR)}
    assert below == {}, _report(result)
    assert result.total.share >= FLOORS[name], _report(result)


# The documents of a folder, asked of the bot of their own city.
OTHER_DOCUMENTS = {
    "towns": 0.99, "shore": 0.99, "snow": 0.98, "woods": 0.99, "lake": 0.96, "harbour": 0.88, "mountain": 0.92,
    "river": 0.88, "next_year": 0.99, "valley": 0.99, "other_chapters": 0.97, "meadow": 0.99, "classrooms": 0.99,
    "sands": 0.98, "cedars": 0.94, "bay": 0.98, "orchards": 0.99, "snowfield": 0.9, "port": 0.95,
    "hills": 0.91, "terraces": 0.89, "springs": 0.82, "chimneys": 0.89, "quarry": 0.98, "ferries": 0.99, "surf": 0.96,
    "avenues": 0.99, "fields": 0.99, "basin": 0.89, "centres": 0.83, "maples": 0.96, "castle": 0.84,
    "pastures": 0.81, "windmills": 0.8, "lakeside": 0.98,
    "bridges": 0.98, "vineyards": 0.97, "gorge": 0.85,
    "wisteria": 0.98, "harps": 0.98, "eagles": 0.94, "lanterns": 0.96,
}  # fmt: skip
# Where the bot is another city's, one's own documents are meant by a word that both have; and so are its own chapters and
# measures by a number, by which two of these questions ask of the other city without naming it.
OF_ANOTHER_CITY = [("shore", "上山市", 0.95)]
# Sets that whoever mends the engine does not read: what they score is how strangers fare, and how many of their questions that
# nothing tells are answered all the same. Both are what is reached.
HELD_BACK = {
    "harbour": (0.71, 1), "mountain": (0.78, 1), "river": (0.82, 0), "next_year": (0.91, 0), "valley": (0.88, 2),
    "other_chapters": (0.79, 0), "meadow": (0.79, 0), "classrooms": (0.86, 0), "cedars": (0.64, 1), "bay": (0.75, 1),
    "orchards": (0.86, 0), "snowfield": (0.83, 0), "port": (0.88, 0),
    "hills": (0.71, 1), "chimneys": (0.84, 0), "quarry": (0.88, 0), "ferries": (0.83, 0),
}  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "city", "floor"),
    [*((folder, CITIES[folder], floor) for folder, floor in OTHER_DOCUMENTS.items()), *OF_ANOTHER_CITY],
)
def test_documents_of_other_cities_and_years_are_answered_from(folder: str, city: str, floor: float):
    lines = (SETS / folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    result = scores(_of_other_documents(folder, city), map(json.loads, lines))
    assert result.total.share >= floor, _report(result)
    assert result.invented == 0, _report(result)


@pytest.mark.parametrize("folder", HELD_BACK)
def test_questions_nobody_mended_for_are_answered_as_well_as_before(folder: str):
    share, invented = _of_held_back(_of_other_documents(folder, CITIES[folder]), folder)
    floor, most_invented = HELD_BACK[folder]
    assert share >= floor
    assert invented <= most_invented


def test_questions_about_the_bundled_documents_nobody_mended_for_are_answered_as_well_as_before(knowledge: Knowledge):
    share, invented = _of_held_back(knowledge, "originals")
    assert share >= 0.91
    assert invented == 0


def _of_held_back(knowledge: Knowledge, folder: str) -> tuple[float, int]:
    """The share that is right (0..1) and how many are invented, as plain numbers: a failing test shows what it compares, and
    nobody is to read these questions."""
    lines = (SETS / folder / "held.jsonl").read_text(encoding="utf-8").splitlines()
    result = scores(knowledge, map(json.loads, lines))
    return result.total.share, result.invented


# Questions in simple English; how many of those held back are answered, and how many are that nothing tells.
IN_ENGLISH = {"bay": 0.92, "sands": 0.99, "valley": 0.99}
IN_ENGLISH_HELD_BACK = {
    "originals": (0.89, 1),
    "bay": (0.66, 0),
    "sands": (0.82, 0),
    "valley": (0.99, 0),
}


@pytest.mark.parametrize("folder", IN_ENGLISH)
def test_simple_english_is_understood(folder: str):
    lines = (SETS / "english" / folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    result = scores(_of_other_documents(folder, CITIES[folder]), map(json.loads, lines))
    assert result.total.share >= IN_ENGLISH[folder], _report(result)
    assert result.invented == 0, _report(result)


@pytest.mark.parametrize("folder", IN_ENGLISH_HELD_BACK)
def test_simple_english_nobody_mended_for_is_understood_as_well_as_before(knowledge: Knowledge, folder: str):
    asked = knowledge if folder == "originals" else _of_other_documents(folder, CITIES[folder])
    share, invented = _of_held_back(asked, f"english/{folder}")
    floor, most_invented = IN_ENGLISH_HELD_BACK[folder]
    assert share >= floor
    assert invented <= most_invented


def _of_other_documents(folder: str, city: str) -> Knowledge:
    return town_of(folder, city, _documents(folder))


def _documents(folder: str) -> Iterator[tuple[str, bytes]]:
    """The files of a folder; the last one as a PDF of the same lines."""
    *paths, last = sorted((SETS / folder).glob("*.txt"))
    yield from ((path.name, path.read_bytes()) for path in paths)
    yield f"{last.stem}.pdf", printed_lines(last.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FLOORS)
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
