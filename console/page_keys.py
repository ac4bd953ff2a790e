"""The key of a form page, by which one that is sent twice is known: a second press of the button, a page loaded anew."""

from __future__ import annotations

import re
import secrets

from flask import request

_PAGE_KEY = re.compile(r"[0-9a-f]{32}")


def page_key() -> str:
    """The key the form came with; one made by no page of ours is as good as none."""
    return f"page:{new_or_same_key()}"


def new_or_same_key() -> str:
    """For the hidden field of a page: that of the form it shows again, else a new one."""
    key = request.form.get("page", "")
    return key if _PAGE_KEY.fullmatch(key) else secrets.token_hex(16)
