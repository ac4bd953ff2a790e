"""What the operator sets: read once at start, all faults named together, secrets never shown."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.failpoints import POINTS, WAVE_POINTS

_MIN_SECRET_CHARS = 16


class BadSettings(Exception):
    """Settings are missing or wrong. The message names all of them, and no value of a secret."""


def _plain_base_url(url: str) -> str:
    url = url.strip()
    if not url.startswith(("http://", "https://")):
        raise ValueError("は http:// か https:// で始めてください")
    if not (url.isascii() and url.isprintable() and " " not in url and _names_a_host(url)):
        raise ValueError("はアドレスとして読めません（例 https://koe.example.jp。日本語のドメインは xn-- の形で）")
    return url.rstrip("/")  # LINE's paths begin with a slash; two would be refused


Url = Annotated[str, AfterValidator(_plain_base_url)]


def _address_of_a_tool(value: str) -> str:
    """As it was given: another tool may mean another thing by /hook than by /hook/."""
    if not value.startswith(("http://", "https://")) or not _names_a_host(value):
        raise ValueError("は https:// で始まるアドレスです")
    address = urlsplit(value)
    if address.username is not None:
        raise ValueError("に利用者名やパスワードは書けません")
    return value


def _is_mail_server(value: str) -> bool:
    return value.startswith(("smtp://", "smtps://")) and _names_a_host(value)


# Alone, or behind a name: 広報 <koho@example.jp>.
_MAIL_ADDRESS = re.compile(r"(?:^|<)[!-;=?A-~]{1,64}@[A-Za-z0-9.-]{1,180}(?:$|>$)")


def _names_a_host(url: str) -> bool:
    try:
        address = urlsplit(url)
        return bool(address.hostname) and (address.port is None or address.port > 0)
    except ValueError:  # a port that is no number, half an address in brackets
        return False


def _copied(value: SecretStr) -> SecretStr:
    """A secret of LINE's as it goes into a request. One copied from a page easily brings a blank or a line's end along."""
    secret = value.get_secret_value().strip()
    if not (secret.isascii() and secret.isprintable() and " " not in secret):
        raise ValueError("に空白や全角の文字があります。LINE Developers の画面から写しなおしてください")
    return SecretStr(secret)


LineSecret = Annotated[SecretStr, AfterValidator(_copied)]


def _digits(value: str) -> str:
    value = value.strip()
    if not (value.isascii() and value.isdecimal()):
        raise ValueError("は LINE Developers の「チャネルID」の数字です")
    return value


def _networks(value: str) -> str:
    """Networks parted by blanks or commas, such as "192.0.2.0/24"."""
    for one in value.replace(",", " ").split():
        try:
            ipaddress.ip_network(one, strict=False)
        except ValueError:
            raise ValueError(f"の「{one}」はネットワークとして読めません（例 192.0.2.0/24）") from None
    return value


class _FromEnvironment(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """Read every variable once. An empty variable counts as not set. Raises BadSettings naming all that is wrong."""
        given = {name: env[name.upper()] for name in cls.model_fields if env.get(name.upper(), "").strip()}
        try:
            return cls.model_validate(given)
        except ValidationError as problem:
            lines = []
            for fault in problem.errors(include_input=False, include_url=False):
                name = str(fault["loc"][0]).upper()
                lines.append(f"  {name} {_in_japanese(fault['type'], fault['msg'])}")
            raise BadSettings("環境変数が足りないか、正しくありません：\n" + "\n".join(lines)) from None


class DatabaseSettings(_FromEnvironment):
    """What a command needs that only works on the database, without LINE."""

    database_url: str = Field("sqlite:///var/koe.db", repr=False)  # may hold a password
    city_file: Path = Path("city.toml")

    @field_validator("database_url")
    @classmethod
    def known_database(cls, value: str) -> str:
        value = re.sub(r"^postgresql://", "postgresql+psycopg://", value)
        try:
            url = make_url(value)
        except ArgumentError as problem:
            raise ValueError(
                "はデータベースの場所として読めません（sqlite:///… か postgresql+psycopg://…）"
            ) from problem
        if url.drivername not in ("sqlite", "postgresql+psycopg"):
            raise ValueError("は sqlite:/// か postgresql+psycopg:// で始めてください")
        if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
            # It would be gone with its process, and each connection would have one of its own.
            raise ValueError("に、ファイルの場所がありません（例 sqlite:////var/lib/koe-no-mado/koe.db）")
        return value


class LineSettings(_FromEnvironment):
    """What a command needs that only talks to LINE, without a database."""

    line_channel_id: Annotated[str, AfterValidator(_digits)] | None = None
    line_channel_secret: LineSecret | None = None
    line_channel_access_token: LineSecret | None = Field(None, validate_default=True)
    line_api_base_url: Url = "https://api.line.me"
    line_data_api_base_url: Url = "https://api-data.line.me"

    @field_validator("line_channel_access_token")
    @classmethod
    def some_way_in(cls, value: SecretStr | None, given: ValidationInfo) -> SecretStr | None:
        if value is None and not (given.data.get("line_channel_id") and given.data.get("line_channel_secret")):
            raise ValueError("がありません（LINE_CHANNEL_ID と LINE_CHANNEL_SECRET があれば、なくても動きます）")
        return value


class Settings(DatabaseSettings, LineSettings):
    """One field per environment variable; see the README for their meaning."""

    line_channel_secret: LineSecret = Field(min_length=1)
    secret_key: SecretStr
    secret_key_previous: SecretStr | None = None
    media_dir: Path = Path("var/media")
    erasures_file: Path = Path("var/erasures.jsonl")
    public_base_url: Url | None = None
    alert_mail_to: str | None = None
    smtp_url: SecretStr | None = None
    metrics_token: SecretStr | None = None
    forward_webhook_to: Annotated[str, AfterValidator(_address_of_a_tool)] | None = Field(
        None, repr=False
    )  # may hold a token of the other tool
    office_addresses: Annotated[str, AfterValidator(_networks)] = ""
    koe_role: Literal["all", "web"] = "all"
    bot_port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    web_concurrency: Annotated[int, Field(ge=1)] = 1
    koe_fail_point: str | None = None
    koe_clock_file: Path | None = None

    @field_validator("secret_key", "secret_key_previous")
    @classmethod
    def long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < _MIN_SECRET_CHARS:
            raise ValueError(f"は {_MIN_SECRET_CHARS} 文字以上にしてください")
        return value

    @field_validator("public_base_url")
    @classmethod
    def links_are_https(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith("https://"):
            raise ValueError("は https:// で始めてください")
        if value is not None and ("?" in value or "#" in value):
            raise ValueError(
                "は ? や # のないアドレスにしてください（例 https://koe.example.jp）。うしろにページの名が続きます"
            )
        return value

    @field_validator("alert_mail_to")
    @classmethod
    def addresses(cls, value: str | None) -> str | None:
        for one in value.split(",") if value is not None else ():
            if not _MAIL_ADDRESS.search(one.strip()):
                raise ValueError(
                    f"の「{one.strip()}」はメールアドレスとして読めません（例 koho@example.jp。いくつかは , で）"
                )
        return value

    @field_validator("smtp_url")
    @classmethod
    def a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _is_mail_server(value.get_secret_value()):
            raise ValueError("は smtp://user:password@host:587 か smtps://… の形で書いてください")
        return value

    @field_validator("koe_fail_point")
    @classmethod
    def known_point(cls, value: str | None) -> str | None:
        if value is not None and value not in (*POINTS, *WAVE_POINTS):
            raise ValueError("という停止点はありません")
        return value


def _in_japanese(kind: str, message: str) -> str:
    if kind == "missing":
        return "がありません"
    if kind == "literal_error":
        return "は all か web にしてください"
    if kind in ("int_parsing", "greater_than_equal", "less_than_equal"):
        return "は、数字で書いてください（プロセスの数は 1 以上、ポートは 65535 まで）"
    return message.removeprefix("Value error, ")
