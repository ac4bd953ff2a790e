"""Sample voices for ``make demo``: what a desk finds in its inbox, with nothing of anybody real."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.city import Intake
from storage import cases
from storage.cases import NewVoice, Part
from storage.database import Database
from storage.keyring import seal_of
from storage.models.cases import Channel

_SAMPLES: tuple[tuple[Channel, int, str], ...] = (
    ("line", 9, "駅前の街灯が2本消えていて、夕方の通学路が暗いです。早めに直してほしいです。"),
    ("phone", 8, "公民館の予約を電話だけでなくスマートフォンでもできるようにしてほしい。"),
    ("paper", 6, "冬の除雪の順番と、雪捨て場の場所を回覧で知らせてください。"),
    ("box", 5, "図書館の閉館時間を、土曜日だけでも1時間延ばしてもらえませんか。"),
    ("line", 3, "駅前の街灯が消えたままで、子どもが帰り道をこわがっています。"),
    ("counter", 2, "移住してきたばかりです。地区の行事の予定が分かる所を教えてください。"),
    ("roundtable", 1, "若い人が気軽に集まれる場所を、空き店舗を使って作れないでしょうか。"),
)


def prepare(database_url: str, secret_key: str, intake: Intake) -> None:
    """Put the samples in, once: a demonstration started again keeps what is there."""
    database, now = Database(database_url), datetime.now(UTC)
    seal = seal_of(database, secret_key)
    try:
        with database.writing() as session:
            if cases.count(session):
                return
            for channel, days_ago, text in _SAMPLES:
                new = NewVoice(channel, now - timedelta(days=days_ago), (Part("text", text),))
                cases.open_case(session, new, intake, seal, now)
    finally:
        database.close()
