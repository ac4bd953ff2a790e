"""How statements of the documents are said: what the city imported word for word, as a quotation; what comes with the project
in our own words, marked as a summary. A resident can see which of the two it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from knowledge.language.text import SENTENCE
from knowledge.model import Prose

# A passage that fills a phone's screen is no quotation any more; more is left out and said to be.
MAX_QUOTED_CHARS = 300
CUT_OFF = "（以下略）"


def worded(prose: Prose) -> str:
    """The statement as it stands in an answer: 「…」 when it is word for word."""
    if not prose.quoted:
        return prose.text
    passage = _beginning(prose.text)
    return f"「{passage}」" + (CUT_OFF if len(passage) < len(prose.text) else "")


def excerpt(prose: Prose, worth: Callable[[str], float], most_chars: int) -> str:
    """Whole sentences of a statement: the one that is ``worth`` most, and of those beside it as many as there is room for,
    first those that are worth something, then what follows. What is left out is said to be."""
    sentences = SENTENCE.findall(prose.text)
    values = [worth(sentence) for sentence in sentences]
    first = last = values.index(max(values))
    chars = len(sentences[first])
    while beside := _beside(values, first, last):
        at = next((at for at in beside if chars + len(sentences[at]) <= most_chars), None)
        if at is None:
            break
        chars += len(sentences[at])
        first, last = min(first, at), max(last, at)
    text = "".join(sentences[first : last + 1]).strip()
    before, after = "…" if first else "", "…" if last + 1 < len(sentences) else ""
    return f"「{before}{text}{after}」" if prose.quoted else f"{before}{text}{after}"


def _beside(values: Sequence[float], first: int, last: int) -> list[int]:
    """The sentences next to some, the best first."""
    beside = [at for at in (last + 1, first - 1) if 0 <= at < len(values)]
    return sorted(beside, key=lambda at: -values[at])


def mark(told: Iterable[Prose]) -> str:
    """What the line with the source says of the statements told: 原文, 要約, both, or nothing where none was told."""
    kinds = {"原文" if prose.quoted else "要約" for prose in told}
    return "と".join(sorted(kinds))


def _beginning(text: str) -> str:
    """Whole sentences from the beginning, as many as a quotation may have; a single endless one is cut."""
    passage = ""
    for sentence in SENTENCE.findall(text):
        if passage and len(passage) + len(sentence) > MAX_QUOTED_CHARS:
            break
        passage += sentence
    return passage[: MAX_QUOTED_CHARS * 2]
