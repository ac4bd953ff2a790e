"""How many pushes LINE still grants this month."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Protocol

from bot.line import BEGUN_WHENEVER, Line, LineBusy, LineRefused, LineUnavailable
from bot.settings import Settings
from bot.tokens import tokens_of

log = logging.getLogger("koe.quota")


class AskedForQuota(Protocol):
    """As much of LINE as is asked here."""

    def quota(self) -> int | None: ...
    def used(self) -> int: ...


def granted(line: AskedForQuota) -> tuple[int | None, int] | None:
    """The month's quota (None: no limit) and what was used of it; None when LINE does not say."""
    try:
        return line.quota(), line.used()
    except (LineUnavailable, LineBusy, LineRefused) as problem:
        log.warning("quota not known (%s)", type(problem).__name__)
        return None


def quota_of(settings: Settings) -> Callable[[], tuple[int | None, int] | None]:
    """Asks LINE when called, for pages that tell the price of a survey before it is sent."""
    line = Line(tokens_of(settings), settings.line_api_base_url, connections=1, begun_within_seconds=BEGUN_WHENEVER)
    return partial(granted, line)
