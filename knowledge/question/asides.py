"""What residents say besides their question: who they are and why they ask before it, what more they would like after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from knowledge.language.wordbook import read_language

# 「夜勤明けで頭まわらないけど、」, 「引っ越しを考えています。」: where the first thing said ends.
_FIRST = re.compile(
    r"(?:(?:けど(?:も|さ)?|けれど(?:も)?|けんど|んども|だども|んですが|のですが|ですが|ますが|ましたが|でしたが|だが|なので|ので|もんで|もので|たくて|ていて|てて|として)"
    r"(?:ね|な|さ)?[、,\s]+|(?:けど|けれど|けんど|んですが|のですが)(?=[一-龠ァ-ヶ])|[。!！?？]\s*|(?:ところ|とき)、)"
)
# 「年月まで知りたいです。」, 「ネットだけ？」: where the last thing said begins.
_LAST = re.compile(r"[?？。]\s*(?=[^?？。]{1,24}[?？。]?\s*$)")
_LIVES = re.compile(
    r"[^。?？、]{2,16}に、?(?:もう|ずっと|長く|[^。?？、]{1,6}年)?、?(?:住んで|暮らして)(?:い|お)?(?:ます|ります)[。!！\s]*"
)
# Less than this is no question any more.
_LEAST = 5


class Aside(NamedTuple):
    """What a speaker says of himself before the question, and the question by itself; ``of_person``: only who he is, or
    that he is going to ask."""

    said: str
    question: str
    of_person: bool


def spoken_of_self(text: str) -> Aside | None:
    """The statements about the speaker with which a folded message begins, and what it asks; None where it begins
    otherwise.

    A statement that names what is asked about, and one about anything but the speaker, is no aside
    (``language/asides.toml``).
    """
    table = _table()
    end, of_person = 0, True
    for found in table.ends.finditer(text):
        stated = text[end : found.start()].strip(" 、,")
        if not table.is_aside(stated) or len(text[found.end() :].strip()) < _LEAST:
            break  # 「移住件数を教えてください。」 at the end is the question
        of_person = of_person and table.of_person.search(stated) is not None
        end = found.end()
    rest = text[end:].strip()
    return Aside(text[:end], rest, of_person) if end else None


def says_where_he_lives(text: str) -> bool:
    """Whether a folded message says where somebody lives and nothing more."""
    return _LIVES.fullmatch(text) is not None and _table().never.search(text) is None


@dataclass(frozen=True)
class _Table:
    ends: re.Pattern[str]
    says: re.Pattern[str]
    of_person: re.Pattern[str]
    never: re.Pattern[str]

    def is_aside(self, stated: str) -> bool:
        return self.says.search(stated) is not None and self.never.search(stated) is None


@cache
def _table() -> _Table:
    rows = read_language("asides")
    return _Table(
        _any(rows["ends"]),
        _any(row["says"] for row in rows["aside"]),
        _any(row["says"] for row in rows["aside"] if row.get("of_person")),
        _any(rows["never"].values()),
    )


def _any(expressions: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(expressions))


def without_asides(text: str) -> Iterator[str]:
    """A question without what may only be said besides it: ever less of its beginning first, then without its end."""
    for found in _FIRST.finditer(text):
        if len(rest := text[found.end() :].strip()) >= _LEAST:
            yield rest
    last = _LAST.search(text)
    if last is not None and len(rest := text[: last.start()].strip()) >= _LEAST:
        yield rest
