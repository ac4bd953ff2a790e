"""Residents' photos on disk: sealed, found again after the key was turned over, and never outside their folder."""

from __future__ import annotations

import pytest

from storage.media import Media
from storage.sealing import Seal, Unreadable

OLD, NEW = "the key of last year", "the key of this year"
JPEG = b"\xff\xd8\xff\xe0 a photo"


def test_a_photo_is_kept_for_the_owner_of_the_key_only(tmp_path):
    name = Media(tmp_path, Seal(OLD)).keep(JPEG)
    assert JPEG not in (tmp_path / name).read_bytes()
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert Media(tmp_path, Seal(OLD)).jpeg(name) == JPEG
    with pytest.raises(Unreadable):
        Media(tmp_path, Seal(NEW)).jpeg(name)


def test_after_the_key_was_turned_over_the_former_one_opens_nothing(tmp_path):
    name = Media(tmp_path, Seal(OLD)).keep(JPEG)
    both = Media(tmp_path, Seal(NEW, OLD))
    assert both.stale() == both.seal_anew() == 1
    assert both.stale() == both.seal_anew() == 0
    assert Media(tmp_path, Seal(NEW)).jpeg(name) == JPEG
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_photo_of_a_release_that_did_not_seal_is_read_and_sealed(tmp_path):
    (tmp_path / "older.jpg").write_bytes(JPEG)
    media = Media(tmp_path, Seal(OLD))
    assert media.jpeg("older.jpg") == JPEG
    assert media.seal_anew() == 1
    assert JPEG not in (tmp_path / "older.jpg").read_bytes()
    assert media.jpeg("older.jpg") == JPEG


def test_no_name_leads_out_of_the_folder(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    media = Media(tmp_path / "photos", Seal(OLD))
    with pytest.raises(FileNotFoundError):
        media.jpeg("../secret")
    media.delete(["../secret"])
    assert (tmp_path / "secret").exists()
