"""Bringing the schema up to date."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, inspect, text

from storage import schema
from storage.database import Database, DatabaseAway
from storage.models import Base
from storage.schema import HEAD, SchemaTooNew, bring_up_to_date


def _scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    return config


def _tables(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def test_the_newest_migration_is_the_one_the_program_expects():
    assert ScriptDirectory.from_config(_scripts()).get_heads() == [HEAD]


def test_the_migrated_tables_are_the_ones_the_program_uses(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_migration_can_be_taken_back_and_made_again(database):
    built = _tables(database)
    config = _scripts()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert _tables(database) == {"alembic_version"}
    assert bring_up_to_date(database) is True
    assert _tables(database) == built


def test_an_up_to_date_database_is_left_alone(database):
    assert bring_up_to_date(database) is False


def test_processes_that_start_at_once_migrate_once(blank_url):
    databases = [Database(blank_url) for _ in range(6)]
    with ThreadPoolExecutor(len(databases)) as starts:
        migrated = list(starts.map(bring_up_to_date, databases))
    tables = _tables(databases[0])
    for database in databases:
        database.close()
    assert sorted(migrated) == [False] * 5 + [True]
    assert {"events", "letters", "conversations", "residents"} <= tables


def test_a_start_waits_until_another_process_is_done_with_the_database(sqlite_url):
    """A slow migration of another process takes longer than a webhook would wait."""
    busy, starting = Database(sqlite_url), Database(sqlite_url)
    with busy.engine.connect() as migrating:
        migrating.begin()
        assert bring_up_to_date(starting, pause=lambda _seconds: migrating.rollback()) is False
    busy.close()
    starting.close()


def test_a_database_of_a_newer_release_is_refused_and_not_touched(database):
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(SchemaTooNew, match="9999"):
            bring_up_to_date(database)
    finally:
        with database.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})


def test_a_database_that_is_not_there_is_said_to_be_away():
    nobody_listens = Database(URL.create("postgresql+psycopg", host="127.0.0.1", port=1, database="koe"))
    with pytest.raises(DatabaseAway):
        bring_up_to_date(nobody_listens)
