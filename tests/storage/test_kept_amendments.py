"""Amendments are kept with the editions: made, taken back, gone back to, and never on what somebody else changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from handlers.checks import Check
from handlers.city import Door, Word
from knowledge.ledger.amendments import AddedRow, AddedStatement, OutOfScope, Settled
from storage import amendments, library
from storage.amendments import EditionMovedOn
from storage.models import AmendmentCheck
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SEAL = Seal("a key that is long enough")
WORD = Word("ボラ団体", "NPO法人", "住民の言い方")
EVERYTHING = (
    WORD,
    Door(("温水プール",), "生涯学習課", None, "https://example.jp/"),
    AddedRow("k" * 32, "来場者数", "3,000", "", "人", "決算資料", "12", 12),
    AddedStatement("k" * 32, "more", "点字版は郵送します。", True, "広報の手引き", "点字", 3, "6-2-1"),
    OutOfScope(("給料",), "お答えしていません。"),
    Settled("k" * 32, "p" * 32, "18", None),
)


def _add(database, what, *checks, after=None):
    with database.writing() as session:
        return amendments.add(session, what, checks, SEAL, NOW, by=3, after=after)


def _present(database):
    with database.reading() as session:
        return amendments.parts(session)


def test_each_kind_is_read_back_as_it_was_written_and_makes_an_edition(database):
    assert [_add(database, one) for one in EVERYTHING] == [1, 2, 3, 4, 5, 6]
    assert _present(database).amendments == EVERYTHING
    assert _present(database).number == 6
    with database.reading() as session:
        assert {change.act for change in library.changes(session)} == {"amend"}


def test_a_former_edition_is_amended_as_it_was(database):
    _add(database, WORD)
    _add(database, EVERYTHING[4])
    with database.writing() as session:
        library.restore(session, 1, NOW)
    assert _present(database).amendments == (WORD,)
    with database.writing() as session:
        library.restore(session, 2, NOW)
    assert _present(database).amendments == (WORD, EVERYTHING[4])
    with database.writing() as session:
        library.restore(session, 0, NOW)
    assert _present(database).amendments == ()


def test_a_check_counts_as_long_as_its_amendment_and_its_question_is_sealed(database):
    _add(database, WORD, Check("ボラ団体の数は？", "answered", "18団体"))
    _add(database, None, Check("NPO法人数は？", "answered"))
    with database.reading() as session:
        alone, word = amendments.listed(session, SEAL)
        stored = session.execute(select(AmendmentCheck.question)).scalars().all()
    assert word.checks == (Check("ボラ団体の数は？", "answered", "18団体"),)
    assert (alone.what, alone.kind, alone.made_by) == (None, "check", 3)
    assert all("団体".encode() not in question for question in stored)
    with database.writing() as session:
        amendments.take_back(session, word.id, NOW)
    with database.reading() as session:
        assert [one.id for one in amendments.listed(session, SEAL)] == [alone.id]


def test_nothing_is_added_on_an_edition_that_was_not_tried(database):
    _add(database, WORD)
    with pytest.raises(EditionMovedOn):
        _add(database, EVERYTHING[4], after=0)
    assert _present(database).amendments == (WORD,)
