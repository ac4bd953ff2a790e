"""「ツアーは何回？」 after a project that counts its tours: the row of its own sheet, whatever others count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.thing_before import names_no_thing
from knowledge.language.standing import is_followed
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import counted_thing
from knowledge.ledger.subjects import Subject
from knowledge.question.aspects import FIGURES
from knowledge.question.siblings import counts_sibling
from knowledge.reply import Reply
from knowledge.telling import tell

# Who asks at length names what is meant.
_MOST_CHARS = 16
_BARE = re.compile(r"[^。、?？\s]{2,12}は[?？。]*")
# So many signs at the beginning of a project's name tell what it is for.
_BEGINNING = 4
_ASKED_OF = re.compile("(?:者|員|客)?(?:の?数)?は")
# The share of a name by which another row is meant.
_CALLED = 0.6


def row_on_sheet_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """The only row of the sheets spoken of that has in its name all that is said; None where another is called so."""
    asked, things = question.asked, question.things
    if not question.before or question.thing is not None or len(asked.text) > _MOST_CHARS:
        return None
    index = knowledge.index
    own = [
        one
        for one in things
        if _is_topic(one.said, asked.text)  # 「相談は何回」 and 「参加者は？」 name the row, 「何人参加した？」 none
        or not names_no_thing(knowledge, one)
    ]
    if not own or any(group.place for group in things):
        return None  # 「何人参加した？」 is asked of what was spoken of, and of no row besides
    if asked.years or asked.relative or asked.narrower or asked.codes or asked.in_order:
        return None
    counted = asked.aspects[0] in FIGURES if asked.aspects else _BARE.fullmatch(asked.text.strip()) is not None
    if not counted:
        return None
    sheets = knowledge.sheets_around(question.before[0])
    named = [
        row
        for row in dict.fromkeys(row for sheet in sheets for row in knowledge.rows_of(sheet))
        if all(index.names_hold(index.number_of(row), group) for group in things)
        and _is_counted_in(row, asked.unit)
        and not counts_sibling(" ".join((*row.names, *row.around)), asked.text)
    ]
    if len(named) > 1:
        named = _of_thing_spoken_of(knowledge, named, question.before[0])
    if len(named) != 1 or named[0] in question.before:
        return None
    homes = {one.key for one in sheets}
    called = (knowledge.subject(hit) for hit in question.hits if hit.called >= _CALLED)
    if any(other is not None and other.is_figure and other.home not in homes for other in called):
        return None
    return tell.figures(knowledge, named, asked.aspects or ("figure",))


def _of_thing_spoken_of(knowledge: Knowledge, rows: Sequence[Subject], before: Subject) -> list[Subject]:
    """Those of several rows that bear the name of the thing a row counted, or else of what its project is for."""
    home = knowledge.home_of(before)
    thing = counted_thing(before.name) if before.is_figure else None
    of_project = plain(home.name)[:_BEGINNING] if home.kind == "project" else None
    named = ([row for row in rows if one in plain(row.name)] for one in (thing, of_project) if one)
    return next(filter(None, named), [])


def _is_topic(said: str, text: str) -> bool:
    """Whether a folded question asks of what is said, or of how many do it: 相談は, 参加者数は."""
    return is_followed(said, text, _ASKED_OF)


def _is_counted_in(row: Subject, unit: str | None) -> bool:
    """Whether a row prints a unit, or has it in its name (実施回数, counted in ツアー)."""
    if unit is None or f"{unit}数" in row.name:
        return True
    return row.row is not None and unit in row.row.units
