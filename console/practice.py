"""練習モード: the same pages on a database of its own, which holds invented voices, reaches nobody, and is wiped."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from console.desk import LONGEST, Desk, SignedIn
from console.passwords import fingerprint
from handlers.proposing import things_in
from storage import cases, residents, staff, voice_search
from storage.cases import NewVoice, Part
from storage.database import Database
from storage.models.cases import Channel
from storage.schema import bring_up_to_date

# Invented; a phone number nobody has, so that hiding it can be practised.
_VOICES: tuple[tuple[Channel, int, str, bool], ...] = (
    ("line", 3, "うちの前の除雪が遅くて、朝、車を出せません。通学路なので心配です。", False),
    ("line", 5, "駅前の側溝のふたが割れています。つまずきそうです。連絡は 090-0000-0000 まで。", False),
    ("phone", 26, "図書館は何時まで開いていますか。", False),
    ("line", 50, "側溝のふたが外れたままです。駅の東口です。", False),
    ("box", 90, "公園の街灯が暗い。それから、バスの本数も増やしてほしい。", False),
    ("line", 100, "倒木が道をふさいでいます。", True),
    ("petition", 400, "地区の集会所の改修について、要望します。", False),
)
_making = threading.Lock()


def folder(desk: Desk) -> Path:
    """Where practice is kept: beside the photos, never among them."""
    return desk.media_dir.parent / "practice"


def desk_for(app: Flask, real: Desk, signed_in: SignedIn) -> Desk:
    """The desk this session practises at. Made anew where it is gone (another machine, a restart)."""
    name = fingerprint(signed_in.token, of="practice")[:32]
    opened: dict[str, Database] = app.extensions.setdefault("koe-practice", {})
    with _making:
        path = folder(real) / f"{name}.db"
        if name not in opened or not path.exists():
            if name in opened:
                opened.pop(name).close()
            opened[name] = _made(real, path)
    return replace(real, database=opened[name], media_dir=folder(real) / "none", practice=True)


def wipe(app: Flask, real: Desk, signed_in: SignedIn) -> None:
    """Practice is over: nothing of it stays. What others left behind by walking away goes as well."""
    name = fingerprint(signed_in.token, of="practice")[:32]
    opened: dict[str, Database] = app.extensions.setdefault("koe-practice", {})
    with _making:
        if name in opened:
            opened.pop(name).close()
        _delete(folder(real).glob(f"{name}.db*"))
        wipe_old(real)


def wipe_old(real: Desk) -> None:
    """Delete the practice of sessions that are over by now."""
    before = (real.clock() - LONGEST).timestamp()
    if folder(real).is_dir():
        _delete(path for path in folder(real).iterdir() if path.stat().st_mtime < before)


def _delete(paths: Iterable[Path]) -> None:
    for path in list(paths):
        with suppress(FileNotFoundError):
            path.unlink()


def _made(real: Desk, path: Path) -> Database:
    fresh = not path.exists()
    database = Database(f"sqlite:///{path}")
    bring_up_to_date(database)
    if fresh:
        with real.database.reading() as session:
            colleagues = staff.everybody(session, gone=True)
        with database.writing() as session:
            staff.lend(session, colleagues, real.clock())
            _fill(session, real, real.clock())
    return database


def _fill(session: Session, real: Desk, now: datetime) -> None:
    for number, (channel, hours_ago, text, urgent) in enumerate(_VOICES):
        at = now - timedelta(hours=hours_ago)
        user = f"practice-{number}" if channel == "line" else None
        chat = real.seal.fingerprint(user)[:32] if user else None
        if user and chat:
            residents.greet(session, chat, user, real.seal, at)
        new = NewVoice(channel, at, (Part("text", text),), chat=chat, urgent=urgent, may_publish=number % 2 == 0)
        made = cases.open_case(session, new, real.city.voice, real.seal, at)
        voice_search.remember(session, made.voice_id, text, real.seal, things_in(real.city))
