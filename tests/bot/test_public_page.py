"""The city's own page of published voices, and its open data."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from storage_trouble import away

from bot.public import create_public
from handlers.city import City, Intake
from handlers.desk_rules import DeskRules
from storage import cases, public_copies
from storage.cases import NewVoice, Part
from storage.models import Case, PublicCopy
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SEAL = Seal("a key that only the tests know")


def _opens(database, **rules):
    app = Flask("town", root_path=str(Path(__file__).parent), static_folder=None)
    app.register_blueprint(create_public(database, SEAL, City(name="みほん市", desk=DeskRules(**rules))))
    return app.test_client()


@pytest.fixture
def published(database):
    """One voice published in its copy, one whose resident did not answer whether it may be."""
    with database.writing() as session:
        receipts = []
        for text, may in (("側溝です。山田です", True), ("街灯です", None)):
            new = NewVoice("line", NOW, (Part("text", text),), chat=text[:2], may_publish=may)
            made = cases.hand_in(session, new, Intake(), SEAL, NOW)
            receipts.append(made.receipt)
            session.execute(update(Case).where(Case.id == made.case_id).values(state="ANSWERED"))
        case = cases.by_receipt(session, receipts[0])
        asked, answered = "=側溝の<b>ふた</b>が割れている。", "取りかえました。"
        public_copies.write(session, case.id, asked, answered, "要約した", NOW, SEAL, by=1)
        public_copies.propose(session, case, NOW, SEAL, by=1)
        days = (date(2026, 11, 20), date(2026, 11, 19), date(2027, 11, 20))
        public_copies.publish(session, case, *days, NOW, SEAL, by=2)
    return receipts


@pytest.mark.parametrize("path", ["/voices/", "/voices/voices.csv", "/voices/unpublished.csv"])
def test_a_city_that_says_nothing_has_no_page_and_no_open_data(database, published, path):
    assert _opens(database).get(path).status_code == 404


def test_what_a_city_has_published_in_years_is_turned_over_leaf_by_leaf(database, published):
    with database.writing() as session:
        copy = session.scalars(select(PublicCopy)).one()
        columns = {one.name: getattr(copy, one.name) for one in PublicCopy.__table__.columns}
        del columns["id"], columns["case_id"]
        for number in range(120):
            new = NewVoice("line", NOW, (Part("text", f"{number}つ目の声"),), chat=f"U{number}", may_publish=True)
            made = cases.open_case(session, new, Intake(), SEAL, NOW)
            session.add(PublicCopy(case_id=made.case_id, **columns))
    town = _opens(database, public_page=True)
    first, second = town.get("/voices/").text, town.get("/voices/?page=2").text
    assert (first.count("<article>"), second.count("<article>")) == (100, 21)
    assert ("次へ" in first, "前へ" in first, "次へ" in second, "前へ" in second) == (True, False, False, True)
    for nowhere in ("0", "3", "-1", "x", "9" * 30, "１"):
        assert town.get(f"/voices/?page={nowhere}").status_code == 404


def test_the_page_shows_the_copies_as_text_and_counts_what_is_not_published(database, published):
    answer = _opens(database, public_page=True).get("/voices/")
    assert "側溝の&lt;b&gt;ふた&lt;/b&gt;が割れている。" in answer.text
    assert "2026年11月19日時点" in answer.text
    assert "公表してよいか、答えがない</th><td>1件" in answer.text
    assert "山田" not in answer.text
    assert "街灯" not in answer.text
    assert ".csv" not in answer.text
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_open_data_runs_nothing_and_comes_without_the_page(database, published):
    town = _opens(database, open_data=True)
    assert town.get("/voices/").status_code == 404
    rows = list(csv.reader(io.StringIO(town.get("/voices/voices.csv").data.decode("utf-8-sig"))))
    assert rows[1] == [
        published[0],
        "2026-11-20",
        "2026-11-19",
        "2027-11-20",
        "'=側溝の<b>ふた</b>が割れている。",
        "取りかえました。",
    ]
    counted = list(csv.reader(io.StringIO(town.get("/voices/unpublished.csv").data.decode("utf-8-sig"))))
    assert ["公表してよいか、答えがない", "1"] in counted


def test_what_was_withdrawn_is_gone(database, published):
    town = _opens(database, public_page=True)
    with database.writing() as session:
        case = cases.by_receipt(session, published[0])
        public_copies.withdraw(session, case.id, "本人の希望", NOW, SEAL, by=1)
    assert "公表しているものは、まだありません" in town.get("/voices/").text


def test_the_page_leads_to_every_file_of_the_open_data(database, published):
    town = _opens(database, public_page=True, open_data=True)
    linked = set(re.findall(r'href="(/voices/\w+\.(?:csv|json))"', town.get("/voices/").text))
    assert linked == {"/voices/voices.csv", "/voices/voices.json", "/voices/unpublished.csv"}
    assert all(town.get(path).status_code == 200 for path in linked)


@pytest.mark.parametrize("path", ["/voices/voices.csv", "/voices/voices.json"])
def test_open_data_is_without_what_was_withdrawn_a_moment_ago(database, published, path):
    town = _opens(database, open_data=True)
    assert "取りかえました。" in town.get(path).text
    with database.writing() as session:
        case = cases.by_receipt(session, published[0])
        public_copies.withdraw(session, case.id, "本人の希望", NOW, SEAL, by=1)
    assert "取りかえました。" not in town.get(path).text


def test_open_data_loses_what_was_withdrawn_though_another_copy_came_with_an_older_clock(database, published):
    town = _opens(database, open_data=True)
    with database.writing() as session:
        other = cases.by_receipt(session, published[1])
        public_copies.write(session, other.id, "街灯", "直しました。", "要約した", NOW - HOUR, SEAL, by=1)
    assert "取りかえました。" in town.get("/voices/voices.json").text
    with database.writing() as session:
        case = cases.by_receipt(session, published[0])
        session.execute(update(PublicCopy).where(PublicCopy.case_id == case.id).values(state="withdrawn"))
        session.execute(
            update(PublicCopy).where(PublicCopy.case_id == other.id).values(state="published", changed_at=NOW)
        )
    assert "取りかえました。" not in town.get("/voices/voices.json").text


def test_open_data_loses_a_voice_whose_resident_takes_it_back(database, published):
    town = _opens(database, open_data=True)
    assert published[0] in town.get("/voices/voices.json").text
    with database.writing() as session:
        session.execute(update(Case).where(Case.receipt == published[0]).values(sealed_at=NOW))
    assert published[0] not in town.get("/voices/voices.json").text


def test_with_the_database_away_the_page_says_so(database, published):
    town = _opens(database, public_page=True)
    with away(database):
        assert town.get("/voices/").status_code == 503
