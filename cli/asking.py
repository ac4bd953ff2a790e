"""Asking the documents from the command line: ``koe ask``, ``koe evaluate``, ``koe originals``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.clock import now
from casework.working_days import day_in_japan
from cli import installation
from cli.knowing import knowledge_here
from cli.refusal import Refused
from cli.voices import print_voice_scores
from knowledge.answer import Knowledge, answer
from knowledge.documents.originals import differences
from knowledge.evaluate import Scores, scores
from knowledge.ledger.bundled import bundled
from knowledge.reply import Reply

# About documents of cities that this installation need not be.
_OUR_QUESTIONS = Path(__file__).resolve().parents[1] / "tests" / "questions"


@click.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="outcome, text, slots, sources, choices")
def ask(question: str, as_json: bool) -> None:
    """Answer one QUESTION as the bot would."""
    reply = answer(_knowledge(), question, None, day_in_japan(now()))
    if as_json:
        click.echo(json.dumps(_reply_as_json(reply), ensure_ascii=False))
        return
    click.echo(reply.text)
    click.echo(f"\n［{reply.outcome}］ {json.dumps(reply.slots, ensure_ascii=False)}")
    for source in reply.sources:
        click.echo(f"  {source.document}／{source.place}")
    for choice in reply.choices:
        click.echo(f"  → {choice.says}")


@click.command()
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--voices", is_flag=True, help="a set of voices: fields, measures, personal data, near-duplicates")
@click.option("--json", "as_json", is_flag=True, help="everything, for other programs")
def evaluate(questions: Path, voices: bool, as_json: bool) -> None:
    """Score the answers to a question set (one JSON object per line), or the proposals for a set of voices."""
    if voices:
        print_voice_scores(questions, as_json)
        return
    city = installation.city().name
    if city != bundled().city and questions.resolve().is_relative_to(_OUR_QUESTIONS):
        click.echo(
            f"注意：これは、{city}の資料についての質問ではありません（tests/questions の質問は、{bundled().city}の資料と、"
            "試験のための市の資料のものです）。取り込んだ資料についての質問を同じ形で書くと、その点数が出ます。",
            err=True,
        )
    result = scores(_knowledge(), _rows(questions))
    if as_json:
        click.echo(json.dumps(_scores_as_json(result), ensure_ascii=False))
        return
    for wrong in result.wrong:
        click.echo(f"✗ {wrong.id} {wrong.kind}：{' ／ '.join(wrong.turns)}\n    {wrong.why}")
        click.echo("".join(f"    | {line}\n" for line in wrong.text.splitlines()))
    for kind, score in result.kinds.items():
        click.echo(f"{kind:<10} {score.passed:>4} / {score.asked:<4} {score.share:7.1%}")
    total = result.total
    click.echo(f"{'total':<10} {total.passed:>4} / {total.asked:<4} {total.share:7.1%}　invented: {result.invented}")


@click.command()
def originals() -> None:
    """Compare the bundled ledger with the original documents in KOE_ORIGINALS."""
    folder = os.environ.get("KOE_ORIGINALS")
    if not folder:
        raise Refused("KOE_ORIGINALS がありません。資料の原本（.txt）を入れたフォルダを書いてください。")
    if found := differences(Path(folder), bundled()):
        raise Refused("\n".join([*found, f"{len(found)}か所が原本と違います。"]))
    click.echo("同梱の台帳は、原本と一致しています。")


def _knowledge() -> Knowledge:
    return knowledge_here(installation.city())


def _rows(questions: Path) -> Iterator[dict[str, Any]]:
    """The questions of a set. Raises Refused, naming the line that is none."""
    try:
        lines = questions.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused(f"{questions} を読めません（{type(problem).__name__}）。") from problem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            turns, expect, _ = row["turns"], row["expect"], (row["id"], row["kind"])
            if not turns or not isinstance(expect["all"], list):
                raise TypeError
        except (ValueError, KeyError, TypeError) as problem:
            raise Refused(f"{questions} の {number} 行目は質問として読めません。") from problem
        yield row


def _reply_as_json(reply: Reply) -> dict[str, Any]:
    return {
        "outcome": reply.outcome,
        "text": reply.text,
        "slots": reply.slots,
        "sources": [asdict(source) for source in reply.sources],
        "choices": [choice.says for choice in reply.choices],
    }


def _scores_as_json(result: Scores) -> dict[str, Any]:
    return {
        "total": {**asdict(result.total), "share": result.total.share},
        "kinds": {kind: {**asdict(score), "share": score.share} for kind, score in result.kinds.items()},
        "invented": result.invented,
        "wrong": [asdict(wrong) for wrong in result.wrong],
    }
