"""``koe demo``: the bot and a stand-in for LINE with a chat page, from nothing, on this machine only."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from bot.settings import Settings
from cli import demo_panel, demo_voices, installation
from cli.demo_staff import OFFICE, logins
from cli.refusal import Refused

_ROOT = Path(__file__).resolve().parent.parent
_FOLDER = _ROOT / "var/demo"
_START_SECONDS = 60


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path))
def demo(files: Sequence[Path]) -> None:
    """Start the bot and a simulated LINE, and print the address of the chat page. FILES are documents it then answers from."""
    city = installation.city()
    bot_url = f"http://127.0.0.1:{os.environ.get('BOT_PORT') or 8000}"
    chat_url = f"http://127.0.0.1:{os.environ.get('SIMULATOR_PORT') or 8001}"
    for url, variable in ((bot_url, "BOT_PORT"), (chat_url, "SIMULATOR_PORT")):
        _must_be_free(url, variable)
    _FOLDER.mkdir(parents=True, exist_ok=True)
    environment = {
        **without_settings(os.environ),
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_hex(32),
        "LINE_API_BASE_URL": chat_url,
        "LINE_DATA_API_BASE_URL": chat_url,
        "SECRET_KEY": _kept_key(),
        "CITY_FILE": str(demo_panel.city_without_quiet_hours(_city_file(), _FOLDER)),
        "DATABASE_URL": f"sqlite:///{_FOLDER / 'koe.db'}",
        "MEDIA_DIR": str(_FOLDER / "media"),
        "ERASURES_FILE": str(_FOLDER / "erasures.jsonl"),
        "BOT_PORT": bot_url.rsplit(":", 1)[1],
        "OFFICE_ADDRESSES": OFFICE,
    }
    staff = logins(environment["DATABASE_URL"])
    bin_folder = Path(sys.executable).parent
    if files:
        importing = [str(bin_folder / "koe"), "import", *map(str, files)]
        if subprocess.run(importing, env=environment, cwd=_ROOT, check=False).returncode:  # noqa: S603 - our own command
            raise Refused("資料を取り込めなかったので、デモを始めていません。")
    processes = [
        subprocess.Popen(  # noqa: S603 - our own programs, no shell
            command, env=environment, cwd=_ROOT
        )
        for command in (
            [
                sys.executable,
                "-m",
                "simulator",
                "--port",
                chat_url.rsplit(":", 1)[1],
                "--bot",
                f"{bot_url}/callback",
                "--bot-name",
                city.bot_name,
            ],
            [str(bin_folder / "gunicorn"), "--log-level", "warning", "--access-logfile", os.devnull, "wsgi:app"],
        )
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _await(f"{bot_url}/readyz", processes)
        _await(chat_url, processes)
        demo_voices.prepare(environment["DATABASE_URL"], environment["SECRET_KEY"], city.voice)
        demo_panel.prepare(environment["DATABASE_URL"], environment["SECRET_KEY"], chat_url, city)
        menu = [str(bin_folder / "koe"), "richmenu", "install"]
        subprocess.run(menu, env=environment, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        click.echo(
            f"\n{city.name}「{city.bot_name}」のデモ（Ctrl-C で終わります）\n  チャット画面  {chat_url}/\n"
            f"  ボット        {bot_url}/\n  職員画面      {bot_url}/console/"
        )
        for one in staff:
            click.echo(f"    ログイン名 {one.name}  パスワード {one.password}")
        click.echo("  デモでは、夜でもモニターに送れるよう、送信を控える時間帯（[quiet_hours]）をなしにしています。")
        click.echo("")
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        raise Refused("ボットかLINEの代わりが止まりました。上の表示をごらんください。")
    except KeyboardInterrupt:
        click.echo("\n終わります。")
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def without_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment without what an operator sets for the real bot: its mails, the other tool its webhooks go on to and its
    addresses are none of the demonstration's."""
    own = {*(name.upper() for name in Settings.model_fields), "BOT_ADDRESS", "WEB_CONCURRENCY"}
    return {name: value for name, value in environ.items() if name not in own}


def _must_be_free(url: str, variable: str) -> None:
    """Another demonstration that still runs would answer in the place of this one. Raises Refused."""
    port = int(url.rsplit(":", 1)[1])
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise Refused(
                f"ポート {port} は、もう使われています。先に動いているデモを終えるか、{variable} で変えてください。"
            )


def _city_file() -> Path:
    return Path(os.environ.get("CITY_FILE") or _ROOT / "city.toml")


def _kept_key() -> str:
    """The demonstration's own key, kept beside its database so that the next start can read it."""
    path = _FOLDER / "secret_key"
    if not path.exists():
        path.write_text(secrets.token_hex(32), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")


def _await(url: str, processes: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(_START_SECONDS * 5):
        if any(process.poll() is not None for process in processes):
            raise Refused(f"{url} を始められませんでした。上の表示をごらんください（ポートが使われていませんか）。")
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - our own address on this machine
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Refused(f"{url} が {_START_SECONDS} 秒たっても始まりません。")
