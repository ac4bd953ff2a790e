"""The reason a sheet gives for one of its rows: of 「Aについては…。Bについては…。」 only what is said of that row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.language.wordbook import plain
from knowledge.model import Prose

_SENTENCE = re.compile(r"[^。]*。|[^。]+$")
_OF = re.compile(r"^\s*(?:また、|なお、|一方、)?(?P<what>[^。、]{2,40}?)については、?")
_PARTS = re.compile(r"(?:及び|並びに|および|、|・|(?<=[一-龠ァ-ヶー])と(?=[一-龠ァ-ヶー]))")
# The sheet's own amount; a reason for it explains no row.
# 「病児保育の利用者数については」 speaks of the row 病児保育の延べ利用者数.
_BESIDE = re.compile(r"延べ|のべ|年間|月間|[（(][^（）()]*[）)]")
_OF_THE_SHEET = ("事業費", "予算", "人工", "従事人工")


def of_row(why: Prose, name: str, others: Sequence[str]) -> Prose | None:
    """The part of a reason that speaks of the row called ``name``; None where all of it speaks of ``others``.

    Only a text word for word is parted, and only where each sentence that names something names a row: otherwise it is
    told whole.
    """
    if not why.quoted:
        return why
    parts = _parts(why.text)
    if not parts:
        return why
    own = [text for what, text in parts if _speaks_of(what, name)]
    if own:
        # A row of a longer name (学校図書館, 図書館) may be meant by the same words: then each of them is told it.
        return why if len(own) == len(parts) else replace(why, text="".join(own))
    of_others = all(
        any(_speaks_of(what, other) for other in others) or what.endswith(_OF_THE_SHEET) for what, _ in parts
    )
    return None if of_others else why


def _parts(text: str) -> list[tuple[str, str]]:
    """What is spoken of and the sentences about it; [] where the text does not begin with such a sentence."""
    parts: list[tuple[str, str]] = []
    for sentence in _SENTENCE.findall(text):
        if found := _OF.match(sentence):
            parts.append((plain(found["what"]), sentence))
        elif not parts:
            return []
        else:
            what, before = parts[-1]
            parts[-1] = (what, before + sentence)
    return parts


def _speaks_of(what: str, name: str) -> bool:
    printed = plain(name)
    return any(
        part and (part in named or named in part)
        for named in dict.fromkeys((printed, _BESIDE.sub("", printed)))
        for part in (what, *_PARTS.split(what), _BESIDE.sub("", what))
    )
