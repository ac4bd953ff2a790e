"""How gunicorn serves the bot. Command line options win over this file."""

from __future__ import annotations

import gc
import os
import selectors
import signal
import sys
from datetime import timedelta
from functools import partial
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.http.message import Request
from gunicorn.http.wsgi import Response
from gunicorn.workers.base import Worker
from gunicorn.workers.gthread import TConn, ThreadWorker

# Another address only where something else guards the way in.
bind = f"{os.environ.get('BOT_ADDRESS') or '127.0.0.1'}:{os.environ.get('BOT_PORT') or '8000'}"
# One process per SQLite file. PostgreSQL takes any number; see the README.
workers = int(os.environ.get("WEB_CONCURRENCY") or "1")
# Nobody steers it but systemd, and its folder lies where the unit lets nothing be written. Two bots of one account shared it.
control_socket_disable = True
# Webhooks wait for the disk, not for the processor; LINE opens many connections at once.
threads = 24
backlog = 2048
keepalive = 30
graceful_timeout = 20
# LINE's development guidelines ask for sender, time, method, path and status of every webhook. No query, no body.
accesslog = "-"


class AccessLog(Logger):
    """One short line per request. gunicorn's own way gathers every header first, which costs more than the line."""

    def access(self, resp: Response, req: Request, environ: dict[str, Any], request_time: timedelta) -> None:
        if not self.access_log_enabled:
            return
        who, method, within = (environ.get(name, "-") for name in ("REMOTE_ADDR", "REQUEST_METHOD", "PATH_INFO"))
        # The desk is an application of its own and sees only its own part of the path.
        path = environ.get("SCRIPT_NAME", "") + within
        if path.startswith("/form/") and not path.startswith("/form/_/"):
            path = "/form/*"  # for half an hour the address alone opens what was written
        # A path may hold anything, a line break too.
        shown = path if path.isascii() and path.isprintable() else ascii(path)
        self.access_log.info("%s %s %s %s %s", self.now(), who, method, shown, str(resp.status).partition(" ")[0])


logger_class = AccessLog


class PatientWorker(ThreadWorker):
    """A new connection waits for its first byte in the poller, where it costs nothing.

    gunicorn's own worker lets a thread wait for it, five seconds long: two dozen connections on which nobody says anything
    would hold up every webhook.
    """

    def enqueue_req(self, conn: TConn) -> None:
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _cap_keepalive(self, deadline: float) -> None:
        """At the end those that never said anything are let go as soon as those that say no more."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)


worker_class = PatientWorker


def on_starting(server: Arbiter) -> None:
    if server.cfg.preload_app:
        # A SQLite connection that crosses a fork damages the file; threads do not cross it at all.
        raise SystemExit("koe-no-mado opens its database in the worker: start gunicorn without --preload.")
    if server.cfg.workers < 1:
        # It would listen, take connections and never answer.
        raise SystemExit("koe-no-mado needs at least one process: WEB_CONCURRENCY.")


def post_fork(server: Arbiter, worker: Worker) -> None:  # noqa: ARG001 - gunicorn calls it with both
    """What is loaded now stays, so nothing is looked for to throw away until bot.assembly has all of it: a seventh of the
    time it takes to get ready."""
    gc.disable()


def post_worker_init(worker: Worker) -> None:  # noqa: ARG001 - gunicorn calls it with the worker
    """Ctrl-C reaches master and worker alike; a worker told twice to end waits for itself until it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the master tells it, once


def worker_exit(server: Arbiter, worker: Worker) -> None:  # noqa: ARG001 - gunicorn calls it with both
    """Let the letters in hand end and be noted: killed, they would wait for their lease with an unknown fate."""
    if (loaded := sys.modules.get("wsgi")) is not None:
        loaded.bot.stop()
