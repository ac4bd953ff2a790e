"""``koe doctor``: what is in order, what is not, and what to do about it."""

from __future__ import annotations

import socketserver
import threading

import pytest
from line_side import figures, wait_until
from running import bot, environment, free_port, koe, simulator


@pytest.fixture
def line(tmp_path):
    with simulator(tmp_path) as town:
        yield town


@pytest.fixture
def database_file(tmp_path):
    return f"sqlite:///{tmp_path / 'koe.db'}"


def doctor(town, database_url, folder, *words, **more):
    env = environment(town, database_url, free_port(), MEDIA_DIR=str(folder / "media"), **more)
    migrated = koe(env, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    return koe(env, "doctor", *words)


def to_do(told):
    return [line for line in told.stdout.splitlines() if line.startswith("要対応")]


def test_an_installation_in_order_has_nothing_to_do(line, database_file, tmp_path):
    with bot(line, database_file, tmp_path) as running:
        wait_until("its worker shows itself", lambda: figures(running.address)["koe_workers"] == 1)
        told = doctor(line, database_file, tmp_path)
    assert told.returncode == 0, told.stderr
    assert to_do(told) == []
    assert "○　Webhook" in told.stdout
    assert "○　処理するプロセス：1" in told.stdout
    assert "今月のプッシュ" in told.stdout
    assert "Webhookの再送" in told.stdout  # what no address of LINE's tells


def test_a_webhook_that_does_not_answer_is_said_with_its_address(line, database_file, tmp_path):
    line.switch(webhook_url="http://127.0.0.1:9/callback")
    (todo,) = to_do(doctor(line, database_file, tmp_path))
    assert "http://127.0.0.1:9/callback" in todo


def test_a_token_line_does_not_know_is_said_without_its_letters(line, database_file, tmp_path):
    told = doctor(line, database_file, tmp_path, LINE_CHANNEL_ACCESS_TOKEN="an-old-token")
    (todo,) = to_do(told)
    assert "アクセストークンが使えません" in todo
    assert "an-old-token" not in told.stdout + told.stderr


def test_line_is_not_asked_where_there_is_no_way_out(line, database_file, tmp_path):
    told = doctor(line, database_file, tmp_path, "--offline", LINE_API_BASE_URL="http://127.0.0.1:9")
    assert told.returncode == 0
    assert to_do(told) == []


def test_a_mail_server_that_takes_no_alarm_is_said_without_its_password_and_nobody_at_work_as_well(
    line, database_file, tmp_path
):
    mail = {"ALERT_MAIL_TO": "desk@city.example", "SMTP_URL": "smtp://koe:hunter2@127.0.0.1:9"}
    told = doctor(line, database_file, tmp_path, **mail)
    assert any("警報のメールを送れません" in todo for todo in to_do(told))
    assert "処理するプロセスからの合図がありません" in told.stdout
    assert "hunter2" not in told.stdout + told.stderr


class _SpeaksNoTls(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 post office\r\n")
        while line := self.rfile.readline():
            self.wfile.write(b"221 good bye\r\n" if line.upper().startswith(b"QUIT") else b"250 post office\r\n")


def test_a_mail_server_elsewhere_that_offers_no_encryption_is_said(line, database_file, tmp_path):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _SpeaksNoTls) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        # No loopback address by its looks; the system takes it for this machine all the same.
        url = f"smtp://koe:hunter2@0.0.0.0:{server.server_address[1]}"
        told = doctor(line, database_file, tmp_path, ALERT_MAIL_TO="desk@city.example", SMTP_URL=url)
        server.shutdown()
    assert any("STARTTLS" in todo for todo in to_do(told))


def test_a_new_installation_is_told_what_it_still_lacks(line, database_file, tmp_path):
    (tmp_path / "city.toml").write_text('[city]\nname = "みほん市"\n', encoding="utf-8")
    told = doctor(line, database_file, tmp_path, "--offline", CITY_FILE=str(tmp_path / "city.toml")).stdout
    assert "koe import" in told
    assert "koe staff add" in told


def test_what_was_taken_over_from_another_city_is_named(line, database_file, tmp_path):
    (tmp_path / "city.toml").write_text(
        '[city]\nname = "上山市"\nexamples = ["海の家は何軒？", "NPO法人数の目標は？"]\n[desk]\nmayor = "みほん町長"\n',
        encoding="utf-8",
    )
    told = doctor(line, database_file, tmp_path, "--offline", CITY_FILE=str(tmp_path / "city.toml")).stdout
    assert "答えられません（海の家は何軒？）" in told
    assert "「みほん町長」" in told


def test_looking_at_an_installation_that_is_not_there_makes_nothing(line, tmp_path):
    env = environment(line, f"sqlite:///{tmp_path / 'away' / 'koe.db'}", free_port())
    told = koe(env, "doctor", "--offline")
    assert "koe migrate" in told.stdout
    assert not (tmp_path / "away").exists()


def test_a_database_that_cannot_be_used_does_not_hide_what_else_there_is_to_do(line, tmp_path):
    (tmp_path / "koe.db").write_bytes(b"a letter, not a database. " * 200)
    (tmp_path / "media").write_text("a file")
    env = environment(line, f"sqlite:///{tmp_path / 'koe.db'}", free_port(), MEDIA_DIR=str(tmp_path / "media"))
    told = koe(env, "doctor", "--offline")
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "not a database" in told.stderr
    assert any("MEDIA_DIR" in todo for todo in to_do(told))
