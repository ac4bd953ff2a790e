"""「この答えを止める」「ボットを止める」「配信を全部止める」: at once, with a notice to residents, and on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import going_on, telling
from console.amending import broken_by
from console.desk import desk, me
from console.facts import found_by, given_now
from console.guard import needs
from handlers import desk_mails
from handlers.checks import Failed
from knowledge.ledger.withdrawal import HELD_BACK, Withdrawn
from storage import amendments, audit, library, mails, staff, switches

pages = Blueprint("stopping", __name__, url_prefix="/stop")

Page = str | Response | tuple[str, int]
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
            desk_mails.switched(desk().city, me().name, f"{what}を{done}", why),
            now,
        )
    telling.done(f"{what}を{done}。数秒で、すべてに伝わります。")
    return back


@pages.post("/fact")
@needs("work")
def fact() -> Page:
    """Give a fact no more; residents who ask for it hear that the city is checking it. Where a check asks for it, only
    with a reason."""
    wanted = request.form.get("fact", "")
    given = next((one for one in given_now(desk().database) if one.name == wanted), None)
    if given is None:
        telling.refused("その答えは、もう止まっています。")
        return redirect(url_for("stopping.show"))
    failed = _broken(lambda withdrawn: {*withdrawn, (given.sheet.key, given.print)})
    if failed and not going_on.reason():
        act = going_on.Act(
            f"この答えを止める：{given.name}", "それでも止める", "stopping.fact", "stopping.show", (("fact", wanted),)
        )
        return going_on.asked_why(act, failed)
    with desk().database.writing() as session:
        library.withdraw(session, given, desk().clock())
        _on_record(session, "fact.withdrawn", given.name, failed)
    heard = HELD_BACK.removesuffix("。") if given.held_back else "手元の資料では分かりませんでした"
    telling.done(f"止めました：{given.name}。たずねた人には「{heard}」と伝えます。")
    return redirect(url_for("stopping.show"))


@pages.post("/fact/again")
@needs("work")
def fact_again() -> Page:
    """Give a withdrawn fact again; where a check would not hold then, only with a reason."""
    wanted = request.form.get("fact", "")
    with desk().database.reading() as session:
        gone = next((one for one in library.withdrawn(session) if one.name == wanted), None)
    if gone is None:
        telling.refused("その答えは、もう止まっていません。")
        return redirect(url_for("stopping.show"))
    failed = _broken(lambda withdrawn: {*withdrawn} - {(gone.identity, gone.print)})
    if failed and not going_on.reason():
        act = going_on.Act(
            f"また答える：{gone.name}", "それでも答える", "stopping.fact_again", "stopping.show", (("fact", wanted),)
        )
        return going_on.asked_why(act, failed)
    with desk().database.writing() as session:
        library.give_again(session, gone, desk().clock())
        _on_record(session, "fact.given_again", gone.name, failed)
    telling.done(f"また答えるようにしました：{gone.name}")
    return redirect(url_for("stopping.show"))


def _broken(change: Callable[[Withdrawn], Withdrawn]) -> tuple[Failed, ...]:
    """The checks that would not hold any more if other facts were withdrawn."""
    with desk().database.reading() as session:
        parts = amendments.parts(session)
    return broken_by(replace(parts, withdrawn=change(parts.withdrawn)), parts)


def _on_record(session: Session, act: str, fact: str, failed: Sequence[Failed]) -> None:
    why = {"why": going_on.reason(), "checks": len(failed)} if failed else {}
    audit.record(session, act, "library", desk().clock(), staff_id=me().id, fact=fact, **why)
