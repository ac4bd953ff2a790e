"""The desk in a real browser: what on its pages keeps people out, and what runs off the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from browser import SIZES, shot
from hall import PASSWORD, Hall
from playwright.sync_api import Page
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from console.app import MOUNTED_AT

_AXE = Axe().axe_script
_COUNT = ("serious", "critical")
# A finding weighs what its rule weighs, so a lighter rule would find nothing that counts here.
_FINDS = """async () => {
    const light = axe._audit.rules.filter((rule) => ["minor", "moderate"].includes(rule.impact));
    const rules = Object.fromEntries(light.map((rule) => [rule.id, {enabled: false}]));
    const found = await axe.run({resultTypes: ["violations"], rules});
    return found.violations.map((one) => ({...one, nodes: one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120))}));
}"""


@dataclass
class Barriers:
    """What was found on the pages that were looked at; all empty where nobody is kept out."""

    serious: list[tuple[str, str, list[str]]] = field(default_factory=list)
    wide: list[tuple[str, str]] = field(default_factory=list)

    def looks(self, page: Page, name: str) -> None:
        """Look at the page that is open, at each size."""
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.wide.append((name, size))
            shot(page, f"{name}-{size}", full_page=True)
        page.evaluate(_AXE)  # at the last of the sizes
        found = page.evaluate(_FINDS)
        self.serious += [(name, one["id"], one["nodes"]) for one in found if one["impact"] in _COUNT]


@contextmanager
def served(hall: Hall) -> Iterator[str]:
    """The desk on this machine; its address."""
    mounted = DispatcherMiddleware(Response("", 404), {MOUNTED_AT: hall.app})
    server = make_server("127.0.0.1", 0, mounted, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{MOUNTED_AT}"
    server.shutdown()
    thread.join()


def signs_in(page: Page, address: str, login: str = "kuri", password: str = PASSWORD) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("ログイン名").fill(login)
    page.get_by_label("パスワード").fill(password)
    page.get_by_role("button", name="ログイン").click()
