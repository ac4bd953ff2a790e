"""``koe keys rotate``: a new SECRET_KEY takes over."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from bot.clock import now
from cli.main import koe
from storage import signs
from storage.database import Database
from storage.media import Media
from storage.sealing import Seal

OLD, NEW = "the key of last year", "the key of this year"


@pytest.fixture
def with_keys(blank_url, city_file, tmp_path):
    """``with_keys(new, old, "keys", "rotate")``: that command, with these keys set."""

    def run(key, previous, *words):
        address = blank_url.render_as_string(hide_password=False)
        env = {
            "CITY_FILE": str(city_file),
            "DATABASE_URL": address,
            "SECRET_KEY": key,
            "SECRET_KEY_PREVIOUS": previous,
            "MEDIA_DIR": str(tmp_path / "photos"),
        }
        return CliRunner().invoke(koe, list(words), env=env)

    return run


def test_keys_turn_over_and_the_former_one_is_needed_no_more(with_keys):
    with_keys(OLD, "", "migrate")
    with_keys(OLD, "", "monitors", "codes", "3")
    assert with_keys(NEW, OLD, "keys", "rotate").exit_code == 0
    again = with_keys(NEW, OLD, "keys", "rotate")
    assert again.exit_code == 0
    assert "0件と写真0枚を" in again.output
    assert with_keys(NEW, "", "answers", "--unanswered").exit_code == 0


def test_photos_turn_over_as_well(with_keys, tmp_path):
    with_keys(OLD, "", "migrate")
    name = Media(tmp_path / "photos", Seal(OLD)).keep(b"a photo")
    done = with_keys(NEW, OLD, "keys", "rotate")
    assert "写真1枚" in done.output
    assert Media(tmp_path / "photos", Seal(NEW)).jpeg(name) == b"a photo"


def test_a_former_key_that_is_none_is_refused_and_changes_nothing(with_keys):
    with_keys(OLD, OLD, "keys", "rotate")  # the installation begins
    refused = with_keys(NEW, "a key nobody ever used", "keys", "rotate")
    assert refused.exit_code == 1
    assert "SECRET_KEY_PREVIOUS" in refused.output
    assert with_keys(OLD, "", "answers", "--unanswered").exit_code == 0


def test_without_both_keys_there_is_nothing_to_turn_over(with_keys):
    refused = with_keys(NEW, "", "keys", "rotate")
    assert refused.exit_code == 1
    assert "SECRET_KEY_PREVIOUS" in refused.output


def test_a_wrong_key_is_refused_before_anything_is_read_with_it(with_keys):
    with_keys(OLD, OLD, "keys", "rotate")
    refused = with_keys(NEW, "", "answers", "--unanswered")
    assert refused.exit_code == 1
    assert "SECRET_KEY" in refused.output


@pytest.fixture
def shows_itself(blank_url):
    """``shows_itself("worker:1", key)``: that process, started with that key, has just shown itself."""

    def shows(name, key):
        database = Database(blank_url)
        with database.writing() as session:
            signs.note(session, name, Seal(key).key_number, now())
        database.close()

    return shows


@pytest.mark.parametrize("kind", [signs.WORKER, signs.WEB])
def test_keys_are_not_turned_over_beneath_a_process_that_knows_only_the_former_one(with_keys, shows_itself, kind):
    with_keys(OLD, "", "migrate")
    with_keys(OLD, "", "monitors", "codes", "3")
    shows_itself(f"{kind}1", OLD)
    refused = with_keys(NEW, OLD, "keys", "rotate")
    assert refused.exit_code == 1
    assert "起動し直して" in refused.output
    assert with_keys(OLD, "", "answers", "--unanswered").exit_code == 0
    shows_itself(f"{kind}1", NEW)
    assert with_keys(NEW, OLD, "keys", "rotate").exit_code == 0


def test_what_no_key_opens_is_counted_and_the_rest_turned_over(with_keys, tmp_path):
    with_keys(OLD, "", "migrate")
    Media(tmp_path / "photos", Seal("a key nobody has")).keep(b"a lost photo")
    kept = Media(tmp_path / "photos", Seal(OLD)).keep(b"a photo")
    done = with_keys(NEW, OLD, "keys", "rotate")
    assert done.exit_code == 1
    assert "0件と写真1枚は、どちらの鍵でも開けません" in done.output
    assert Media(tmp_path / "photos", Seal(NEW)).jpeg(kept) == b"a photo"
    assert with_keys(NEW, "", "answers", "--unanswered").exit_code == 0
