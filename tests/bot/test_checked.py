"""The city file as editors and people leave it."""

from __future__ import annotations

import pytest

from bot.checked import NotReady, city_from

WRITTEN = '[city]\r\nname = "みほん市"\r\n'


def test_a_city_file_saved_by_an_editor_that_marks_utf_8_is_read(tmp_path):
    file = tmp_path / "city.toml"
    file.write_bytes(WRITTEN.encode("utf-8-sig"))
    assert city_from(file).name == "みほん市"


def test_a_city_file_in_the_halls_old_encoding_is_told_what_it_needs(tmp_path):
    file = tmp_path / "city.toml"
    file.write_bytes(WRITTEN.encode("cp932"))
    with pytest.raises(NotReady) as told:
        city_from(file)
    assert "UTF-8" in str(told.value)
    assert "CITY_FILE" not in str(told.value)  # it stands where it should
