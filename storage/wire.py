"""Statements to PostgreSQL over libpq itself: several at once, each prepared once, and nobody waits for ever.

psycopg's cursors cost the processor more than most of our statements cost the database, and every statement alone is one
way there and back, on which the thread loses the processor. Here what returns nothing is put off until something is asked or
the transaction ends, and travels with it: keeping a webhook is one way there and back instead of seven.

A server that falls silent while its machine still takes packets is noticed by no time-out of the network or of PostgreSQL:
after ``patience_seconds`` the connection is given up here.
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.pq.abc import PGresult

# Longer than a lock is waited for, shorter than anybody may be held up by a process that is no more.
PATIENCE_SECONDS = 12.0
# For work that may take minutes while no bot runs.
FOR_EVER = 24 * 3600.0

_BINARY, _TEXT = 1, 0


def _whole(value: bytes) -> int:
    return int.from_bytes(value, "big", signed=True)


def _text(value: bytes) -> str:
    return value.decode()


# By the type numbers of PostgreSQL: bool, bytea, int8, int2, int4, text, varchar, void.
_READ: dict[int, Callable[[bytes], object]] = {
    16: lambda value: value == b"\x01",
    17: bytes,
    20: _whole,
    21: _whole,
    23: _whole,
    25: _text,
    1043: _text,
    2278: bytes,
}


@dataclass(frozen=True)
class _Question:
    sql: bytes
    values: list[bytes | None]
    formats: list[int]


class Wire:
    """One connection of psycopg's, spoken to beneath it. For one thread at a time, as the connection itself."""

    def __init__(self, connection: Connection[Any], patience_seconds: float = PATIENCE_SECONDS) -> None:
        from psycopg import errors, pq  # loaded only where it is used

        self._errors, self._pq = errors, pq
        self._connection = connection
        self.patience_seconds = patience_seconds
        self._names: dict[bytes, bytes] = {}
        self._put_off: list[_Question] = []
        self._foreseen: list[_Question] = []
        self._told: list[tuple[_Question, list[tuple[Any, ...]]]] = []

    def put_off(self, sql: bytes, values: Sequence[object]) -> None:
        """Run the statement before the next one that is asked something, or at the transaction's end."""
        self._put_off.append(_question(sql, values))

    def foresee(self, sql: bytes, values: Sequence[object]) -> None:
        """The same will be asked soon: ask it right after the next question, on the same way, and keep the rows until then."""
        self._foreseen.append(_question(sql, values))

    def ask(self, sql: bytes, each: Sequence[Sequence[object]]) -> list[list[tuple[Any, ...]]]:
        """Run the statement once for each of the given values, after what was put off; the rows of each."""
        if not each:
            return []
        questions = [_question(sql, values) for values in each]
        if len(questions) == 1 and (told := self._told_before(questions[0])) is not None:
            return [told]
        along, self._foreseen = self._foreseen, []
        results = self._send([*questions, *along])[-len(questions) - len(along) :]
        self._told += [
            (foreseen, _rows(result)) for foreseen, result in zip(along, results[len(questions) :], strict=True)
        ]
        return [_rows(result) for result in results[: len(questions)]]

    def _told_before(self, question: _Question) -> list[tuple[Any, ...]] | None:
        """The rows of a question that was foreseen and has been asked meanwhile, once."""
        for place, (foreseen, rows) in enumerate(self._told):
            if foreseen == question:
                del self._told[place]
                return rows
        return None

    def flush(self) -> None:
        """Run what was put off."""
        if self._put_off:
            self._send([])

    def commit(self) -> None:
        """Run what was put off and end the transaction, if one has begun."""
        self._foreseen, self._told = [], []
        idle = self._connection.pgconn.transaction_status == self._pq.TransactionStatus.IDLE
        if idle and not self._put_off:
            return
        *_, end = self._send([_Question(b"COMMIT", [], [])])
        if end.command_status != b"COMMIT":
            raise self._errors.InFailedSqlTransaction("an error was passed over: nothing was kept")

    def forget(self) -> None:
        """The transaction is undone, and what was put off with it."""
        self._put_off.clear()
        self._foreseen, self._told = [], []

    def _send(self, questions: Sequence[_Question]) -> list[PGresult]:
        """One way there and back; the results of all statements. Raises psycopg's errors."""
        line = self._connection.pgconn
        going, self._put_off = [*self._put_off, *questions], []
        begins = line.transaction_status == self._pq.TransactionStatus.IDLE
        line.enter_pipeline_mode()
        if begins:
            line.send_query_params(b"BEGIN", None)
        prepared = [self._send_one(line, question) for question in going]
        line.pipeline_sync()
        try:
            results = self._results(line)
        except Exception:
            line.finish()  # what is still under way on it would be taken for the answer to something else
            raise
        line.exit_pipeline_mode()
        return self._checked(results, begins, going, prepared)

    def _send_one(self, line: Any, question: _Question) -> bool:
        """Whether it had to be prepared before."""
        name, is_new = self._names.get(question.sql), False
        if name is None:
            name, is_new = b"koe_%d" % len(self._names), True
            self._names[question.sql] = name
            line.send_prepare(name, question.sql)
        line.send_query_prepared(name, question.values, question.formats, result_format=_BINARY)
        return is_new

    def _results(self, line: Any) -> list[PGresult]:
        """Everything up to the point at which both sides are of one mind again."""
        until = time.monotonic() + self.patience_seconds
        poll = select.poll()
        poll.register(line.socket, select.POLLIN | select.POLLOUT)
        while line.flush():
            self._await(poll, until)
            line.consume_input()
        poll.modify(line.socket, select.POLLIN)
        results: list[PGresult] = []
        ended = False
        while True:
            while line.is_busy():
                self._await(poll, until)
                line.consume_input()
            result = line.get_result()
            if result is None:
                if ended or line.status != self._pq.ConnStatus.OK:
                    raise self._lost(results)
                ended = True
                continue
            ended = False
            if result.status == self._pq.ExecStatus.PIPELINE_SYNC:
                return results
            results.append(result)

    def _await(self, poll: select.poll, until: float) -> None:
        if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
            raise self._errors.OperationalError("the server has fallen silent")

    def _lost(self, results: Sequence[PGresult]) -> Exception:
        """The connection's end, in the server's words where it said any."""
        said = [result for result in results if result.status == self._pq.ExecStatus.FATAL_ERROR]
        return self._errors.error_from_result(said[-1]) if said else self._errors.OperationalError("connection lost")

    def _checked(
        self, results: list[PGresult], begins: bool, questions: Sequence[_Question], prepared: Sequence[bool]
    ) -> list[PGresult]:
        """The results of the questions alone. Raises the first error; what was not prepared because of it is tried anew."""
        good = (self._pq.ExecStatus.COMMAND_OK, self._pq.ExecStatus.TUPLES_OK)
        answers = iter(results)
        problem = None
        if begins:
            problem = _first_bad(next(answers), good)
        found = []
        for question, is_new in zip(questions, prepared, strict=True):
            if is_new and (refused := _first_bad(next(answers), good)) is not None:
                problem = problem or refused
                del self._names[question.sql]
            answer = next(answers)
            problem = problem or _first_bad(answer, good)
            found.append(answer)
        if problem is not None:
            raise self._errors.error_from_result(problem)
        return found


def _first_bad(result: PGresult, good: tuple[int, ...]) -> PGresult | None:
    return None if result.status in good else result


def _question(sql: bytes, values: Sequence[object]) -> _Question:
    """Texts and bytes go as they are: in PostgreSQL's own spelling a NUL would end them unnoticed."""
    spelt: list[bytes | None] = []
    formats: list[int] = []
    for value in values:
        if value is None:
            spelt.append(None)
            formats.append(_TEXT)
        elif isinstance(value, str):
            spelt.append(value.encode())
            formats.append(_BINARY)
        elif isinstance(value, bytes):
            spelt.append(value)
            formats.append(_BINARY)
        elif isinstance(value, bool):
            spelt.append(b"t" if value else b"f")
            formats.append(_TEXT)
        elif isinstance(value, int):
            spelt.append(b"%d" % value)
            formats.append(_TEXT)
        elif isinstance(value, list):
            spelt.append(_array(value))
            formats.append(_TEXT)
        else:
            raise TypeError(f"no spelling for a {type(value).__name__}")
    return _Question(sql, spelt, formats)


def _array(values: Sequence[object]) -> bytes:
    return ("{" + ",".join(_element(value) for value in values) + "}").encode()


def _element(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str) or "\0" in value:
        raise TypeError("lists hold whole numbers and texts without NUL")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _rows(result: PGresult) -> list[tuple[Any, ...]]:
    fields = range(result.nfields)
    read = [_READ[result.ftype(field)] for field in fields]
    value = result.get_value
    return [
        tuple(None if (held := value(row, field)) is None else read[field](held) for field in fields)
        for row in range(result.ntuples)
    ]
