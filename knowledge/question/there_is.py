"""「…はある？」, 「…はできる？」, 「…してくれる？」: what there is now."""

from __future__ import annotations

import re

_THERE_IS = re.compile(
    r"(?:あ(?:る|り?ます|んの|っか|んのけ)|でき(?:る|ます)|い(?:る|ます)|くれ(?:る|ます)|もらえ(?:る|ます)|出(?:る|ます)|やって(?:る|いる|ます)|して(?:る|いる|ます))"
    r"(?:の|ん|け)?(?:です)?か?(?:とこ(?:ろ)?どこ)?(?:な|ね)?[?？。]*$"
)


def asks_what_there_is(text: str) -> bool:
    """Whether a folded question asks whether there is something, or whether it is done."""
    return _THERE_IS.search(text) is not None
