"""100,000 stored voices: handing in one more with similar voices found, and 受付状況.

``python -m bench.voices [COUNT] [DATABASE_URL]``; SQLite in a folder of its own without an address.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import insert

from casework.keeping import Rules
from casework.things import things_of
from handlers.city import Intake
from storage import cases, own_voices, voice_search
from storage.cases import NewVoice, Part
from storage.database import Database
from storage.models import CASES, VOICE_TOKENS, VOICES, VoicePart
from storage.schema import bring_up_to_date
from storage.sealing import Seal

_ROUNDS = 100
_AT_ONCE = 2_000
_NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
_SEAL = Seal("the key of the benchmark")
_THINGS = [
    "道路",
    "側溝",
    "街灯",
    "公園",
    "除雪",
    "図書館",
    "保育園",
    "市営バス",
    "温泉",
    "桜並木",
    "水道",
    "空き家",
    "横断歩道",
    "体育館",
    "駐車場",
    "消火栓",
    "河川敷",
    "用水路",
]
_PLACES = [
    f"{first}{last}" for first in "東西南北中上下元新本" for last in ("町一丁目", "町二丁目", "地区", "団地", "駅前")
]
_TROUBLES = [
    "壊れて困っています",
    "暗くて危険です",
    "早く直してほしい",
    "時間を延ばしてください",
    "草が伸びて通れません",
    "数を増やしてほしい",
]
_MORE = [
    "通学路なので心配です",
    "高齢者が転びました",
    "昨年も連絡しました",
    "予算の都合でしょうか",
    "担当課の考えを知りたい",
    "夜間は特に不便です",
]


def _text(random: Random) -> str:
    place, thing, trouble = random.choice(_PLACES), random.choice(_THINGS), random.choice(_TROUBLES)
    return f"{place}の{thing}が{trouble}。{random.choice(_MORE)}。{random.randrange(10**6)}号線の近くです。"


def _fill(database: Database, count: int, random: Random) -> None:
    tokens = {}

    def token(piece: str) -> int:
        if piece not in tokens:
            tokens[piece] = voice_search.token(piece, _SEAL)
        return tokens[piece]

    for start in range(1, count + 1, _AT_ONCE):
        ids = range(start, min(start + _AT_ONCE, count + 1))
        texts = {id_: _text(random) for id_ in ids}
        when = {id_: _NOW - timedelta(days=400) + timedelta(minutes=5 * id_) for id_ in ids}
        with database.writing(durable=False) as session:
            session.execute(
                insert(CASES),
                [
                    {
                        "id": id_,
                        "receipt": f"B-{id_}",
                        "channel": "line",
                        "chat": f"{id_ % 9_000:032x}",
                        "received_at": when[id_],
                        "wants_reply": True,
                        "working_days": 10,
                        "triaged_at": _NOW,
                    }
                    for id_ in ids
                ],
            )
            session.execute(
                insert(VOICES),
                [
                    {
                        "id": id_,
                        "case_id": id_,
                        "chat": f"{id_ % 9_000:032x}",
                        "channel": "line",
                        "said_at": when[id_],
                        "wants_reply": True,
                    }
                    for id_ in ids
                ],
            )
            session.execute(
                insert(VoicePart), [{"voice_id": id_, "kind": "text", "body": _SEAL.seal(texts[id_])} for id_ in ids]
            )
            pairs = sorted({(token(piece), id_) for id_ in ids for piece in voice_search.pieces(texts[id_])})
            session.execute(insert(VOICE_TOKENS), [{"token": one, "voice_id": id_} for one, id_ in pairs])


def _timed(what: str, once: Callable[[int], None]) -> None:
    took, thought = [], time.process_time()
    for number in range(_ROUNDS):
        began = time.perf_counter()
        once(number)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    thought = (time.process_time() - thought) * 1000 / _ROUNDS
    print(
        f"{what}: p50 {took[_ROUNDS // 2]:.1f} ms, p99 {took[int(_ROUNDS * 0.99) - 1]:.1f} ms, {thought:.1f} ms of thinking",
        flush=True,
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        database = Database(sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{folder}/koe.db")
        bring_up_to_date(database)
        random = Random(7)  # noqa: S311 - the same voices every time
        began = time.perf_counter()
        _fill(database, count, random)
        print(f"{count:,} voices stored in {time.perf_counter() - began:.0f} s", flush=True)

        def hand_in(number: int) -> None:
            text = _text(random)
            new = NewVoice("line", _NOW, (Part("text", text),), chat=f"new{number:029x}")
            with database.writing() as session:
                handed = cases.hand_in(session, new, Intake(), _SEAL, _NOW)
                voice_search.remember(session, handed.voice_id, text, _SEAL, things_of())
            with database.reading() as session:
                found = voice_search.like(session, text, _SEAL, things_of(), without=[handed.voice_id])
                cases.voices_of(session, [one.voice_id for one in found], _SEAL)

        def state(number: int) -> None:
            with database.reading() as session:
                own_voices.of(session, [f"{number:032x}"], Rules(), _SEAL, _NOW)

        _timed("handing in, similar voices found and opened", hand_in)
        _timed("受付状況", state)
        database.close()


if __name__ == "__main__":
    main()
