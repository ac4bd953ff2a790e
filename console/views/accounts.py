"""Accounts of the staff: who there is, what they may do, new passwords, leaving."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from console import passwords, telling
from console.desk import desk, me
from console.guard import needs
from console.rights import ROLE_NAMES, SEPARATE
from storage import audit, case_handover, staff
from storage.staff import Account, LastAdministrator, NameTaken

pages = Blueprint("accounts", __name__, url_prefix="/accounts")


class AccountForm(FlaskForm):  # type: ignore[misc]
    """Name, role, department and the separate rights of one account."""

    name = StringField("氏名", [InputRequired("氏名を入れてください。"), Length(max=64)])
    role = SelectField("役割", choices=dict(ROLE_NAMES))
    # Chosen and not written: who has a section that no case has sees nothing, and is not told why.
    department = SelectField("担当する課", validate_choice=False)
    rights = SelectMultipleField("別に認めること", choices=dict(SEPARATE))

    def __init__(self, now_in: str | None = None, **given: Any) -> None:
        """``now_in``: the section the account has now, which the city may have renamed since."""
        super().__init__(department=now_in or "", **given)
        names = [one.name for one in desk().city.desk.departments]
        kept = [now_in] if now_in and now_in not in names else []
        self.department.choices = [("", "全庁（すべての課）"), *((name, name) for name in [*names, *kept])]

    def validate_department(self, field: SelectField) -> None:
        if (field.data or "") not in dict(field.choices):
            raise ValidationError("担当する課は、一覧から選んでください。")

    def wanted_department(self) -> str | None:
        """None: the whole hall."""
        return (self.department.data or "").strip() or None


class NewAccountForm(AccountForm):
    """A new account also has a login name."""

    login = StringField(
        "ログイン名",
        [
            InputRequired("ログイン名を入れてください。"),
            Regexp(r"^[A-Za-z0-9._@-]{2,64}$", message="半角の英数字と . _ @ - で、2〜64文字にしてください。"),
        ],
    )


class Confirmation(FlaskForm):  # type: ignore[misc]
    """Only the token against forged requests."""


@pages.get("/")
@needs("administer")
def everybody() -> str:
    """All accounts."""
    with desk().database.reading() as session:
        people = staff.everybody(session)
    return render_template("accounts/everybody.html", people=people, now=desk().clock())


@pages.route("/new", methods=["GET", "POST"])
@needs("administer")
def new() -> Response | str | tuple[str, int]:
    """A new account with a first password, shown once."""
    form = NewAccountForm()
    if not form.validate_on_submit():
        return render_template("accounts/new.html", form=form), 400 if form.is_submitted() else 200
    password = passwords.first_password()
    hashed = passwords.hashed(password)
    try:
        with desk().database.writing() as session:
            made = staff.add(
                session,
                login=form.login.data,
                name=form.name.data,
                role=form.role.data,
                department=form.wanted_department(),
                rights=form.rights.data,
                password_hash=hashed,
                must_change=True,
                now=desk().clock(),
            )
            _note(
                session,
                "account.made",
                made,
                role=form.role.data,
                department=form.wanted_department(),
                rights=sorted(form.rights.data),
            )
    except NameTaken:
        form.login.errors = ["そのログイン名は、もう使われています。"]
        return render_template("accounts/new.html", form=form), 400
    return render_template("accounts/first_password.html", login=form.login.data, password=password)


@pages.route("/<int:staff_id>", methods=["GET", "POST"])
@needs("administer")
def one(staff_id: int) -> Response | str | tuple[str, int]:
    """One account: what it may do."""
    person = _person(staff_id)
    if request.form.get("read", _mark(person)) != _mark(person):
        return _page(person, _form_of(person, formdata=None), overtaken=True), 409
    form = _form_of(person)
    if not form.validate_on_submit():
        return _page(person, form), 400 if form.is_submitted() else 200
    department = form.wanted_department()
    try:
        with desk().database.writing() as session:
            staff.change(
                session,
                staff_id,
                name=form.name.data,
                role=form.role.data,
                department=department,
                rights=form.rights.data,
            )
            _note(
                session,
                "account.changed",
                staff_id,
                role=[person.role, form.role.data],
                department=[person.department, department],
                rights=[sorted(person.rights), sorted(form.rights.data)],
            )
    except LastAdministrator:
        form.role.errors = ["管理の担当者が、ほかにいません。先に、ほかの人を管理にしてください。"]
        return _page(person, form), 400
    telling.done("保存しました。")
    return redirect(url_for("accounts.everybody"))


@pages.post("/<int:staff_id>/password")
@needs("administer")
def new_password(staff_id: int) -> str:
    """A new first password, shown once; all sessions of the account end."""
    person, password = _person(staff_id), passwords.first_password()
    hashed = passwords.hashed(password)
    with desk().database.writing() as session:
        staff.set_password(session, staff_id, hashed, must_change=True)
        _note(session, "account.new_password", staff_id)
    return render_template("accounts/first_password.html", login=person.login, password=password)


@pages.post("/<int:staff_id>/second-factor")
@needs("administer")
def reset_second_factor(staff_id: int) -> Response:
    """The person chooses anew at the next login."""
    _person(staff_id)
    with desk().database.writing() as session:
        staff.forget_second_factor(session, staff_id)
        staff.end_sessions(session, staff_id)
        _note(session, "account.second_factor_reset", staff_id)
    telling.done("次のログインで、確認の方法を選び直してもらいます。")
    return redirect(url_for("accounts.one", staff_id=staff_id))


@pages.post("/<int:staff_id>/close")
@needs("administer")
def close(staff_id: int) -> Response:
    """Nobody signs in with it any more. One's own, and the last that may administer, stay open: the desk would be left without
    a key."""
    person = _person(staff_id)
    if person.id == me().id:
        telling.refused("自分のアカウントは閉じられません。ほかの管理の担当者に頼んでください。")
        return redirect(url_for("accounts.one", staff_id=staff_id))
    try:
        with desk().database.writing() as session:
            staff.close(session, staff_id, desk().clock())
            left = case_handover.open_cases(session).get(staff_id, 0)
            _note(session, "account.closed", staff_id)
    except LastAdministrator:
        telling.refused("管理の担当者がいなくなるため、閉じられません。")
        return redirect(url_for("accounts.one", staff_id=staff_id))
    telling.done(f"{person.name}さんのアカウントを閉じました。")
    if left:
        # Closed all the same: whoever leaves in anger must be out at once.
        said = Markup('{}さんには、対応中の案件が{}件あります。<a href="{}">異動</a>で引き継いでください。')
        telling.mind(said.format(person.name, left, url_for("hall.handover")))
    return redirect(url_for("accounts.everybody"))


def _form_of(person: Account, **more: Any) -> AccountForm:
    return AccountForm(person.department, name=person.name, role=person.role, rights=sorted(person.rights), **more)


def _mark(person: Account) -> str:
    """By which it is known that the account is still what was read: a right that was taken away does not come back with an
    older page."""
    return repr((person.name, person.role, person.department, sorted(person.rights)))


def _page(person: Account, form: AccountForm, *, overtaken: bool = False) -> str:
    with desk().database.reading() as session:
        has_open = case_handover.open_cases(session).get(person.id, 0)
    token = Confirmation(formdata=None)
    return render_template(
        "accounts/one.html",
        person=person,
        read=_mark(person),
        overtaken=overtaken,
        form=form,
        token=token,
        has_open=has_open,
    )


def _person(staff_id: int) -> Account:
    with desk().database.reading() as session:
        person = staff.account(session, staff_id)
    if person is None or person.left_at is not None:
        abort(404)
    return person


def _note(session: Session, act: str, staff_id: int, **detail: object) -> None:
    audit.record(session, act, f"staff:{staff_id}", desk().clock(), staff_id=me().id, **detail)
