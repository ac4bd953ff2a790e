"""The secured form: a name and a contact, once, for half an hour, for the person the link was given to."""

from __future__ import annotations

import io
import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from office import HANA, TOWN, Office, way_to_form
from PIL import Image
from sqlalchemy import delete, func, select

import bot.pictures
from bot.form.pace import Pace
from bot.form.written import NO_ROOM
from storage import cases, contacts, form_visits, switches
from storage.models import Attachment, Case, FormVisit

TOLD = "私は佐藤です。090-1234-5678に電話ください。公園のベンチを直してほしいです。"
FIRST = "K-2026-0001-7"


@pytest.fixture
def office(opens, tmp_path) -> Office:
    linked = replace(TOWN, public_base_url="https://koe.example.jp", per_minute=200)
    return opens(town=linked, media_folder=tmp_path / "media")


@pytest.fixture
def link(office) -> str:
    return way_to_form(office, TOLD)


def shown(office: Office, link: str) -> str:
    return office.web.get(link, base_url="https://koe.example.jp").get_data(as_text=True)


def filled_in(page: str) -> dict[str, str]:
    """What stands in the fields of a page."""
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    typed = re.findall(r'<input(?=[^>]*name="(name|contact)")[^>]*value="([^"]*)"', page)
    return {"text": text[1].strip() if text else "", **dict(typed)}


def sends(office: Office, link: str, *, csrf: str | None = None, photos: Sequence[bytes] = (), **fields):
    page = shown(office, link)
    found = re.search(r'name="csrf" value="(\w+)"', page)
    written = {"text": TOLD, "name": "佐藤 花", "contact": "090-1234-5678", "reply": "yes"} | fields
    written["photos"] = [(io.BytesIO(content), f"{number}.png") for number, content in enumerate(photos)]
    written["csrf"] = csrf if csrf is not None else (found[1] if found else "")
    return office.web.post(link, data=written, content_type="multipart/form-data", base_url="https://koe.example.jp")


def count(office: Office, table) -> int:
    with office.database.reading() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def photo(size=(40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return out.getvalue()


def test_what_was_written_in_the_talk_stands_in_the_form(office, link):
    page = shown(office, link)
    assert "公園のベンチを直してほしいです。" in page
    assert "3年間保存します" in page
    assert "お返事はLINEに届きます" in page
    assert count(office, Case) == 0


def test_who_is_in_danger_reads_numbers_and_no_word_of_what_is_sent_already(office, link):
    page = sends(office, link, text="もう死にたいです。公園のベンチも直してください。").get_data(as_text=True)
    assert "よりそいホットライン" in page
    assert f"受付番号 {FIRST}" in page
    assert "このまま市に送る" not in page


def test_who_sent_the_words_in_the_talk_and_then_leaves_a_number_by_the_form_can_be_called(office):
    words = "公園のベンチを直してほしいです"
    for seconds, said in enumerate(("市民の声", words, "送る（返事がほしい）")):
        office.answers(office.said(HANA, said, seconds=seconds))
    office.clock.passes(minutes=5)
    page = sends(office, way_to_form(office, TOLD), text=words).get_data(as_text=True)
    assert f"受付番号 {FIRST}" in page
    with office.database.reading() as session:
        told = contacts.of(session, cases.by_receipt(session, FIRST), office.seal)
    assert told == "（11月20日に届いた声から）\nお名前：佐藤 花\n連絡先：090-1234-5678"


def test_what_goes_on_with_a_voice_joins_it_by_the_form_too(office):
    for seconds, said in enumerate(
        (
            "市民の声",
            "公園のベンチを直してほしいです",
            "送る（返事がほしい）",
            "側溝のそばで危ない思いをしています",
            "続きとして送る",
        )
    ):
        office.answers(office.said(HANA, said, seconds=seconds))
    office.answers(office.said(HANA, "連絡先も伝える", seconds=6))
    link = re.search(r"https://koe\.example\.jp(/form/\S+)", office.phone(HANA)[-1])[1]
    page = sends(office, link, text="側溝のそばで危ない思いをしています").get_data(as_text=True)
    assert f"受付番号 {FIRST}" in page
    assert count(office, Case) == 1


def test_the_form_ends_with_a_receipt_and_the_way_back(office, link):
    answer = sends(office, link, photos=[photo(), photo()])
    page = answer.get_data(as_text=True)
    assert f"受付番号 {FIRST}（11月20日）" in page
    assert "LINEのトークに戻る" in page
    assert "のせてもよいですか" not in page  # only the talk can hear the answer
    with office.database.reading() as session:
        case = cases.by_receipt(session, FIRST)
        photos = session.execute(select(Attachment)).scalars().all()
    assert (case.channel, case.chat) == ("form", office.events()[0].chat)
    assert office.seal.open(case.contact) == "お名前：佐藤 花\n連絡先：090-1234-5678"
    assert b"090" not in case.contact
    assert [one.state for one in photos] == ["ready", "ready"]
    office.answers(office.said(HANA, "受付状況", seconds=9))
    assert FIRST in office.phone(HANA)[-1]


def test_a_link_works_once_and_then_shows_the_receipt(office, link):
    sends(office, link)
    assert FIRST in shown(office, link)
    assert FIRST in sends(office, link).get_data(as_text=True)
    assert count(office, Case) == 1


def test_after_half_an_hour_the_link_is_over_and_says_so(office, link):
    office.clock.passes(minutes=31)
    answer = office.web.get(link)
    assert answer.status_code == 404
    assert "もう一度お入りください" in answer.get_data(as_text=True)
    assert sends(office, link).status_code == 404
    assert count(office, Case) == 0


def test_a_link_nobody_gave_out_opens_nothing(office):
    assert office.web.get("/form/abcdef").status_code == 404


@pytest.mark.parametrize("csrf", ["", "0" * 32, "forged"])
def test_a_page_of_somebody_elses_sends_nothing_and_loses_nothing(office, link, csrf):
    page = sends(office, link, csrf=csrf, text="書いたもの").get_data(as_text=True)
    assert "もう一度「送る」を押してください" in page
    assert count(office, Case) == 0
    assert "書いたもの" in shown(office, link)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "番号は1234-5678-9012です"}, "12けたの番号"),
        ({"contact": "123456789012"}, "12けたの番号"),
        ({"text": ""}, "ご意見を書いてください"),
        ({"text": "あ" * 2001}, "2,000字まで"),
        ({"name": "あ" * 101}, "100字まで"),
        ({"photos": [b"no picture"]}, "写真として読めない"),
        ({"photos": [photo() for _ in range(4)]}, "3枚まで"),
    ],
)
def test_what_cannot_be_taken_is_told_in_one_sentence_and_what_was_written_stays(office, link, fields, told):
    page = sends(office, link, **fields).get_data(as_text=True)
    assert told in page
    assert 'role="alert"' in page
    assert count(office, Case) == 0
    written = {"text": TOLD, "name": "佐藤 花", "contact": "090-1234-5678"} | fields
    written.pop("photos", None)
    assert filled_in(shown(office, link)) == written


def test_scripts_are_shown_as_text(office, link):
    page = sends(office, link, text="<script>alert(1)</script>番号は123456789012").get_data(as_text=True)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_page_leaks_nothing(office, link):
    answer = office.web.get(link)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    token = link.rsplit("/", 1)[1]
    with office.database.reading() as session:
        (visit,) = session.execute(select(FormVisit)).scalars()
    assert token not in visit.token
    assert "佐藤".encode() not in visit.draft


def test_a_new_link_closes_the_one_before_and_erases_what_was_written_there(office, link):
    office.clock.passes(seconds=7)
    another_way(office)
    assert office.web.get(link).status_code == 404
    visits = office._rows(select(FormVisit).order_by(FormVisit.opened_at))
    assert [visit.draft is None for visit in visits] == [True, False]


def another_way(office: Office) -> str:
    office.answers(office.said(HANA, "市民の声", seconds=5))
    office.answers(office.said(HANA, "連絡先も伝えたい", seconds=6))
    return re.search(r"https://koe\.example\.jp(/form/\S+)", office.phone(HANA)[-1])[1]


def while_photos_are_read(office: Office, link: str, act: Callable[[], object], **more) -> str:
    """What the form answers to whoever sends a photo by it, when ``act`` is done before the photo was read."""
    with ThreadPoolExecutor(1) as telephone:
        with bot.pictures._ONE_AT_A_TIME:
            sending = telephone.submit(sends, office, link, photos=[photo()], **more)
            while bot.pictures.PLACES._value == 4:
                time.sleep(0.001)
            act()
        return sending.result().get_data(as_text=True)


def test_who_asks_for_a_new_link_while_photos_are_on_their_way_has_their_voice_taken(office, link):
    page = while_photos_are_read(office, link, lambda: another_way(office))
    assert f"受付番号 {FIRST}（11月20日）" in page
    assert count(office, Case) == 1
    assert FIRST in shown(office, link)


def test_who_is_forgotten_while_photos_are_on_their_way_reads_that_nothing_was_taken(office, link):
    def forgotten() -> None:
        with office.database.writing() as session:
            session.execute(delete(FormVisit))

    page = while_photos_are_read(office, link, forgotten, text="水路のふたを直してほしいです。")
    assert "受け付けました" not in page
    assert "まだ受け付けていません" in page
    assert "水路のふたを直してほしいです。" in page
    assert list(office.media_folder.iterdir()) == []


def test_what_is_refused_after_it_was_handed_in_leaves_no_words_behind(office, link):
    with office.database.reading() as session:
        visit = form_visits.find(session, link.rsplit("/", 1)[1], office.seal, office.clock())
    sends(office, link)
    with office.database.writing() as session:
        form_visits.keep_draft(session, visit, '{"text": "水路のふた"}', office.seal)
    assert [visit.draft for visit in office._rows(select(FormVisit))] == [None]


def test_a_voice_withdrawn_later_is_no_longer_shown_by_its_link(office, link):
    sends(office, link)
    office.answers(office.event(HANA, "postback", postback={"data": f"v1:case:withdrawn:{FIRST}"}, seconds=9))
    assert "取り下げられています" in shown(office, link)


def _switched(office, act, *args, **more):
    with office.database.writing() as session:
        act(session, *args, **more)
    office.stopping.follow(office.database)


def test_who_writes_in_the_form_while_the_bot_is_stopped_is_heard_and_told_so(office, link):
    _switched(office, switches.stop, "bot", "おかしな答え", office.clock(), by=1)
    assert "いま、LINEでの自動のお返事を止めています。このページに書いたご意見は、お受けします" in shown(office, link)
    page = sends(office, link).get_data(as_text=True)
    assert f"受付番号 {FIRST}" in page
    assert "「受付状況」は、再開してからお使いください" in page
    assert count(office, Case) == 1
    _switched(office, switches.start, "bot")
    assert "止めています" not in shown(office, link)
    office.answers(office.said(HANA, "受付状況", seconds=9))
    assert FIRST in office.phone(HANA)[-1]


@pytest.mark.parametrize(
    ("stopped", "told"), [(False, "もう一度お入りください"), (True, "新しいページはお出しできません")]
)
def test_what_was_sent_too_late_is_shown_so_that_nobody_writes_it_again(office, link, stopped, told):
    if stopped:
        _switched(office, switches.stop, "bot", "点検", office.clock(), by=1)
    office.clock.passes(minutes=31)
    answer = office.web.post(link, data={"text": "<b>ベンチ</b>を直して"}, base_url="https://koe.example.jp")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "&lt;b&gt;ベンチ&lt;/b&gt;を直して" in page
    assert told in page
    assert count(office, Case) == 0


def test_whoever_hammers_at_the_form_is_slowed_and_nobody_else(office, link):
    hammering = {"X-Forwarded-For": "198.51.100.9"}
    answers = [office.web.get(f"/form/made-up-{number}", headers=hammering).status_code for number in range(70)]
    assert (answers[:60], answers[60:]) == ([404] * 60, [429] * 10)
    assert office.web.get(link, headers=hammering).status_code == 429
    assert office.web.get(link, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 200
    # Whoever comes without a proxy cannot say that they are somebody else.
    straight = [
        office.web.get(
            "/form/x",
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
            environ_overrides={"REMOTE_ADDR": "203.0.113.5"},
        ).status_code
        for number in range(61)
    ]
    assert straight[-1] == 429
    office.clock.passes(seconds=61)
    assert office.web.get(link, headers=hammering).status_code == 200


def test_a_flood_from_ever_new_addresses_takes_no_more_memory(office):
    pace = Pace(60)
    for number in range(12_000):
        assert pace.allows(f"2001:db8::{number:x}", office.clock())
    assert len(pace._seen) == 5_000


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """As on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def grows_when_made_anew() -> bytes:
    """A picture of one noisy tile again and again: 200 kB as a PNG, some megabytes as a JPEG."""
    tile, whole, out = Image.effect_noise((32, 32), 250), Image.new("L", (2048, 2048)), io.BytesIO()
    for nth in range(64 * 64):
        whole.paste(tile, (nth % 64 * 32, nth // 64 * 32))
    whole.save(out, "PNG")
    return out.getvalue()


def test_while_there_is_no_room_for_photos_the_words_stay_and_no_torso_does(office, link):
    small = photo()
    with no_file_grows_beyond(2_000_000):  # enough for the database
        answer = sends(office, link, photos=[small, grows_when_made_anew()], text="水路のふたを直してほしいです。")
    assert answer.status_code == 503
    assert NO_ROOM in answer.text
    assert "水路のふたを直してほしいです。" in shown(office, link)
    assert list(office.media_folder.iterdir()) == []
    assert count(office, Case) == 0
    assert FIRST in sends(office, link, photos=[small]).text
