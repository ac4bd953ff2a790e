"""Asking which of several things is meant, and understanding the number typed in reply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.subjects import Subject
from knowledge.model import Project, Results
from knowledge.reply import Choice, Reply, Topic
from knowledge.telling import refuse, tell
from knowledge.telling.refuse import choice, label

_NUMBER = re.compile(r"^\s*([1-9])\s*(?:番)?(?:目)?(?:です|を|で)?\s*$")


def ask_back(question: Question, about: Sequence[Subject], aspect: str | None) -> Reply:
    """Which of these? ``aspect`` None: what they are is all that was asked."""
    words, _ = refuse.own_words(question)
    shown = list(dict.fromkeys(about))[:4]
    choices = []
    about_what = f"「{words}」について、" if words else ""
    lines = [f"{about_what}どれをお調べしますか。番号でも選べます。"]
    names = [subject.name for subject in shown]
    for nth, subject in enumerate(shown, 1):
        wanted = aspect if aspect == "figure" and subject.is_figure else refuse.first_aspect(subject)
        if names.count(subject.name) > 1:
            twins = [one for one in shown if one.name == subject.name]
            place, asked = _told_apart(subject, twins)
            lines.append(f"{nth} {subject.name}（{place}）")
            choices.append(Choice(label(place), asked))
        else:
            lines.append(f"{nth} {subject.name}")
            choices.append(choice(subject, wanted, named=True))
    topic = Topic(tuple(subject.key for subject in shown), f"choose:{aspect or ''}")
    return Reply(
        "asked_back",
        "\n".join(lines),
        {"readings": [subject.name for subject in shown]},
        choices=tuple(choices),
        topic=topic,
    )


def _told_apart(subject: Subject, twins: Sequence[Subject]) -> tuple[str, str]:
    """What tells a thing from others of its name, and the words that ask for it: a measure of the plan from its results."""
    place = _place(subject)
    results = f"{place}の{subject.name}の目標と実績は？"
    if len(twins) != 2 or {one.kind for one in twins} != {"measure", "results"}:
        return place, results
    if subject.year is not None:
        return f"{fiscal_year_name(subject.year)}の成果", results
    return "計画の目標", f"計画では{subject.name}の目標は？"


def _place(subject: Subject) -> str:
    """What tells a thing from others of its name: the sheet it stands on, or whose sheet that is."""
    sheet = subject.sheet
    if isinstance(sheet, Results):
        return sheet.title if subject.is_figure else sheet.department
    if isinstance(sheet, Project):
        return sheet.name if subject.is_figure else sheet.department
    return subject.around[0] if subject.around else subject.plan


def chosen_by_number(knowledge: Knowledge, text: str, topic: Topic | None) -> Reply | None:
    """A number typed after we asked back."""
    number = _NUMBER.match(text)
    if not number or topic is None or not (topic.aspect or "").startswith("choose:"):
        return None
    place = int(number[1]) - 1
    if place >= len(topic.subjects):
        ask = f"1から{len(topic.subjects)}までの番号か、知りたいことの言葉を送ってください。"
    elif (chosen := knowledge.by_key.get(topic.subjects[place])) is not None:
        return tell.summary(knowledge, chosen)
    else:  # what stood there is in no document any more since we asked
        ask = f"{place + 1}番は、いまの資料にありません。ほかの番号か、知りたいことの言葉を送ってください。"
    return Reply("asked_back", ask, topic=topic)
