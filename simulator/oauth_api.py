"""``POST /oauth2/v3/token``, where a channel gets its stateless tokens."""

from __future__ import annotations

import hmac
from datetime import timedelta

from flask import Blueprint, Response, jsonify, request

from simulator.platform import Platform
from simulator.wire import Json


def oauth_api(platform: Platform) -> Blueprint:
    """``POST /oauth2/v3/token``. It stands in no journal: what is asked holds the channel's secret."""
    oauth = Blueprint("oauth", __name__)

    @oauth.post("/oauth2/v3/token")
    def issue() -> tuple[Response, int]:
        asked = request.form
        if request.mimetype != "application/x-www-form-urlencoded" or not asked.get("grant_type"):
            return _refused(400, "invalid_request", "grant_type is required")
        if asked["grant_type"] != "client_credentials":
            return _refused(400, "unsupported_grant_type")
        known = hmac.compare_digest(asked.get("client_id", "").encode(), platform.channel_id.encode())
        fits = hmac.compare_digest(asked.get("client_secret", "").encode(), platform.secret.encode())
        if not (known and fits):
            return _refused(400, "invalid_client", "invalid client_id or client_secret")
        with platform.changed:
            seconds = platform.switches.stateless_seconds
            token = platform.stateless_tokens.issue(timedelta(seconds=seconds), platform.now())
        return jsonify({"token_type": "Bearer", "access_token": token, "expires_in": seconds}), 200

    return oauth


def _refused(status: int, error: str, why: str | None = None) -> tuple[Response, int]:
    said: Json = {"error": error, **({"error_description": why} if why else {})}
    return jsonify(said), status
