"""What was typed into a form whose session had expired: kept through the login, sealed, in the page itself."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import request

from storage.sealing import Seal, Unreadable

_GOOD_FOR = timedelta(hours=12)
_MAX_CHARS = 200_000


@dataclass(frozen=True)
class KeptForm:
    """A form to be sent again: its address and its fields, each name with all its values."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def keep(seal: Seal, now: datetime) -> str | None:
    """The posted form as sealed text; None where there is nothing to keep or the form came from another site."""
    if not _from_our_own_page():
        return None  # else somebody could have a form sent in the name of whoever signs in next
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    path = f"{request.script_root}{request.full_path}".rstrip("?")
    kept = {"path": path, "fields": fields, "files": bool(request.files), "at": now.timestamp()}
    written = json.dumps(kept)
    if not fields or len(written) > _MAX_CHARS:
        return None
    return base64.urlsafe_b64encode(seal.seal(written)).decode()


def _from_our_own_page() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "").netloc == request.host


def opened(kept: str, seal: Seal, now: datetime) -> KeptForm | None:
    """The form again; None for anything that is none of ours or too old."""
    try:
        data = json.loads(seal.open(base64.urlsafe_b64decode(kept)))
        if now.timestamp() - data["at"] > _GOOD_FOR.total_seconds():
            return None
        return KeptForm(data["path"], tuple((name, value) for name, value in data["fields"]), data["files"])
    except (Unreadable, binascii.Error, ValueError, KeyError, TypeError):
        return None
