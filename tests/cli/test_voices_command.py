import json

from click.testing import CliRunner

from cli.main import koe


def test_triage_says_what_staff_are_proposed(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    result = CliRunner().invoke(koe, ["triage", "市報の字が小さいです。電話は090-0000-5566", "--json"])
    said = json.loads(result.output)
    assert result.exit_code == 0
    assert said["category"] == said["categories"][0] == "広報・広聴"
    assert {"plan": "8次", "code": "6-2-1"} in said["measures"]
    assert said["personal_data"] == ["phone"]
    assert (said["abusive"], said["urgent"]) == (False, False)
    assert len(said["categories"]) == 3


def test_an_empty_voice_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    result = CliRunner().invoke(koe, ["triage", " "])
    assert result.exit_code == 1


def test_a_line_that_is_no_voice_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    voices = tmp_path / "voices.jsonl"
    voices.write_text('{"id": "v1"}\n', encoding="utf-8")
    result = CliRunner().invoke(koe, ["evaluate", str(voices), "--voices"])
    assert result.exit_code == 1
    assert "1 行目" in result.output
