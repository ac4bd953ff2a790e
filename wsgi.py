"""The web process: reads the environment once, opens database and knowledge, assembles ``app``."""

from __future__ import annotations

import os
import sys

from bot import logs
from bot.assembly import assemble
from bot.start import NotReady, ready

# gunicorn gives up, instead of respawning for ever, when a worker leaves with this status.
_GUNICORN_APP_LOAD_ERROR = 4

logs.to_stdout()

try:
    _ready = ready(os.environ)
except NotReady as problem:
    print(problem, file=sys.stderr)
    sys.exit(_GUNICORN_APP_LOAD_ERROR)

bot = assemble(_ready.settings, _ready.city, _ready.ask, works=_ready.settings.koe_role == "all")
app = bot.app
