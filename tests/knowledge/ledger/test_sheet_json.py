"""Sheets as text and back: what is kept is what was read."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_town import results, review

from knowledge.ledger.bundled import bundled
from knowledge.ledger.identity import identity_of, sheets_in
from knowledge.ledger.sheet_json import UnreadableSheet, from_json, to_json
from knowledge.model import Code, Figure, Indicator, PlanMeasure, PlanSection, Project, Prose, Results, Source

_WORDS = st.text(max_size=8)
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
_SOURCES = st.builds(Source, _WORDS, _WORDS, st.none() | st.integers(1, 999), st.none() | st.integers(1, 99999))
_PROSE = st.builds(Prose, _WORDS, _SOURCES, st.booleans())
_FIGURES = st.builds(Figure, st.none() | _WORDS, st.none() | _DECIMALS, st.none() | _WORDS)
_ROWS = st.builds(
    Indicator,
    _WORDS,
    _FIGURES,
    _FIGURES,
    _SOURCES,
    st.booleans(),
    st.none() | _WORDS,
    st.lists(_WORDS, max_size=2).map(tuple),
    st.none() | _PROSE,
)
_CODES = st.builds(Code, _WORDS, _WORDS)
_PROSES = st.lists(_PROSE, max_size=2).map(tuple)
_PROJECTS = st.builds(
    Project,
    city=_WORDS,
    year=st.integers(1900, 2100),
    department=_WORDS,
    name=_WORDS,
    account=st.lists(_WORDS, max_size=3).map(tuple),
    measures=st.lists(st.tuples(_CODES, _WORDS), max_size=2).map(tuple),
    strategy=st.none() | _WORDS,
    overview=st.none() | _PROSE,
    purpose=st.none() | _PROSE,
    aims=st.tuples(st.none() | _PROSE, st.none() | _PROSE, st.none() | _PROSE),
    activities=st.lists(_ROWS, max_size=2).map(tuple),
    budget=_ROWS,
    staffing=_ROWS,
    reason=st.none() | _PROSE,
    next_steps=st.none() | _PROSE,
    source=_SOURCES,
)
_SECTIONS = st.builds(
    PlanSection,
    city=_WORDS,
    code=_CODES,
    title=_WORDS,
    chapter=_WORDS,
    issues=_PROSES,
    policies=_PROSES,
    measures=st.lists(
        st.builds(
            PlanMeasure,
            _CODES,
            _WORDS,
            goals=st.just(()),
            efforts=_PROSES,
            plans=st.lists(_WORDS, max_size=2).map(tuple),
            source=_SOURCES,
        ),
        max_size=2,
    ).map(tuple),
    source=_SOURCES,
)


@given(_PROJECTS | _SECTIONS)
def test_whatever_a_sheet_says_is_read_back_as_it_was(sheet):
    assert from_json(identity_of(sheet).family, to_json(sheet)) == sheet


def test_the_bundled_sheets_and_read_ones_are_read_back_as_they_were():
    for held in (bundled(), results(), review()):
        for sheet in sheets_in(held):
            assert from_json(identity_of(sheet).family, to_json(sheet)) == sheet


@given(_DECIMALS)
def test_a_figure_keeps_every_digit(value):
    sheet = _with_value(value)
    (row,) = from_json("results", to_json(sheet)).indicators
    assert str(row.target.value) == str(value)


def test_a_gap_stays_a_gap_and_is_not_a_nought():
    (row,) = from_json("results", to_json(_with_value(None))).indicators
    assert row.target == Figure(None, None, "件")


# A high and a low surrogate side by side are one sign to JSON; no reader of files leaves such a pair.
@given(st.text(alphabet="\x00\x1f\ud800\udfff語", max_size=6).filter(lambda words: "\ud800\udfff" not in words))
def test_no_text_of_a_document_is_one_a_database_could_not_take(words):
    (sheet,) = results().results
    text = to_json(replace(sheet, title=words))
    assert "\0" not in text
    assert from_json("results", text.encode().decode()).title == words


def test_a_sheet_kept_before_a_field_was_invented_has_the_field_at_its_default():
    kept = json.loads(to_json(next(sheets_in(results()))))
    assert "reason_about" not in kept
    assert from_json("results", json.dumps(kept)).reason_about == ()


@pytest.mark.parametrize(
    "change",
    [
        {"a field of a later release": 1},
        {"year": "2024"},
        {"code": ["4次"]},
        {"purposes": "目的"},
        {"indicators": [{"name": "貸出冊数"}]},
    ],
)
def test_a_sheet_that_does_not_fit_is_not_guessed_at(change):
    kept = json.loads(to_json(next(sheets_in(results())))) | change
    with pytest.raises(UnreadableSheet):
        from_json("results", json.dumps(kept))


def test_what_is_no_sheet_at_all_is_named_without_its_words():
    for text in ("", "秘密", '"秘密"', "[]"):
        with pytest.raises(UnreadableSheet) as refused:
            from_json("plan", text)
        assert "秘密" not in str(refused.value)


def _with_value(value: Decimal | None) -> Results:
    source = Source("資料", "場所")
    printed = None if value is None else str(value)
    row = Indicator("受付件数", Figure(printed, value, "件"), Figure(None, None, "件"), source)
    code = Code("4次", "2-3-1")
    return Results("みほん市", 2024, "課", code, "題", "章", "節", None, (), (), (), (row,), None, None, source)
