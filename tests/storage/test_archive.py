"""A backup taken while the bot runs, and brought back without harm."""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime

import pytest
from full_town import fill
from sqlalchemy import insert, select, update

from storage import archive, restoring, snapshot, switches
from storage.archive import Archive, NoArchive
from storage.database import Database
from storage.models import (
    Attachment,
    Batch,
    Conversation,
    Letter,
    Resident,
    RunningNumber,
    Survey,
    SurveyAnswer,
    WaveKey,
)
from storage.schema import SchemaTooNew, begin_anew, bring_up_to_date

TAKEN, NOW = datetime(2026, 12, 1, 3, tzinfo=UTC), datetime(2026, 12, 2, 9, tzinfo=UTC)


@pytest.fixture
def media(tmp_path):
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


@pytest.fixture
def town(database, media):
    with database.writing() as session:
        fill(session)
        for number in (1, 2, 3):
            name = f"{number:032x}.jpg"
            session.execute(update(Attachment).where(Attachment.id == number).values(state="kept", file=name))
            (media / name).write_bytes(b"photo %d" % number)
    return database


@pytest.fixture
def other(blank_url):
    place = Database(blank_url)
    yield place
    place.close()


def backed_up(database, media, path):
    with database.one_moment() as session:
        return archive.write(path, session, media, "みほん市", TAKEN)


def brought_back(other, path):
    with Archive(path) as kept, other.lasting() as session:
        restoring.put_back(session, kept)
        return restoring.calm(session, kept.note.taken_at, NOW)


def test_a_backup_holds_all_rows_and_photos_but_no_key_of_a_survey(town, media, other, tmp_path):
    path = tmp_path / "koe.backup"
    done = backed_up(town, media, path)
    assert (done.photos, done.missing) == (3, 0)
    with Archive(path) as kept:
        assert dict(kept.photos()) == {f"{number:032x}.jpg": b"photo %d" % number for number in (1, 2, 3)}
        assert (kept.note.city, kept.note.taken_at) == ("みほん市", TAKEN)
        with other.lasting() as session:
            restoring.put_back(session, kept)
    with town.reading() as before, other.reading() as after:
        for table in snapshot.tables(before):
            expected = [] if table.name == "wave_keys" else list(snapshot.rows(before, table))
            assert list(snapshot.rows(after, table)) == expected, table.name
        assert after.execute(select(WaveKey)).first() is None


def test_nobody_but_the_owner_may_read_the_file(town, media, tmp_path):
    path = tmp_path / "koe.backup"
    backed_up(town, media, path)
    assert path.stat().st_mode & 0o077 == 0


def test_a_photo_erased_meanwhile_is_counted(town, media, tmp_path):
    (media / f"{2:032x}.jpg").unlink()
    assert backed_up(town, media, tmp_path / "koe.backup").missing == 1


def test_a_backup_that_fails_leaves_the_former_one(town, media, tmp_path):
    path = tmp_path / "koe.backup"
    backed_up(town, media, path)
    before = path.read_bytes()

    def full(table, count):
        raise OSError("no space left on device")

    with pytest.raises(OSError), town.one_moment() as session:  # noqa: PT011
        archive.write(path, session, media, "みほん市", NOW, full)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.glob("*backup*")] + [file.name for file in tmp_path.glob(".*")] == [
        "koe.backup"
    ]


def test_after_a_restore_nothing_leaves_by_itself(town, media, other, tmp_path):
    with town.writing() as session:
        for number, (state, route) in enumerate((("due", "push"), ("owed", "reply"), ("sending", "reply")), 1):
            session.execute(
                update(Letter).where(Letter.id == number).values(state=state, route=route, reply_token=b"spent")
            )
        session.execute(update(Batch).where(Batch.id == 1).values(state="sending"))
        session.execute(update(Survey).where(Survey.id == 1).values(state="scheduled", held=None))
    path = tmp_path / "koe.backup"
    backed_up(town, media, path)
    calmed = brought_back(other, path)
    assert (calmed.letters, calmed.batches, calmed.surveys) == (3, 1, 1)
    with other.reading() as session:
        assert session.execute(select(Letter.reply_token).where(Letter.reply_token.is_not(None))).first() is None
        assert session.execute(select(Conversation)).first() is None
        assert switches.stopped(session)["pushes"].why == restoring.WHY
        assert restoring.held(session) == {"push": 1, "reply": 2, "multicast": 1}
        assert session.execute(select(Survey.held).where(Survey.id == 1)).scalar_one() == "restored"


def test_after_a_restore_no_answer_with_a_name_stays_that_nobody_can_show_or_erase(town, media, other, tmp_path):
    with town.writing() as session:
        for survey, anonymous in ((1, False), (2, True)):
            closed = {"state": "closed", "anonymous": anonymous, "closed_at": TAKEN}
            session.execute(update(Survey).where(Survey.id == survey).values(**closed))
        session.execute(update(SurveyAnswer).where(SurveyAnswer.id == 1).values(survey=1))
        session.execute(update(SurveyAnswer).where(SurveyAnswer.id == 2).values(survey=2))
    path = tmp_path / "koe.backup"
    backed_up(town, media, path)
    brought_back(other, path)
    with other.reading() as session:
        answered = set(session.execute(select(SurveyAnswer.survey)).scalars())
    assert 1 not in answered
    assert 2 in answered


def _held_letters(other):
    with other.writing() as session:
        session.execute(update(Letter).where(Letter.id == 1).values(state="held", route="push"))
        session.execute(update(Letter).where(Letter.id == 2).values(state="held", route="reply"))
        session.execute(update(Batch).where(Batch.id == 1).values(state="held"))


def test_staff_let_go_what_was_held(town):
    _held_letters(town)
    with town.writing() as session:
        assert restoring.release(session, NOW) == 3
        states = dict(session.execute(select(Letter.id, Letter.state).where(Letter.id < 3)).all())
        assert states == {1: "due", 2: "owed"}
        assert not restoring.held(session)


def test_or_drop_it_and_its_words_are_gone(town):
    _held_letters(town)
    with town.writing() as session:
        assert restoring.drop(session, NOW) == 3
        rows = session.execute(select(Letter.state, Letter.body, Letter.recipient).where(Letter.id < 3)).all()
        assert rows == [("cancelled", None, None)] * 2


def test_no_number_in_a_residents_hands_is_given_again(town, media, other, tmp_path):
    with town.writing() as session:
        session.execute(update(RunningNumber).values(last=40))
    path = tmp_path / "koe.backup"
    backed_up(town, media, path)
    brought_back(other, path)
    with other.writing() as session:
        assert min(session.execute(select(RunningNumber.last)).scalars()) == 40 + restoring.NUMBERS_PASSED_OVER
        session.execute(insert(Resident).values(chat="next", line_user_id=b"x", first_seen_at=NOW))
        assert session.execute(select(Resident.id).where(Resident.chat == "next")).scalar_one() > 1_000


def test_a_backup_of_an_older_release_is_brought_up_to_date(media, other, tmp_path):
    old = Database(f"sqlite:///{tmp_path / 'old.db'}")
    with old.lasting() as session:
        begin_anew(session.connection(), "0013")
        residents = next(table for table in snapshot.tables(session) if table.name == "residents")
        session.execute(insert(residents).values(id=1, chat="c1", line_user_id=b"sealed", first_seen_at=1))
    path = tmp_path / "koe.backup"
    backed_up(old, media, path)
    old.close()
    brought_back(other, path)
    assert not bring_up_to_date(other)
    with other.reading() as session:
        (resident,) = snapshot.rows(session, residents)
    assert resident["chat"] == "c1"


def test_a_backup_of_a_newer_release_is_refused_and_changes_nothing(town, media, other, tmp_path, monkeypatch):
    path = tmp_path / "koe.backup"
    backed_up(town, media, path)
    with Archive(path) as kept, pytest.raises(SchemaTooNew), other.lasting() as session:  # noqa: PT012
        object.__setattr__(kept.note, "revision", "9999")
        restoring.put_back(session, kept)


@pytest.mark.parametrize("left", [0, 10, 600, 5_000, 20_000])
def test_a_backup_that_was_cut_off_is_refused(town, media, other, tmp_path, left):
    path = tmp_path / "koe.backup"
    backed_up(town, media, path)
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(NoArchive):
        brought_back(other, path)
    with other.reading() as session:
        assert not snapshot.is_used(session)


def test_another_tar_file_is_refused(tmp_path):
    path = tmp_path / "holiday.tar"
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo("beach.jpg"))
    with pytest.raises(NoArchive), Archive(path):
        pass
