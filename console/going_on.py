"""Before something else is answered from: the checks that would not hold any more, and why it goes on all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from console.amending import EXPECTED_NAMES
from console.typed import one_line
from handlers.checks import Failed

_LONGEST = 200


@dataclass(frozen=True)
class Act:
    """What somebody is about to do: its title and its button in words, and the form that does it, as it was sent."""

    title: str
    button: str
    endpoint: str
    back: str
    fields: tuple[tuple[str, str], ...]


def reason() -> str:
    """Why it goes on although checks do not hold, as typed; "" where nothing is."""
    return one_line("why", _LONGEST)


def asked_why(act: Act, failed: Sequence[Failed]) -> tuple[str, int]:
    """The page that names these checks and asks for a reason. Nothing was changed."""
    page = render_template(
        "knowing/going_on.html",
        act=act,
        action=url_for(act.endpoint),
        back=url_for(act.back),
        failed=failed,
        expected_names=EXPECTED_NAMES,
        longest=_LONGEST,
    )
    return page, 409
