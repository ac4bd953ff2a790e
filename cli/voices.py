"""Proposals for a voice from the command line: ``koe triage``, and the scores of a set for ``koe evaluate --voices``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from casework.evaluate import voice_scores
from casework.proposals import Proposal, Proposer
from cli import installation
from cli.knowing import knowledge_here
from cli.refusal import Refused
from handlers.proposing import proposer_of
from handlers.toml_values import BadCityFile

_NEEDED = ("id", "text", "category", "related_measures", "contains_personal_data", "duplicate_of", "abusive")


@click.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="kind, category, measures, personal_data, abusive, urgent")
def triage(text: str, as_json: bool) -> None:
    """Propose kind, category and measures for the TEXT of a voice, and say what in it needs care."""
    if not text.strip():
        raise Refused("声の本文がありません。")
    proposal = proposer_here().propose(text)
    if as_json:
        click.echo(json.dumps(_as_json(proposal), ensure_ascii=False))
        return
    for line in _lines(proposal):
        click.echo(line)


def proposer_here() -> Proposer:
    """What proposes, with the city file and the documents of this installation. Raises Refused."""
    city = installation.city()
    try:
        return proposer_of(knowledge_here(city), city)
    except BadCityFile as problem:
        raise Refused(str(problem)) from problem


def print_voice_scores(questions: Path, as_json: bool) -> None:
    """Score a set of voices and print the outcome. Raises Refused, naming the line that is no voice."""
    result = voice_scores(proposer_here(), _voices(questions))
    if as_json:
        shares = {name: {**asdict(share), "share": share.share} for name, share in result.shares.items()}
        click.echo(json.dumps({"scores": shares, "slips": [asdict(slip) for slip in result.slips]}, ensure_ascii=False))
        return
    for slip in result.slips:
        click.echo(f"✗ {slip.id} {slip.about}：{slip.expected} → {slip.proposed}　{slip.why}")
    for name, share in result.shares.items():
        click.echo(f"{name:<22} {share.right:>4} / {share.of:<4} {share.share:7.1%}")


def _voices(questions: Path) -> Sequence[dict[str, Any]]:
    try:
        lines = questions.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused(f"{questions} を読めません（{type(problem).__name__}）。") from problem
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not all(key in row for key in _NEEDED) or not isinstance(row["text"], str):
                raise TypeError
        except (ValueError, TypeError) as problem:
            raise Refused(f"{questions} の {number} 行目は声として読めません。") from problem
        rows.append(row)
    return rows


def _as_json(proposal: Proposal) -> dict[str, Any]:
    return {
        "kind": proposal.kind.name,
        "category": proposal.category,
        "categories": [one.name for one in proposal.fields],
        "measures": [{"plan": one.plan, "code": one.code} for one in proposal.measures],
        "personal_data": list(dict.fromkeys(one.kind.value for one in proposal.personal_data)),
        "abusive": bool(proposal.abuse),
        "urgent": proposal.urgent,
        "identifying": [one.name for one in proposal.identifying],
        "why": {
            "kind": list(proposal.kind.why),
            "categories": [list(one.why) for one in proposal.fields],
            "measures": [list(one.why) for one in proposal.measures],
        },
    }


def _lines(proposal: Proposal) -> list[str]:
    alarms = (*proposal.alarm.distress, *proposal.alarm.acute)
    return [
        f"種類　　：{proposal.kind.name}（{'、'.join(proposal.kind.why) or '決め手の言葉なし'}）",
        *(f"分野　　：{one.name}（{'、'.join(one.why) or '言葉なし'}）" for one in proposal.fields if one.why),
        *(f"施策　　：{one.plan} {one.code} {one.title}（{'、'.join(one.why)}）" for one in proposal.measures),
        f"個人情報：{'、'.join(f'{one.kind.value} {one.shown}' for one in proposal.personal_data) or 'なし'}",
        f"公表注意：{'、'.join(one.name for one in proposal.identifying) or 'なし'}",
        f"暴言など：{'、'.join(one.name for one in proposal.abuse) or 'なし'}",
        f"緊急　　：{'、'.join(one.name for one in alarms) or 'なし'}",
    ]
