"""Staff import documents while the bot runs: real processes, one database."""

from __future__ import annotations

from invented_town import results_text
from line_side import Town, wait_until
from running import KOE, Process, bot, environment, free_port, simulator
from running import koe as one_command

QUESTION = "令和6年度の貸出冊数の実績は？"


def test_processes_that_run_and_those_that_start_later_answer_from_what_was_imported(empty_database, tmp_path):
    city = tmp_path / "city.toml"
    city.write_text('[city]\nname = "みほん市"\nphone = "000-000-0000"\n', encoding="utf-8")
    document = tmp_path / "成果.txt"

    def koe(*words: str) -> None:
        env = environment(None, empty_database, free_port(), CITY_FILE=str(city))
        done = one_command(env, *words)
        assert done.returncode == 0, done.stderr

    def imports(books: str) -> None:
        document.write_text(results_text(books), encoding="utf-8")
        koe("import", str(document))

    with simulator(tmp_path) as line:
        with bot(line, empty_database, tmp_path, CITY_FILE=str(city)) as running:
            settings = environment(line, empty_database, free_port(), CITY_FILE=str(city))
            alone = Process([KOE, "worker"], settings, tmp_path / "worker.log")
            try:
                both = (running.process, alone)
                _all_answer_from(0, both)
                assert "11,480" not in _answer(line)
                imports("11,480")
                _all_answer_from(1, both)
                assert "11,480" in _answer(line)
                imports("11,840")
                _all_answer_from(2, both)
                assert "11,840" in _answer(line)
                koe("documents", "--restore", "1")
                _all_answer_from(3, both)
                assert "11,480" in _answer(line)
                koe("documents", "--withdraw", "貸出冊数")
                _all_answer_from(4, both)
                assert "11,480" not in _answer(line)
            finally:
                alone.end()
            running.settled()
        koe("documents", "--give-again", "貸出冊数")
        with bot(line, empty_database, tmp_path, CITY_FILE=str(city)):
            assert "11,480" in _answer(line)


def _answer(line: Town) -> str:
    return line.newcomer().asks(QUESTION)


def _all_answer_from(edition: int, processes: tuple[Process, ...]) -> None:
    said = f"answering from edition {edition},"
    wait_until(said, lambda: all(said in process.output() for process in processes))
