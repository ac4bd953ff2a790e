"""How a command says no."""

from __future__ import annotations

import click


class Refused(click.ClickException):
    """The input or the installation cannot be used. Shown as one clear message on stderr; the exit status is 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)
