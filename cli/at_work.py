"""Whether bots still run on a database that is about to be replaced or left, or sealed under a key they do not know."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import inspect

from bot.clock import now
from cli.refusal import Refused
from storage import signs
from storage.database import Database
from storage.models import Sign
from storage.sealing import Seal

_WHEN_KILLED = f"強制的に止めたときは、そのあと {int(signs.SHOWN_WITHIN.total_seconds())}秒待ってください。"


def nobody_at_work(database: Database) -> None:
    """What a bot takes in meanwhile would be gone without a trace. Raises Refused.

    The schema may be that of any release: the way back from a newer one begins by putting back what was before it.
    """
    if working := len(_keys_at_work(database)):
        raise Refused(
            f"ボットか koe worker がまだ動いています（{working}）。すべて止めてから行ってください。{_WHEN_KILLED}"
        )


def all_know(database: Database, secret: str) -> None:
    """Whoever knows only the former key would forget what it cannot read, and go on sealing under that key. Raises Refused."""
    wanted = Seal(secret).key_number
    if strangers := sum(number != wanted for number in _keys_at_work(database)):
        raise Refused(
            f"新しい鍵を知らないボットか koe worker が動いています（{strangers}）。SECRET_KEY と SECRET_KEY_PREVIOUS を"
            f"設定して、すべて起動し直してから行ってください。{_WHEN_KILLED}"
        )


def _keys_at_work(database: Database) -> Sequence[int | None]:
    with database.reading() as session:
        if not inspect(session.connection()).has_table(Sign.__tablename__):
            return []
        return signs.keys_of_processes(session, now() - signs.SHOWN_WITHIN)
