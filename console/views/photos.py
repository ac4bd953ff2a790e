"""Photos of a case, for those who may see the case."""

from __future__ import annotations

import io

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response

from console import sight as own
from console.desk import desk
from console.guard import needs
from storage import case_sheet

pages = Blueprint("photos", __name__, url_prefix="/photos")


@pages.get("/<int:photo_id>")
@needs("read")
def show(photo_id: int) -> Response:
    """One photo. Its name comes from our own table, and is followed nowhere but into the folder of photos."""
    with desk().database.reading() as session:
        found = case_sheet.photo(session, photo_id)
        if found is None:
            abort(404)
        case, file = found
        own.only_if_seen(session, case)
    try:
        jpeg = desk().media.jpeg(file)
    except FileNotFoundError:
        abort(404)
    return send_file(io.BytesIO(jpeg), mimetype="image/jpeg")
