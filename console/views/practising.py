"""練習モード: begun and ended by the person who practises."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from console import practice, telling
from console.desk import desk, me
from console.guard import needs
from console.passwords import fingerprint
from storage import audit, staff

pages = Blueprint("practising", __name__, url_prefix="/practice")


@pages.post("/begin")
@needs("read")
def begin() -> Response:
    """From now on this session practises."""
    practice.wipe_old(desk())
    _switch(on=True)
    telling.done("練習をはじめました。ここでは、何をしても住民には届きません。")
    return redirect(url_for("home.today"))


@pages.post("/end")
@needs("read")
def end() -> Response:
    """Back to the hall's own desk; what was practised is wiped."""
    _switch(on=False)
    practice.wipe(current_app, desk(), current_user._get_current_object())
    telling.done("練習を終えました。練習でしたことは、すべて消しました。")
    return redirect(url_for("home.today"))


def _switch(*, on: bool) -> None:
    with desk().database.writing() as session:
        staff.practise(session, fingerprint(current_user.token, of="session"), on=on)
        act = "practice.begun" if on else "practice.ended"
        audit.record(session, act, f"staff:{me().id}", desk().clock(), staff_id=me().id)
