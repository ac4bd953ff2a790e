"""The lower end: a Flask view that only holds the signature against the body. Nothing is kept, nobody is answered."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from flask import Flask, request

app = Flask("bare-signature", static_folder=None)
_secret = os.environ["LINE_CHANNEL_SECRET"].encode()


@app.get("/readyz")
def readyz() -> str:
    return "ok"


@app.post("/callback")
def callback() -> tuple[str, int]:
    expected = base64.b64encode(hmac.new(_secret, request.get_data(), hashlib.sha256).digest())
    if not hmac.compare_digest(expected, request.headers.get("X-Line-Signature", "").encode()):
        return "", 400
    return "", 200
