"""The secured form as no browser sends it."""

from __future__ import annotations

import io
import random
import re
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote

import pytest
from mutations import mutated, mutated_text, seeds, within
from office import TOWN, Office, way_to_form
from PIL import Image

from bot.pictures import NoPicture, made_anew
from storage.models import Case

TOLD = "公園のベンチを直してほしいです。090-1234-5678に電話ください。"


@pytest.fixture
def office(opens, tmp_path) -> Office:
    linked = replace(TOWN, public_base_url="https://koe.example.jp", per_minute=100_000)
    return opens(town=linked, media_folder=tmp_path / "media")


@pytest.fixture
def link(office) -> str:
    return way_to_form(office, TOLD)


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG")
    return out.getvalue()


def _body(csrf: str, photo: bytes) -> bytes:
    """What a browser sends, as bytes, so that accidents can happen to its frame as well."""
    fields = {"csrf": csrf, "text": TOLD, "name": "佐藤 花", "contact": "090-1234-5678", "reply": "yes"}
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = b'--b\r\nContent-Disposition: form-data; name="photos"; filename="../../a.php"\r\nContent-Type: image/jpeg\r\n\r\n'
    return b"".join([*parts, head, photo, b"\r\n--b--\r\n"])


def test_no_form_that_something_happened_to_breaks_the_page_or_leaves_a_file_elsewhere(office, link, tmp_path):
    browser, base = office.web, "https://koe.example.jp"
    csrf = re.search(r'name="csrf" value="(\w+)"', browser.get(link, base_url=base).text)[1]
    sound = _body(csrf, _photo())
    words = [
        b'name="text"',
        b'name="photos"; filename="a.svg"',
        b"--b\r\n",
        b"\xff\xd8\xff\xe1",
        b'name="csrf"',
        b"=?utf-8?b?",
    ]
    statuses = set()
    for seed in seeds(60):
        office.clock.passes(seconds=2)
        with within(10):
            answer = browser.post(
                link,
                data=mutated(sound, seed, among=words),
                content_type="multipart/form-data; boundary=b",
                base_url=base,
            )
        statuses.add(answer.status_code)
        assert "<script>" not in answer.text
    assert statuses <= {200, 400, 404, 413}
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent == tmp_path / "media"]
    assert all(re.fullmatch(r"[0-9a-f]{32}\.sealed", path.name) for path in made)
    assert not [path for path in tmp_path.rglob("*.php")]
    assert len(office._rows(Case.__table__.select())) <= 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_no_picture_that_something_happened_to_breaks_anything(kind):
    out = io.BytesIO()
    Image.effect_noise((80, 60), 90).convert("RGB").save(out, kind)
    words = [b"Exif\x00\x00", b"\xff\xff\xff\x7f", b"II*\x00", b"IDAT"]
    for seed in seeds(80):
        with within(10):
            try:
                made = made_anew(mutated(out.getvalue(), seed, among=words)).jpeg
            except NoPicture:
                made = b"\xff\xd8"
        assert made.startswith(b"\xff\xd8")


# A text where a number belongs, in the tags themselves and in those of the place; lists of tags that lead nowhere.
ODD_TAGS = (
    b"\x01\x09\0\x02\0\0\0\x05\0\0\0\x26",
    b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26",
    b"\x87\x69\0\x04\0\0\0\x01\xff\xff\xff\xff",
    b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x02",
)


def _beside_orientation(kind: str, odd: bytes) -> bytes:
    """A picture held sideways, whose camera wrote one more tag before that one."""
    place = b"\0\x01" + b"\0\0\0\x02\0\0\0\x02N\0\0\0" + b"\0\0\0\0"
    tags = b"MM\0*\0\0\0\x08" + b"\0\x02" + odd + b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0" + b"\0\0\0\0" + place
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, kind, exif=b"Exif\0\0" + tags)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
@pytest.mark.parametrize("field", ODD_TAGS, ids=range(len(ODD_TAGS)))
def test_a_photo_with_odd_tags_is_taken_and_stands_upright(kind, field):
    made = made_anew(_beside_orientation(kind, field))
    assert (made.width, made.height) == (40, 60)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])  # a PNG with another sign in its tags is refused by its checksum
def test_no_tags_that_something_happened_to_break_anything(kind):
    taken = 0
    tags = Image.Exif()
    tags[0x010E], tags[0x0112], tags[0x8825] = "公園", 6, {1: "N", 2: (38.0, 9.0, 1.0)}
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, kind, exif=tags)
    where = max(map(out.getvalue().find, (b"MM\0*", b"II*\0")))
    tried = seeds(200)
    for seed in tried:
        odd = bytearray(out.getvalue())
        chance = random.Random(seed)
        for _ in range(chance.randint(1, 4)):
            odd[where + chance.randrange(4, min(120, len(odd) - where))] = chance.choice((0, 1, 2, 5, 9, 0xFF))
        with suppress(NoPicture), within(10):
            made_anew(bytes(odd))
            taken += 1
    assert taken > 0.8 * len(tried)


def test_no_link_that_something_happened_to_opens_anything(office, link):
    for seed in seeds(60):
        odd = mutated_text(link.removeprefix("/form/"), seed)[:500]
        office.clock.passes(seconds=2)
        if odd == link.removeprefix("/form/"):
            continue
        with within(5):
            answer = office.web.get("/form/" + quote(odd, safe=""))
        assert answer.status_code in (400, 404, 405), odd
        assert "公園のベンチ" not in answer.text
