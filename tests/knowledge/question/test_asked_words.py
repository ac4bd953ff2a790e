"""Words by which entries are asked for lead to them and to nothing else, and are never shown."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from invented_town import results

from knowledge.answer import answer
from knowledge.documents.document import Document
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.language.wordbook import bundled as word_book
from knowledge.language.wordbook import plain
from knowledge.language.words import Words
from knowledge.ledger.bundled import bundled
from knowledge.ledger.identity import identified, sheets_in
from knowledge.ledger.merging import Imported, merged
from knowledge.ledger.sheet_json import from_json, to_json
from knowledge.ledger.subjects import passages, subjects
from knowledge.model import Ledger, PlanSection, Project, Prose, Results
from knowledge.question.asked_words import AskedWords

BUNDLED = Path(__file__).parents[3] / "knowledge" / "bundled"
(LIBRARY,) = results().results


def knowing(sheet: Results) -> Knowledge:
    return Knowledge.build(Ledger("1", "みほん市", results=(sheet,)), city="みほん市")


def test_an_entry_that_nobody_asks_for_by_other_words_is_known_as_such():
    asked = AskedWords()
    asked.put((frozenset({"本", "棚"}),), 3)
    assert asked.has_any(3)
    assert not asked.has_any(2)
    asked.put((), 2)
    assert not asked.has_any(2)


def asked_for_goal(*words: str) -> Results:
    (goal,) = LIBRARY.goals
    assert goal.text is not None
    return replace(LIBRARY, goals=(replace(goal, text=replace(goal.text, asked=words)),))


def asked_for_books(*words: str) -> Results:
    books, *others = LIBRARY.indicators
    return replace(LIBRARY, indicators=(replace(books, asked=words), *others))


def told(sheet: Results, question: str) -> str:
    return answer(knowing(sheet), question, None).text


def test_a_statement_is_found_by_a_word_that_only_asks_for_it():
    question = "図書館のトラックはどうする？"
    assert not cites(told(LIBRARY, question))
    reply = told(asked_for_goal("トラック"), question)
    assert "移動図書館を増やします" in reply
    assert "トラック" not in reply


def test_a_phrase_asks_only_where_all_of_it_was_said():
    sheet = asked_for_goal("走るトラック")
    assert "移動図書館を増やします" in told(sheet, "図書館の走るトラックはどうする？")
    assert not cites(told(sheet, "図書館のトラックはどうする？"))


def test_a_row_is_found_by_a_word_that_stands_for_one_of_its_name():
    question = "ワゴンの貸出は何冊？"
    assert not cites(told(LIBRARY, question))
    assert "11,480" in told(asked_for_books("ワゴン"), question)


def test_a_row_asked_for_is_not_told_where_something_else_is_said_besides():
    assert not cites(told(asked_for_books("ワゴン"), "ワゴンの絵本の貸出は何冊？"))


def test_a_word_that_asks_for_a_row_never_makes_it_count_some_only():
    assert not cites(told(asked_for_books("外国人"), "外国人の貸出冊数は？"))


def test_no_document_speaks_of_a_thing_because_somebody_asks_for_it_so():
    knowledge = knowing(asked_for_goal("トラック"))
    assert not knowledge.index.knows("トラック")
    # A question for another statement is refused as it was before, at most with this one as close.
    for town in (asked_for_goal("トラック"), LIBRARY):
        assert told(town, "開館のトラックの理由は？").startswith(
            "「開館のトラック」のことは、手元の資料では分かりませんでした。"
        )


def test_the_words_are_kept_with_a_sheet():
    sheet = replace(asked_for_goal("トラック"), asked=("本の館",))
    assert from_json("results", to_json(sheet)) == sheet


def test_they_stay_where_the_sheet_is_imported_however_its_paragraphs_are_parted():
    ledger = bundled()
    bare = [_bare(sheet) for sheet in sheets_in(ledger)]
    assert not any(_asked(bare))
    parted = [_in_one_paragraph(sheet) if isinstance(sheet, PlanSection) else sheet for sheet in bare]
    for imported in (bare, parted):
        held = merged(ledger, [Imported(identity, sheet, "1") for identity, sheet in identified(imported)])
        kept = sheets_in(held)
        assert {word for words in _asked(kept) for word in words} == {
            word for words in _asked(sheets_in(ledger)) for word in words
        }


@pytest.mark.parametrize(
    ("question", "says"),
    [("リモートで移住の相談はできた？", "オンライン相談"), ("町内会の後継者はいるの？", "担い手")],
)
def test_the_bundled_ones_lead_to_what_the_documents_tell(knowledge: Knowledge, question: str, says: str):
    assert says in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    "question",
    [
        "東京の移住相談は何件",
        "移住者向けの空き家はある？",
        "ふるさと納税の返礼品は？",
        "窓口の待ち時間",
        "移住相談会の開催回数",
        "風呂敷教室の参加者数",
    ],
)
def test_what_is_like_it_and_not_there_is_not_told(knowledge: Knowledge, question: str):
    assert not cites(answer(knowledge, question, None).text)


def test_each_word_is_new_to_its_entry_and_said_once():
    words = Words()
    for place, table in _tables():
        own = {term.word for text in _own_texts(table) for term in words.terms(plain(text))}
        asked = table["asked"]
        assert len(asked) == len(set(asked)), place
        for word in asked:
            terms = {term.word for term in words.terms(plain(word))}
            assert terms, f"{place}: {word} says nothing"
            assert not terms <= own, f"{place}: {word} stands there already"


def test_no_word_picks_out_some_of_what_a_row_counts():
    book = word_book(city="上山市")
    narrowing = [
        f"{subject.name}: {word}"
        for subject in subjects(bundled())
        if subject.is_figure
        for word in subject.asked
        if book.narrowed("", plain(word))
    ]
    assert narrowing == []


def _asked(sheets: list[Any] | tuple[Any, ...]) -> Iterator[tuple[str, ...]]:
    ledger = Ledger(
        "1",
        sections=tuple(one for one in sheets if isinstance(one, PlanSection)),
        results=tuple(one for one in sheets if isinstance(one, Results)),
        projects=tuple(one for one in sheets if isinstance(one, Project)),
    )
    about = subjects(ledger)
    yield from (subject.asked for subject in about if subject.asked)
    yield from (passage.prose.asked for passage in passages(about) if passage.prose.asked)


def _bare(value: Any) -> Any:
    """The same without our words."""
    if isinstance(value, tuple):
        return tuple(_bare(one) for one in value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    fields = {name: _bare(getattr(value, name)) for name in value.__dataclass_fields__}
    return replace(value, **{name: () if name in {"asked", "also"} else field for name, field in fields.items()})


def _in_one_paragraph(section: PlanSection) -> PlanSection:
    issues = (Prose("".join(issue.text for issue in section.issues), section.issues[0].source),)
    return replace(section, issues=issues)


def _tables() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(BUNDLED.glob("*/*.toml")):
        yield from _tables_in(f"{path.stem}", tomllib.loads(path.read_text("utf-8")))


def _tables_in(place: str, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        for nth, one in enumerate(value, 1):
            yield from _tables_in(f"{place} {nth}", one)
    elif isinstance(value, dict):
        if "asked" in value:
            yield place, value
        for key, one in value.items():
            yield from _tables_in(f"{place} {key}", one)


def _own_texts(table: dict[str, Any]) -> list[str]:
    names = [table[key] for key in ("text", "name", "title", "heading") if key in table]
    return [*names, *table.get("also", [])]


def test_a_document_may_carry_none():
    assert isinstance(results(), Document)
    assert not any(_asked(sheets_in(results())))
