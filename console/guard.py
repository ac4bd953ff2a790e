"""Nobody in who may not be in: every page names the right it needs, and one that names none opens for nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, g, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from console import kept_forms, practice
from console.desk import SignedIn, desk
from console.rights import Right, may
from storage import audit

View = TypeVar("View", bound=Callable[..., object])
# Pages before and around signing in, and files that hold nothing of anybody.
_OPEN = "open"
_SIGNED_IN = "signed in"
# Who somebody is, and whether they practise, is no practice.
_ALWAYS_REAL = ("entrance", "own_account", "practising")


def needs(right: Right, *, of_all: bool = False) -> Callable[[View], View]:
    """The page opens for whoever has that right; ``of_all``: and is of no section, for it is the whole city's."""

    def marked(view: View) -> View:
        view.needed = right  # type: ignore[attr-defined]
        view.of_all = of_all  # type: ignore[attr-defined]
        return view

    return marked


def open_to_all(view: View) -> View:
    """The page is one that people see before they are signed in."""
    view.needed = _OPEN  # type: ignore[attr-defined]
    return view


def for_whoever_is_signed_in(view: View) -> View:
    """The page is about the person's own account; a second factor may still be missing."""
    view.needed = _SIGNED_IN  # type: ignore[attr-defined]
    return view


def needed_for(app: Flask, endpoint: str) -> str | None:
    """What the page needs; None where it names nothing, which opens for nobody."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return _OPEN
    return getattr(app.view_functions[endpoint], "needed", None)


def check() -> Response | str | tuple[str, int] | None:
    """Before every request: None lets it pass."""
    if request.endpoint is None:
        return None  # no such page, or not this method: the 404 and 405 pages say so
    needed = needed_for(current_app, request.endpoint)
    if needed == _OPEN:
        return None
    if needed is None:
        abort(403)
    if not isinstance(current_user._get_current_object(), SignedIn):
        if "database_away" in g:
            raise g.database_away
        return _sign_in_first()
    if needed == _SIGNED_IN:
        return None
    if not current_user.passed:
        return redirect(url_for("entrance.second_factor"))
    if current_user.account.must_change:
        return redirect(url_for("own_account.password"))
    of_all = getattr(current_app.view_functions[request.endpoint], "of_all", False)
    if not may(current_user.account, needed, of_all=of_all):  # type: ignore[arg-type]
        with desk().database.writing() as session:
            audit.record(
                session,
                "refused",
                f"page:{request.endpoint}",
                desk().clock(),
                staff_id=current_user.account.id,
                needed=needed,
            )
        abort(403)
    if current_user.practice and request.blueprint not in _ALWAYS_REAL:
        g.koe_desk = practice.desk_for(current_app, desk(), current_user._get_current_object())
    return None


def _sign_in_first() -> Response | tuple[str, int]:
    """The login page. What was typed into a form of an expired session travels along, sealed, and is shown again."""
    if request.method == "POST":
        kept = kept_forms.keep(desk().seal, desk().clock())
        return render_template("entrance/expired.html", kept=kept), 401
    return redirect(url_for("entrance.login", to=f"{request.script_root}{request.full_path}".rstrip("?")))
