"""What is logged: ids, names of errors and places in the code; never an error's own words, which may quote a resident."""

from __future__ import annotations

import logging
import math
import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_SAID_AGAIN_AFTER_SECONDS = 60
# Long enough that a line said again tells how often it was left out, short enough that ids do not pile up.
_FORGOTTEN_AFTER_SECONDS = 600


class _WordlessFormatter(logging.Formatter):
    """Tells where an error was raised and of which kind it is, with its causes, and leaves its message out."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the name is logging's
        lines: list[str] = []
        problem = ei[1]
        while problem is not None:
            lines.append(f"{type(problem).__module__}.{type(problem).__qualname__}")
            lines += [
                f"  {frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(problem.__traceback__)
            ]
            problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
        return "\n".join(lines)


class _SaidOnce(logging.Filter):
    """Lets a warning pass once a minute. While the database is away a dozen threads say so twice a second each: a night of
    that fills the disk the database is to come back on. How often it was left out is told with the next one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.Lock()
        self._said: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno != logging.WARNING or record.exc_info:
            return True
        try:
            line, now = (record.name, record.getMessage()), self._clock()
        except (TypeError, ValueError):
            return (
                True  # words that do not fit their arguments are told by the handler; nobody who warns falls over them
            )
        with self._lock:
            self._said = {other: kept for other, kept in self._said.items() if now - kept[0] < _FORGOTTEN_AFTER_SECONDS}
            said_at, left_out = self._said.get(line, (-math.inf, 0))
            if now - said_at < _SAID_AGAIN_AFTER_SECONDS:
                self._said[line] = (said_at, left_out + 1)
                return False
            self._said[line] = (now, 0)
        if left_out:
            record.msg, record.args = f"{line[1]} (and {left_out} times since the last such line)", ()
        return True


def to_stdout() -> None:
    """Log to standard output, as a service does whose operator decides where it goes."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_WordlessFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_SaidOnce())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # The migrations tell all they are made of; the scheduler every tick, and every one left out while one before it waits for
    # the database, which what is waiting says itself. Nobody wants to read that.
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
