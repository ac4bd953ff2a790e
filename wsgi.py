"""The web process: reads the environment once, opens database and knowledge, assembles ``app``."""

from __future__ import annotations

import os
import sys

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bot import cores, logs
from bot.assembly import assemble
from bot.checked import NotReady
from bot.importing import Importing
from bot.quota import quota_of
from bot.start import ready
from console.app import MOUNTED_AT, create_console

# gunicorn gives up, instead of respawning for ever, when a worker leaves with this status.
_GUNICORN_APP_LOAD_ERROR = 4

logs.to_stdout()
cores.leave_none()

try:
    _ready = ready(os.environ)
except NotReady as problem:
    print(problem, file=sys.stderr)
    sys.exit(_GUNICORN_APP_LOAD_ERROR)

bot = assemble(_ready.settings, _ready.city, _ready.ask, works=_ready.settings.koe_role == "all")
console = create_console(
    bot.database,
    bot.seal,
    _ready.city,
    bot.clock,
    secret_key=_ready.settings.secret_key.get_secret_value(),
    office=_ready.settings.office_addresses.replace(",", " ").split(),
    only_https=_ready.settings.public_base_url is not None,
    media_dir=_ready.settings.media_dir,
    sends_mail=_ready.settings.smtp_url is not None and _ready.settings.alert_mail_to is not None,
    knowledge=lambda: _ready.ask.present().knowledge,
    quota=quota_of(_ready.settings),
    reads_in=lambda database: Importing(database, _ready.city, bot.seal, bot.clock).read_next(),
)
app = DispatcherMiddleware(bot.app, {MOUNTED_AT: console})
