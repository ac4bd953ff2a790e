"""The words of sheets, kept with them."""

from __future__ import annotations

import pytest
from invented_town import results, review

from knowledge.answer import Knowledge, answer
from knowledge.language.words import Words
from knowledge.ledger.bundled import bundled
from knowledge.ledger.identity import Sheet, sheets_in
from knowledge.ledger.lexicon import Lexicon
from knowledge.model import Ledger

SHEETS = [*sheets_in(results()), *sheets_in(review()), *sheets_in(bundled())]


class NoWords(Words):
    """A dictionary that must not be asked."""

    def parse(self, text: str):  # type: ignore[no-untyped-def]
        raise AssertionError(f"{text} was cut again")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.source.place)
def test_words_kept_with_a_sheet_are_found_without_the_dictionary(sheet: Sheet):
    made = Lexicon(Words())
    kept = made.to_json(sheet)
    again = Lexicon(NoWords())
    assert again.take(sheet, kept)
    assert again.to_json(sheet) == kept


def test_who_begins_with_anothers_words_cuts_nothing_again_and_keeps_what_is_learned_then():
    known, learned = SHEETS[:2]
    first = Lexicon(Words())
    first.meet(known)
    second = first.beside(NoWords())
    assert second.to_json(known) == first.to_json(known)
    first.meet(learned)
    with pytest.raises(AssertionError, match="was cut again"):
        second.meet(learned)


def test_words_of_another_sheet_are_not_taken():
    one, other = SHEETS[:2]
    lexicon = Lexicon(Words())
    assert not lexicon.take(other, lexicon.to_json(one))
    assert not lexicon.take(other, "{}")
    assert not lexicon.take(other, "nothing")


def test_a_ledger_answers_alike_with_kept_words():
    sheet = results().results[0]
    lexicon = Lexicon(Words())
    assert lexicon.take(sheet, Lexicon(Words()).to_json(sheet))
    ledger = Ledger("1", results=(sheet,))
    told = [
        answer(knowledge, "令和6年度の貸出冊数の実績は？", None)
        for knowledge in (Knowledge.build(ledger, lexicon=lexicon), Knowledge.build(ledger))
    ]
    assert told[0] == told[1]
    assert "11,480" in told[0].text
