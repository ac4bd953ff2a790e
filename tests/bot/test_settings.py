"""What the operator sets, and what is said when it is wrong."""

from __future__ import annotations

import pytest

from bot.settings import BadSettings, Settings

SECRETS = {
    "LINE_CHANNEL_SECRET": "secret-of-the-channel",
    "LINE_CHANNEL_ACCESS_TOKEN": "token-of-the-channel",
    "SECRET_KEY": "key-of-twenty-signs-",
    "SECRET_KEY_PREVIOUS": "key-of-the-year-before",
    "METRICS_TOKEN": "token-of-the-figures",
    "SMTP_URL": "smtp://user:password-of-mail@example.jp",
    "DATABASE_URL": "postgresql+psycopg://koe:password-of-base@db/koe",
}
NEEDED = {name: SECRETS[name] for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "SECRET_KEY")}


def test_the_needed_settings_are_enough():
    settings = Settings.from_env(NEEDED)
    assert settings.line_api_base_url == "https://api.line.me"
    assert settings.database_url == "sqlite:///var/koe.db"


def test_all_that_is_missing_is_named_in_one_message():
    with pytest.raises(BadSettings) as bad:
        Settings.from_env({"PATH": "/bin"})
    assert [name in str(bad.value) for name in NEEDED] == [True] * 3


def test_an_empty_setting_counts_as_missing():
    with pytest.raises(BadSettings, match="SECRET_KEY がありません"):
        Settings.from_env(NEEDED | {"SECRET_KEY": " "})


def test_all_that_is_wrong_is_named_in_one_message_without_any_secret():
    wrong = {
        "SECRET_KEY": "short-key",
        "LINE_API_BASE_URL": "api.line.me",
        "PUBLIC_BASE_URL": "http://example.jp",
        "DATABASE_URL": "mysql://koe:password-of-base@db/koe",
        "KOE_ROLE": "worker",
        "KOE_FAIL_POINT": "nowhere",
        "SMTP_URL": "user:password-of-mail@example.jp:587",
    }
    with pytest.raises(BadSettings) as bad:
        Settings.from_env({"LINE_CHANNEL_SECRET": "secret-of-the-channel"} | wrong)
    message = str(bad.value)
    assert [name for name in (*wrong, "LINE_CHANNEL_ACCESS_TOKEN") if name not in message] == []
    for secret in ("short-key", "secret-of-the-channel", "password-of-base", "password-of-mail"):
        assert secret not in message
        assert secret not in repr(bad.value.__context__)


@pytest.mark.parametrize("name", ["LINE_CHANNEL_ACCESS_TOKEN", "LINE_CHANNEL_SECRET"])
def test_a_secret_copied_with_the_end_of_its_line_is_the_secret(name):
    settings = Settings.from_env(NEEDED | {name: f" {SECRETS[name]}\n"})
    assert getattr(settings, name.lower()).get_secret_value() == SECRETS[name]


@pytest.mark.parametrize("wrong", ["token of-the-channel", "token\r\nX-Other: 1", "ｔｏｋｅｎ", "トークン"])
@pytest.mark.parametrize("name", ["LINE_CHANNEL_ACCESS_TOKEN", "LINE_CHANNEL_SECRET"])
def test_a_secret_that_no_request_can_carry_is_named_before_anything_starts(name, wrong):
    with pytest.raises(BadSettings, match=f"{name} に空白や全角") as bad:
        Settings.from_env(NEEDED | {name: wrong})
    assert wrong not in str(bad.value)


@pytest.mark.parametrize(
    "url", ["https://", "https://例え.jp", "https://api.line.me:port", "https://[::1", "http://a b"]
)
def test_an_address_without_a_host_is_named_before_anything_starts(url):
    with pytest.raises(BadSettings, match="LINE_API_BASE_URL はアドレスとして読めません"):
        Settings.from_env(NEEDED | {"LINE_API_BASE_URL": url})


def test_no_secret_shows_when_the_settings_are_printed():
    settings = Settings.from_env(SECRETS)
    shown = f"{settings!r} {settings}"
    for secret in (*SECRETS.values(), "password-of-mail", "password-of-base"):
        assert secret not in shown


@pytest.mark.parametrize("url", ["sqlite:///var/koe.db", "sqlite:////tmp/koe.db", "postgresql+psycopg://koe@db/koe"])
def test_both_databases_are_known(url):
    assert Settings.from_env(NEEDED | {"DATABASE_URL": url}).database_url == url


def test_a_database_without_a_driver_gets_ours():
    settings = Settings.from_env(NEEDED | {"DATABASE_URL": "postgresql://koe@db/koe"})
    assert settings.database_url == "postgresql+psycopg://koe@db/koe"


@pytest.mark.parametrize("url", ["koe.db", "mysql://db/koe", "postgresql+psycopg2://koe@db/koe", "://"])
def test_other_databases_are_refused(url):
    with pytest.raises(BadSettings, match="DATABASE_URL"):
        Settings.from_env(NEEDED | {"DATABASE_URL": url})


def test_a_slash_at_the_end_of_an_address_does_no_harm():
    settings = Settings.from_env(NEEDED | {"LINE_API_BASE_URL": "http://127.0.0.1:8001/"})
    assert settings.line_api_base_url == "http://127.0.0.1:8001"


def test_the_address_of_another_tool_is_kept_as_it_was_given():
    given = {**NEEDED, "FORWARD_WEBHOOK_TO": "https://tool.example.jp/hook/?key=a/"}
    assert Settings.from_env(given).forward_webhook_to == "https://tool.example.jp/hook/?key=a/"
    for wrong in ("tool.example.jp/hook", "https://user:pw@tool.example.jp/"):
        with pytest.raises(BadSettings, match="FORWARD_WEBHOOK_TO") as refused:
            Settings.from_env({**NEEDED, "FORWARD_WEBHOOK_TO": wrong})
        assert "pw" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("WEB_CONCURRENCY", "0"), ("WEB_CONCURRENCY", "two"), ("BOT_PORT", "http"), ("BOT_PORT", "99999")],
)
def test_a_bot_that_could_never_answer_is_not_started(name, wrong):
    with pytest.raises(BadSettings, match=name):
        Settings.from_env(NEEDED | {name: wrong})


def test_whoever_opens_no_port_of_its_own_may_be_given_none():
    assert Settings.from_env(NEEDED | {"BOT_PORT": "0"}).bot_port == 0


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_voices_are_not_kept_where_they_are_gone_with_the_process(url):
    with pytest.raises(BadSettings, match="DATABASE_URL"):
        Settings.from_env(NEEDED | {"DATABASE_URL": url})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALERT_MAIL_TO", "広報"),
        ("ALERT_MAIL_TO", "koho@example.jp,"),
        ("ALERT_MAIL_TO", "koho＠example.jp"),
        ("ALERT_MAIL_TO", "koho@example.jp shicho@example.jp"),
        ("PUBLIC_BASE_URL", "https://koe.example.jp/?from=line"),
        ("PUBLIC_BASE_URL", "https://koe.example.jp/#top"),
    ],
)
def test_what_would_reach_nobody_is_refused_at_the_start(name, value):
    with pytest.raises(BadSettings, match=name):
        Settings.from_env(NEEDED | {name: value})


@pytest.mark.parametrize("value", ["koho@example.jp", "koho@example.jp, it@example.jp", "広報 <koho@example.jp>"])
def test_alarms_go_to_one_or_several(value):
    assert Settings.from_env(NEEDED | {"ALERT_MAIL_TO": value}).alert_mail_to == value
