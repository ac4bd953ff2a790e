"""What has to be in order before anything runs: settings, city file, database, knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from bot.checked import NotReady, checked
from bot.current import Current
from bot.settings import Settings
from handlers.city import City
from knowledge.answer import Knowledge
from knowledge.ledger.bundled import bundled_of
from knowledge.ledger.sheet_json import UnreadableSheet
from storage.database import Database, DatabaseAway, why_away
from storage.keyring import seal_of
from storage.schema import SchemaTooNew, bring_up_to_date
from storage.sealing import Seal, Unreadable

# SECRET_KEY is not the one the database was begun with.
OTHER_KEY = (
    "SECRET_KEY が、このデータベースの鍵と違います。元の値に戻してください。"
    "鍵を替えるときは、SECRET_KEY_PREVIOUS に前の値を入れてください。"
)


@dataclass(frozen=True)
class Ready:
    """Checked and loaded. No connection is open yet."""

    settings: Settings
    city: City
    ask: Current


def knowledge_of(city: City) -> Knowledge:
    """The bundled ledger, if it is that of the city, ready to be asked."""
    return Knowledge.build(bundled_of(city.name), words=city.words, city=city.name)


def opening_of(settings: Settings, database: Database) -> Seal:
    """What seals and opens in this installation. Raises DatabaseAway, and Unreadable where SECRET_KEY is another one's."""
    previous = settings.secret_key_previous
    return seal_of(database, settings.secret_key.get_secret_value(), previous.get_secret_value() if previous else None)


def ready(env: Mapping[str, str]) -> Ready:
    """Check the settings, bring the schema up to date, load the knowledge. Raises NotReady."""
    settings, city = checked(env)
    try:
        with closing(Database(settings.database_url)) as database:
            bring_up_to_date(database)
            opening_of(settings, database)
            return Ready(settings, city, Current.open(database, city))
    except DatabaseAway as problem:
        raise NotReady(f"DATABASE_URL のデータベースにつながりません（{why_away(problem)}）。") from problem
    except Unreadable as problem:
        raise NotReady(OTHER_KEY) from problem
    except SchemaTooNew as problem:
        raise NotReady(f"データベースの方が新しい版です（{problem}）。このプログラムを更新してください。") from problem
    except UnreadableSheet as problem:
        raise NotReady(f"取り込んだ資料を、この版のプログラムでは読めません（{problem}）。") from problem
