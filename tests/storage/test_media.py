"""Residents' photos on disk: sealed, found again after the key was turned over, and never outside their folder."""

from __future__ import annotations

import os
import time

import pytest

from storage.media import Media, OfAnotherDatabase
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
    assert (both.stale(), both.seal_anew()) == (1, (1, 0))
    assert (both.stale(), both.seal_anew()) == (0, (0, 0))
    assert Media(tmp_path, Seal(NEW)).jpeg(name) == JPEG
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_photo_of_a_release_that_did_not_seal_is_read_and_sealed(tmp_path):
    (tmp_path / "older.jpg").write_bytes(JPEG)
    media = Media(tmp_path, Seal(OLD))
    assert media.jpeg("older.jpg") == JPEG
    assert media.seal_anew() == (1, 0)
    assert JPEG not in (tmp_path / "older.jpg").read_bytes()
    assert media.jpeg("older.jpg") == JPEG


def test_a_photo_no_key_opens_keeps_no_other_under_a_former_key(tmp_path):
    lost = Media(tmp_path, Seal("a key nobody has")).keep(JPEG)
    kept = Media(tmp_path, Seal(OLD)).keep(JPEG)
    assert Media(tmp_path, Seal(NEW, OLD)).seal_anew() == (1, 1)
    assert Media(tmp_path, Seal(NEW)).jpeg(kept) == JPEG
    assert (tmp_path / lost).exists()


def test_no_name_leads_out_of_the_folder(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    media = Media(tmp_path / "photos", Seal(OLD))
    with pytest.raises(FileNotFoundError):
        media.jpeg("../secret")
    media.delete(["../secret"])
    assert (tmp_path / "secret").exists()


def kept_yesterday(media: Media, folder, count: int) -> list[str]:
    names = [media.keep(JPEG) for _ in range(count)]
    for name in names:
        os.utime(folder / name, (time.time() - 86_400,) * 2)
    return names


def test_what_a_process_that_died_has_left_is_swept_away(tmp_path):
    media = Media(tmp_path, Seal(OLD))
    known, left = kept_yesterday(media, tmp_path, 5), kept_yesterday(media, tmp_path, 3)
    just_now = media.keep(JPEG)
    assert media.sweep(known) == 3
    assert {file.name for file in tmp_path.iterdir()} == {*known, just_now}
    assert not set(left) & {file.name for file in tmp_path.iterdir()}


@pytest.mark.parametrize(("known", "unknown"), [(0, 1), (0, 40), (20, 15)])
def test_started_with_another_database_the_bot_deletes_no_photo(tmp_path, known, unknown):
    media = Media(tmp_path, Seal(OLD))
    ours = kept_yesterday(media, tmp_path, known)
    kept_yesterday(media, tmp_path, unknown)
    with pytest.raises(OfAnotherDatabase) as refused:
        media.sweep(ours)
    assert refused.value.unknown == unknown
    assert len(list(tmp_path.iterdir())) == known + unknown


@pytest.mark.parametrize("where", ["media", "media/photos"])
def test_no_photo_can_be_kept_in_what_is_no_folder(tmp_path, where):
    (tmp_path / "media").write_text("a file")
    assert not Media(tmp_path / where, Seal("a key that is long enough")).has_room()
