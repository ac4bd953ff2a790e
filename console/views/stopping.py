"""「この答えを止める」「ボットを止める」「配信を全部止める」: at once, with a notice to residents, and on record."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from console import telling
from console.desk import desk, me
from console.facts import found_by, given_now
from console.guard import needs
from storage import audit, library, mails, staff, switches

pages = Blueprint("stopping", __name__, url_prefix="/stop")

_FACTS_SHOWN = 30


@pages.route("/", methods=["GET", "POST"])
@needs("work")
def show() -> str:
    """What can be stopped, and what is. Facts are looked for by their words."""
    words = request.form.get("words", "").strip()[:100] if request.method == "POST" else ""
    with desk().database.reading() as session:
        stopped = switches.stopped(session)
        withdrawn = library.withdrawn(session)
        names = {person.id: person.name for person in staff.everybody(session, gone=True)}
    found = found_by(desk().database, words) if words else []
    return render_template(
        "stopping/show.html",
        stopped=stopped,
        names=names,
        words=words,
        found=found[:_FACTS_SHOWN],
        more=max(0, len(found) - _FACTS_SHOWN),
        withdrawn=withdrawn,
    )


@pages.post("/switch")
@needs("work")
def switch() -> Response:
    """Stop the bot or all pushes, or let them go on."""
    back = redirect(url_for("stopping.show"))
    name, act = request.form.get("name", ""), request.form.get("act")
    why = " ".join(request.form.get("why", "").split())[:200]
    if name not in switches.NAMES or act not in ("stop", "start"):
        return back
    if act == "stop" and not why:
        telling.refused("止める理由を書いてください。")
        return back
    now, what = desk().clock(), {"bot": "ボット", "pushes": "配信"}[name]
    with desk().database.writing() as session:
        if act == "stop":
            switches.stop(session, name, why, now, by=me().id)
        else:
            switches.start(session, name)
        audit.record(session, f"{name}.{act}", f"switch:{name}", now, staff_id=me().id, why=why)
        done = "止めました" if act == "stop" else "再開しました"
        mails.write(
            session,
            f"switch:{name}:{act}:{now.timestamp():.0f}",
            f"{what}を{done}",
            f"{me().name} が{what}を{done}。{f'理由：{why}' if why else ''}",
            now,
        )
    telling.done(f"{what}を{done}。数秒で、すべてに伝わります。")
    return back


@pages.post("/fact")
@needs("work")
def fact() -> Response:
    """Give a fact no more; residents who ask for it hear that the city is checking it."""
    wanted = request.form.get("fact", "")
    given = next((one for one in given_now(desk().database) if one.name == wanted), None)
    if given is None:
        telling.refused("その答えは、もう止まっています。")
        return redirect(url_for("stopping.show"))
    with desk().database.writing() as session:
        library.withdraw(session, given, desk().clock())
        audit.record(session, "fact.withdrawn", "library", desk().clock(), staff_id=me().id, fact=given.name)
    telling.done(f"止めました：{given.name}。たずねた人には「市が確認しているため、お答えを控えています」と伝えます。")
    return redirect(url_for("stopping.show"))


@pages.post("/fact/again")
@needs("work")
def fact_again() -> Response:
    """Give a withdrawn fact again."""
    wanted = request.form.get("fact", "")
    with desk().database.writing() as session:
        gone = next((one for one in library.withdrawn(session) if one.name == wanted), None)
        if gone is not None:
            library.give_again(session, gone, desk().clock())
            audit.record(session, "fact.given_again", "library", desk().clock(), staff_id=me().id, fact=gone.name)
            telling.done(f"また答えるようにしました：{gone.name}")
    return redirect(url_for("stopping.show"))
