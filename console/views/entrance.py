"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask import session as cookie
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from console import kept_forms, mailed_codes, practice, signing_in
from console.desk import SignedIn, desk
from console.guard import for_whoever_is_signed_in, open_to_all
from console.passwords import fingerprint
from console.typed_fields import filled_in
from storage import audit, staff

pages = Blueprint("entrance", __name__)

_WRONG = "ログイン名かパスワードがちがうか、続けてまちがえたため15分間止まっています。"
_WRONG_CODE = "番号がちがいます。新しい番号で、もう一度お試しください。"


class LoginForm(FlaskForm):  # type: ignore[misc]
    """Name and password; where to go afterwards, and what was typed before the session expired."""

    login = StringField("ログイン名", [InputRequired("ログイン名を入れてください。")])
    password = PasswordField("パスワード", [InputRequired("パスワードを入れてください。")])
    to = HiddenField()
    kept = HiddenField()


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The second factor."""

    code = StringField("確認の番号", [InputRequired("番号を入れてください。")])
    kept = HiddenField()
    to = HiddenField()


@pages.route("/login", methods=["GET", "POST"])
@open_to_all
def login() -> Response | str | tuple[str, int]:
    """Name and password."""
    form = LoginForm(to=request.args.get("to", ""))
    if request.method == "GET":
        return render_template("entrance/login.html", form=form)
    if "started" in request.form:  # from the page that tells of an expired session: only what was typed comes along
        return render_template("entrance/login.html", form=LoginForm(formdata=None, kept=request.form.get("kept", "")))
    if not form.validate_on_submit():
        return render_template("entrance/login.html", form=form), 400
    try:
        person = signing_in.with_password(desk(), form.login.data, form.password.data)
    except signing_in.TryLater:
        problem = "ここからのまちがいが続いたため、15分ほどログインできません。"
        return render_template("entrance/login.html", form=form, problem=problem), 429
    if person is None:
        return render_template("entrance/login.html", form=form, problem=_WRONG), 401
    signed_in = signing_in.begin(desk(), person)
    return _onwards(signed_in, form.to.data, form.kept.data)


@pages.route("/login/code", methods=["GET", "POST"])
@for_whoever_is_signed_in
def second_factor() -> Response | str | tuple[str, int]:
    """The code of the app or a printed one."""
    signed_in: SignedIn = current_user._get_current_object()
    if signed_in.passed:
        return redirect(url_for("home.today"))
    if not signed_in.account.second_factor:
        return redirect(url_for("own_account.choose"))
    form = CodeForm()
    if request.method == "GET":
        return _code_page(signed_in, form)
    if not form.validate_on_submit():
        return _code_page(signed_in, form), 400
    if not signing_in.with_code(desk(), signed_in, form.code.data):
        return _code_page(signed_in, form, _WRONG_CODE), 401
    return _onwards(SignedIn(signed_in.account, "", passed=True, practice=False), form.to.data, form.kept.data)


@pages.post("/login/code/mail")
@for_whoever_is_signed_in
def mail_again() -> Response | str | tuple[str, int]:
    """Another code by mail, where the first did not come."""
    signed_in: SignedIn = current_user._get_current_object()
    if signed_in.passed or signed_in.account.second_factor != "mail":
        return redirect(url_for("home.today"))
    form = CodeForm(formdata=None, to=request.form.get("to", ""), kept=request.form.get("kept", ""))
    if not mailed_codes.send_to_known(desk(), signed_in.account.id):
        return _code_page(signed_in, form, "番号を送ったばかりです。1分待ってから、もう一度送ってください。"), 429
    return _code_page(signed_in, form, sent=True)


@pages.post("/logout")
@for_whoever_is_signed_in
def logout() -> Response:
    """The session ends here and in the database."""
    signed_in: SignedIn = current_user._get_current_object()
    if signed_in.practice:
        practice.wipe(current_app, desk(), signed_in)
    with desk().database.writing() as session:
        staff.end_session(session, fingerprint(signed_in.token, of="session"))
        audit.record(session, "logout", f"staff:{signed_in.account.id}", desk().clock(), staff_id=signed_in.account.id)
    cookie.clear()
    return redirect(url_for("entrance.login"))


def _onwards(signed_in: SignedIn, to: str | None, kept: str | None) -> Response | str:
    """Where somebody goes who has just signed in: to the second factor, the form they filled in, or where they wanted."""
    if not signed_in.passed:
        if not signed_in.account.second_factor:
            return redirect(url_for("own_account.choose"))
        return _code_page(signed_in, CodeForm(formdata=None, to=to, kept=kept))
    form = kept_forms.opened(kept, desk().seal, desk().clock()) if kept else None
    if form is not None:
        return render_template("entrance/go_on.html", kept_form=form, filled_in=filled_in(form.fields))
    return redirect(to if to and _is_ours(to) else url_for("home.today"))


def _code_page(signed_in: SignedIn, form: CodeForm, problem: str | None = None, *, sent: bool = False) -> str:
    return render_template(
        "entrance/code.html",
        form=form,
        problem=problem,
        chosen=signed_in.account.second_factor,
        sent=sent,
        sends_mail=desk().sends_mail,
    )


def _is_ours(to: str) -> bool:
    """An address of this desk, and nothing that a browser could take for another host."""
    return to.startswith(f"{request.script_root}/") and not to.startswith("//") and "\\" not in to and to.isprintable()
