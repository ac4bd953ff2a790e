"""Opening the database, on SQLite and PostgreSQL, with the settings that keep our promises."""

from __future__ import annotations

import select
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DatabaseError, DisconnectionError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from storage.straight import Statement, beneath
from storage.wire import FOR_EVER, PATIENCE_SECONDS, Wire

# A writer waits so long for the other threads of its process, and again so long for other processes: enough for a checkpoint
# to pass, and together short enough that a webhook is answered within LINE's two seconds.
BUSY_TIMEOUT_SECONDS = 0.9

# SQLite's log is carried into the database file by ``checkpoint``. Where nobody calls it, or others write faster than it can
# follow, a commit does it once the log has so many pages of 4 KiB.
_MOST_PAGES_IN_LOG = 16_000
_CHECKPOINT_TRIES = 5

# A connection that was used so lately is still there, unless the server itself ended it.
_TRUSTED_SECONDS = 20

# Until the transaction ends.
_FORGETTABLE = Statement("SET LOCAL synchronous_commit = off")


class DatabaseAway(Exception):
    """The database is busy, gone, or chose us as the victim of a deadlock: nothing was kept, trying again may help."""


def why_away(problem: DatabaseAway) -> str:
    """What the database or its driver said, in one line for the operator: no file, no right, no such database, a full disk.
    Without password and without anything a row holds."""
    kind, cause = str(problem), problem.__cause__
    said = getattr(cause, "orig", None) or cause
    if isinstance(said, OSError):
        words = f"{said.strerror}：{said.filename}"
    else:
        words = getattr(getattr(said, "diag", None), "message_primary", None) or str(said or "")
    first = next(iter(words.strip().splitlines()), "")
    return f"{kind}：{first}" if first else kind


def was_made(url: str | URL) -> bool:
    """Whether there is something to open: False for an SQLite file that is not there, which opening would make."""
    address = make_url(url)
    return address.get_backend_name() != "sqlite" or Path(address.database or "").is_file()


class Database:
    """Two ways in: ``reading()`` and ``writing()``, each one transaction.

    SQLite has one writer at a time; its own busy handler is unfair, so writers of this process queue on a lock before
    ``BEGIN IMMEDIATE``. Open it after a fork, never before: a SQLite connection that crosses a fork damages the file.
    Raises DatabaseAway where the folder of an SQLite file cannot be made.
    """

    def __init__(self, url: str | URL, *, pool_size: int = 8, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._one_writer = threading.Lock()
        self._kept_writer: Connection | None = None
        self._lent_again: deque[Connection] = deque()
        self._pool_size = pool_size
        self._written = self._carried = 0
        if self.is_sqlite:
            if self.url.database and self.url.database != ":memory:":
                try:
                    Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
                except OSError as problem:
                    raise DatabaseAway(type(problem).__name__) from problem
            self.engine = _sqlite_engine(self.url, pool_size=2, writing=True)
            self._reading_engine = _sqlite_engine(self.url, pool_size=pool_size, writing=False)
        else:
            self.engine = _postgresql_engine(self.url, pool_size, patience_seconds)
            self._reading_engine = self.engine
        self._trouble = _troubles_of(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that writes nothing. Raises DatabaseAway."""
        if not self.is_sqlite:
            with self.named_errors(), self._lent() as connection, _transaction(connection) as session:
                yield session
            return
        with self.named_errors(), self._reading_engine.connect() as connection, _transaction(connection) as session:
            yield session

    @contextmanager
    def one_moment(self) -> Iterator[Session]:
        """A transaction that sees one moment of the database however long it takes, and writes nothing. Raises DatabaseAway."""
        with self.reading() as session:
            if not self.is_sqlite:  # on SQLite every transaction is like that
                session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
                session.execute(text("SET LOCAL statement_timeout = 0"))
                session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            yield session

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Session]:
        """A transaction that is kept when the block ends and rolled back when it raises. Raises DatabaseAway.

        ``durable=False`` is for what may be forgotten when the power fails (a lease), and spares the wait for the disk;
        other processes see it all the same, and a killed process loses nothing of it.
        """
        if not self.is_sqlite:
            with self.named_errors(), self._lent() as connection, _transaction(connection) as session:
                if not durable:
                    _FORGETTABLE.run(session, {})
                yield session
            return
        with self._my_turn(), self.named_errors(), self._writer() as connection:
            connection.info["koe_wanted"] = "FULL" if durable else "NORMAL"
            with _transaction(connection) as session:
                yield session

    @contextmanager
    def lasting(self) -> Iterator[Session]:
        """A writing transaction that may take minutes, while no bot runs. Raises DatabaseAway."""
        with self.writing() as session:
            if not self.is_sqlite:
                for limit in ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout"):
                    session.execute(text(f"SET LOCAL {limit} = 0"))
                session.connection().info["koe_wire"].patience_seconds = FOR_EVER
            yield session

    @contextmanager
    def named_errors(self) -> Iterator[None]:
        """What means that the database is away becomes DatabaseAway."""
        try:
            yield
        except self._trouble as problem:
            raise DatabaseAway(type(problem.__cause__ or problem).__name__) from problem
        except (DatabaseError, sqlite3.DatabaseError) as problem:
            said = problem.orig if isinstance(problem, DatabaseError) else problem
            if type(said) is not sqlite3.DatabaseError:
                raise
            # Only a file that is damaged, or none of SQLite's, has no kind of its own.
            raise DatabaseAway(type(said).__name__) from problem

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        """SQLite's one writer's connection, handed on from turn to turn: taking one out of the pool and putting it back
        costs more than a short transaction. After trouble the next turn opens a new one."""
        connection, self._kept_writer = self._kept_writer or self.engine.connect(), None
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._kept_writer = connection

    @contextmanager
    def _lent(self) -> Iterator[Connection]:
        """A connection to PostgreSQL, one used before where there is one: taking it out of the pool and putting it back costs
        half as much as a whole short transaction. After trouble it goes back to the pool, which looks into it."""
        pool = _pool_of(self.engine)
        connection = self._one_used_before() or self.engine.connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        # When many are out somebody may wait at the pool, which knows nothing of those kept here. Closed meanwhile, the
        # database has another pool, and has let go of what was kept.
        if pool is self.engine.pool and pool.checkedout() < self._pool_size:
            connection.info["koe_rest"]()
            self._lent_again.append(connection)
        else:
            connection.close()

    def _one_used_before(self) -> Connection | None:
        while True:
            try:
                connection = self._lent_again.pop()
            except IndexError:
                return None
            if not connection.info["koe_has_ended"]():
                return connection
            connection.invalidate()
            connection.close()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._one_writer.acquire(timeout=BUSY_TIMEOUT_SECONDS):
            raise DatabaseAway("busy")
        try:
            self._written += 1
            yield
        finally:
            self._one_writer.release()

    def checkpoint(self) -> None:
        """Carry what was committed from SQLite's log into the database file, beside the writers. Raises DatabaseAway.

        Left to SQLite, one commit in a hundred does it on its way, and all who wait for that commit wait several times
        as long. What others commit meanwhile is carried by the next try; once nothing is left, the log begins anew.
        See docs/adr/0019; PostgreSQL has a process of its own for this.
        """
        if not self.is_sqlite or self._carried == self._written:
            return
        with self.named_errors():
            connection = self._reading_engine.raw_connection()
            try:
                for _ in range(_CHECKPOINT_TRIES):
                    written = self._written
                    cursor = connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
                    _busy, in_log, carried = cursor.fetchone()
                    if carried == in_log:
                        self._carried = written
                        return
            finally:
                connection.close()

    def ask_for_a_sign(self) -> None:
        """Return when the database answers. Raises DatabaseAway."""
        with self.reading() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Let go of all connections; the next use opens new ones."""
        if self._kept_writer is not None:
            self._kept_writer.close()
            self._kept_writer = None
        while self._lent_again:
            self._lent_again.pop().close()
        self.engine.dispose()
        self._reading_engine.dispose()


@contextmanager
def _transaction(connection: Connection) -> Iterator[Session]:
    """One transaction on ``connection``.

    The session joins it when it is first asked for something: what goes straight to the driver does without it.
    """
    with connection.begin():
        session = Session(connection, expire_on_commit=False, autoflush=False)
        session.info["driver"] = beneath(connection)
        try:
            yield session
        except BaseException:
            session.close()
            raise
        if session.in_transaction():
            session.commit()  # what is pending is written; the transaction itself ends with the block
            session.close()


def _troubles_of(engine: Engine) -> tuple[type[Exception], ...]:
    """What means that the database is away, as SQLAlchemy names it and as the driver does.

    InternalError: a server that has become a read-only copy, or that ended our transaction because we were frozen.
    """
    driver: Any = engine.dialect.dbapi
    return (
        *(OperationalError, InterfaceError, InternalError, PoolTimeout),
        *(driver.OperationalError, driver.InterfaceError, driver.InternalError),
    )


def _sqlite_engine(url: URL, *, pool_size: int, writing: bool) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=4,
        hide_parameters=True,  # an error that is logged must not quote what was to be stored
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late; ours is below
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {_MOST_PAGES_IN_LOG}")
        if not writing:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Straight to the driver: SQLAlchemy's own way around such a statement costs more than the statement.
        driver: Any = connection.connection.driver_connection
        try:
            if not writing:
                driver.execute("BEGIN")
                return
            wanted = connection.info.get("koe_wanted", "FULL")
            if connection.info.get("koe_synchronous") != wanted:
                driver.execute(f"PRAGMA synchronous = {wanted}")
                connection.info["koe_synchronous"] = wanted
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            raise OperationalError("BEGIN", None, problem) from problem

    return engine


def _postgresql_engine(url: URL, pool_size: int, patience_seconds: float) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        hide_parameters=True,
        max_overflow=8,
        pool_timeout=1.5,
        connect_args={
            "connect_timeout": 2,
            # What runs often is prepared by the wire; after a rollback psycopg would throw that away with its own.
            "prepare_threshold": None,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 10_000,
            # A frozen process must not hold its locks for ever (PostgreSQL ends its transaction), nor wait for ever.
            "options": "-c idle_in_transaction_session_timeout=10s -c lock_timeout=5s -c statement_timeout=30s "
            "-c timezone=UTC",
        },
    )

    driver: Any = engine.dialect.dbapi
    dialect: Any = engine.dialect

    # What goes straight over the wire is part of the transaction that SQLAlchemy and psycopg know of.
    @event.listens_for(engine, "connect")
    def wire(connection: Any, record: Any) -> None:
        record.info["koe_wire"] = Wire(connection, patience_seconds)
        record.info["koe_rest"] = partial(rest, record.info)
        record.info["koe_has_ended"] = partial(has_ended, connection, record.info)

    @event.listens_for(engine, "before_cursor_execute")
    def first_what_was_put_off(connection: Connection, *_: object) -> None:
        connection.info["koe_wire"].flush()

    dialect.do_commit = lambda connection: connection.info["koe_wire"].commit()

    @event.listens_for(engine, "rollback")
    def roll_back(connection: Connection) -> None:
        if not connection.invalidated:
            connection.info["koe_wire"].forget()

    # After a quiet night or a restart of the server the first webhook must not be the one that notices. A server that ends a
    # connection says so on it, which is seen without asking; only after a while something between us may have ended it in
    # silence. Asking every time, as SQLAlchemy's pre-ping does, is one statement in six.
    def rest(info: dict[str, Any]) -> None:
        info["koe_back_at"] = time.monotonic()
        info["koe_wire"].patience_seconds = patience_seconds

    def has_ended(connection: Any, info: dict[str, Any]) -> bool:
        if _says_something(connection.fileno()):
            return True
        if time.monotonic() - info["koe_back_at"] > _TRUSTED_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except driver.Error:
                return True
        return False

    @event.listens_for(engine, "checkin")
    def put_back(connection: Any, record: Any) -> None:
        if connection is not None:
            rest(record.info)

    @event.listens_for(engine, "checkout")
    def take_out(connection: Any, record: Any, _proxy: Any) -> None:
        just_opened = "koe_back_at" not in record.info
        if not just_opened and has_ended(connection, record.info):
            raise DisconnectionError("ended meanwhile")

    return engine


def _pool_of(engine: Engine) -> QueuePool:
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    return pool


def _says_something(socket: int) -> bool:
    """Whether something is there to be read on a connection on which nothing was asked: its end."""
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
