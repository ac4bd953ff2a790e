"""The hall as a test sees it: an officer who fills in the forms of the desk over HTTP, and a resident's browser on the form."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import date
from http.cookiejar import CookieJar, DefaultCookiePolicy

from line_side import PATIENCE_SECONDS

# What links in the chat begin with; there is no such host, the tests ask the bot itself.
PUBLIC = "https://koe.example.jp"


@dataclass
class Page:
    """What came back, after all redirects."""

    status: int
    text: str


class Browser:
    """Keeps cookies, also those for https alone: between the tests and the bot stands no proxy."""

    def __init__(self) -> None:
        jar = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def opens(self, address: str) -> Page:
        return self._asks(urllib.request.Request(address))

    def sends(self, address: str, **fields: str) -> Page:
        body = urllib.parse.urlencode(fields).encode()
        return self._asks(urllib.request.Request(address, body, {"Sec-Fetch-Site": "same-origin"}))

    def _asks(self, request: urllib.request.Request) -> Page:
        page = self._answer_to(request)
        for _ in range(20):  # a database that is busy for a moment has kept nothing, and people are told to try again
            if page.status != 503:
                break
            time.sleep(0.5)
            page = self._answer_to(request)
        return page

    def _answer_to(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=PATIENCE_SECONDS) as answer:
                return Page(answer.status, answer.read().decode())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Page(refusal.code, refusal.read().decode())


@dataclass
class Officer:
    """Somebody at the desk at ``address``. Signs in anew each time: days may have passed."""

    address: str
    login: str
    password: str
    _browser: Browser = field(default_factory=Browser)

    def opens(self, path: str) -> str:
        self._signs_in()
        return self._page(path)

    def _page(self, path: str) -> str:
        page = self._browser.opens(f"{self.address}/console{path}")
        assert page.status == 200, page.text
        return page.text

    def does(self, path: str, form: str, /, **fields: str) -> str:
        """Fill in a form of the page ``form`` and send it to ``path``; what is shown then."""
        self._signs_in()
        sent = self._browser.sends(f"{self.address}/console{path}", **_hidden(self._page(form)), **fields)
        assert sent.status == 200, sent.text
        return sent.text

    def step(self, receipt: str, step: str, **fields: str) -> str:
        """One of the small steps on the page of a case."""
        return self.does(f"/cases/{receipt}/step", f"/cases/{receipt}/", step=step, **fields)

    def answers(self, receipt: str, text: str, on: date) -> str:
        """回答案, 決裁 and sending."""
        reply = f"/cases/{receipt}/reply"
        self.does(reply, reply, text=text, end="DONE", reason="直したため", signed_as="mayor", do="keep")
        self.does(f"/cases/{receipt}/decide", reply, on=on.isoformat(), who="市長", document_number="市政第12号")
        return self.does(f"/cases/{receipt}/send", reply)

    def _signs_in(self) -> None:
        self._browser = Browser()
        page = self._browser.opens(f"{self.address}/console/login")
        shown = self._browser.sends(
            f"{self.address}/console/login", **_hidden(page.text), login=self.login, password=self.password
        )
        assert "今日やること" in shown.text, shown.text


def _hidden(page: str) -> dict[str, str]:
    """What the forms of a page carry along."""
    found = {}
    for name in ("csrf_token", "version", "seen"):
        if value := re.search(rf'name="{name}"[^>]*value="([^"]*)"', page):
            found[name] = value[1]
    return found
