"""What the city has published, on a page of our own and as open data; each only where the city switched it on."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from flask import Blueprint, Response, abort, render_template

from casework.harmless import harmless
from handlers.city import City
from storage import public_copies
from storage.database import Database, DatabaseAway
from storage.public_copies import UNPUBLISHED, Copy
from storage.sealing import Seal

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# What is taken back at the desk is gone here as soon.
_SECONDS_KEPT = 60


def create_public(database: Database, seal: Seal, city: City) -> Blueprint:
    """The pages below /voices."""
    pages = Blueprint(
        "public",
        __name__,
        url_prefix="/voices",
        template_folder="templates",
        static_folder="static",
        static_url_path="/_",
    )

    @pages.after_request
    def sealed_off(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = f"public, max-age={_SECONDS_KEPT}"
        return response

    @pages.get("/")
    def page() -> str:
        _only_if(city.desk.public_page)
        with database.reading() as session:
            copies = public_copies.standing(session, "published", seal)
            counted = public_copies.unpublished(session)
        return render_template(
            "public/voices.html", city=city, copies=copies, counted=counted, reasons=UNPUBLISHED, day=_day
        )

    @pages.get("/voices.csv")
    def table() -> Response:
        _only_if(city.desk.open_data)
        with database.reading() as session:
            copies = public_copies.standing(session, "published", seal)
        rows = [[copy.receipt, *_days(copy), copy.asked, copy.answered] for copy in copies]
        return _table(["番号", "公表日", "回答時点", "見直し日", "声", "回答"], rows, "voices")

    @pages.get("/unpublished.csv")
    def unpublished() -> Response:
        _only_if(city.desk.open_data)
        with database.reading() as session:
            counted = public_copies.unpublished(session)
        rows = [[name, str(counted.get(key, 0))] for key, name in UNPUBLISHED.items()]
        return _table(["公表していない理由", "件数"], rows, "unpublished")

    @pages.errorhandler(DatabaseAway)
    def away(_: DatabaseAway) -> tuple[str, int]:
        return render_template("public/away.html", city=city), 503

    return pages


def _only_if(switched_on: bool) -> None:
    if not switched_on:
        abort(404)


def _table(head: list[str], rows: list[list[str]], name: str) -> Response:
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(head)
    lines.writerows([harmless(cell) for cell in row] for row in rows)
    # Excel reads UTF-8 only behind a mark.
    return Response(
        "\ufeff" + written.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={name}.csv"},
    )


def _days(copy: Copy) -> list[str]:
    return [day.isoformat() if day else "" for day in (copy.published_on, copy.as_of, copy.review_on)]


def _day(day: date | datetime | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
