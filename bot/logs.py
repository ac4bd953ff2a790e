"""What is logged: ids, names of errors and places in the code; never an error's own words, which may quote a resident."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


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


def to_stdout() -> None:
    """Log to standard output, as a service does whose operator decides where it goes."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_WordlessFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # The scheduler tells every tick, the migrations all they are made of; nobody wants to read that.
    for talkative in ("apscheduler", "alembic.runtime.plugins"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
