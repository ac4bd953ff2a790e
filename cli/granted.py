"""What LINE still grants this month, for commands that push."""

from __future__ import annotations

import os

from bot.line import BEGUN_WHENEVER, Line
from bot.quota import granted
from bot.settings import BadSettings, LineSettings
from bot.tokens import tokens_of
from cli.refusal import Refused


def if_line_is_known() -> tuple[int | None, int] | None:
    """The month's quota (None: no limit) and what was used of it; None when LINE does not say.

    Raises BadSettings where the environment does not tell how to get in.
    """
    settings = LineSettings.from_env(os.environ)
    return granted(Line(tokens_of(settings), settings.line_api_base_url, begun_within_seconds=BEGUN_WHENEVER))


def as_far_as_known() -> tuple[int | None, int] | None:
    """The same; None also where the environment does not tell how to get in. For letters that may wait until it does."""
    try:
        return if_line_is_known()
    except BadSettings:
        return None


def or_refused() -> tuple[int | None, int]:
    """The month's quota and its use; where LINE cannot be asked, nothing is pushed. Raises Refused."""
    try:
        known = if_line_is_known()
    except BadSettings as problem:
        raise Refused(f"今月の残りを確かめられません。{problem}") from problem
    if known is None:
        raise Refused("今月の残りを確かめられません。LINEにつながるようになってから、もう一度送ってください。")
    return known
