"""The staff desk as a web application of its own, to be mounted at /console."""

from __future__ import annotations

import hashlib
import ipaddress
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO

from flask import Flask, Request, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.routing import IntegerConverter, Map

from casework.states import State
from casework.working_days import JAPAN
from console import guard, sight, words
from console.desk import IDLE, LONGEST, Desk, SignedIn
from console.desk import desk as present_desk
from console.menu import BEHIND, MENU
from console.passwords import fingerprint
from console.rights import ROLE_NAMES, SEPARATE, may
from console.telling import LOOKS
from console.typed import refuse_what_no_browser_sends
from console.views import BLUEPRINTS, importing
from handlers.city import City
from handlers.days import in_words, with_year
from handlers.proposing import categories_of
from knowledge.finding.knowledge import Knowledge
from storage import staff, switches
from storage.database import Database, DatabaseAway
from storage.sealing import Seal, Unreadable

log = logging.getLogger("koe.console")

MOUNTED_AT = "/console"
_STYLES_KEPT = timedelta(hours=1)
_MAX_FORM_BYTES = 4 * 1024 * 1024
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# A session is noted as in use once a minute at most.
_NOTED_EVERY = IDLE / 60


def create_console(
    database: Database,
    seal: Seal,
    city: City,
    clock: Callable[[], datetime],
    *,
    secret_key: str,
    office: Sequence[str] = (),
    only_https: bool = False,
    media_dir: Path = Path("var/media"),
    sends_mail: bool = False,
    knowledge: Callable[[], Knowledge] | None = None,
    quota: Callable[[], tuple[int | None, int] | None] | None = None,
    reads_in: Callable[[Database], object] | None = None,
) -> Flask:
    """The desk. ``office`` are networks such as "192.0.2.0/24"; ``only_https`` keeps the cookie off plain connections."""
    app = Flask("console", root_path=str(Path(__file__).parent), static_folder="static", template_folder="templates")
    app.config.update(
        SECRET_KEY=hashlib.sha256(f"koe-no-mado console {secret_key}".encode()).digest(),
        SESSION_COOKIE_NAME="koe_desk",
        SESSION_COOKIE_PATH=MOUNTED_AT,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=only_https,
        MAX_CONTENT_LENGTH=_MAX_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=_MAX_FORM_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form may lie open over lunch
        WTF_CSRF_SSL_STRICT=False,  # a proxy may hide the referrer; the token is what counts
        WTF_CSRF_CHECK_DEFAULT=False,  # after the guard, which keeps what was typed when a session has expired
        BOOTSTRAP_SERVE_LOCAL=True,
        SEND_FILE_MAX_AGE_DEFAULT=_STYLES_KEPT,  # else the browser asks for the styles again with every page
    )
    app.extensions["koe-desk"] = Desk(
        database,
        seal,
        city,
        clock,
        tuple(ipaddress.ip_network(one, strict=False) for one in office),
        sends_mail,
        media_dir,
        knowledge,
        categories_of(city),
        quota=quota,
        reads_in=reads_in,
    )
    _sign_in(app)
    csrf = CSRFProtect(app)

    @app.before_request
    def in_order() -> ResponseReturnValue | None:
        if request.endpoint == "importing.upload" and current_user.is_authenticated:
            request.max_content_length = importing.MAX_BYTES  # documents are longer than anything typed
        refuse_what_no_browser_sends()
        answer = guard.check()
        if answer is None and request.method not in ("GET", "HEAD", "OPTIONS"):
            csrf.protect()
        return answer

    app.request_class = _InMemory
    app.url_map.converters["int"] = _RowNumber
    Bootstrap5(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _words(app)
    _headers(app)
    _plain_pages(app)
    return app


class _InMemory(Request):
    """Files that are handed in are read whole anyway: the machine's temporary folder, which may be full, is not asked."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


class _RowNumber(IntegerConverter):
    """A number in an address; one too large for any row is no page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**63 - 1)


def _sign_in(app: Flask) -> None:
    manager = LoginManager(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def from_token(token: str) -> SignedIn | None:
        desk: Desk = app.extensions["koe-desk"]
        now = desk.clock()
        try:
            with desk.database.reading() as session:
                found = staff.opened(session, fingerprint(token, of="session"), now, idle=IDLE, longest=LONGEST)
            if found is None:
                return None
            with desk.database.writing(durable=False) as session:
                staff.note_use(session, fingerprint(token, of="session"), now, unless_since=now - _NOTED_EVERY)
        except DatabaseAway as problem:
            # The page that says so must not ask again who it is for; the guard lets nobody pass meanwhile.
            g.database_away = problem
            return None
        return SignedIn(found.account, token, found.passed, found.practice)


def _words(app: Flask) -> None:
    """What templates know everywhere."""
    desk: Desk = app.extensions["koe-desk"]

    @app.template_filter("moment")
    def moment(at: datetime | None) -> str:
        """11月20日(金) 14:05, in Japan, with the year where it is another one than today's."""
        if at is None:
            return ""
        there = at.astimezone(JAPAN)
        year = "" if there.year == desk.clock().astimezone(JAPAN).year else f"{there.year}年"
        return f"{year}{in_words(there)} {there:%H:%M}"

    @app.template_filter("day")
    def day(at: datetime | date | str | None) -> str:
        """2026年11月20日, in Japan."""
        if not at:
            return ""
        if isinstance(at, str):
            at = date.fromisoformat(at)
        there = at.astimezone(JAPAN) if isinstance(at, datetime) else at
        return with_year(there)

    @app.template_filter("short")
    def short(at: datetime | date | None) -> str:
        """11/20(金), in Japan."""
        if at is None:
            return ""
        there = at.astimezone(JAPAN) if isinstance(at, datetime) else at
        return f"{there.month}/{there.day}({'月火水木金土日'[there.weekday()]})"

    @app.context_processor
    def everywhere() -> dict[str, object]:
        return {
            "words": words,
            "looks": LOOKS,
            "city": desk.city,
            "categories": desk.categories,
            "menu": MENU,
            "menu_behind": BEHIND,
            "role_names": ROLE_NAMES,
            "separate_rights": SEPARATE,
            "may": may,
            "may_answer": sight.may_answer,
            "who_answers": sight.who_answers,
            "states": State,
            "stopped_switches": stopped_switches,
        }


def stopped_switches() -> Mapping[switches.Name, switches.Stopped]:
    """What is stopped, for the line above every page of whoever is signed in.

    Where the database is away nothing is known: the page that says so is shown all the same.
    """
    if "database_away" in g or not current_user.is_authenticated:
        return {}
    try:
        with present_desk().database.reading() as session:
            return switches.stopped(session)
    except DatabaseAway as problem:
        g.database_away = problem
        return {}


def _headers(app: Flask) -> None:
    @app.after_request
    def add(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.endpoint is None or not request.endpoint.endswith("static"):
            response.headers["Cache-Control"] = "no-store"
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def _plain_pages(app: Flask) -> None:
    """One plain page for everything that goes wrong, with a way back."""

    def page(status: int, title: str, words: str) -> tuple[str, int]:
        return render_template("plain.html", title=title, words=words), status

    @app.errorhandler(CSRFError)
    def stale_form(_: Exception) -> tuple[str, int]:
        return page(
            400, "送れませんでした", "画面が古くなっていました。前の画面に戻り、読み込み直してから送ってください。"
        )

    @app.errorhandler(400)
    def bad(_: Exception) -> tuple[str, int]:
        return page(
            400, "送れませんでした", "送られた内容を読めませんでした。前の画面に戻って、もう一度お試しください。"
        )

    @app.errorhandler(403)
    def forbidden(_: Exception) -> tuple[str, int]:
        return page(403, "この画面は開けません", "必要な権限がありません。使うときは、管理の担当者に頼んでください。")

    @app.errorhandler(404)
    def missing(_: Exception) -> tuple[str, int]:
        return page(
            404,
            "見つかりません",
            "その画面や案件はありません。番号を確かめてください。本人が取り下げた案件は開けません。",
        )

    @app.errorhandler(405)
    def wrong_way(_: Exception) -> tuple[str, int]:
        return page(405, "この開き方はできません", "前の画面に戻って、ボタンから開いてください。")

    @app.errorhandler(413)
    def too_large(_: Exception) -> tuple[str, int]:
        return page(413, "大きすぎます", "送られたものが大きすぎて、受け取れませんでした。何も変わっていません。")

    @app.errorhandler(DatabaseAway)
    def away(problem: DatabaseAway) -> tuple[str, int]:
        log.warning("a page could not be shown: database away (%s)", problem)
        return page(
            503,
            "いま使えません",
            "データベースにつながりません。何も保存されていません。少し待ってお試しください。",
        )

    @app.errorhandler(Unreadable)
    def sealed(problem: Unreadable) -> tuple[str, int]:
        log.error("a page could not be shown: %s", problem)
        return page(
            503,
            "読めません",
            "この内容は、いまの鍵では開けません。SECRET_KEY を前の鍵に戻すか、前の鍵を SECRET_KEY_PREVIOUS に書いて"
            "起動し直すよう、情報システムの担当者に頼んでください。",
        )

    @app.errorhandler(500)
    def broken(_: Exception) -> tuple[str, int]:
        return page(
            500,
            "うまくいきませんでした",
            "この操作は保存されていません。続くときは、情報システムの担当者に知らせてください。",
        )
