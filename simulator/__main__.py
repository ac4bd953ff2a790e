"""``python -m simulator``: LINE on this machine, with its chat page."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from werkzeug.serving import make_server

from simulator.app import create_app
from simulator.platform import BOT_NAME, Platform


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    missing = [name for name in ("secret", "token") if not getattr(options, name)]
    if missing:
        print(f"missing: {', '.join(f'--{name}' for name in missing)}", file=sys.stderr)
        return 2
    # One line per request would bury what the bot prints; the page shows all traffic.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    platform = Platform(
        bot_url=options.bot,
        secret=options.secret,
        token=options.token,
        channel_id=options.channel_id,
        bot_name=options.bot_name,
    )
    server = make_server(options.host, options.port, create_app(platform), threaded=True)
    print(f"chat page: http://{options.host}:{server.server_port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        server.server_close()
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    env = os.environ
    bot = f"http://127.0.0.1:{env.get('BOT_PORT', '8000')}/callback"
    parser = argparse.ArgumentParser(prog="simulator", description="A stand-in for the LINE platform.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(env.get("SIMULATOR_PORT", "8001")))
    parser.add_argument("--bot", default=env.get("SIMULATOR_BOT_URL", bot), help="address of the bot's webhook")
    parser.add_argument("--secret", default=env.get("LINE_CHANNEL_SECRET"), help="channel secret")
    parser.add_argument("--token", default=env.get("LINE_CHANNEL_ACCESS_TOKEN"), help="channel access token")
    parser.add_argument("--channel-id", default=env.get("LINE_CHANNEL_ID") or "2000000000", help="for stateless tokens")
    parser.add_argument("--bot-name", default=BOT_NAME, help="the account's name, over its chats")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
