"""``koe``: the commands, one file per subject. Exit status: 0 done, 1 the input was refused, 2 wrong usage."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

# Where each command is defined: module and the name it has there.
_COMMANDS: Mapping[str, tuple[str, str]] = {
    "ask": ("cli.asking", "ask"),
    "evaluate": ("cli.asking", "evaluate"),
    "triage": ("cli.voices", "triage"),
    "import": ("cli.documents", "import_documents"),
    "documents": ("cli.documents", "documents"),
    "answers": ("cli.answers", "answers"),
    "originals": ("cli.asking", "originals"),
    "demo": ("cli.demonstration", "demo"),
    "run": ("cli.serving", "run"),
    "worker": ("cli.working", "worker"),
    "migrate": ("cli.migrating", "migrate"),
    "doctor": ("cli.doctor", "doctor"),
    "staff": ("cli.staff", "staff"),
    "survey": ("cli.surveys", "survey"),
    "monitors": ("cli.monitors", "monitors"),
    "export": ("cli.exporting", "export"),
    "keys": ("cli.keys", "keys"),
    "backup": ("cli.backup", "backup"),
    "restore": ("cli.backup", "restore"),
    "copy": ("cli.backup", "copy"),
    "letters": ("cli.backup", "letters"),
    "richmenu": ("cli.rich_menu", "richmenu"),
}


class Commands(click.Group):
    """Loads a command when it is called for: all of them together take a second, and each needs only a few rooms."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Commands)
def koe() -> None:
    """声のまど：市の計画に答え、市民の声を聞くLINEボット"""
