"""Settings and city file, checked before anything is loaded: it takes no database and no knowledge to find a slip."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.settings import BadSettings, Settings
from handlers.city import City, read
from handlers.toml_values import BadCityFile


class NotReady(Exception):
    """Something has to be put in order first. The message names all of it, for the operator."""


def city_from(path: Path) -> City:
    """The city file. Raises NotReady."""
    try:
        return read(path.read_text(encoding="utf-8-sig"))  # some editors put a mark of three bytes before UTF-8
    except UnicodeDecodeError as problem:
        raise NotReady(
            f"市の設定ファイル {path} は UTF-8 ではありません。文字コードを UTF-8 にして、保存しなおしてください。"
        ) from problem
    except OSError as problem:
        raise NotReady(
            f"市の設定ファイル {path} を読めません（{type(problem).__name__}）。場所は CITY_FILE で変えられます。"
        ) from problem
    except BadCityFile as problem:
        raise NotReady(f"市の設定ファイル {path}：{problem}") from problem


def checked(env: Mapping[str, str]) -> tuple[Settings, City]:
    """Settings and city, checked together and cheaply. Raises NotReady naming everything that is wrong."""
    problems = []
    settings, city = None, None
    try:
        settings = Settings.from_env(env)
    except BadSettings as problem:
        problems.append(str(problem))
    try:
        city = city_from(settings.city_file if settings else Path(env.get("CITY_FILE") or "city.toml"))
    except NotReady as problem:
        problems.append(str(problem))
    if settings is None or city is None:
        raise NotReady("\n".join(problems))
    return settings, city
