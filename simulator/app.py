"""One web application: LINE's API, the control API, the chat page."""

from __future__ import annotations

from flask import Flask, render_template
from flask.json.provider import DefaultJSONProvider

from simulator.api import line_api
from simulator.control import control_api
from simulator.oauth_api import oauth_api
from simulator.platform import Platform


class _AsItWasSent(DefaultJSONProvider):
    sort_keys = False
    ensure_ascii = True


def create_app(platform: Platform) -> Flask:
    app = Flask(__name__)
    # JSON is shown in the order in which it was sent; ASCII escapes let even a lone surrogate be written.
    app.json = _AsItWasSent(app)
    app.register_blueprint(line_api(platform))
    app.register_blueprint(oauth_api(platform))
    app.register_blueprint(control_api(platform))

    @app.get("/")
    def page() -> str:
        return render_template("page.html", bot_name=platform.bot_name)

    return app
