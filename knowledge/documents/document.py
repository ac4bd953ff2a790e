"""From the text of a file to what it says: finds out which documents the file holds and reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents.lines import Line, UnreadableDocument, lines_of
from knowledge.documents.plan import holds_plan, read_plan
from knowledge.documents.results import TITLE as RESULTS_TITLE
from knowledge.documents.results import read_results
from knowledge.documents.reviews import TITLE as REVIEWS_TITLE
from knowledge.documents.reviews import read_reviews
from knowledge.model import PlanSection, Project, Results

_PLAN_NAMED = re.compile(r"第(\d{1,2})次([^\s、。「」第]{1,10}?[市町村])(?:総合)?振興計画")
_NEXT_STEPS = re.compile(r"目標の実現に向けた今後の取")


@dataclass(frozen=True)
class Document:
    """What one file says, word for word, with page and line."""

    sections: tuple[PlanSection, ...] = ()
    results: tuple[Results, ...] = ()
    projects: tuple[Project, ...] = ()


def read_document(text: str, *, city: str | None = None, plan: str | None = None) -> Document:
    """Read the extracted text of one file; it may hold several sheets of both yearly families.

    ``city`` ("上山市") and ``plan`` ("8次") are taken from the text where they are not given: no head of a sheet prints
    them, but the plan is named in the sentences. Raises UnreadableDocument for anything that is no known document, and
    where city and plan are neither given nor named.
    """
    lines = lines_of(text)
    flat = "".join(line.text for line in lines)
    if holds_plan(lines):
        return Document(sections=tuple(read_plan(lines, *_whose(_newest_plan(lines), city, plan))))
    if RESULTS_TITLE in flat or REVIEWS_TITLE in flat:
        named = _whose(_plan_in_force(lines), city, plan)
        document = Document(results=tuple(read_results(lines, *named)), projects=tuple(read_reviews(lines, *named)))
        if document.results or document.projects:
            return document
    raise UnreadableDocument(
        "振興計画、主要施策の成果説明書、実施計画兼予算要求書（検証）のどれでもないため、読み取れません。"
    )


def _whose(named: tuple[str, str] | None, city: str | None, plan: str | None) -> tuple[str, str]:
    """City and plan: what is given goes before what the text names."""
    named_city, named_plan = named or (None, None)
    city, plan = city or named_city, plan or named_plan
    if city is None or plan is None:
        raise UnreadableDocument("どの市町村の第何次の振興計画についての文書か、本文から読み取れません。")
    return city, plan


def _newest_plan(lines: Sequence[Line]) -> tuple[str, str] | None:
    """A plan looks back at the one before it; its own number is the highest it names."""
    return max(_plans_named(lines), key=lambda named: int(named[1].removesuffix("次")), default=None)


def _plan_in_force(lines: Sequence[Line]) -> tuple[str, str] | None:
    """A results sheet looks ahead to the plan after it, in 今後の取組; everywhere else it speaks of its own."""
    looking_ahead = False
    of_the_year = []
    for line in lines:
        if _NEXT_STEPS.match(line.text):
            looking_ahead = True
        elif line.text.endswith((RESULTS_TITLE, REVIEWS_TITLE)):
            looking_ahead = False
        if not looking_ahead:
            of_the_year.append(line)
    counted = Counter(_plans_named(of_the_year)).most_common(1)
    return counted[0][0] if counted else None


def _plans_named(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """City and plan of every mention such as 第8次上山市振興計画, also where a line breaks within it."""
    text = "".join(line.text for line in lines)
    return [(match[2], f"{match[1]}次") for match in _PLAN_NAMED.finditer(text)]
