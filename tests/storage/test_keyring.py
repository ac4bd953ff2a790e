"""The keys of an installation: what outlives SECRET_KEY, and its turn-over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from storage import keyring, residents
from storage.models import KeptKey, Resident
from storage.sealing import Seal, Unreadable

OLD, NEW, NEWEST = "the key of last year", "the key of this year", "the key of next year"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def known(database, seal, *names):
    for name in names:
        with database.writing() as session:
            residents.greet(session, seal.fingerprint(name), name, seal, NOW)


def ids(database, seal):
    with database.reading() as session:
        return {row.chat: seal.open(row.line_user_id) for row in session.execute(select(Resident)).scalars()}


def test_a_resident_is_found_under_a_new_key(database):
    before = keyring.seal_of(database, OLD)
    rotating = keyring.seal_of(database, NEW, OLD)
    assert rotating.fingerprint("U1") == before.fingerprint("U1")
    keyring.turn_over(database, rotating)
    assert keyring.seal_of(database, NEW).fingerprint("U1") == before.fingerprint("U1")


def test_a_database_from_before_there_were_kept_keys_goes_on_with_its_hashes(database):
    former = Seal(OLD)
    assert keyring.seal_of(database, NEW, OLD).fingerprint("U1") == former.fingerprint("U1")


def test_after_the_turn_over_the_former_key_opens_nothing_and_is_not_needed(database):
    before = keyring.seal_of(database, OLD)
    known(database, before, *(f"U{number}" for number in range(1_203)))
    rotating = keyring.seal_of(database, NEW, OLD)
    assert keyring.stale_values(database, rotating) == (1_204, 0)  # and the key of the hashes
    assert keyring.turn_over(database, rotating) == 1_204
    assert keyring.stale_values(database, rotating) == (0, 0)
    after = keyring.seal_of(database, NEW)
    assert ids(database, after) == {before.fingerprint(name): name for name in (f"U{n}" for n in range(1_203))}
    with pytest.raises(Unreadable):
        ids(database, before)


def test_a_turn_over_that_was_killed_goes_on(database):
    before = keyring.seal_of(database, OLD)
    known(database, before, *(f"U{number}" for number in range(700)))
    rotating = keyring.seal_of(database, NEW, OLD)

    def killed(table, count):
        if table == "residents":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keyring.turn_over(database, rotating, killed)
    assert 0 < keyring.stale_values(database, rotating)[0] < 700
    keyring.turn_over(database, rotating)
    assert len(ids(database, keyring.seal_of(database, NEW))) == 700


def test_what_changes_meanwhile_is_not_overwritten(database):
    before = keyring.seal_of(database, OLD)
    known(database, before, "U1")
    rotating = keyring.seal_of(database, NEW, OLD)

    def as_the_bot_writes(table, count):
        with database.writing() as session:
            session.execute(update(Resident).values(line_user_id=rotating.seal("U1")))

    keyring.turn_over(database, rotating, as_the_bot_writes)
    assert ids(database, keyring.seal_of(database, NEW)) == {rotating.fingerprint("U1"): "U1"}


def test_a_value_no_key_opens_keeps_no_other_under_the_former_key(database):
    before = keyring.seal_of(database, OLD)
    known(database, before, "U1", "U2")
    with database.writing() as session:
        lost = update(Resident).where(Resident.chat == before.fingerprint("U1"))
        session.execute(lost.values(line_user_id=Seal("a key nobody has").seal("U1")))
    rotating = keyring.seal_of(database, NEW, OLD)
    assert keyring.turn_over(database, rotating) == 2  # the other resident and the key of the hashes
    assert keyring.stale_values(database, rotating) == (0, 1)


def test_a_wrong_key_is_noticed_at_once(database):
    keyring.seal_of(database, OLD)
    with pytest.raises(Unreadable):
        keyring.seal_of(database, NEW)
    with pytest.raises(Unreadable):
        keyring.seal_of(database, NEWEST, NEW)


def test_all_bytes_in_our_tables_are_sealed_ones():
    named = {f"{table.name}.{column.name}" for table, columns in keyring.sealed_columns() for column in columns}
    assert {"residents.line_user_id", "kept_keys.key", "wave_keys.key", "events.body", "letters.reply_token"} <= named


def test_nothing_is_kept_by_a_command_that_only_looks(database):
    assert keyring.seal_as_kept(database, OLD).fingerprint("U1") == Seal(OLD).fingerprint("U1")
    with database.reading() as session:
        assert session.execute(select(KeptKey)).first() is None
