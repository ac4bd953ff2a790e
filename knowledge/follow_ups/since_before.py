"""「増えた？」 after a figure or a statement: how it moved since the year before, as far as the documents print that.

A yearly sheet sets a result beside its target and not beside the year before. What it was then stands in a statement
(前年度より1.9時間減少), in the sheet of that year, or in the plan as the value it started from; nothing else tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.finding.all_named import knows_all
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, statement_told
from knowledge.language.text import SENTENCE, years
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import counted_thing
from knowledge.ledger.subjects import AIMED_AT, Subject
from knowledge.model import Prose
from knowledge.reply import Reply, Topic
from knowledge.telling import tell, wording
from knowledge.telling.composing import Told, reason_of, reply
from knowledge.telling.quoting import worded

_BEFORE = r"(?:(?:前の|その前の)年度?|前年度?|去年度?|昨年度?|前回|以前|前|これまで)"
_ASKED = re.compile(
    rf"(?:じゃあ?|で|それで|それって|これ|数|人数|件数)?(?:は|って)?、?(?:{_BEFORE}(?:より|から|と?比べて?|に比べて?)?(?:も|は)?、?)?"
    r"(?:少し|だいぶ|かなり|けっこう|結構|ちょっと|ちゃんと|やっぱり)?"
    r"(?:増え|ふえ|減っ|へっ|上が(?:っ|り)|下が(?:っ|り)|伸び|落ち|良くなっ|よくなっ|悪くなっ|短くなっ|長くなっ|改善し)"
    r"(?:た|て(?:い)?(?:る|ます)|ました|てん|とる)(?:の|ん|か|です|かな|な|ね|だ|って|ほう|方)*[?？。]*"
)
_MOVED = re.compile(
    r"増加?[えやし]|増し|増の|減[っりら少]|減の|低下|上昇|上回|下回|伸び|落ち|短縮|改善|延び|悪化|横ばい|変わ[らっ]"
)
_OF_BEFORE = re.compile(r"前年|前回|昨年|年前|前の年|導入前|これまで")
# As much of the row's name a sentence has to say as tells which row it is.
_SAID = 0.75
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_NOT_TOLD = "前の年と比べてどうだったかは、資料に書かれていません。"


def moved_since(knowledge: Knowledge, question: Question) -> Reply | None:
    """What the documents tell of how that moved which was told last; None where something else is asked."""
    if not question.before or _ASKED.fullmatch(question.asked.text.strip()) is None:
        return None
    told, first = question.statement, question.before[0]
    if told is not None:
        moved = any(_tells(sentence) for sentence in SENTENCE.findall(told.prose.text))
        return tell.prose(knowledge, [told], "figure") if moved else None
    if first.row is None or len(question.before) > 1:
        return None
    if beside := how_it_moved(knowledge, first):
        return beside
    told_none = Told((_NOT_TOLD, wording.figure_line(first, first.row)), (first.row.source,))
    return reply(knowledge, [first], "figure", told_none, "partly")


def how_it_moved(knowledge: Knowledge, first: Subject) -> Reply | None:
    """The figure of a row beside that of the year before, or with what is said of it; None where nothing tells."""
    if first.row is None:
        return None
    if earlier := _year_before(knowledge, first):
        return tell.figures(knowledge, [earlier, first])
    line = wording.figure_line(first, first.row)
    for said, prose in _told_of(knowledge, first):
        return reply(knowledge, [first], "figure", Told((line, said), (first.row.source, prose.source), (prose,)))
    return None


def says_how_it_moved(knowledge: Knowledge, topic: Topic, question: Question) -> bool:
    """Whether one sentence of the statement that was told has all that was named, and how it moved since the year before."""
    told = statement_told(knowledge, topic)
    return told is not None and any(
        _tells(sentence) and knows_all(knowledge, sentence, question, told.subject)
        for sentence in SENTENCE.findall(told.prose.text)
    )


def _year_before(knowledge: Knowledge, row: Subject) -> Subject | None:
    return knowledge.scopes.in_year(row, row.year - 1) if row.year is not None else None


def _told_of(knowledge: Knowledge, row: Subject) -> Iterator[tuple[str, Prose]]:
    """What tells how a row moved, as it is said, the likeliest first: its own reason, a statement, the plan's first value."""
    index = knowledge.index
    own = index.tokens(counted_thing(row.name) or row.name)
    whole = index.weight(own)

    def speaks_of_row(sentence: str) -> bool:
        return index.weight(own & index.tokens(sentence)) >= _SAID * whole

    why = reason_of(row)
    if why is not None:
        # A reason begins with its row, named or not, and may go on to another.
        first, *others = SENTENCE.findall(why.text) or [""]
        if _tells(first) or any(_tells(one) and speaks_of_row(one) for one in others):
            yield f"理由：{worded(why)}", why
    for home in knowledge.sheets_around(row):
        for passage in index.passages_on_sheet_of(home):
            if passage.part in AIMED_AT - {"next"}:
                continue
            for sentence in SENTENCE.findall(passage.prose.text):
                if _tells(sentence) and speaks_of_row(sentence):
                    quoted = replace(passage.prose, text=sentence.strip())
                    yield f"{tell.part_said(passage)}：{worded(quoted)}", passage.prose
    if aimed := _first_value(knowledge, row):
        yield f"計画の指標：{worded(aimed)}", aimed


def _tells(sentence: str) -> bool:
    folded = plain(sentence)
    return _OF_BEFORE.search(folded) is not None and _MOVED.search(folded) is not None


def _first_value(knowledge: Knowledge, row: Subject) -> Prose | None:
    """The row of the plan that bears the same name and starts from a year before that of the sheet."""
    name = _NOTE.sub("", plain(row.name))
    for passage in knowledge.index.passages:
        if passage.part != "aims" or passage.subject.city != row.city:
            continue
        called, _, values = plain(passage.prose.text).partition("は、")
        if _NOTE.sub("", called) == name and _starts_before(values, row.year):
            return passage.prose
    return None


def _starts_before(values: str, year: int | None) -> bool:
    started = years(values)
    return year is not None and bool(started) and started[0].year < year
