"""The demonstration is for this machine alone, whatever the operator has set for the real bot."""

from __future__ import annotations

from cli.demonstration import without_settings


def test_the_demonstration_takes_over_nothing_of_the_real_bots_settings():
    real = {
        "SMTP_URL": "smtp://koe:secret@mail.example.jp:587",
        "ALERT_MAIL_TO": "koho@example.jp",
        "FORWARD_WEBHOOK_TO": "https://other.example.jp/hook",
        "PUBLIC_BASE_URL": "https://koe.example.jp",
        "KOE_ROLE": "web",
        "WEB_CONCURRENCY": "4",
        "SECRET_KEY_PREVIOUS": "the key of last year",
    }
    assert without_settings({**real, "PATH": "/usr/bin", "LANG": "ja_JP.UTF-8"}) == {
        "PATH": "/usr/bin",
        "LANG": "ja_JP.UTF-8",
    }
