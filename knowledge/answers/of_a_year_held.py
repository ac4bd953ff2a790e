"""What is told where a year is asked for of which no documents are in: the figure of the newest that are, said to be that.

"How many was it last year?" is asked long before last year's documents are in. The refusal comes first; no figure of another
year stands in for the one asked for, and so it has no line 出典 and says its year before all else.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.answers.turn import Turn
from knowledge.finding.understanding import Question
from knowledge.language.text import years
from knowledge.reply import Reply
from knowledge.telling.refuse import EXAMPLES

_SAYS = "資料がある年度の数字です（おたずねの年度のものではありません）。"

# Nothing is limited; or the year is in, and the refusal says of which others the thing is told.
_SAID_ALREADY = (None, "year")


def with_year_held(turn: Turn, question: Question, refused: Reply) -> Reply:
    """The refusal of a year with the figure of the newest year below it; unchanged where another limit is named as well, where
    no figure is asked for, and where more than one row would tell it."""
    if refused.slots.get("limit") in _SAID_ALREADY or EXAMPLES not in refused.text or not question.says_something:
        return refused
    without = _without_year(turn.question, question)
    if without == turn.question:
        return refused
    told = turn.look_up(without, question.asked.city).reply
    if not told.tells or len(told.bars) != 1 or len(told.sources) != 1:
        return refused
    first, *searched = refused.text.split("\n")
    figure, source = told.text.split("\n")[0], told.sources[0]
    line = f"・{figure}（{source.document}、{source.place}）"
    return replace(refused, text="\n".join([first, _SAYS, line, *searched]), sources=told.sources)


def _without_year(text: str, question: Question) -> str:
    """The words of a question without the years it names, as numbers or from today."""
    for mention in reversed(years(text)):
        text = f"{text[: mention.start]}{text[mention.end :].removeprefix('の')}"
    said = question.asked.relative
    return text.replace(f"{said}の", "").replace(said, "") if said else text
