"""The pages lead to pages that are there, and name commands that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from cli.main import koe

_ROOT = Path(__file__).parents[2]
_PAGES = sorted([*_ROOT.glob("*.md"), *(_ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?://)([^)#]*)(?:#([^)]*))?\)")
_COMMAND = re.compile(r"^(?:runuser -u koe -- )?\.venv/bin/koe (.+?)(?:\s+#.*|\s*)$", re.MULTILINE)


def _named(page: Path) -> str:
    return str(page.relative_to(_ROOT))


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", _PAGES, ids=_named)
def test_every_link_of_a_page_leads_somewhere(page):
    for there, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / there).resolve() if there else page
        assert target.exists(), there
        assert not anchor or anchor in _anchors(target), f"{there}#{anchor}"


@pytest.mark.parametrize("page", _PAGES, ids=_named)
def test_every_command_on_a_page_is_one_that_there_is(page):
    for line in _COMMAND.findall(page.read_text(encoding="utf-8")):
        command: click.Command = koe
        words = shlex.split(line)
        context = click.Context(koe)
        while words and isinstance(command, click.Group) and (inner := command.get_command(context, words[0])):
            command = inner
            words.pop(0)
        assert command is not koe, line
        assert not isinstance(command, click.Group) or command.invoke_without_command, line
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, line
