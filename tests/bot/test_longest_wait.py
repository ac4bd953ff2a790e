"""How long anybody may be held up by a process that is frozen, cut off or gone, added up from what is set."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.line import CONNECT_SECONDS, READ_SECONDS
from bot.worker import _LETTER_POLL_SECONDS, POLL_SECONDS
from storage import inbox, outbox
from storage.database import DatabaseAway
from storage.wire import PATIENCE_SECONDS

PROMISED = timedelta(seconds=15)


def test_leases_and_the_next_look_for_them_are_shorter_than_promised():
    assert inbox.LEASE + timedelta(seconds=POLL_SECONDS) < PROMISED
    assert outbox.LEASE + timedelta(seconds=_LETTER_POLL_SECONDS) < PROMISED
    assert timedelta(seconds=CONNECT_SECONDS + READ_SECONDS) < outbox.LEASE  # nobody overtakes a call that is only slow


def test_the_server_and_the_network_end_what_is_frozen_sooner_than_promised(postgresql):
    with postgresql.reading() as session:

        def setting(name: str) -> timedelta:
            value = session.execute(text("SELECT setting::int FROM pg_settings WHERE name = :name"), {"name": name})
            return timedelta(milliseconds=value.scalar_one())

        idle, lock = setting("idle_in_transaction_session_timeout"), setting("lock_timeout")
        wire = session.connection().connection.driver_connection.info.get_parameters()
    assert timedelta(0) < lock < idle < PROMISED
    dead_line = int(wire["keepalives_idle"]) + int(wire["keepalives_interval"]) * int(wire["keepalives_count"])
    assert timedelta(seconds=dead_line) < PROMISED
    assert timedelta(milliseconds=int(wire["tcp_user_timeout"])) < PROMISED
    assert timedelta(seconds=PATIENCE_SECONDS) < PROMISED


def test_whoever_waits_for_the_locks_of_a_frozen_process_is_let_on(postgresql):
    """The server's time-out shortened, so that nobody waits for this test."""
    begin = "INSERT INTO conversations (chat, version) VALUES ('hana', :version)"

    def freeze_with_a_lock() -> None:
        with postgresql.writing() as frozen:
            frozen.execute(text(begin), {"version": 1})
            frozen.execute(text("SET LOCAL idle_in_transaction_session_timeout = '200ms'"))
            with postgresql.writing() as waiting:
                waiting.execute(text(begin), {"version": 2})

    with pytest.raises(DatabaseAway):
        freeze_with_a_lock()
    with postgresql.reading() as session:
        assert session.execute(text("SELECT version FROM conversations")).scalars().all() == [2]
