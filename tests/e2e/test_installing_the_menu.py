"""``koe richmenu install`` against LINE: one menu for everybody, however often it is run."""

from __future__ import annotations

import json

import pytest
from line_side import status_of
from PIL import Image
from running import SECRETS, environment, simulator
from running import koe as one_command


@pytest.fixture
def line(tmp_path):
    with simulator(tmp_path) as town:
        yield town


def koe(town, *words, **more):
    env = environment(town, "sqlite:///nowhere.db", 0, **more)
    env["LINE_DATA_API_BASE_URL"] = town.address
    return one_command(env, *words)


def menus(town):
    """What LINE has, as LINE tells it."""
    headers = {"Authorization": f"Bearer {SECRETS['LINE_CHANNEL_ACCESS_TOKEN']}"}
    status, body = status_of(f"{town.address}/v2/bot/richmenu/list", headers=headers)
    assert status == 200
    return json.loads(body)["richmenus"]


def test_everybody_has_one_menu_however_often_it_is_installed(line):
    for _ in range(2):
        done = koe(line, "richmenu", "install")
        assert done.returncode == 0, done.stderr
    (menu,) = menus(line)
    assert [area["action"]["text"] for area in menu["areas"]][3] == "市民の声"
    assert line.rules_broken() == []


def test_a_picture_of_another_size_is_refused_before_line_is_asked(line, tmp_path):
    Image.new("RGB", (800, 600)).save(tmp_path / "small.png")
    refused = koe(line, "richmenu", "install", "--picture", str(tmp_path / "small.png"))
    assert refused.returncode == 1
    assert "2500×1686" in refused.stderr
    assert menus(line) == []


def test_a_token_line_does_not_know_is_said_in_one_line(line):
    refused = koe(line, "richmenu", "install", LINE_CHANNEL_ACCESS_TOKEN="the-token-of-somebody-else")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "somebody" not in refused.stderr


def test_a_picture_that_cannot_be_kept_is_refused_with_its_place(line, tmp_path):
    refused = koe(line, "richmenu", "draw", str(tmp_path / "away" / "menu.png"))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "menu.png" in refused.stderr
