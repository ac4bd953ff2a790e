"""Asking the documents from the command line: ``koe ask``, ``koe evaluate``, ``koe originals``."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.start import NotReady, city_from, knowledge_of
from cli.refusal import Refused
from knowledge.answer import Knowledge, answer
from knowledge.reply import Reply


def _knowledge() -> Knowledge:
    """Asking needs the city file and nothing else: no LINE account, no database."""
    try:
        return knowledge_of(city_from(Path(os.environ.get("CITY_FILE") or "city.toml")))
    except NotReady as problem:
        raise Refused(str(problem)) from problem


def _as_json(reply: Reply) -> dict[str, Any]:
    return {
        "outcome": reply.outcome,
        "text": reply.text,
        "slots": reply.slots,
        "sources": [asdict(source) for source in reply.sources],
        "choices": [choice.says for choice in reply.choices],
    }


@click.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="outcome, text, slots, sources, choices")
def ask(question: str, as_json: bool) -> None:
    """Answer one QUESTION as the bot would."""
    reply = answer(_knowledge(), question, None)
    if as_json:
        click.echo(json.dumps(_as_json(reply), ensure_ascii=False))
        return
    click.echo(reply.text)
    click.echo(f"\n［{reply.outcome}］ {json.dumps(reply.slots, ensure_ascii=False)}")
    for source in reply.sources:
        click.echo(f"  {source.document}／{source.place}")
    for choice in reply.choices:
        click.echo(f"  → {choice.says}")
