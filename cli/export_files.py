"""Where an export goes: a new file that only its owner can read, or stdout."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from casework.csv_tables import MISSING_SIGN, encoded, missing_in_sjis
from cli.refusal import Refused

STDOUT = Path("-")
# What can be read where it stands; the others are for programs.
_TEXTS = ("csv", "json")
Command = TypeVar("Command", bound=Callable[..., object])
Kind = TypeVar("Kind", bound=str)


@dataclass(frozen=True)
class Target:
    """What the command line says of the file. ``sjis``: a CSV is wanted in Windows' Shift_JIS, else it is UTF-8."""

    file: Path
    ending: str | None
    sjis: bool
    force: bool

    def kind(self, kinds: Collection[Kind]) -> Kind:
        """What is to be written, by ``--format``, else by the file's ending; stdout gets CSV. Raises what ends a command:
        UsageError, and Refused where the file may not be written."""
        named = self.ending or ("csv" if self.file == STDOUT else self.file.suffix.lower().removeprefix("."))
        kind = next((one for one in kinds if one == named), None)
        if kind is None:
            raise click.UsageError(
                f"書き出せる形は {'、'.join(kinds)} です。FILE の終わりか --format で選んでください。"
            )
        if self.file == STDOUT and kind not in _TEXTS:
            raise click.UsageError(f"{kind} は画面には出せません。ファイルの名前を指定してください。")
        if self.sjis and kind != "csv":
            raise click.UsageError("--encoding shift_jis は CSV だけに使えます。")
        if self.file != STDOUT:
            may_be_written(self.file, force=self.force)
        return kind

    def write(self, content: str | bytes) -> None:
        """Write it: a str is the text of a CSV, bytes stand as they are. Raises Refused."""
        if isinstance(content, str) and self.sjis and (missing := missing_in_sjis(content)):
            signs = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in missing)
            click.echo(f"Shift_JIS にないため「{MISSING_SIGN}」にした文字：{signs}", err=True)
        body = encoded(content, sjis=self.sjis) if isinstance(content, str) else content
        if self.file == STDOUT:
            sys.stdout.buffer.write(body)
            sys.stdout.buffer.flush()
        else:
            write_whole(self.file, body)


def to_file(command: Command) -> Command:
    """The argument and the options that say where an export goes; ``target_of`` reads them."""
    for said in (
        click.option("--force", is_flag=True, help="Write over a file that is there."),
        click.option(
            "--encoding", type=click.Choice(["utf-8", "shift_jis"]), default="utf-8", help="Of a CSV. [utf-8 with BOM]"
        ),
        click.option("--format", "ending", help="By default the ending of FILE; csv on stdout."),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = said(command)
    return command


def target_of(file: Path, ending: str | None, encoding: str, force: bool) -> Target:
    """What ``to_file`` has read."""
    return Target(file, ending, encoding == "shift_jis", force)


def may_be_written(file: Path, *, force: bool) -> None:
    """Raises Refused where something is in the way, before anything is read or noted."""
    try:
        there, plain, folder = file.exists(), file.is_file(), file.parent.is_dir()
    except OSError as problem:  # a name too long, a folder that we may not look into
        raise Refused(f"{file} に書けません（{problem.strerror}）。") from problem
    if there and not plain:
        raise Refused(f"{file} は、ふつうのファイルではありません。")
    if there and not force:
        raise Refused(f"{file} は、もうあります。上書きするときは --force を付けてください。")
    if not folder:
        raise Refused(f"{file.parent} というフォルダーがありません。")


def write_whole(file: Path, body: bytes) -> None:
    """The whole file or none, for its owner alone (0600). Raises Refused."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", suffix=".part", dir=file.parent)  # made 0600
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(body)
                opened.flush()
                os.fsync(opened.fileno())
            part.replace(file)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()
            raise
    except OSError as problem:
        raise Refused(f"{file} に書けません（{problem.strerror}）。") from problem
