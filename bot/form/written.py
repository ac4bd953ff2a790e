"""What stands in the form: read, kept as a draft, and judged before it is taken."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from flask import Request
from werkzeug.datastructures import FileStorage

from casework.personal_data import Kind
from handlers import voice_wording
from handlers.characters import sendable
from handlers.city import City
from handlers.personal import personal_data_in

_MAX_SHORT_CHARS = 100
NO_DIGITS = "12けたの番号（マイナンバーなど）は、ここではお受けできません。消してから送ってください。"
OLD_PAGE = "安全のため、もう一度「送る」を押してください。書いたものは残っています。"
BUSY = "ただいま混み合っています。書いたものは残っています。少したってから、もう一度「送る」を押してください。"
NO_ROOM = (
    "写真を保存できませんでした。書いたものは残っています。少したってからもう一度送るか、写真を選ばずに送ってください。"
)
NO_TEXT = "ご意見を書いてください。"
ADD_AGAIN = "写真は、もう一度選んでください。"


@dataclass(frozen=True)
class Written:
    """What stands in the form. ``photos`` are ids of pictures that were sent in the talk before; ``adds_to`` is the receipt
    number of what it goes on with."""

    text: str = ""
    name: str = ""
    contact: str = ""
    wants_reply: bool = True
    measure: str | None = None
    places: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    adds_to: str | None = None


def read(draft: str) -> Written:
    data: dict[str, Any] = json.loads(draft)
    return Written(
        text=data.get("text", ""),
        name=data.get("name", ""),
        contact=data.get("contact", ""),
        wants_reply=data.get("wants_reply", True),
        measure=data.get("measure"),
        places=tuple(data.get("places", ())),
        photos=tuple(data.get("photos", ())),
        adds_to=data.get("adds_to"),
    )


def draft_of(written: Written) -> str:
    return json.dumps({**written.__dict__}, ensure_ascii=False)


def written_in(asked: Request, before: Written) -> Written:
    return replace(
        before,
        text=sendable(asked.form.get("text", "")).strip(),
        name=sendable(asked.form.get("name", "")).strip(),
        contact=sendable(asked.form.get("contact", "")).strip(),
        wants_reply=asked.form.get("reply", "yes") != "no",
    )


def files_in(asked: Request) -> list[FileStorage]:
    return [file for file in asked.files.getlist("photos") if file.filename]


def problem_with(written: Written, photos: int, city: City) -> str | None:
    """One sentence about what cannot be taken; None when all can."""
    if not written.text and not photos and not written.photos:
        return NO_TEXT
    if len(written.text) > voice_wording.MAX_CHARS:
        return f"ご意見は{voice_wording.MAX_CHARS:,}字までです（今は{len(written.text):,}字です）。"
    if max(len(written.name), len(written.contact)) > _MAX_SHORT_CHARS:
        return f"お名前と連絡先は、それぞれ{_MAX_SHORT_CHARS}字までです。"
    if photos + len(written.photos) > voice_wording.MAX_PHOTOS:
        return f"写真は、トークで送った分とあわせて{voice_wording.MAX_PHOTOS}枚までです。{ADD_AGAIN}"
    fields = (written.text, written.name, written.contact)
    if any(find.kind is Kind.TWELVE_DIGITS for field in fields for find in personal_data_in(field, city)):
        return NO_DIGITS
    return None
