"""Towns beside this one that a question names before what it asks of them, by the forms of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.finding.knowledge import Knowledge
from knowledge.language.municipalities import short_name

# A town of which something is asked, and the year that may stand between.
_TOWN_OF = re.compile(
    r"(?<![一-龠々ァ-ヶー])([一-龠々ァ-ヶー]{1,5}[市町村])(?:の|では|だと)(?:(?:令和|平成)?\d{1,4}年度?の|今年の|去年の)?"
)
# Districts of one's own are called 町 and 村 as well, none is called 市.
_CITY = "市"
_NOUNS = frozenset({"名詞", "形状詞", "接頭辞", "接尾辞"})


def other_towns(knowledge: Knowledge, text: str) -> Iterator[tuple[str, str]]:
    """The name of each other town in a folded text, and what is asked of it: ("隣野市", "宿泊者数は?")."""
    for found in _TOWN_OF.finditer(text):
        if _is_name(knowledge, found[1]):
            yield found[1], text[found.end() :]


def _is_name(knowledge: Knowledge, town: str) -> bool:
    """Whether this is the name of another town. The dictionary cuts a name that it does not know into what makes no word
    (久 and 見 of 久見町); of nouns 朝市 and 骨董市 are made, but no market is cut sign by sign (梅 and 峰 of 梅峰市)."""
    if town == knowledge.city or town in knowledge.towns or knowledge.words.knows(town):
        return False
    name = short_name(town)
    if any(term.name or term.place for term in knowledge.words.terms(name)):
        return True
    pieces = knowledge.words.pieces(name)
    if town[-1] == _CITY and len(pieces) > 1 and all(len(piece.surface) == 1 for piece in pieces):
        return True
    return any(not piece.known or piece.kind not in _NOUNS for piece in pieces)
