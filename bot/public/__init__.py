"""What the city has published, on a page of our own and as open data; each only where the city switched it on."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, datetime

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy.orm import Session

from bot.public.prepared import NotYet, Prepared
from casework.csv_tables import as_csv, in_utf8
from handlers.city import City
from handlers.days import with_year
from storage import public_copies
from storage.database import Database, DatabaseAway
from storage.open_data import voices_json, voices_table
from storage.public_copies import UNPUBLISHED, Copy
from storage.sealing import Seal

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# What is taken back at the desk is gone here as soon.
_SECONDS_KEPT = 60
_ON_A_LEAF = 100
_LEAF_DIGITS = 9


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

    def leaves(session: Session) -> Sequence[str]:
        """The page, a hundred voices a leaf; one leaf that says so where there are none."""
        copies, counted = all_copies(session), public_copies.unpublished(session)
        parts = [copies[start : start + _ON_A_LEAF] for start in range(0, len(copies), _ON_A_LEAF)] or [()]
        return [
            render_template(
                "public/voices.html",
                city=city,
                copies=part,
                counted=counted,
                reasons=UNPUBLISHED,
                day=_day,
                number=number,
                last=len(parts),
            )
            for number, part in enumerate(parts, 1)
        ]

    def mark_of_leaves(session: Session) -> Hashable:
        return mark_of(session), tuple(sorted(public_copies.unpublished(session).items()))

    @pages.get("/")
    def page() -> str:
        _only_if(city.desk.public_page)
        made, wanted = voices.present(), request.args.get("page", 1, type=_leaf)
        if not 1 <= wanted <= len(made):
            abort(404)
        return made[wanted - 1]

    def all_copies(session: Session) -> Sequence[Copy]:
        return public_copies.standing(session, "published", seal, most=None)

    mark_of = public_copies.mark_of_standing
    voices = Prepared(database, mark_of_leaves, leaves)
    csv_file = Prepared(database, mark_of, lambda session: in_utf8(as_csv(voices_table(all_copies(session)))))
    json_file = Prepared(database, mark_of, lambda session: voices_json(all_copies(session)).encode())

    @pages.get("/voices.csv")
    def table() -> Response:
        _only_if(city.desk.open_data)
        return _csv(csv_file.present(), "voices")

    @pages.get("/voices.json")
    def as_json() -> Response:
        _only_if(city.desk.open_data)
        return Response(json_file.present(), mimetype="application/json")

    @pages.get("/unpublished.csv")
    def unpublished() -> Response:
        _only_if(city.desk.open_data)
        with database.reading() as session:
            counted = public_copies.unpublished(session)
        rows = [[name, str(counted.get(key, 0))] for key, name in UNPUBLISHED.items()]
        return _csv(in_utf8(as_csv([["公表していない理由", "件数"], *rows])), "unpublished")

    @pages.errorhandler(DatabaseAway)
    def away(_: DatabaseAway) -> tuple[str, int]:
        return render_template("public/away.html", city=city), 503

    @pages.errorhandler(NotYet)
    def being_made(_: NotYet) -> Response:
        return Response(
            "準備しています。少しあとで、もう一度お試しください。\n", 503, {"Retry-After": "5"}, mimetype="text/plain"
        )

    return pages


def _leaf(typed: str) -> int:
    """The number of a leaf; 0, which there is none of, for what is no number or too long for one."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < _LEAF_DIGITS else 0


def _only_if(switched_on: bool) -> None:
    if not switched_on:
        abort(404)


def _csv(body: bytes, name: str) -> Response:
    disposition = f"attachment; filename={name}.csv"
    return Response(body, mimetype="text/csv", headers={"Content-Disposition": disposition})


def _day(day: date | datetime | None) -> str:
    return with_year(day) if day else ""
