"""The reason a sheet gives for one of its rows: of 「Aについては…。Bについては…。」 only what is said of that row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from knowledge.language.text import SENTENCE
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import counted_thing
from knowledge.model import Prose

_OF = re.compile(r"^\s*(?:また、|なお、|一方、)?(?P<what>[^。、]{2,40}?)については、?")
# Some sheets write 「火災発生件数は、…」 instead; only what names a row is one of these.
_TOPIC = re.compile(r"^\s*(?:また、|なお、|一方、)?(?P<what>[^。、は]{2,30})は、")
_PARTS = re.compile(r"(?:及び|並びに|および|、|・|(?<=[一-龠ァ-ヶー])と(?=[一-龠ァ-ヶー]))")
# 「病児保育の利用者数については」 speaks of the row 病児保育の延べ利用者数.
_BESIDE = re.compile(r"延べ|のべ|年間|月間|[（(][^（）()]*[）)]")
_WORD, _MEASURE = re.compile("[一-龠]{2,}|[ァ-ヶー]{2,}"), re.compile("(?:者|員|人|件|回)?数$|率$|割合$")
# What only says that a thing is counted, or of how many of them it is true; the two are two rows.
_COUNT_OF, _SHARE_OF = re.compile("(?<=.)[回件]?数$"), re.compile("(?<=.)(?:率|割合)$")
# The sheet's own amounts; a reason for one of them explains no row.
_OF_THE_SHEET = ("事業費", "予算", "人工", "従事人工")
# 「…と答えた児童の割合については」 speaks of the row …と答えた小学6年生の割合: of all rows it has most of its signs, in
# pieces of so many, and this share of them at least.
_LEAST_PIECE, _MOST_OF_IT = 2, 0.6


def of_row(why: Prose, name: str, others: Sequence[str]) -> Prose | None:
    """The part of a reason that speaks of the row called ``name``; None where all of it speaks of ``others``.

    Only a text word for word is parted, and only where each sentence that names something names a row: otherwise it is
    told whole.
    """
    if not why.quoted:
        return why
    rows = (name, *others)
    parts = _parted(why.text, _said_of) or _parted(
        why.text, lambda sentence: _said_of(sentence) or _topic(sentence, rows)
    )
    if not parts:
        return why
    meant = [_rows_meant(what, rows) for what, _ in parts]
    own = [text for (_, text), of in zip(parts, meant, strict=True) if name in of]
    if own:
        # A row of a longer name (学校図書館, 図書館) may be meant by the same words: then each of them is told it.
        return why if len(own) == len(parts) else replace(why, text="".join(own))
    of_others = all(of or what.endswith(_OF_THE_SHEET) for (what, _), of in zip(parts, meant, strict=True))
    return None if of_others else why


def steps_for_row(steps: Prose, name: str) -> Prose:
    """The part of what is to come (今後の取組) that is said of the row called ``name``: 「養殖業については…」 for 養殖生産量.
    All of it where nothing is said of that row by itself."""
    if not steps.quoted:
        return steps
    thing = counted_thing(name) or plain(name)
    own = [text for what, text in _parted(steps.text, _said_of, ("", "")) if what and _is_about(what, thing)]
    return replace(steps, text="".join(own).strip()) if own else steps


def _is_about(what: str, thing: str) -> bool:
    return what in thing or thing in what or _in_common(what, thing) >= _MOST_OF_IT * min(len(what), len(thing))


def _rows_meant(what: str, rows: Sequence[str]) -> list[str]:
    """The rows that something is said of; where it calls none by its name, the one it has most in common with."""
    if called := _called(what, rows):
        return called
    if what.endswith(_OF_THE_SHEET):
        return []
    words = _WORD.findall(_MEASURE.sub("", what))
    if len(words) > 1 and (holding := [row for row in rows if all(word in plain(row) for word in words)]):
        return holding  # 「訓練の参加者数は」 speaks of 防災訓練に参加した市民の数
    common = {row: _in_common(what, plain(row)) for row in rows}
    most = max(common.values(), default=0)
    return [row for row in rows if common[row] == most] if most >= _MOST_OF_IT * len(what) else []


def _called(what: str, rows: Sequence[str]) -> list[str]:
    """The rows that something calls, each of what it joins (「開館日数及び来館者数」) by itself. A row that is called by its
    whole name is meant alone: 職員数 speaks of no 女性職員数, and the other way round."""
    if whole := _by_whole_name(what, rows):
        return whole
    by_part = {part: _by_whole_name(part, rows) for part in _PARTS.split(what) if part}
    if not any(by_part.values()):
        return [row for row in rows if _speaks_of(what, row)]
    meant: set[str] = set()
    for part, whole in by_part.items():
        meant.update(whole or (row for row in rows if _speaks_of(part, row)))
    return [row for row in rows if row in meant]


def _by_whole_name(what: str, rows: Sequence[str]) -> list[str]:
    said = _whole_names(what)
    return [row for row in rows if any(_are_one(one, name) for one in said for name in _whole_names(plain(row)))]


def _whole_names(name: str) -> list[str]:
    """A name as it stands, and without what some leave away (年間)."""
    return list(dict.fromkeys((name, _BESIDE.sub("", name))))


def _are_one(one: str, other: str) -> bool:
    """Whether two names are one but for what says how it is counted: 民生委員 is 民生委員数, 加入率 is 加入 and no 加入件数."""
    if any(of.search(one) and unlike.search(other) for of, unlike in pairwise((_COUNT_OF, _SHARE_OF, _COUNT_OF))):
        return False
    return _uncounted(one) == _uncounted(other)


def _uncounted(name: str) -> str:
    return _SHARE_OF.sub("", _COUNT_OF.sub("", name))


def _in_common(what: str, name: str) -> int:
    pieces = SequenceMatcher(None, what, name, autojunk=False).get_matching_blocks()
    return sum(piece.size for piece in pieces if piece.size >= _LEAST_PIECE)


def _parted(text: str, what_of: Callable[[str], str | None], *at_first: tuple[str, str]) -> list[tuple[str, str]]:
    """What is spoken of and the sentences about it; ``what_of`` tells what a sentence begins to speak of, None where it goes
    on. [] where the text does not begin with such a sentence and nothing else stands ``at_first``."""
    parts: list[tuple[str, str]] = [*at_first]
    for sentence in SENTENCE.findall(text):
        if (what := what_of(sentence)) is not None:
            parts.append((what, sentence))
        elif not parts:
            return []
        else:
            what, before = parts[-1]
            parts[-1] = (what, before + sentence)
    return parts


def _said_of(sentence: str) -> str | None:
    """「救命講習については、…」"""
    found = _OF.match(sentence)
    return plain(found["what"]) if found else None


def _topic(sentence: str, rows: Sequence[str]) -> str | None:
    """「救命講習は、…」, where that names a row."""
    found = _TOPIC.match(sentence)
    return what if found and _rows_meant(what := plain(found["what"]), rows) else None


def _speaks_of(what: str, name: str) -> bool:
    printed = plain(name)
    return any(
        part and (part in named or named in part)
        for named in dict.fromkeys((printed, _BESIDE.sub("", printed)))
        for part in (what, *_PARTS.split(what), _BESIDE.sub("", what))
    )
