"""Documents handed in at the desk: read beside everything else, with a page that says how far it is, and asked about where
checks would not hold. Doubts about a whole file are looked at and noted."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hall import Browser, Hall, opened
from invented_town import results_text
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.current import Current
from handlers.checks import Check
from handlers.city import City
from storage import amendments, audit, importing, library
from storage.models import HandedFile

TOWN = City(name="上山市")
BOOKS = "図書館の貸出冊数は？"


@pytest.fixture
def hall(database, clock) -> Hall:
    return opened(database, clock, name="上山市")


def _hands_in(browser: Browser, *files: tuple[bytes, str]) -> str:
    """Files handed in on the page; the page that says how far they are."""
    browser.opens("/knowledge/")
    sent = browser.sends("/knowledge/upload", files=[(io.BytesIO(content), name) for content, name in files])
    assert sent.status_code == 302
    return sent.location.removeprefix("/console")


def _sheet(books: str = "11,480") -> tuple[bytes, str]:
    return results_text(books).encode(), "成果.txt"


def _edition(hall: Hall) -> int:
    with hall.database.reading() as session:
        return library.edition(session)


def test_a_document_waits_is_read_and_answered_from(hall):
    browser = hall.at_work()
    where = _hands_in(browser, _sheet())
    waiting = browser.opens(where)
    assert "順番を待っています" in waiting.text
    assert waiting.headers["Refresh"] == "3"
    assert _edition(hall) == 0
    assert hall.reading.read_next() == 1
    done = browser.opens(where)
    assert "第1版として取り込みました" in done.text
    assert "成果.txt：主要施策の成果説明書 1枚、確かでないところ 2か所" in done.text
    assert "Refresh" not in done.headers
    assert "第1版になりました" in browser.opens("/knowledge/").text
    with hall.database.reading() as session:
        line = audit.lines(session, act="library.imported")[0]
        assert line.detail == {"files": 1}
        assert line.who == "satoさん"
    assert hall.reading.read_next() == 0


def test_the_page_says_how_far_the_reading_is_and_need_not_move_by_itself(hall):
    browser = hall.at_work()
    where = _hands_in(browser, _sheet())
    with hall.database.writing() as session:
        claimed = importing.claim(session, hall.clock())
        assert importing.note(session, claimed, "read", "成果.txt", 12, 40, hall.clock())
    page = browser.opens(where)
    assert "資料を読んでいます" in page.text
    assert "40のうち 12 まで" in page.text
    assert '<progress max="40" value="12"' in page.text
    still = browser.opens(f"{where}?still=1")
    assert "Refresh" not in still.headers
    assert "いまの状況を見る" in still.text


def test_where_nobody_reads_the_page_says_so(hall):
    browser = hall.at_work()
    where = _hands_in(browser, _sheet())
    hall.clock.passes(minutes=2)
    assert "ワーカー（koe worker）が動いているか" in browser.opens(where).text


def test_a_refused_file_is_one_sentence_and_takes_nothing_in(hall):
    browser = hall.at_work()
    where = _hands_in(browser, _sheet(), (b"\x89PNG\r\n", "絵.png"))
    hall.reading.read_next()
    page = browser.opens(where).text
    assert "絵.png：画像の" in page
    assert "何も取り込んでいません" in page
    assert _edition(hall) == 0
    with hall.database.reading() as session:
        assert all(one.content == "" for one in _kept_files(session))  # nobody needs to read them any more


def _kept_files(session: Session) -> Sequence[HandedFile]:
    return session.execute(select(HandedFile)).scalars().all()


def test_reading_that_was_let_fall_is_taken_up_again_and_kept_once(hall):
    _hands_in(hall.at_work(), _sheet())
    with hall.database.writing() as session:
        killed = importing.claim(session, hall.clock())
    assert hall.reading.read_next() == 0  # somebody has it in hand
    hall.clock.passes(minutes=6)
    assert hall.reading.read_next() == 1
    assert _edition(hall) == 1
    with hall.database.writing() as session:
        assert importing.keep(session, killed, [], [], hall.clock()) is None
        assert not importing.note(session, killed, "read", "", 1, 2, hall.clock())
    assert _edition(hall) == 1


def test_reading_is_put_back_when_its_process_is_to_end_and_no_try_is_lost(hall):
    _hands_in(hall.at_work(), _sheet())
    for _ in range(5):  # more often than it may be let fall
        assert hall.reading.read_next(stopping=lambda: True) == 1
        assert _edition(hall) == 0
    assert hall.reading.read_next() == 1
    assert _edition(hall) == 1


def test_what_cannot_be_read_to_its_end_is_given_up_after_three_times(hall):
    browser = hall.at_work()
    where = _hands_in(browser, _sheet())
    for _ in range(3):
        with hall.database.writing() as session:
            assert importing.claim(session, hall.clock()) is not None
        hall.clock.passes(minutes=6)
    assert hall.reading.read_next() == 0
    browser = hall.at_work("abe")
    assert "読み終えられませんでした" in browser.opens(where).text


def _guarded(hall: Hall, browser: Browser) -> str:
    """A sheet whose figure is guarded by a check, and another print of it handed in; the page that asks."""
    where = _hands_in(browser, _sheet())
    hall.reading.read_next()
    with hall.database.writing() as session:
        amendments.add(session, None, [Check(BOOKS, "answered", "11,480")], hall.seal, hall.clock())
    where = _hands_in(browser, _sheet("12,000"))
    hall.reading.read_next()
    return where


def test_a_document_that_changes_a_guarded_answer_is_asked_about_and_taken_in_with_a_reason(hall):
    browser = hall.at_work()
    where = _guarded(hall, browser)
    page = browser.opens(where).text
    assert "まだ取り込んでいません" in page
    assert f"「{BOOKS}」" in page
    assert "確認が必要です" in browser.opens("/knowledge/").text
    assert _edition(hall) == 2
    browser.opens(where)
    browser.sends(f"{where}/go-on", why="")
    assert hall.reading.read_next() == 0
    other = hall.at_work("momo")
    other.opens(where)
    other.sends(f"{where}/go-on", why="正誤表で直された")
    hall.reading.read_next()
    assert "第3版として取り込みました" in browser.opens(where).text
    assert "12,000" in Current.open(hall.database, TOWN)(BOOKS, None).text
    with hall.database.reading() as session:
        (agreed,) = audit.lines(session, act="library.import_agreed")
        taken_in = audit.lines(session, act="library.imported")[0]
    assert (agreed.who, agreed.detail) == ("momoさん", {"why": "正誤表で直された"})
    assert (taken_in.who, taken_in.detail) == ("satoさん", {"files": 1, "checks": 1})


def test_who_was_overtaken_before_a_reason_was_given_is_not_taken_for_the_one_who_reads_it_now(hall):
    browser = hall.at_work()
    where = _guarded(hall, browser)
    with hall.database.reading() as session:
        (asking,) = [one for one in importing.newest(session, hall.seal) if one.state == "asking"]
    overtaken = importing.Claim(asking.id, 1, "", None)
    browser.opens(where)
    browser.sends(f"{where}/go-on", why="正誤表で直された")
    with hall.database.writing() as session:
        present = importing.claim(session, hall.clock())
        assert present is not None
        assert present.number == overtaken.number
        assert not importing.note(session, overtaken, "read", "", 1, 2, hall.clock())
        assert importing.keep(session, overtaken, [], [], hall.clock()) is None
        assert importing.note(session, present, "read", "", 1, 2, hall.clock())


def test_staff_may_leave_it_at_that(hall):
    browser = hall.at_work()
    where = _guarded(hall, browser)
    browser.opens(where)
    browser.sends(f"{where}/stop")
    assert "職員が取りやめました" in browser.opens(where).text
    assert hall.reading.read_next() == 0
    browser.opens(where)
    browser.sends(f"{where}/go-on", why="やはり")
    assert "もう終わっています" in browser.opens(where).text
    assert _edition(hall) == 2


def test_reading_that_is_stopped_meanwhile_takes_nothing_in(hall):
    browser = hall.at_work()
    where = _hands_in(browser, _sheet())
    with hall.database.writing() as session:
        claimed = importing.claim(session, hall.clock())
    browser.opens(where)
    browser.sends(f"{where}/stop")
    with hall.database.writing() as session:
        assert importing.keep(session, claimed, [], [], hall.clock()) is None


def test_what_is_over_is_forgotten_after_a_month(hall):
    _hands_in(hall.at_work(), _sheet())
    hall.reading.read_next()
    with hall.database.writing() as session:
        importing.forget_over(session, hall.clock() + timedelta(days=29))
        assert importing.newest(session, hall.seal) != []
        importing.forget_over(session, hall.clock() + timedelta(days=31))
        assert importing.newest(session, hall.seal) == []
        assert library.edition(session) == 1


def test_larger_files_than_a_form_may_hold_are_handed_in_and_too_large_ones_refused(hall):
    browser = hall.at_work()
    browser.opens("/knowledge/")
    assert _posts(browser, "/knowledge/upload", results_text().encode() + b"\n" * (5 * 1024 * 1024)) == 302
    assert _posts(browser, "/knowledge/upload", b"x" * (21 * 1024 * 1024)) == 413
    # Other forms stay as short as they were, and nobody who is not signed in may send more.
    assert _posts(browser, "/knowledge/facts", b"x" * (5 * 1024 * 1024)) == 413
    assert _posts(hall.browser(), "/knowledge/upload", b"x" * (5 * 1024 * 1024)) == 413


def test_files_are_taken_in_while_the_machines_temporary_folder_takes_nothing(hall, monkeypatch):
    browser = hall.at_work()
    browser.opens("/knowledge/")
    monkeypatch.setattr(tempfile, "tempdir", "/proc/none")
    assert _posts(browser, "/knowledge/upload", results_text().encode() + b"\n" * (5 * 1024 * 1024)) == 302


def _posts(browser: Browser, path: str, content: bytes) -> int:
    """A form with a long file, sent as it is: the client of the tests would leave a file of its own open."""
    head = (
        '--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
        f"{browser._token}\r\n"
        '--b\r\nContent-Disposition: form-data; name="files"; filename="long.txt"\r\n\r\n'
    )
    answer = browser.client.post(
        f"/console{path}",
        data=head.encode() + content + b"\r\n--b--\r\n",
        content_type="multipart/form-data; boundary=b",
        headers={"Sec-Fetch-Site": "same-origin"},
        environ_base={"REMOTE_ADDR": browser.address},
    )
    return answer.status_code


def test_who_practises_sees_a_document_taken_in_and_nothing_of_it_stays(hall):
    browser = hall.at_work()
    browser.opens("/me/")
    browser.sends("/practice/begin")
    where = _hands_in(browser, _sheet())
    assert "第1版として取り込みました" in browser.opens(where).text
    assert _edition(hall) == 0


# --- doubts about a whole file ---------------------------------------------------------------------------------------


def _whole_file(hall: Hall) -> Browser:
    """A file whose reader is not sure of something that is no row: two sheets of one name."""
    browser = hall.at_work()
    _hands_in(browser, (f"{results_text()}\n{results_text('9')}".encode(), "成果.txt"))
    hall.reading.read_next()
    return browser


def test_a_doubt_about_a_whole_file_is_looked_at_noted_and_gone_from_the_list(hall):
    browser = _whole_file(hall)
    page = browser.opens("/knowledge/doubts").text
    doubt = "ファイルの中に2つあります"
    todo = page.split("確かめたもの（")[0]
    assert doubt in todo
    before = int(re.search(r"まだ確かめていないところが (\d+)か所", browser.opens("/knowledge/").text)[1])
    file, nth = re.search(r'name="file" value="(\d+)"><input type="hidden" name="nth" value="(\d+)"', todo).groups()
    browser.opens("/knowledge/doubts")
    browser.sends("/knowledge/doubts/file", file=file, nth=nth, note="正誤表が入っている")
    page = browser.opens("/knowledge/doubts").text
    assert f'name="nth" value="{nth}"' not in page
    settled = page.split("確かめたもの（")[1]
    assert "正誤表が入っている" in settled
    assert "satoさん" in settled
    assert f"まだ確かめていないところが {before - 1}か所" in browser.opens("/knowledge/").text
    with hall.database.reading() as session:
        assert audit.lines(session, act="library.doubt_settled")[0].detail == {"nth": int(nth)}


def test_a_doubt_is_settled_once_and_only_one_that_is_there(hall):
    browser = _whole_file(hall)
    browser.opens("/knowledge/doubts")
    browser.sends("/knowledge/doubts/file", file="1", nth="0")
    for file, nth in (("1", "0"), ("1", "99"), ("77", "0"), ("x", "y")):
        browser.opens("/knowledge/doubts")
        browser.sends("/knowledge/doubts/file", file=file, nth=nth)
        assert "もう確かめられています" in browser.opens("/knowledge/doubts").text
    with hall.database.reading() as session:
        assert len(importing.settled_doubts(session)) == 1


def test_a_file_taken_in_again_is_doubted_again(hall):
    browser = _whole_file(hall)
    browser.opens("/knowledge/doubts")
    browser.sends("/knowledge/doubts/file", file="1", nth="0")
    _hands_in(browser, (f"{results_text()}\n{results_text('8')}".encode(), "成果.txt"))
    hall.reading.read_next()
    assert "ファイルの中に2つあります" in browser.opens("/knowledge/doubts").text.split("確かめたもの（")[0]
