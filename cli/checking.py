"""The questions staff guard their fixes with, asked of what is answered from now."""

from __future__ import annotations

from bot.current import prepared
from cli import installation
from handlers.checks import failing
from storage import amendments
from storage.database import Database


def told_otherwise(database: Database) -> list[str]:
    """One line for every check that comes out otherwise than it should; none where there are no checks.

    Without SECRET_KEY the questions stay closed, and that is said.
    """
    city, seal = installation.city(), installation.seal()
    with database.reading() as session:
        count = amendments.checks(session)
        checks = [] if seal is None else [one for kept in amendments.listed(session, seal) for one in kept.checks]
    if not count:
        return []
    if seal is None:
        return [f"確認用の質問{count}件は、SECRET_KEY がないため、たずねていません。"]
    ready = prepared(database, city)
    failed = failing(checks, ready.ask, (*city.doors, *ready.doors))
    return [
        f"確認用の質問「{one.check.question}」の答えが変わりました。職員画面の「職員による修正」で見てください。"
        for one in failed
    ]
