"""Photos that come at once: a few hundred kilobytes of a picture may unpack to 160 megabytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace

import pytest
from office import TOWN, Office, way_to_form
from PIL import Image

from bot.form.written import ADD_AGAIN, BUSY
from bot.pictures import PLACES
from storage.models import Case

TOLD = "水路のふたが割れていて危ないです。"
SECURE = "https://koe.example.jp"
# What one picture takes to be read, and what is there without any.
MEGABYTES_AT_MOST = 700

SENT_AT_ONCE = """
import sys, threading
from pathlib import Path
from bot.pictures import TooManyAtOnce, made_anew
content = sys.stdin.buffer.read()
told = []
def read():
    try:
        told.append(made_anew(content).width)
    except TooManyAtOnce:
        told.append(0)
threads = [threading.Thread(target=read) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
# Of the program alone: what the system counts for a process begins with what its parent took.
(line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(len(told), max(told), int(line.split()[1]) // 1024)
"""


@pytest.fixture
def office(opens, tmp_path) -> Office:
    linked = replace(TOWN, public_base_url=SECURE, per_minute=100_000)
    return opens(town=linked, media_folder=tmp_path / "media")


def _picture(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (side, side), "red").save(out, "PNG")
    return out.getvalue()


def test_photos_that_come_at_once_are_read_one_by_one():
    ran = subprocess.run([sys.executable, "-c", SENT_AT_ONCE], input=_picture(6300), capture_output=True, check=True)
    told, width, megabytes = map(int, ran.stdout.split())
    assert (told, width) == (8, 2048)
    assert megabytes < MEGABYTES_AT_MOST


def test_a_resident_whose_photo_has_to_wait_keeps_what_was_written(office):
    link = way_to_form(office, TOLD)
    csrf = re.search(r'name="csrf" value="(\w+)"', office.web.get(link, base_url=SECURE).text)[1]
    with ExitStack() as others:
        while PLACES.acquire(blocking=False):
            others.callback(PLACES.release)
        answer = office.web.post(
            link,
            data={"csrf": csrf, "text": TOLD, "reply": "yes", "photos": (io.BytesIO(_picture(40)), "a.png")},
            base_url=SECURE,
        )
    assert BUSY in answer.text
    assert ADD_AGAIN in answer.text
    assert TOLD in answer.text
    assert office._rows(Case.__table__.select()) == []


def test_a_photo_is_not_read_for_a_page_that_is_not_ours(office):
    link = way_to_form(office, TOLD)
    office.web.get(link, base_url=SECURE)
    answer = office.web.post(
        link,
        data={"csrf": "made up", "text": TOLD, "reply": "yes", "photos": (io.BytesIO(b"no picture"), "a.png")},
        base_url=SECURE,
    )
    assert "読めないファイル" not in answer.text
    assert ADD_AGAIN in answer.text
