"""The addresses LINE and the operator call. What a request does here is keep events; everything else happens elsewhere."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Flask, Response, jsonify, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot import unsending, webhook
from bot.callback import Callback, PassOn
from bot.failpoints import Reach
from bot.form import create_form
from bot.metrics import Figures
from bot.precedence import Precedence
from bot.public import create_public
from bot.together import Together
from handlers.city import City
from storage import inbox, wakeup
from storage.database import Database, DatabaseAway
from storage.inbox import Delivered
from storage.media import Media
from storage.sealing import Seal


def create_app(
    database: Database,
    seal: Seal,
    city: City,
    media: Media,
    *,
    channel_secret: str,
    metrics_token: str | None,
    clock: Callable[[], datetime],
    on_stored: Callable[[], None],
    troubles: Callable[[], dict[str, str]],
    precedence: Precedence,
    reach: Reach,
    pass_on: PassOn | None = None,
    needs_help: Callable[[], bool] = lambda: True,
) -> Flask:
    """The web application. ``on_stored`` wakes the worker; ``troubles`` names what is not ready, empty when all is well;
    ``pass_on`` forwards acknowledged webhooks to another tool.

    Workers of other processes are woken while ``needs_help``: where each event woke every worker, all but one of them would
    look in vain. What this process leaves behind they find by polling.
    """
    app = Flask("koe-no-mado", static_folder=None)

    def keep(delivered: Sequence[Delivered]) -> None:
        with database.writing() as session:
            inbox.keep(session, delivered, clock())
            unsending.take_back(session, delivered, city.voice.rules, seal, media, clock())
            if needs_help():
                wakeup.notify(session)
            reach("webhook.before_commit")

    together: Together[Delivered] = Together(keep)

    def kept() -> None:
        reach("webhook.after_commit")
        on_stored()

    app.wsgi_app = Callback(  # type: ignore[method-assign]
        app.wsgi_app,
        channel_secret=channel_secret,
        read=lambda body: webhook.read(body, seal, clock()),
        keep=together.put,
        on_kept=kept,
        precedence=precedence,
        pass_on=pass_on,
    )

    @app.get("/healthz")
    def healthz() -> tuple[str, int]:
        return "ok", 200

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        reasons = troubles()
        return jsonify({"ready": not reasons, "reasons": reasons}), 503 if reasons else 200

    app.register_blueprint(create_form(database, seal, city, media, clock, only_https=city.public_base_url is not None))

    app.register_blueprint(create_public(database, seal, city))

    registry = CollectorRegistry()
    registry.register(Figures(database, clock))

    @app.get("/metrics")
    def metrics() -> Response | tuple[str, int]:
        if not _may_read_metrics(metrics_token):
            return "not for you", 403
        try:
            return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
        except DatabaseAway:
            return "database away", 503

    return app


def _may_read_metrics(token: str | None) -> bool:
    """By bearer token where one is set; otherwise only from this machine, and not through a proxy that forwards others."""
    if token is not None:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {token}".encode())
    forwarded = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return not forwarded and ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
