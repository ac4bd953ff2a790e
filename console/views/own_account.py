"""One's own account: password, second factor, printed codes."""

from __future__ import annotations

import unicodedata

import pyotp
import segno
from flask import Blueprint, redirect, render_template, url_for
from flask import session as cookie
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from console import mailed_codes, passwords, signing_in, telling
from console.desk import SignedIn, desk, in_the_office
from console.guard import for_whoever_is_signed_in
from console.passwords import fingerprint
from storage import audit, staff

pages = Blueprint("own_account", __name__, url_prefix="/me")


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """The present password and the new one, twice."""

    present = PasswordField("いまのパスワード", [InputRequired("いまのパスワードを入れてください。")])
    new = PasswordField("新しいパスワード（12文字以上）", [InputRequired("新しいパスワードを入れてください。")])
    again = PasswordField("新しいパスワード（もう一度）", [InputRequired("もう一度入れてください。")])


class FirstCodeForm(FlaskForm):  # type: ignore[misc]
    """The first code an app shows."""

    code = StringField("アプリに出た6けたの番号", [InputRequired("番号を入れてください。")])


class MailForm(FlaskForm):  # type: ignore[misc]
    """Where codes are to be mailed."""

    address = StringField("メールアドレス", [InputRequired("メールアドレスを入れてください。")])


class MailedCodeForm(FlaskForm):  # type: ignore[misc]
    """The code that came by mail."""

    code = StringField("メールで届いた6けたの番号", [InputRequired("番号を入れてください。")])


class OfficeForm(FlaskForm):  # type: ignore[misc]
    """Only the token against forged requests."""


def _signed_in() -> SignedIn:
    person: SignedIn = current_user._get_current_object()
    return person


@pages.get("/")
@for_whoever_is_signed_in
def overview() -> Response | str:
    """What this account is and how it signs in."""
    if not _signed_in().passed:
        return redirect(url_for("entrance.second_factor"))
    with desk().database.reading() as session:
        left = staff.backup_codes_left(session, _signed_in().account.id)
    return render_template("own_account/overview.html", codes_left=left, token=OfficeForm())


@pages.route("/password", methods=["GET", "POST"])
@for_whoever_is_signed_in
def password() -> Response | str | tuple[str, int]:
    """A new password; all other sessions of the account end."""
    signed_in = _signed_in()
    if not signed_in.passed:
        return redirect(url_for("entrance.second_factor"))
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("own_account/password.html", form=form), 400 if form.is_submitted() else 200
    problem = _problem(form, signed_in)
    if problem:
        return render_template("own_account/password.html", form=form, problem=problem), 400
    hashed = passwords.hashed(form.new.data)
    token = passwords.new_token()
    with desk().database.writing() as session:
        now, mine = desk().clock(), signed_in.account.id
        staff.set_password(session, mine, hashed, must_change=False)
        staff.open_session(session, fingerprint(token, of="session"), mine, now)
        staff.pass_session(session, fingerprint(token, of="session"), fingerprint(token, of="session"))
        audit.record(session, "password.changed", f"staff:{mine}", now, staff_id=mine)
    signing_in.remember(SignedIn(signed_in.account, token, passed=True, practice=False))
    telling.done("パスワードを変えました。ほかの端末ではログインし直しになります。")
    return redirect(url_for("home.today"))


def _problem(form: PasswordForm, signed_in: SignedIn) -> str | None:
    with desk().database.reading() as session:
        known = staff.by_login(session, signed_in.account.login)
    if known is None or not passwords.is_right(form.present.data, known[1]):
        return "いまのパスワードがちがいます。"
    if form.new.data != form.again.data:
        return "新しいパスワードが、2回とも同じではありません。"
    return passwords.problem_with(form.new.data, signed_in.account.login)


@pages.get("/second-factor")
@for_whoever_is_signed_in
def choose() -> Response | str:
    """How this person shows that it is them, besides the password."""
    if not _may_choose():
        return redirect(url_for("entrance.second_factor"))
    return render_template(
        "own_account/choose.html", office=in_the_office(), sends_mail=desk().sends_mail, token=OfficeForm()
    )


@pages.route("/second-factor/app", methods=["GET", "POST"])
@for_whoever_is_signed_in
def app_code() -> Response | str | tuple[str, int]:
    """A QR code for the app, and the first code it shows as proof."""
    if not _may_choose():
        return redirect(url_for("entrance.second_factor"))
    form = FirstCodeForm()
    if "totp" not in cookie:
        # In the cookie it would be readable, so it travels sealed.
        cookie["totp"] = desk().seal.seal(pyotp.random_base32()).hex()
    secret = desk().seal.open(bytes.fromhex(cookie["totp"]))
    page = {"form": form, "secret": secret, "picture": _picture(secret)}
    if not form.validate_on_submit():
        return render_template("own_account/app_code.html", **page), 400 if form.is_submitted() else 200
    step = signing_in.step_of(secret, form.code.data, desk().clock())
    if step is None:
        problem = "番号が合いません。スマートフォンの時計が合っているか確かめて、新しい番号を入れてください。"
        return render_template("own_account/app_code.html", **page, problem=problem), 400
    mine = _signed_in().account.id
    with desk().database.writing() as session:
        staff.choose_totp(session, mine, secret, desk().seal)
        staff.used_step(session, mine, step)
        audit.record(
            session, "second_factor.chosen", f"staff:{mine}", desk().clock(), staff_id=mine, second_factor="totp"
        )
    return _codes_to_print("totp")


@pages.route("/second-factor/mail", methods=["GET", "POST"])
@for_whoever_is_signed_in
def mail() -> Response | str | tuple[str, int]:
    """Where codes are to be mailed; a first one goes there at once."""
    if not _may_choose():
        return redirect(url_for("entrance.second_factor"))
    if not desk().sends_mail:
        return redirect(url_for("own_account.choose"))
    form = MailForm()
    if not form.validate_on_submit():
        return render_template("own_account/mail.html", form=form), 400 if form.is_submitted() else 200
    address = unicodedata.normalize("NFKC", form.address.data).strip()
    if not mailed_codes.is_address(address):
        problem = "メールアドレスの形を、確かめてください（例：hana@city.example.jp）。"
        return render_template("own_account/mail.html", form=form, problem=problem), 400
    if not mailed_codes.send(desk(), _signed_in().account.id, address):
        problem = "番号を送ったばかりです。1分待ってから、もう一度送ってください。"
        return render_template("own_account/mail.html", form=form, problem=problem), 429
    cookie["mail"] = desk().seal.seal(address).hex()
    return redirect(url_for("own_account.mailed"))


@pages.route("/second-factor/mail/code", methods=["GET", "POST"])
@for_whoever_is_signed_in
def mailed() -> Response | str | tuple[str, int]:
    """The code that came to that address, as proof."""
    if not _may_choose():
        return redirect(url_for("entrance.second_factor"))
    if "mail" not in cookie:
        return redirect(url_for("own_account.mail"))
    form = MailedCodeForm()
    if not form.validate_on_submit():
        return render_template("own_account/mailed.html", form=form), 400 if form.is_submitted() else 200
    mine, now = _signed_in().account.id, desk().clock()
    address = desk().seal.open(bytes.fromhex(cookie["mail"]))
    printed = mailed_codes.print_of(signing_in.digits(form.code.data), mine)
    with desk().database.writing() as session:
        right = staff.use_mailed_code(session, mine, printed, now)
        if right:
            staff.choose_mail(session, mine, address, desk().seal)
            audit.record(session, "second_factor.chosen", f"staff:{mine}", now, staff_id=mine, second_factor="mail")
    if not right:
        problem = "番号がちがうか、10分を過ぎています。番号は送り直せます。"
        return render_template("own_account/mailed.html", form=form, problem=problem), 400
    cookie.pop("mail")
    return _codes_to_print("mail")


@pages.post("/second-factor/office")
@for_whoever_is_signed_in
def office() -> Response | str | tuple[str, int]:
    """The office network is the second factor."""
    if not _may_choose() or not in_the_office():
        return redirect(url_for("own_account.choose"))
    mine = _signed_in().account.id
    with desk().database.writing() as session:
        staff.choose_office(session, mine)
        audit.record(
            session, "second_factor.chosen", f"staff:{mine}", desk().clock(), staff_id=mine, second_factor="office"
        )
    return _codes_to_print("office")


@pages.post("/codes")
@for_whoever_is_signed_in
def codes() -> Response | str:
    """New printed codes; the former ones are void."""
    if not _signed_in().passed:
        return redirect(url_for("entrance.second_factor"))
    return _codes_to_print(None)


def _codes_to_print(way: str | None) -> str:
    """Ten codes, shown this once. ``way``: the second factor chosen just now lets the session through."""
    signed_in = _signed_in()
    mine, printed = signed_in.account.id, passwords.backup_codes()
    with desk().database.writing() as session:
        hashes = [fingerprint(passwords.plain_code(one), of="printed code", salt=str(mine)) for one in printed]
        staff.keep_backup_codes(session, mine, hashes)
        audit.record(session, "codes.printed", f"staff:{mine}", desk().clock(), staff_id=mine)
    if way is not None and not signed_in.passed:
        signing_in.pass_without_code(desk(), signed_in, way)
    return render_template("own_account/codes.html", codes=printed, at=desk().clock())


def _may_choose() -> bool:
    """At the first login, or later by somebody who is through."""
    signed_in = _signed_in()
    return signed_in.passed or not signed_in.account.second_factor


def _picture(secret: str) -> str:
    """The QR code as a data address: the policy of the pages lets pictures in that way and no other."""
    address = pyotp.TOTP(secret).provisioning_uri(
        name=_signed_in().account.login, issuer_name=f"{desk().city.name} {desk().city.bot_name}"
    )
    return segno.make(address, error="m").svg_data_uri(scale=4, border=2)
