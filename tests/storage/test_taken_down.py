"""A resident who does not want it out any more: it comes down here at once, and staff see to the city's own site."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from casework.keeping import Rules, Taken
from handlers.city import Intake
from storage import cases, own_voices, public_copies, taking_back, taking_down, timeline
from storage.cases import NewVoice, Part
from storage.models import Case, Mail, PublicCopy
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=5)
SEAL = Seal("a key that is long enough")
HANA = "a" * 32


@pytest.fixture
def handed(database):
    """The receipt of a voice that may be published."""
    with database.writing() as session:
        new = NewVoice("line", NOON, (Part("text", "街灯が切れています"),), chat=HANA, may_publish=True)
        return cases.open_case(session, new, Intake(), SEAL, NOON).receipt


@pytest.fixture
def published(database, handed):
    """The receipt of a voice that stands on the public page."""
    receipt = handed
    with database.writing() as session:
        case = cases.by_receipt(session, receipt)
        public_copies.write(session, case.id, "街灯が切れている。", "直しました。", "要約", NOON, SEAL, by=1)
        public_copies.propose(session, case, NOON, SEAL, by=1)
        case = cases.by_receipt(session, receipt)
        days = (date(2026, 11, 20), date(2026, 11, 19), date(2027, 11, 20))
        public_copies.publish(session, case, *days, NOON, SEAL, by=2)
    return receipt


def _says(database, receipt, *, may):
    with database.writing() as session:
        return own_voices.answer_publication(session, HANA, receipt, may, SEAL, LATER)


def _out(database):
    with database.reading() as session:
        return [copy.receipt for copy in public_copies.standing(session, "published", SEAL)]


def test_a_no_takes_down_what_is_out_and_the_mail_to_staff_quotes_nobody(database, published):
    with database.reading() as session:
        before = public_copies.mark_of_standing(session), public_copies.mark(session)
    assert _says(database, published, may=False).taken_down
    assert _out(database) == []
    with database.reading() as session:
        after = public_copies.mark_of_standing(session), public_copies.mark(session)
        (mail,) = session.execute(select(Mail)).scalars()
        assert public_copies.unpublished(session)["consent"] == 1
        (one,) = taking_down.still_there(session)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert published in mail.subject
    assert "街灯" not in mail.body
    assert (one.receipt, one.published_on, one.since) == (published, date(2026, 11, 20), LATER)


def test_a_no_where_nothing_is_out_troubles_nobody(database, published):
    _says(database, published, may=False)
    with database.writing() as session:
        case_id = cases.by_receipt(session, published).id
        assert taking_down.note_cleared(session, published, LATER, SEAL, by=2) == case_id
        assert not taking_down.note_cleared(session, published, LATER, SEAL, by=2)
    assert not _says(database, published, may=False).taken_down
    with database.reading() as session:
        assert taking_down.count_still_there(session) == 0
        assert len(session.execute(select(Mail)).scalars().all()) == 1


def test_whoever_says_yes_again_is_published_only_after_two_have_looked_again(database, published):
    _says(database, published, may=False)
    _says(database, published, may=True)
    assert _out(database) == []
    with database.reading() as session:
        case = cases.by_receipt(session, published)
        days = (date(2026, 11, 26), date(2026, 11, 26), date(2027, 11, 26))
        with pytest.raises(public_copies.NotPublishable):
            public_copies.publish(session, case, *days, LATER, SEAL, by=2)


def _written_anew(database, receipt, *, proposed: bool):
    with database.writing() as session:
        case = cases.by_receipt(session, receipt)
        public_copies.write(session, case.id, "街灯が暗い。", "直しました。", "言いかえ", LATER, SEAL, by=1)
        if proposed:
            public_copies.propose(session, case, LATER, SEAL, by=1)


@pytest.mark.parametrize("proposed", [False, True])
def test_what_was_published_and_is_being_written_anew_has_to_come_off_the_citys_site_as_well(
    database, published, proposed
):
    _written_anew(database, published, proposed=proposed)
    assert _says(database, published, may=False).taken_down
    with database.reading() as session:
        assert [one.since for one in taking_down.still_there(session)] == [LATER]


def test_what_staff_stop_after_it_was_out_has_to_come_off_the_citys_site_until_somebody_says_it_has(
    database, published
):
    """Written anew and then refused, it still stands where somebody copied it to."""
    _written_anew(database, published, proposed=False)
    with database.writing() as session:
        case_id = cases.by_receipt(session, published).id
        public_copies.refuse(session, case_id, "identifying", LATER, SEAL, by=1)
    with database.reading() as session:
        assert [(one.receipt, one.since) for one in taking_down.still_there(session)] == [(published, LATER)]
    assert _says(database, published, may=False).taken_down
    with database.writing() as session:
        assert taking_down.note_cleared(session, published, LATER, SEAL, by=2) == case_id
    assert not _says(database, published, may=False).taken_down


def test_what_staff_withdrew_and_took_off_is_not_said_to_be_out_when_it_is_written_anew(database, published):
    with database.writing() as session:
        case_id = cases.by_receipt(session, published).id
        public_copies.withdraw(session, case_id, "誤り", NOON, SEAL, by=2)
        assert taking_down.count_still_there(session) == 1
        taking_down.note_cleared(session, published, NOON, SEAL, by=2)
    _written_anew(database, published, proposed=False)
    assert not _says(database, published, may=False).taken_down
    with database.reading() as session:
        assert taking_down.count_still_there(session) == 0


def test_what_staff_stopped_under_an_older_release_is_on_the_list_once_the_resident_says_no(database, published):
    with database.writing() as session:
        session.execute(update(PublicCopy).values(state="refused", refusal="other"))  # as it was left there
    assert _says(database, published, may=False).taken_down
    with database.reading() as session:
        assert taking_down.count_still_there(session) == 1
        assert len(session.execute(select(Mail)).scalars().all()) == 1


def test_what_never_was_out_and_is_refused_is_on_no_list(database, handed):
    _written_anew(database, handed, proposed=True)
    with database.writing() as session:
        public_copies.refuse(session, cases.by_receipt(session, handed).id, "other", LATER, SEAL, by=1)
    assert not _says(database, handed, may=False).taken_down
    with database.reading() as session:
        assert taking_down.count_still_there(session) == 0


def test_a_draft_that_never_was_out_troubles_nobody(database, handed):
    _written_anew(database, handed, proposed=False)
    assert not _says(database, handed, may=False).taken_down
    with database.reading() as session:
        assert taking_down.count_still_there(session) == 0


def test_what_waits_to_come_off_the_citys_site_waits_until_somebody_says_so_or_it_is_published_again(
    database, published
):
    _says(database, published, may=False)
    _says(database, published, may=True)
    _written_anew(database, published, proposed=True)
    _says(database, published, may=False)
    with database.reading() as session:
        assert taking_down.count_still_there(session) == 1
        assert len(session.execute(select(Mail)).scalars().all()) == 1
    _says(database, published, may=True)
    _written_anew(database, published, proposed=True)
    with database.writing() as session:
        days = [date(2026, 11, 26)] * 3
        public_copies.publish(session, cases.by_receipt(session, published), *days, LATER, SEAL, by=2)
    with database.reading() as session:
        assert taking_down.count_still_there(session) == 0


def test_a_withdrawn_voice_has_to_come_off_the_citys_site_as_well(database, published):
    with database.writing() as session:
        taking_back.withdraw(session, HANA, published, Rules(), SEAL, LATER)
    with database.reading() as session:
        assert [one.receipt for one in taking_down.still_there(session)] == [published]


def test_where_a_city_erases_what_is_withdrawn_staff_still_hear_that_it_has_to_come_off(database, published):
    with database.reading() as session:
        before = cases.by_receipt(session, published).id
    with database.writing() as session:
        done = taking_back.withdraw(session, HANA, published, Rules(erases_later=True), SEAL, LATER)
    assert done.how is Taken.ERASED
    with database.reading() as session:
        (mail,) = session.execute(select(Mail)).scalars()
        assert [(one.receipt, one.published_on, one.since) for one in taking_down.still_there(session)] == [
            (published, date(2026, 11, 20), LATER)
        ]
        assert taking_down.count_still_there(session) == 1
        with pytest.raises(cases.NoSuchCase):
            cases.by_receipt(session, published)
    assert published in mail.subject
    with database.writing() as session:
        assert taking_down.note_cleared(session, published, LATER, SEAL, by=2) == before
        assert taking_down.note_cleared(session, published, LATER, SEAL, by=2) is None
        assert taking_down.count_still_there(session) == 0


def test_the_only_message_of_a_published_voice_is_taken_back_in_time_and_has_to_come_off_all_the_same(database):
    with database.writing() as session:
        new = NewVoice("line", NOON, (Part("text", "街灯が暗い", "m1"),), chat=HANA, may_publish=True)
        receipt = cases.open_case(session, new, Intake(), SEAL, NOON).receipt
        case = cases.by_receipt(session, receipt)
        public_copies.write(session, case.id, "街灯", "直しました。", "要約", NOON, SEAL, by=1)
        public_copies.propose(session, case, NOON, SEAL, by=1)
        days = [date(2026, 11, 20)] * 3
        public_copies.publish(session, cases.by_receipt(session, receipt), *days, NOON, SEAL, by=2)
    with database.writing() as session:
        taking_back.unsend(session, HANA, "m1", Rules(), SEAL, NOON + timedelta(minutes=9))
    with database.reading() as session:
        assert [one.receipt for one in taking_down.still_there(session)] == [receipt]


@pytest.mark.parametrize("state", ["draft", "published"])
def test_a_copy_made_of_words_that_are_taken_back_in_time_is_gone_with_them(database, state):
    parts = (Part("text", "街灯が切れています", "m1"), Part("text", "山田です", "m2"))
    with database.writing() as session:
        new = NewVoice("line", NOON, parts, chat=HANA, may_publish=True)
        case = cases.by_receipt(session, cases.open_case(session, new, Intake(), SEAL, NOON).receipt)
        public_copies.write(session, case.id, "街灯。山田です", "直しました。", "要約", NOON, SEAL, by=1)
        if state == "published":
            public_copies.propose(session, case, NOON, SEAL, by=1)
            days = [date(2026, 11, 20)] * 3
            public_copies.publish(session, cases.by_receipt(session, case.receipt), *days, NOON, SEAL, by=2)
    with database.writing() as session:
        taking_back.unsend(session, HANA, "m2", Rules(), SEAL, NOON + timedelta(minutes=9))
    with database.reading() as session:
        copy = public_copies.of(session, case.id, SEAL)
        told = [entry for entry in timeline.of(session, case.id, SEAL) if "山田" in str(entry.details)]
        assert taking_down.count_still_there(session) == (state == "published")
    assert (copy.asked if copy else "") == ""
    assert told == []


def test_nothing_is_shown_without_a_yes_whatever_its_copy_says(database, published):
    with database.writing() as session:
        session.execute(update(Case).values(may_publish=False))
    assert _out(database) == []
    with database.reading() as session:
        assert public_copies.mark_of_standing(session) == ()
