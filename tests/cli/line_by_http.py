"""LINE as the commands meet it, over HTTP: the simulator, on a month's quota of the test's choice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import make_server

from simulator.app import create_app
from simulator.platform import Platform

SECRET, TOKEN = "a-secret", "a-token"


@contextmanager
def line_by_http() -> Iterator[tuple[Platform, dict[str, str]]]:
    """The platform, and the variables with which a command finds it."""
    platform = Platform(bot_url="http://127.0.0.1:9/callback", secret=SECRET, token=TOKEN)
    server = make_server("127.0.0.1", 0, create_app(platform), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield (
            platform,
            {
                "LINE_CHANNEL_SECRET": SECRET,
                "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
                "LINE_API_BASE_URL": f"http://127.0.0.1:{server.server_port}",
            },
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
