"""Whether a statement tells a cause."""

from __future__ import annotations

import re

# What tells of a cause, and what may.
_TELLS = re.compile(r"ことから|ため、|ため(?:です|。)|ので、|により|から、")
_MAY = re.compile(
    r"ため|により|によって|よる|よって|影響|から、|ので|[一-龠々]で、|伴[いう]|結果|つなが|要因|原因|ことで|背景"
)


def tells_cause(text: str) -> bool:
    """Whether a clause of a statement says for what reason the next is so (…のため、…)."""
    return _TELLS.search(text) is not None


def may_tell_cause(text: str) -> bool:
    """Whether a word of a statement speaks of a cause at all (…の影響, …を要因に); where none does, no reason is told."""
    return _MAY.search(text) is not None
