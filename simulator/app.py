"""One web application: LINE's API, the control API, the chat page."""

from __future__ import annotations

from flask import Flask, render_template

from simulator.api import line_api
from simulator.control import control_api
from simulator.platform import BOT_NAME, Platform


def create_app(platform: Platform) -> Flask:
    app = Flask(__name__)
    app.json.ensure_ascii = True  # type: ignore[attr-defined]  # a lone surrogate in a test message stays writable
    app.register_blueprint(line_api(platform))
    app.register_blueprint(control_api(platform))

    @app.get("/")
    def page() -> str:
        return render_template("page.html", bot_name=BOT_NAME)

    return app
