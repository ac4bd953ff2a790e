"""Names that stand in quotation marks: 子育て広場「ころころ」."""

from __future__ import annotations

import re

# One sign is no name, more than thirty are a sentence that is quoted, and so is what has a comma or a stop in it.
NAME = "「([^「」、。]{2,30})」"
_NAME = re.compile(NAME)


def names_in(text: str) -> list[str]:
    """The names a text puts in quotation marks, in its order, as they are written."""
    return _NAME.findall(text)
