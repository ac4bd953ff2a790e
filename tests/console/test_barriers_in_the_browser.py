"""The look for barriers finds what there is: who finds nothing anywhere may only have stopped looking."""

from __future__ import annotations

import pytest
from barriers import Barriers
from browser import SIZES
from playwright.sync_api import Browser

pytestmark = [pytest.mark.chromium]

_PAGE = (
    '<!doctype html><html lang="ja"><head><title>今日やること</title></head>'
    "<body><main><h1>今日やること</h1>{}</main></body></html>"
)
_PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def _found(chromium: Browser, body: str) -> Barriers:
    barriers = Barriers()
    page = chromium.new_page()
    page.set_content(_PAGE.format(body))
    barriers.looks(page, "barriers")
    return barriers


def test_a_picture_without_words_is_found(chromium: Browser):
    found = _found(chromium, f'<img src="{_PICTURE}">')
    assert [(name, rule) for name, rule, _ in found.serious] == [("barriers", "image-alt")]
    assert found.wide == []


def test_what_runs_off_the_screen_is_found_at_each_size(chromium: Browser):
    found = _found(chromium, '<div style="width: 3000px">広い表</div>')
    assert found.wide == [("barriers", size) for size in SIZES]
    assert found.serious == []


def test_a_page_that_keeps_nobody_out_is_clean(chromium: Browser):
    assert _found(chromium, f'<img src="{_PICTURE}" alt="水路のふた">') == Barriers()
