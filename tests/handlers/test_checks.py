"""What staff put right is answered by, and what was right before is asked again."""

from __future__ import annotations

import pytest

from handlers.checks import Check, failing, told
from handlers.city import City, Door, Word
from handlers.parts import Parts
from knowledge.answer import answer
from knowledge.language.words import Words
from knowledge.ledger.amendments import AddedRow, OutOfScope, Settled
from knowledge.ledger.bundled import bundled
from knowledge.ledger.identity import identified, sheets_in
from knowledge.ledger.lexicon import Lexicon
from knowledge.ledger.withdrawal import facts_of, print_of
from knowledge.model import Results

CITY = City(name="上山市")
LEXICON = Lexicon(Words())
NPO = Check("NPO法人数は？", "answered", "18団体")


def _asking(*amendments, city=CITY):
    parts = Parts(1, amendments=amendments)
    knowledge = parts.knowledge(city, LEXICON)
    return (lambda question, topic: answer(knowledge, question, topic)), (*city.doors, *parts.doors)


def _sheet(number="5-1-1"):
    return next(
        (identity.key, sheet)
        for identity, sheet in identified(sheets_in(bundled()))
        if isinstance(sheet, Results) and sheet.code.number == number
    )


def test_a_word_leads_to_what_the_documents_call_it():
    question = "ボラ団体の数は？"
    assert told(question, *_asking())[0] != "answered"
    assert "18団体" in told(question, *_asking(Word("ボラ団体", "NPO法人")))[1]


def test_an_added_figure_is_answered_with_the_place_it_was_found_at():
    key, _ = _sheet()
    row = AddedRow(key, "桜まつりの来場者数", "3,000", "3,120", "人", "令和5年度 決算附属資料", "12 観光", 12)
    outcome, text = told("桜まつりの来場者数は？", *_asking(row))
    assert outcome == "answered"
    assert "目標3,000人・実績3,120人" in text
    assert "出典：令和5年度 決算附属資料（12 観光" in text


def test_a_row_that_is_there_is_not_replaced_by_an_added_one():
    key, _ = _sheet()
    row = AddedRow(key, "NPO法人数", "99", "99", "団体", "ほかの資料", "1")
    assert failing([NPO], *_asking(row)) == []


def test_what_is_out_of_scope_is_refused_but_not_in_the_name_of_something_else():
    scope = OutOfScope(("移住",), "移住の相談は、窓口でお聞きください。")
    assert told("移住したい", *_asking(scope))[0] == "out_of_scope"
    assert told("移住推進事業費の予算は？", *_asking(scope))[0] == "answered"
    assert failing([NPO], *_asking(scope)) == []


def test_a_door_is_shown_where_the_documents_do_not_tell():
    door = Door(("温水プール",), "生涯学習課", "0000-00-0000")
    outcome, text = told("温水プールは何時からですか", *_asking(door))
    assert (outcome, "生涯学習課" in text) == ("door", True)
    assert failing([Check("温水プールは何時からですか", "door", "温水プール")], *_asking(door)) == []


@pytest.mark.parametrize("corrected", [None, "１９"])
def test_a_settled_doubt_is_said_no_more_and_a_corrected_figure_is_told(corrected):
    key, sheet = _sheet()
    row = next(row for row in sheet.indicators if row.name == "NPO法人数")
    settled = Settled(key, print_of(row), None if corrected is None else "18", corrected)
    parts = Parts(1, amendments=(settled,))
    held = {identity.key: one for identity, one in parts.held(CITY)}[key]
    assert all(one.doubt is None for one in held.indicators if one.name == "NPO法人数")
    said = told("NPO法人数は？", *_asking(settled))[1]
    assert f"実績{'17' if corrected is None else '19'}団体" in said


def test_a_corrected_row_can_be_withdrawn_like_any_other():
    key, sheet = _sheet()
    row = next(row for row in sheet.indicators if row.name == "NPO法人数")
    settled = Settled(key, print_of(row), "18", "19")
    identity = next(identity for identity, _ in identified(sheets_in(bundled())) if identity.key == key)
    corrected = next(fact for fact in Parts(1, amendments=(settled,)).facts(CITY) if fact.says == "18団体 → 19団体")
    assert corrected in facts_of(identity, {i.key: s for i, s in Parts(1, amendments=(settled,)).held(CITY)}[key])
    parts = Parts(2, withdrawn={(key, corrected.print)}, amendments=(settled,))
    assert corrected.name not in [fact.name for fact in parts.facts(CITY)]


@pytest.mark.parametrize("later", ["a row is added", "a doubt is settled", "the row is taken away again"])
def test_a_sheet_taken_back_as_a_whole_stays_so_whatever_staff_add_to_it(later):
    key, sheet = _sheet()
    added = AddedRow(key, "ごみ拾いの回数", "", "12", "回", "令和5年度 決算附属資料", "第5章")
    row = next(row for row in sheet.indicators if row.name == "NPO法人数")
    before = Parts(1, amendments=(added,) if later == "the row is taken away again" else ())
    whole = next(fact for fact in before.facts(CITY) if fact.sheet.key == key and fact.name.endswith("／全体"))
    after = {"a row is added": (added,), "a doubt is settled": (Settled(key, print_of(row), "18", "19"),)}.get(
        later, ()
    )
    parts = Parts(2, withdrawn={(key, whole.print)}, amendments=after)
    assert key not in {fact.sheet.key for fact in parts.facts(CITY)}
    knowledge = parts.knowledge(CITY, LEXICON)
    assert "出典" not in told("NPO法人数は？", lambda asked, topic: answer(knowledge, asked, topic), ())[1]
    assert "NPO法人数" in answer(Parts(3).knowledge(CITY, LEXICON), "NPO法人数は？", None).text


def test_the_version_tells_what_is_answered_by():
    versions = {
        Parts(1, amendments=made).knowledge(CITY, LEXICON).ledger.version
        for made in ((), (Word("a", "b"),), (OutOfScope(("x",), "y"),))
    }
    assert len(versions) == 3


def test_a_check_that_comes_out_otherwise_is_named_with_what_came():
    (failed,) = failing([NPO, Check("NPO法人数は？", "answered", "999団体")], *_asking())
    assert failed.check.says == "999団体"
    assert "18団体" in failed.text
