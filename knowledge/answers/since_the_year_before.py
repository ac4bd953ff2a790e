"""「前の年より何人増えた？」 as a first question: how a number moved since the year before, as far as the documents print that.

A question of last year is refused where no sheets of it are in; but whoever sets something beside the year before asks of the
newest sheets, of which many a sentence says just that. As a follow-up it is told by ``follow_ups.since_before``.
"""

from __future__ import annotations

import re

from knowledge.answers.turn import Turn
from knowledge.finding.understanding import Question
from knowledge.follow_ups.since_before import how_it_moved, says_how_it_moved
from knowledge.language.wordbook import plain
from knowledge.question.how_much_it_moved import asks_whether_it_moved
from knowledge.question.own_comparison import asks_to_compare
from knowledge.reply import Reply

_THAN = re.compile(
    r"(?:の(?:実績|数字|結果|数))?(?:より(?:も)?|から|と(?:比べ|くらべ)て?(?:みて|ると)?|に(?:比べ|くらべ)て?(?:みて|ると)?|と?比較(?:して|すると)?|と?の?[差比])?(?:は|、)?"
)
_MOVED = re.compile(
    r"(?:どう|どっち|ちゃんと|少しは|だいぶ|かなり)?、?(?:増え|ふえ|減っ|へっ|上が[っり]|下が[っり]|伸び|落ち|変わっ|良くなっ|よくなっ|悪くなっ)[ぁ-ん]{0,8}[?？。]*$"
    r"|どう(?:だった|でした|なった|なりました|です)?[ぁ-ん]{0,4}[?？。]*$"
)
_HOW_MUCH = re.compile(r"何|なん|いくつ|いくら|どの(?:くらい|ぐらい)|どれ|数|率|割合")


def moved_since_year_before(turn: Turn, question: Question) -> Reply | None:
    """The figure with what is told of the year before, or the statement that says how it moved; None where nothing does."""
    asked = question.asked
    if not asked.relative or asked.years or asked.narrower or not question.says_something:
        return None
    if not asks_to_compare(plain(turn.question)):
        return None
    found = turn.look_up(_without_year_before(plain(turn.question), asked.relative), asked.city)
    told = found.reply
    if told.topic is None or not told.tells:
        return None
    if told.topic.statement is not None:
        return told if says_how_it_moved(found.seen, told.topic, found.asked) else None
    subjects = [turn.knowledge.by_key[key] for key in told.topic.subjects]
    if len(subjects) != 1 or subjects[0].row is None:
        return None
    return how_it_moved(found.seen, subjects[0])


def moved_between_years(turn: Turn, question: Question, told: Reply) -> Reply | None:
    """Beside the figure of the year before, the one figure that is told where one asks whether it grew; None where no sheet of
    that year has it, or something else is asked or told."""
    if question.asked.years or not asks_whether_it_moved(plain(turn.question)) or not told.tells or told.topic is None:
        return None
    rows = [turn.knowledge.by_key.get(key) for key in told.topic.subjects]
    if len(rows) != 1 or told.topic.statement is not None or (row := rows[0]) is None or row.year is None:
        return None
    return how_it_moved(turn.knowledge, row) if turn.knowledge.scopes.in_year(row, row.year - 1) else None


def _without_year_before(text: str, relative: str) -> str:
    """The question for the number alone: 「利用者は前の年より何人増えたの？」 -> 「利用者は何人？」."""
    before, said, behind = text.partition(relative)
    behind = behind[found.end() :] if (found := _THAN.match(behind)) else behind
    alone = _MOVED.sub("", f"{before}{behind}") if said else text
    return f"{alone}？" if _HOW_MUCH.search(alone) else f"{alone}どのくらい？"
