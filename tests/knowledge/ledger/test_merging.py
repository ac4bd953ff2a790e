"""One ledger from the bundled documents, the imported ones and the withdrawals."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from invented_town import results, review

from knowledge.documents.document import Document
from knowledge.ledger.bundled import bundled
from knowledge.ledger.identity import identified, identity_of, sheets_in
from knowledge.ledger.merging import Imported, merged
from knowledge.ledger.sheet_json import to_json
from knowledge.ledger.withdrawal import facts_of
from knowledge.model import Figure, Ledger

BUNDLED = bundled()


def _imported(*documents: Document | Ledger) -> list[Imported]:
    return [
        Imported(identity, sheet, hashlib.sha256(to_json(sheet).encode()).hexdigest())
        for document in documents
        for identity, sheet in identified(sheets_in(document))
    ]


def test_without_imports_the_ledger_is_the_bundled_one():
    assert merged(BUNDLED, []) == BUNDLED


def test_an_imported_sheet_stands_beside_the_bundled_ones():
    ledger = merged(BUNDLED, _imported(results(), review()))
    assert len(ledger.results) == len(BUNDLED.results) + 1
    assert len(ledger.projects) == len(BUNDLED.projects) + 1
    assert ledger.sections == BUNDLED.sections


def test_the_same_sheet_imported_takes_the_place_of_the_bundled_one():
    ours = BUNDLED.results[0]
    corrected = replace(ours, indicators=(replace(ours.indicators[0], result=Figure("5", None)),))
    ledger = merged(BUNDLED, _imported(Document(results=(corrected,))))
    assert len(ledger.results) == len(BUNDLED.results)
    (there,) = [sheet for sheet in ledger.results if sheet.code == ours.code]
    assert there.indicators[0].result == Figure("5", None)


def test_width_and_blanks_make_no_other_sheet():
    ours = BUNDLED.projects[0]
    wide = replace(ours, department=" ".join(ours.department), name=f"　{ours.name} ")
    assert identity_of(wide).key == identity_of(ours).key


def test_another_year_city_department_or_code_is_another_sheet():
    (sheet,) = results().results
    others = [
        replace(sheet, year=sheet.year - 1),
        replace(sheet, city="よそ市"),
        replace(sheet, department="図書館"),
        replace(sheet, code=replace(sheet.code, plan="5次")),
        replace(sheet, code=replace(sheet.code, number="2-3-2")),
    ]
    assert len({identity_of(one).key for one in (sheet, *others)}) == 6


def test_two_sheets_of_one_file_that_agree_in_everything_are_both_kept():
    (sheet,) = review().projects
    ledger = merged(BUNDLED, _imported(Document(projects=(sheet, replace(sheet, strategy="別紙")))))
    assert len(ledger.projects) == len(BUNDLED.projects) + 2


def test_names_we_gave_a_thing_stay_when_its_sheet_is_imported():
    bare = Ledger("", (), tuple(_bare(sheet) for sheet in BUNDLED.results))
    ledger = merged(BUNDLED, _imported(bare))
    assert [row.also for sheet in ledger.results for row in sheet.indicators] == [
        row.also for sheet in BUNDLED.results for row in sheet.indicators
    ]
    assert any(row.also for sheet in BUNDLED.results for row in sheet.indicators)


def test_which_rows_a_reason_is_for_stays_only_where_the_figures_are_the_same():
    ours = next(sheet for sheet in BUNDLED.results if sheet.reason_about)
    same = replace(ours, reason_about=())
    changed = replace(same, indicators=(replace(ours.indicators[0], result=Figure("1", None)), *ours.indicators[1:]))

    def about(sheet):
        ledger = merged(BUNDLED, _imported(Document(results=(sheet,))))
        return next(one.reason_about for one in ledger.results if one.code == ours.code)

    assert about(same) == ours.reason_about
    assert about(changed) == ()


def _bare(sheet):
    return replace(sheet, also=(), indicators=tuple(replace(row, also=()) for row in sheet.indicators))


@given(st.permutations(_imported(results(), results(year="令和５年度"), review())))
def test_the_order_of_importing_makes_no_other_version(imported):
    assert merged(BUNDLED, imported) == merged(BUNDLED, _imported(results(), results(year="令和５年度"), review()))


def test_every_change_makes_another_version_and_taking_it_back_the_former_one():
    before, after = _imported(results("11,480")), _imported(results("11,481"))
    (lent,) = [fact for fact in facts_of(before[0].identity, before[0].sheet) if fact.name.endswith("／貸出冊数")]
    ledgers = [
        BUNDLED,
        merged(BUNDLED, before),
        merged(BUNDLED, after),
        merged(BUNDLED, before, {(lent.sheet.key, lent.print)}),
    ]
    assert len({ledger.version for ledger in ledgers}) == 4
    assert merged(BUNDLED, before).version == ledgers[1].version
