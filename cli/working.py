"""``koe worker``: a bot without a web address."""

from __future__ import annotations

import os
import signal
import threading

import click

from bot import cores, logs
from bot.assembly import assemble
from bot.checked import NotReady
from bot.start import ready
from cli.refusal import Refused

# Seconds after which a stop is noticed at the latest.
_HEARD_WITHIN = 0.5


@click.command()
def worker() -> None:
    """Only the worker: events, letters and jobs, without a web address."""
    logs.to_stdout()
    cores.leave_none()
    try:
        all_set = ready(os.environ)
    except NotReady as problem:
        raise Refused(str(problem)) from problem
    over = threading.Event()
    # Before there is a worker: it sends from its first moment on, and a stop that comes then must not break that off.
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda *_: over.set())
    bot = assemble(all_set.settings, all_set.city, all_set.ask, works=True)
    # Only the main thread runs what a signal calls for, and one that waits without end may not hear of a signal that the kernel
    # handed to another thread.
    while not over.wait(_HEARD_WITHIN):
        pass
    bot.stop()
