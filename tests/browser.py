"""The browser on this machine, driven from a test. With KOE_SCREENSHOTS=1 it leaves pictures of what it saw in ``screenshots``,
to be looked at, not kept: of the time a page takes, drawing it whole is the half. What is expected of a page (``expect``) is
waited for with the patience that a busy machine needs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from needs import is_missing
from playwright.sync_api import Browser, Page, expect, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# No call to the outside: the tests run where there is no network.
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# A machine that runs other tests at the same time is slow; what is seen sooner goes on sooner.
PATIENCE_MS = 90_000
# Width and height of what residents and staff look at: a telephone and the screen of an office.
SIZES = {"phone": (390, 844), "desk": (1366, 768)}
_SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
expect.set_options(timeout=PATIENCE_MS)


@contextmanager
def chromium() -> Iterator[Browser]:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        is_missing("Chromium", "apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_SWITCHES))
        yield browser
        browser.close()


def shot(page: Page, name: str, *, full_page: bool = False) -> None:
    """A picture of the page that is open, where pictures are wanted."""
    if _wants_pictures():
        _SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=str(_SCREENSHOTS / f"{name}.png"), full_page=full_page)


def shot_at_each_size(page: Page, name: str) -> None:
    """The whole page as a telephone and the office see it, where pictures are wanted."""
    if not _wants_pictures():
        return
    before = page.viewport_size
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        shot(page, f"{name}-{size}", full_page=True)
    if before is not None:
        page.set_viewport_size(before)


def _wants_pictures() -> bool:
    return os.environ.get("KOE_SCREENSHOTS") == "1"
