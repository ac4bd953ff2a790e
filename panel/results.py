"""Counting answers, and what of the counts may be shown: no figure that lets one guess what a few people answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from panel.survey import Question

GROUP_MIN = 10
WHOLE_MIN = 5
TWO_WAY_MIN = 300
PERCENT_MIN = 30

NO_ESTIMATE = "この数字は答えた方の集計で、市民全体の割合ではありません。"
HIDDEN = "（少ないため表示しません）"
FEW = "答えた方が少ないため、答えの人数は出しません。"


@dataclass(frozen=True)
class Rules:
    """A group is shown from ``group_min`` answers, a two-way table from ``two_way_min``; of what fewer than ``whole_min``
    answered, only how many they were.

    ``population``: the city's people by age group (empty: not told), with which ``weights`` are reckoned.
    ``beside_indicator``: residents may call up a survey's figures from the answer about the indicator it belongs to.
    """

    group_min: int = GROUP_MIN
    two_way_min: int = TWO_WAY_MIN
    weights: bool = False
    population: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    beside_indicator: bool = False
    whole_min: int = WHOLE_MIN


@dataclass(frozen=True)
class Counts:
    """One column of a table: how many people answered, and how often each answer was given.

    With several answers allowed the counts add up to more than ``people``.
    """

    people: int
    by_answer: Mapping[int, int]

    def count(self, answer: int) -> int:
        return self.by_answer.get(answer, 0)


@dataclass(frozen=True)
class Table:
    """Answers by group. A column that may not be shown is None; ``whole`` is always there."""

    whole: Counts
    columns: Mapping[str, Counts | None]


def suppressed(
    whole: Counts, groups: Mapping[str, Counts], rules: Rules, hidden_elsewhere: Collection[str] = ()
) -> Table:
    """The columns that may be shown beside ``whole``.

    A group of fewer than ``group_min`` is hidden. What is hidden must not follow from the rest: whole less what is shown
    leaves the hidden groups together, so they are at least two with answers, together at least ``group_min``, and no
    answer was given by all or by none of them (unless by all or none of everybody). Until that holds, the smallest shown
    group is hidden too. ``hidden_elsewhere`` are groups hidden in a table this one would tell of.
    """
    hidden = {name for name, counts in groups.items() if counts.people < rules.group_min or name in hidden_elsewhere}
    while hidden and not _safe(whole, [groups[name] for name in hidden], rules):
        shown = [name for name in groups if name not in hidden]
        if not shown:
            break
        hidden.add(min(shown, key=lambda name: (groups[name].people, name)))
    return Table(whole, {name: None if name in hidden else counts for name, counts in groups.items()})


def _safe(whole: Counts, hidden: Sequence[Counts], rules: Rules) -> bool:
    telling = [counts for counts in hidden if counts.people > 0]
    if not telling:
        # Nobody in any of them: that the groups are empty is no secret about an answer.
        return True
    people = sum(counts.people for counts in telling)
    if len(telling) < 2 or people < rules.group_min:
        return False
    for answer in whole.by_answer:
        everybody, together = whole.count(answer), sum(counts.count(answer) for counts in telling)
        if 0 < everybody < whole.people and not 0 < together < people:
            return False
    return True


def percent(count: int, people: int) -> int | None:
    """Per cent without decimals, halves up; None when too few answered for a percentage to mean something."""
    return (200 * count + people) // (2 * people) if people >= PERCENT_MIN else None


def in_words(count: int, people: int) -> str:
    """「41人」, and from thirty people on 「41人（57%）」."""
    share = percent(count, people)
    return f"{count:,}人" if share is None else f"{count:,}人（{share}%）"


def rate(asked: int, answered: int) -> str:
    """回答率 = 回答÷依頼, in whole per cent; a dash when nobody was asked."""
    return f"{(200 * answered + asked) // (2 * asked)}%" if asked else "—"


def answers_of(question: Question, counts: Counts) -> tuple[int, ...]:
    """The rows of a question's table: every choice or point, chosen or not; for numbers those that were given."""
    match question.type:
        case "single" | "multiple":
            return tuple(range(len(question.choices)))
        case "scale":
            return question.points
        case "number":
            return tuple(sorted(counts.by_answer))
    return ()


def row_name(question: Question, answer: int) -> str:
    return (
        str(answer)
        if question.type == "number"
        else question.told((answer,) if question.type == "multiple" else answer)
    )


def comparable(question: Question, other: Question) -> bool:
    """Whether two waves may be set side by side: only where the wording is the same to the letter."""
    return (question.type, question.text, question.choices, question.low, question.high, dict(question.labels)) == (
        other.type,
        other.text,
        other.choices,
        other.low,
        other.high,
        dict(other.labels),
    )
