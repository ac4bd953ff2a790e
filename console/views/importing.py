"""Taking documents in: files are handed in on one page, read by the worker, and the page says how far it is."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from console import going_on, telling
from console.amending import EXPECTED_NAMES
from console.desk import desk, me
from console.guard import needs
from storage import audit, importing
from storage.importing import File, Standing

pages = Blueprint("importing", __name__, url_prefix="/knowledge")

MAX_BYTES = 20 * 1024 * 1024
_MOST_FILES = 20
_LOOKS_AGAIN_SECONDS = 3
# Waiting longer than this, nobody seems to be there who reads.
_TAKEN_UP_SECONDS = 60


@pages.post("/upload")
@needs("work")
def upload() -> Response:
    """Hand files in, to be read as one new edition. Where one is refused, none is taken in."""
    sent = [one for one in request.files.getlist("files") if one.filename]
    if not sent or len(sent) > _MOST_FILES:
        telling.refused(f"ファイルを選んでください（{_MOST_FILES}個まで）。")
        return redirect(url_for("knowing.show"))
    files = [File(str(one.filename).replace("\\", "/").rsplit("/", 1)[-1][:200], one.read()) for one in sent]
    with desk().database.writing() as session:
        id_ = importing.hand_in(session, files, desk().clock(), by=me().id)
    _read_in_practice()
    return redirect(url_for("importing.show", id_=id_))


@pages.get("/imports/<int:id_>")
@needs("read")
def show(id_: int) -> Response:
    """How far the reading is, and what came of it. Until then the page looks again by itself, unless that was stopped."""
    with desk().database.reading() as session:
        found = importing.standing(session, id_, desk().seal)
    if found is None:
        abort(404)
    still = request.args.get("still") == "1"
    page = make_response(
        render_template(
            "knowing/import.html",
            one=found,
            still=still,
            late=_is_late(found),
            now=desk().clock(),
            expected_names=EXPECTED_NAMES,
        )
    )
    if found.state == "waiting" and not still:
        # A header works without scripts, and the page offers to stop it.
        page.headers["Refresh"] = str(_LOOKS_AGAIN_SECONDS)
    return page


def _is_late(found: Standing) -> bool:
    waited = (desk().clock() - found.handed_at).total_seconds()
    return found.state == "waiting" and not found.begun and waited > _TAKEN_UP_SECONDS


@pages.post("/imports/<int:id_>/go-on")
@needs("work")
def go_on(id_: int) -> Response:
    """Take the files in although checks do not hold, for a reason that stays on record."""
    back = redirect(url_for("importing.show", id_=id_))
    if not going_on.reason():
        telling.refused("取り込む理由を書いてください。")
        return back
    with desk().database.writing() as session:
        if not importing.go_on(session, id_, why := going_on.reason()):
            telling.refused("この取り込みは、もう終わっています。")
            return back
        # Whoever decides need not be who handed the files in.
        audit.record(session, "library.import_agreed", f"import:{id_}", desk().clock(), staff_id=me().id, why=why)
    _read_in_practice()
    return back


@pages.post("/imports/<int:id_>/stop")
@needs("work")
def stop(id_: int) -> Response:
    """Take nothing of it in."""
    with desk().database.writing() as session:
        if importing.give_up(session, id_):
            audit.record(session, "library.import_stopped", f"import:{id_}", desk().clock(), staff_id=me().id)
        else:
            telling.refused("この取り込みは、もう終わっています。")
    return redirect(url_for("importing.show", id_=id_))


def _read_in_practice() -> None:
    """No worker knows of a database that somebody practises on."""
    if desk().practice and (reads := desk().reads_in) is not None:
        reads(desk().database)
