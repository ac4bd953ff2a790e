"""The first page: what is to be done today."""

from __future__ import annotations

from flask import Blueprint, render_template

from console.guard import needs

pages = Blueprint("home", __name__)


@pages.get("/")
@needs("read")
def today() -> str:
    """今日やること."""
    return render_template("home/today.html")
