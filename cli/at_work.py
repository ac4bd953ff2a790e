"""Whether bots still run on a database that is about to be replaced, or left."""

from __future__ import annotations

from sqlalchemy import inspect

from bot.clock import now
from cli.refusal import Refused
from storage import signs
from storage.database import Database
from storage.models import Sign


def nobody_at_work(database: Database) -> None:
    """What a bot takes in meanwhile would be gone without a trace. Raises Refused.

    The schema may be that of any release: the way back from a newer one begins by putting back what was before it.
    """
    with database.reading() as session:
        if not inspect(session.connection()).has_table(Sign.__tablename__):
            return
        working = len(signs.workers(session, now() - signs.SHOWN_WITHIN))
    if working:
        raise Refused(
            f"ボットか koe worker がまだ動いています（{working}）。すべて止めてから行ってください。"
            f"強制的に止めたときは、そのあと {int(signs.SHOWN_WITHIN.total_seconds())}秒待ってください。"
        )
