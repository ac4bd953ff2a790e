"""How statements of the documents are said: what the city imported word for word, as a quotation; what comes with the project
in our own words, marked as a summary. A resident can see which of the two it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.model import Prose

# A passage that fills a phone's screen is no quotation any more; more is left out and said to be.
MAX_QUOTED_CHARS = 300
_SENTENCE = re.compile(r"[^。]*。|[^。]+$")


def worded(prose: Prose) -> str:
    """The statement as it stands in an answer: 「…」 when it is word for word."""
    if not prose.quoted:
        return prose.text
    passage = _beginning(prose.text)
    return f"「{passage}」" + ("（以下略）" if len(passage) < len(prose.text) else "")


def mark(told: Iterable[Prose]) -> str:
    """What the line with the source says of the statements told: 原文, 要約, both, or nothing where none was told."""
    kinds = {"原文" if prose.quoted else "要約" for prose in told}
    return "と".join(sorted(kinds))


def _beginning(text: str) -> str:
    """Whole sentences from the beginning, as many as a quotation may have; a single endless one is cut."""
    passage = ""
    for sentence in _SENTENCE.findall(text):
        if passage and len(passage) + len(sentence) > MAX_QUOTED_CHARS:
            break
        passage += sentence
    return passage[: MAX_QUOTED_CHARS * 2]
