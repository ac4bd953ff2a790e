"""The bot in one process without a master above it: whoever kills it has killed all of it."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from werkzeug.serving import make_server

sys.path.insert(0, str(Path(__file__).parents[2]))

from wsgi import app

logging.getLogger("werkzeug").setLevel(logging.ERROR)
make_server("127.0.0.1", int(os.environ["BOT_PORT"]), app, threaded=True).serve_forever()
