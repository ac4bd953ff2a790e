"""What somebody filled in is shown again with its label, and no code of a form with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hall import PASSWORD, Hall

from console.typed_fields import label_of

TEMPLATES = Path(__file__).parents[2] / "console" / "templates"
DRAFT = {
    "text": "取り替えました。",
    "end": "DONE",
    "signed_as": "mayor",
    "reason": "修繕済み",
    "when": "2026-12-20",
    "do": "keep",
    "phrase_state": "RECEIVED",
    "phrase_category": "",
    "assignee": "13",
}
SHOWN = [
    ("書いた文", "取り替えました。"),
    ("終わり方", "対応した"),
    ("名義", "市長名"),
    ("理由", "修繕済み"),
    ("予定の時期", "2026年12月20日"),
]


def _shown(page: str) -> list[tuple[str, str]]:
    kept = re.search(r'<dl class="kept">(.*?)</dl>', page, re.DOTALL)
    return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", kept[1], re.DOTALL) if kept else []


def test_where_somebody_else_was_first_what_was_filled_in_is_shown_with_its_labels(hall: Hall):
    receipt = hall.hears()
    first, second = hall.at_work("kuri"), hall.at_work("momo")
    first.opens(f"/cases/{receipt}/reply")
    second.opens(f"/cases/{receipt}/")
    assert second.sends(f"/cases/{receipt}/fields", kind="要望").status_code == 302
    page = first.sends(f"/cases/{receipt}/reply", **DRAFT).text
    assert "ほかの人が先に変えました" in page
    assert _shown(page) == SHOWN
    assert 'name="phrase_state" value="RECEIVED"' in page  # it is sent again all the same


def test_after_an_expired_session_what_was_filled_in_is_shown_with_its_labels(hall: Hall, clock):
    receipt = hall.hears()
    browser = hall.at_work()
    clock.passes(hours=2)
    page = browser.sends(f"/cases/{receipt}/reply", **DRAFT)
    kept = re.search(r'name="kept" value="([^"]+)"', page.text)[1]
    browser.opens("/login")
    assert _shown(browser.sends("/login", login="sato", password=PASSWORD, kept=kept).text) == SHOWN


def test_what_cannot_be_done_shows_what_was_filled_in_with_its_labels(hall: Hall):
    receipt = hall.hears()
    browser = hall.at_work()
    browser.opens(f"/cases/{receipt}/")
    page = browser.sends(f"/cases/{receipt}/step", step="close", end="DONE", text="済").text
    assert "2字以上" in page
    assert _shown(page) == [("終わり方", "対応した"), ("書いた文", "済")]


@pytest.mark.parametrize("page", sorted(TEMPLATES.rglob("*.html")), ids=lambda page: page.stem)
def test_whatever_is_written_on_a_page_has_a_label_to_be_shown_with(page):
    names = re.findall(r'<textarea[^>]*? name="([^"]+)"', page.read_text())
    known = [re.sub(r"{{[^}]*}}", "1", name) for name in names if name != "{{ name }}"]
    assert [name for name in known if label_of(name) is None] == []
