"""``koe answers``, and which answers gave a fact that is withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from invented_town import results_text
from sqlalchemy import URL

from bot.current import prepared
from cli.main import koe
from handlers import city
from storage import answers, pseudonyms
from storage.database import Database
from storage.schema import bring_up_to_date
from storage.sealing import Seal

SECRET = "a key that is long enough"
SEAL = Seal(SECRET)
TOWN = city.read('[city]\nname = "みほん市"\n')


@pytest.fixture
def hall(blank_url: URL, city_file, tmp_path):
    return Hall(blank_url, city_file, tmp_path)


class Hall:
    """A hall whose residents ask, and whose staff look."""

    def __init__(self, url: URL, city_file, folder) -> None:
        self.url, self.city_file, self.folder = url, city_file, folder

    def koe(self, *words: str, secret: str = SECRET) -> Result:
        env = {
            "CITY_FILE": str(self.city_file),
            "DATABASE_URL": self.url.render_as_string(hide_password=False),
            "SECRET_KEY": secret,
        }
        return CliRunner().invoke(koe, [str(word) for word in words], env=env)

    def imports(self, books: str = "11,480", before: str = "") -> None:
        file = self.folder / "成果.txt"
        file.write_text(before + results_text(books), encoding="utf-8")
        assert self.koe("import", file).exit_code == 0

    def is_asked(self, *questions: str, days_ago: int = 0) -> list[int]:
        database = Database(self.url)
        bring_up_to_date(database)
        now = datetime.now(UTC) - timedelta(days=days_ago)
        with database.writing() as session:
            ready = prepared(database, TOWN)
            naming = pseudonyms.naming(session, pseudonyms.day_of(now), SEAL)
            noted = [
                answers.noted(
                    question, ready.ask(question, None), door=None, message_id="", chat="hana", naming=naming,
                    edition=ready.edition, ledger=ready.version, seal=SEAL, now=now,
                )
                for question in questions
            ]  # fmt: skip
            answers.keep(session, noted)
        database.close()
        return [one.id for one in noted]

    def is_doubted(self, answer: int, words: str) -> None:
        database = Database(self.url)
        with database.writing() as session:
            answers.doubt(session, answer, "other", words, SEAL, datetime.now(UTC))
        database.close()


def test_outcomes_are_counted(hall):
    hall.imports()
    hall.is_asked("貸出冊数は？", "火星の人口は？", "ありがとう")
    told = hall.koe("answers").stdout
    assert "この30日間の質問：3件" in told
    assert "  答えた：1件" in told
    assert "  資料になかった：1件" in told


def test_what_was_asked_in_vain_is_listed_the_most_frequent_first(hall):
    hall.imports()
    hall.is_asked("貸出冊数は？", "火星の人口は？", "火星の人口は？", "明日の天気は？")
    first, *rest = hall.koe("answers", "--unanswered").stdout.splitlines()
    assert first.startswith("2件　火星の人口は？")
    assert len(rest) == 1
    assert "天気" in rest[0]


def test_what_residents_call_wrong_is_listed_with_their_words(hall):
    hall.imports()
    (answer,) = hall.is_asked("貸出冊数は？")
    hall.is_doubted(answer, "去年の数字です")
    (line,) = hall.koe("answers", "--doubted").stdout.splitlines()
    assert "去年の数字です" in line
    assert "質問：貸出冊数は？" in line
    assert "施策2-3-1" in line


def test_without_the_key_questions_stay_closed(hall):
    hall.is_asked("火星の人口は？")
    refused = hall.koe("answers", "--unanswered", secret="")
    assert refused.exit_code == 1
    assert "SECRET_KEY" in refused.stderr
    assert "この30日間の質問：1件" in hall.koe("answers", secret="").stdout


@pytest.mark.parametrize("wish", [(), ("--unanswered",), ("--doubted",)])
def test_before_anybody_asked_there_is_nothing_to_see(hall, wish):
    told = hall.koe("answers", *wish)
    assert (told.exit_code, told.stdout) == (0, "まだ何も聞かれていません。\n")


def test_withdrawing_a_fact_names_the_answers_that_gave_it(hall):
    hall.imports()
    hall.is_asked("令和6年度の貸出冊数の実績は？", "令和6年度の講座の開催回数は？")
    hall.is_asked("ひと月前の貸出冊数は？", "令和6年度の貸出冊数は？", days_ago=40)
    lines = hall.koe("documents", "--withdraw", "貸出冊数").stdout.splitlines()
    place = lines.index("この30日間に、この事実を出典にした答え：1件")
    assert lines[place + 1].endswith("　令和6年度の貸出冊数の実績は？")
    assert len(lines) == place + 2


def test_answers_from_a_former_edition_are_named_apart(hall):
    hall.imports()
    hall.is_asked("令和6年度の貸出冊数の実績は？")
    hall.imports("11,840", before="\n\n\n")
    told = hall.koe("documents", "--withdraw", "貸出冊数").stdout
    assert "前の版で、同じ資料の同じ所を出典にした答え" in told
    assert "令和6年度の貸出冊数の実績は？" in told


def test_withdrawing_what_nobody_was_told_says_so(hall):
    hall.imports()
    assert (
        "この事実を出典にした答えはありません"
        in hall.koe("documents", "--withdraw", "施策2-3-1／講座の開催回数").stdout
    )
