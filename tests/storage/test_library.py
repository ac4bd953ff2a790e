"""The library of imported documents."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from invented_town import results, review
from sqlalchemy import text

from knowledge.documents.document import Document
from knowledge.language.text import UNKNOWN_PLAN
from knowledge.language.words import Words
from knowledge.ledger.identity import identified, sheets_in
from knowledge.ledger.lexicon import Lexicon
from knowledge.ledger.sheet_json import UnreadableSheet
from knowledge.ledger.withdrawal import Fact, facts_of
from storage import library
from storage.database import Database
from storage.library import NoSuchEdition, Parcel

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _parcel(document: Document, name: str = "成果.txt", *doubts: str) -> Parcel:
    return Parcel.of(name, "0" * 64, sheets_in(document), doubts)


def _keep(database: Database, *parcels: Parcel, now: datetime = NOW) -> int:
    with database.writing() as session:
        return library.keep(session, parcels, now)


def _restore(database: Database, edition: int) -> int:
    with database.writing() as session:
        return library.restore(session, edition, NOW)


def _shown(database: Database) -> list[str]:
    """What the sheets shown say of the books lent, or which project they are about."""
    with database.reading() as session:
        sheets = [one.sheet for one in library.shown(session)]
    return [getattr(sheet, "name", None) or sheet.indicators[0].result.printed for sheet in sheets]


def _edition(database: Database) -> int:
    with database.reading() as session:
        return library.edition(session)


def _lent(document: Document) -> Fact:
    ((identity, sheet),) = identified(sheets_in(document))
    return next(fact for fact in facts_of(identity, sheet) if fact.name.endswith("／貸出冊数"))


def test_nothing_is_shown_before_the_first_import(database):
    assert (_edition(database), _shown(database)) == (0, [])


def test_what_was_imported_is_shown_as_it_was_read(database):
    assert _keep(database, _parcel(results()), _parcel(review())) == 1
    with database.reading() as session:
        assert [one.sheet for one in library.shown(session)] == [*results().results, *review().projects]
        assert [one.identity for one in library.shown(session)] == [
            identity for document in (results(), review()) for identity, _ in identified(sheets_in(document))
        ]


def test_words_are_kept_with_the_sheets_they_are_of(database):
    lexicon = Lexicon(Words())
    _keep(database, Parcel.of("成果.txt", "0" * 64, sheets_in(results()), lexicon=lexicon), _parcel(review()))
    with database.reading() as session:
        of_results, of_review = library.shown(session)
    assert of_results.words == lexicon.to_json(of_results.sheet)
    assert of_review.words is None


def test_whoever_makes_a_long_file_ready_is_told_how_far_it_is():
    told: list[tuple[int, int]] = []
    sheets = [*results("1").results, *results("2").results, *review().projects]
    Parcel.of("成果.txt", "0" * 64, sheets, lexicon=Lexicon(Words()), progress=lambda *far: told.append(far))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_file_of_more_sheets_than_one_statement_takes_is_kept_whole(database):
    (sheet,) = results().results
    many = [replace(sheet, department=f"第{nth}課", goals=(), purposes=()) for nth in range(1_002)]
    lexicon = Lexicon(Words())
    _keep(database, Parcel.of("成果.txt", "0" * 64, many, lexicon=lexicon))
    with database.reading() as session:
        shown = library.shown(session)
    expected = [(one.department, lexicon.to_json(one)) for one in many]
    assert [(one.sheet.department, one.words) for one in shown] == expected


def test_words_found_later_take_the_place_of_former_ones(database):
    _keep(database, _parcel(results()))
    for words in ("old", "new"):
        with database.writing() as session:
            (one,) = library.shown(session)
            library.keep_words(session, {one.digest: words})
    with database.reading() as session:
        assert [one.words for one in library.shown(session)] == ["new"]


def test_words_of_another_dictionary_are_not_used(database):
    _keep(database, Parcel.of("成果.txt", "0" * 64, sheets_in(results()), lexicon=Lexicon(Words())))
    with database.writing() as session:
        session.execute(text("UPDATE sheet_words SET lexicon = 'another'"))
    with database.reading() as session:
        assert [one.words for one in library.shown(session)] == [None]


def test_importing_again_supersedes(database):
    _keep(database, _parcel(results("11,480")), _parcel(review()))
    assert _keep(database, _parcel(results("11,840"))) == 2
    assert _shown(database) == ["移動図書館費", "11,840"]


def test_a_file_put_right_by_the_number_of_its_plan_takes_the_place_of_itself_without(database):
    known = results("11,480")
    (sheet,) = known.results
    unknown = replace(known, results=(replace(sheet, code=replace(sheet.code, plan=UNKNOWN_PLAN)),))
    _keep(database, _parcel(unknown))
    _keep(database, _parcel(results("11,840", department="生活課")))
    assert _shown(database) == ["11,480", "11,840"]  # another section's sheet is another sheet
    _keep(database, _parcel(results("11,481")))
    assert _shown(database) == ["11,840", "11,481"]
    _restore(database, 2)
    assert sorted(_shown(database)) == ["11,480", "11,840"]


def test_another_year_supersedes_nothing(database):
    _keep(database, _parcel(results("11,480")))
    _keep(database, _parcel(results("9,000", year="令和５年度")))
    assert _shown(database) == ["11,480", "9,000"]


def test_of_two_files_imported_at_once_the_later_one_counts(database):
    _keep(database, _parcel(results("1")), _parcel(results("2")))
    assert _shown(database) == ["2"]


def test_a_former_edition_can_be_shown_again_and_left_again(database):
    _keep(database, _parcel(results("1")))
    _keep(database, _parcel(results("2")), _parcel(review()))
    assert _restore(database, 1) == 3
    assert _shown(database) == ["1"]
    assert _restore(database, 2) == 4
    assert sorted(_shown(database)) == ["2", "移動図書館費"]
    assert _restore(database, 0) == 5
    assert _shown(database) == []
    assert _restore(database, 3) == 6
    assert _shown(database) == ["1"]


@pytest.mark.parametrize("edition", [-1, 2, 99])
def test_an_edition_that_never_was_cannot_be_shown(database, edition):
    _keep(database, _parcel(results()))
    with pytest.raises(NoSuchEdition):
        _restore(database, edition)
    assert (_edition(database), len(_shown(database))) == (1, 1)


def test_a_withdrawal_outlives_importing_and_restoring_until_it_is_taken_back(database):
    _keep(database, _parcel(results()))
    with database.writing() as session:
        assert library.withdraw(session, _lent(results()), NOW) == 2
    _keep(database, _parcel(results()))
    _restore(database, 1)
    with database.reading() as session:
        (taken_back,) = library.withdrawn(session)
    assert (taken_back.identity, taken_back.print) == (_lent(results()).sheet.key, _lent(results()).print)
    assert "貸出冊数" in taken_back.name
    with database.writing() as session:
        assert library.give_again(session, taken_back, NOW) == 5
        assert library.withdrawn(session) == []


def test_withdrawing_twice_changes_nothing_the_second_time(database):
    for _ in range(2):
        with database.writing() as session:
            assert library.withdraw(session, _lent(results()), NOW) == 1
    assert _edition(database) == 1


def test_the_list_of_files_tells_which_of_them_are_still_answered_from(database):
    _keep(database, _parcel(results("1"), "一.txt", "題名のない行"), _parcel(review(), "二.txt"))
    _keep(database, _parcel(results("2"), "三.txt"), now=NOW + timedelta(days=1))
    with database.reading() as session:
        files = library.files(session)
        changes = library.changes(session)
    assert [(file.name, file.edition, file.sheets, file.shown) for file in files] == [
        ("三.txt", 2, 1, 1),
        ("二.txt", 1, 1, 1),
        ("一.txt", 1, 1, 0),
    ]
    assert [file.doubts for file in files] == [(), (), ("題名のない行",)]
    assert [file.imported_at for file in files] == [NOW + timedelta(days=1), NOW, NOW]
    assert [(change.number, change.act) for change in changes] == [(2, "import"), (1, "import")]


def test_a_file_may_have_a_name_that_is_no_text(database):
    _keep(database, _parcel(results(), os.fsdecode(b"\xff.txt")))
    with database.reading() as session:
        (file,) = library.files(session)
    assert file.name == "\ufffd.txt"


def test_what_breaks_off_leaves_the_former_edition(database):
    _keep(database, _parcel(results("1")))

    def break_off() -> None:
        with database.writing() as session:
            library.keep(session, [_parcel(results("2")), _parcel(review())], NOW)
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert (_edition(database), _shown(database)) == (1, ["1"])
    with database.reading() as session:
        assert len(library.files(session)) == 1


_KILLED_WHILE_IMPORTING = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from storage import library
from storage.database import Database
from storage.library import Parcel
sys.path.insert(0, "tests")
from invented_town import results
with Database(sys.argv[1]).writing() as session:
    library.keep(session, [Parcel.of("二.txt", "0" * 64, results("2").results)], datetime.now(UTC))
    session.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_killed_while_importing_leaves_the_former_edition(database):
    _keep(database, _parcel(results("1")))
    address = database.url.render_as_string(hide_password=False)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_WHILE_IMPORTING, address], cwd=Path(__file__).parents[2], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert (_edition(database), _shown(database)) == (1, ["1"])
    assert _keep(database, _parcel(results("3"))) == 2
    assert _shown(database) == ["3"]


def test_two_who_import_at_once_make_two_editions(database):
    both = Barrier(2)

    def importing(books: str) -> int:
        both.wait(60)
        return _keep(database, _parcel(results(books)), _parcel(review(books)))

    with ThreadPoolExecutor(2) as staff:
        made = sorted(staff.map(importing, ("1", "2")))
    assert made == [1, 2]
    assert len(_shown(database)) == 2
    assert _restore(database, 1) == 3


def test_the_database_itself_lets_no_sheet_be_shown_twice(database):
    _keep(database, _parcel(results()))
    again = text("INSERT INTO showings (identity, sheet_id, since) SELECT identity, sheet_id, since FROM showings")
    with pytest.raises(Exception, match=r"(?i)unique"), database.writing() as session:
        session.execute(again)


def test_a_sheet_of_a_later_release_is_named_and_not_guessed_at(database):
    _keep(database, _parcel(results()))
    with database.writing() as session:
        session.execute(text("""UPDATE sheets SET body = '{"later": 1}'"""))
    with pytest.raises(UnreadableSheet), database.reading() as session:
        library.shown(session)
