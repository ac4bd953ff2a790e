"""``koe import`` and ``koe documents``: what staff see, and what the bot then answers."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from invented_town import PLAN, results_text, review_text
from sqlalchemy import URL

from cli.main import koe
from handlers.checks import Check
from storage import amendments, audit, library
from storage.database import Database
from storage.sealing import Seal

KEY = "a key that only the tests know"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
HALF = str.maketrans("４", "4")
QUESTION = "令和6年度の貸出冊数の実績は？"


@pytest.fixture
def file(tmp_path: Path):
    """Writes a file and gives its path."""

    def write(text: str | bytes, name: str = "成果.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def _lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def _answer(run) -> str:
    return json.loads(run("ask", QUESTION, "--json").stdout)["text"]


def test_what_was_imported_is_answered_with_its_source(run, file):
    assert "11,480" not in _answer(run)
    said = _lines(run("import", file(results_text("11,480"))))
    assert "  令和6年度 主要施策の成果説明書：1枚" in said
    assert said[-1].startswith("第1版")
    answer = _answer(run)
    assert "11,480" in answer
    assert "出典：令和6年度 主要施策の成果説明書" in answer


def test_questions_about_what_was_imported_are_scored(run, file):
    run("import", file(results_text("11,480")), file(results_text("11,000", year="令和５年度"), "前の年.txt"))
    rows = [
        {"turns": ["貸出冊数の実績は？"], "expect": {"all": [["11480冊"]], "none": ["11000"]}},
        {"turns": ["令和5年度の貸出冊数の実績は？"], "expect": {"all": [["11000冊"]], "none": ["11480"]}},
        {"turns": ["令和3年度の貸出冊数は？"], "expect": {"all": [], "abstain": True}},
        {"turns": ["貸出冊数の推移は？"], "expect": {"all": [["11000冊"], ["11480冊"]], "none": []}},
        {"turns": ["NPO法人数の実績は？"], "expect": {"all": [], "abstain": True}},
    ]
    lines = [json.dumps({"id": str(nth), "kind": "town", **row}) for nth, row in enumerate(rows)]
    told = json.loads(run("evaluate", file("\n".join(lines), "questions.jsonl"), "--json").stdout)
    assert told["total"] == {"passed": 5, "asked": 5, "share": 1.0}, told["wrong"]


def test_who_has_nothing_imported_is_told_so_and_shown_no_empty_list(run):
    said = _lines(run("ask", QUESTION))
    assert "調べた資料：まだ取り込まれていません" in said
    assert not any("質問の例" in line for line in said)


def test_questions_about_another_citys_documents_are_scored_with_a_warning(run, file):
    run("import", file(results_text("11,480")))
    ours = Path(__file__).parents[1] / "questions" / "traps.jsonl"
    assert "みほん市の資料についての質問ではありません" in run("evaluate", ours).stderr
    own = file('{"id": "1", "kind": "figure", "turns": ["貸出冊数は？"], "expect": {"all": [["11480"]]}}', "own.jsonl")
    assert run("evaluate", own).stderr == ""


def test_a_plan_that_was_imported_is_named_as_it_calls_itself(run, file):
    assert "  第４次みほん市総合計画：1節".translate(HALF) in _lines(run("import", file(PLAN)))
    (refused,) = run("import", file("広報みほん　七月号\n")).stderr.splitlines()
    assert "振興計画" not in refused


def test_an_import_that_changes_a_guarded_answer_says_which(run, file, blank_url, monkeypatch):
    run("import", file(results_text("11,480")))
    database = Database(blank_url)
    with database.writing() as session:
        amendments.add(session, None, [Check(QUESTION, "answered", "11,480")], Seal(KEY), NOW)
    database.close()
    assert any("SECRET_KEY がないため" in line for line in _lines(run("import", file(results_text("11,480")))))
    monkeypatch.setenv("SECRET_KEY", KEY)
    assert not any("注意" in line for line in _lines(run("import", file(results_text("11,480")))))
    changed = _lines(run("import", file(results_text("9,999"))))
    assert any(f"注意：確認用の質問「{QUESTION}」の答えが変わりました" in line for line in changed)


def test_importing_again_supersedes_and_the_former_edition_can_be_restored(run, file):
    run("import", file(results_text("11,480")))
    run("import", file(results_text("11,840")))
    assert "11,840" in _answer(run)
    assert _lines(run("documents", "--restore", "1"))[0].startswith("第1版")
    assert "11,480" in _answer(run)
    run("documents", "--restore", "0")
    assert "11,480" not in _answer(run)


def test_a_file_imported_again_unchanged_makes_no_edition(run, file):
    run("import", file(results_text("11,480")), file(review_text(), "検証.txt"))
    again = _lines(run("import", file(results_text("11,480"))))
    assert again[-1] == "どれも、今の第1版にそのまま入っています。新しい版は作っていません。"
    changed = _lines(run("import", file(results_text("11,480")), file(review_text("9,000"), "検証.txt")))
    assert changed[-1].startswith("第2版")
    run("documents", "--restore", "0")
    assert _lines(run("import", file(results_text("11,480"))))[-1].startswith("第4版")


def test_what_the_reader_doubts_is_printed_when_importing_and_asked_for(run, file):
    imported = _lines(run("import", file(results_text())))
    (told,) = [line for line in imported if "試乗会の参加者数" in line]
    assert "27" in told
    assert "ページ" in told
    assert any("試乗会の参加者数" in line and "27" in line for line in _lines(run("documents", "--doubts")))


def test_superseded_doubts_are_told_no_more(run, file):
    run("import", file(results_text(), "前.txt"))
    run("import", file(results_text("1"), "後.txt"))
    told = _lines(run("documents", "--doubts"))
    assert not any(line.startswith("前.txt") for line in told)
    assert any(line.startswith("後.txt") for line in told)


def test_a_wrong_figure_is_withdrawn_at_once_and_may_be_given_again(run, file):
    run("import", file(results_text("11,480")))
    (fact,) = _lines(run("documents", "--facts", "貸出冊数"))
    name = fact.split("　")[0]
    _lines(run("documents", "--withdraw", name))
    assert "11,480" not in _answer(run)
    run("import", file(results_text("11,480")))
    assert "11,480" not in _answer(run)
    assert any(name in line for line in _lines(run("documents")))
    looked_for = run("documents", "--facts", "貸出冊数")
    assert [looked_for.exit_code, "11,480" in looked_for.output, "取り下げてあります" in looked_for.output] == [
        1,
        True,
        True,
    ]
    _lines(run("documents", "--give-again", "貸出冊数"))
    assert "11,480" in _answer(run)


def test_a_sheet_that_was_withdrawn_as_a_whole_has_no_more_facts_to_find(run, file):
    run("import", file(results_text("11,480")))
    assert any("貸出冊数" in line for line in _lines(run("documents", "--facts", "貸出冊数")))
    _lines(run("documents", "--withdraw", "施策2-3-1／全体"))
    assert run("documents", "--facts", "貸出冊数").exit_code == 1


def test_what_the_command_line_changes_stands_in_the_record_as_what_the_desk_does(run, file, blank_url):
    run("import", file(results_text("11,480")))
    run("documents", "--withdraw", "貸出冊数")
    run("documents", "--give-again", "貸出冊数")
    run("documents", "--restore", "0")
    database = Database(blank_url)
    with database.reading() as session:
        lines = audit.lines(session)
        whole = audit.first_broken(session)
    database.close()
    assert whole is None
    told = [(line.act, line.subject, line.who, *line.detail.values()) for line in reversed(lines)]
    name = "令和6年度 主要施策の成果説明書 施策2-3-1／貸出冊数"
    assert told == [
        ("library.imported", "edition:1", None, "koe import", 1),
        ("fact.withdrawn", "library", None, "koe documents", name),
        ("fact.given_again", "library", None, "koe documents", name),
        ("library.restored", "edition:4", None, "koe documents", 0),
    ]


def test_whoever_withdraws_a_figure_is_told_where_else_it_is_spoken_of(run, file):
    run("import", file(results_text().replace("雪で休館が続きました。", "雪で貸出冊数が減りました。")))
    told = _lines(run("documents", "--withdraw", "施策2-3-1／貸出冊数"))
    assert ["施策2-3-1／理由" in line for line in told] == [False, False, True, False]


def test_a_corrected_figure_is_given_although_the_wrong_one_was_withdrawn(run, file):
    run("import", file(results_text("11,480")))
    run("documents", "--withdraw", "貸出冊数")
    run("import", file(results_text("11,840")))
    assert "11,840" in _answer(run)


def test_a_name_that_several_facts_bear_withdraws_none_of_them(run, file):
    run("import", file(review_text()))
    refused = run("documents", "--withdraw", "移動図書館費")
    assert refused.exit_code == 1
    assert "移動図書館費／事業費" in refused.stderr
    assert "取り下げた事実" not in run("documents").stdout


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "空.txt"),
        (bytes(range(256)) * 40, "写真.bin"),
        ("名前,電話\n花子,000\n".encode(), "名簿.csv"),
        ("こんにちは。\n".encode("euc-jp") * 50, "文字.txt"),
        (b"%PDF-1.4\n%broken", "途中.pdf"),
    ],
    ids=["empty", "binary", "list of names", "another encoding", "broken PDF"],
)
def test_a_file_that_is_no_document_is_refused_in_one_line_and_changes_nothing(run, file, content, name):
    run("import", file(results_text()))
    before = run("documents").stdout
    refused = run("import", file(content, name))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert len(refused.stderr.splitlines()) == 1
    assert name in refused.stderr
    assert run("documents").stdout == before


def test_where_one_file_is_refused_none_of_them_is_taken_in(run, file):
    before = run("documents").stdout
    refused = run("import", file(results_text()), file("", "空.txt"), file("あ", "外.txt"))
    assert refused.exit_code == 1
    assert [name in refused.stderr for name in ("空.txt", "外.txt", "成果.txt")] == [True, True, False]
    assert run("documents").stdout == before


def test_a_refused_file_makes_no_database(file, tmp_path, city_file):
    env = {"CITY_FILE": str(city_file), "DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/koe.db"}
    for words in (["import", str(file(""))], ["ask", QUESTION], ["documents"]):
        CliRunner().invoke(koe, words, env=env)
    assert not (tmp_path / "nowhere").exists()


def test_a_long_file_is_announced_and_noise_is_still_refused_in_one_line(run, file):
    refused = run("import", file("あいうえお、かきくけこ。\n" * 80_000, "雑音.txt"))
    assert refused.exit_code == 1
    assert "雑音.txt（3 MB）" in refused.stdout
    assert len(refused.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_named(run):
    refused = run("import", "nowhere.txt")
    assert refused.exit_code == 1
    assert "nowhere.txt" in refused.stderr


def test_an_edition_that_never_was_is_refused(run, file):
    run("import", file(results_text()))
    refused = run("documents", "--restore", "7")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert "第7版" in refused.stderr


@pytest.mark.parametrize("words", [["import"], ["documents", "--doubts", "--restore", "1"], ["documents", "--restore"]])
def test_a_command_that_makes_no_sense_is_wrong_usage(run, words):
    assert run(*words).exit_code == 2


def test_the_list_names_files_editions_and_what_is_in_use(run, file):
    assert _lines(run("documents"))[0].startswith("まだ資料がありません。")
    run("import", file(results_text(), "一.txt"))
    run("import", file(results_text("1"), "二.txt"), file(review_text(), "三.txt"))
    run("documents", "--restore", "1")
    told = _lines(run("documents"))
    assert told[0].startswith("第3版")
    assert [("使用中" in line, line.split("：")[0].strip()) for line in told[1:4]] == [
        (False, "三.txt"),
        (False, "二.txt"),
        (True, "一.txt"),
    ]
    assert any("第3版" in line and "第1版" in line for line in told)


def test_the_file_is_known_again_by_its_bytes(run, file, blank_url: URL):
    path = file(results_text())
    run("import", path)
    database = Database(blank_url)
    with database.reading() as session:
        (kept,) = library.files(session)
    database.close()
    assert (kept.name, kept.sha256) == ("成果.txt", hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_server_that_is_away_is_said_in_one_line(city_file):
    env = {"CITY_FILE": str(city_file), "DATABASE_URL": "postgresql+psycopg://koe:hunter2@127.0.0.1:1/koe"}
    for words in (["documents"], ["ask", QUESTION], ["documents", "--restore", "1"]):
        refused = CliRunner().invoke(koe, words, env=env)
        assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
        assert "hunter2" not in refused.output
