"""What residents say besides their question: who they are and why they ask before it, what more they would like after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# 「夜勤明けで頭まわらないけど、」, 「引っ越しを考えています。」: where the first thing said ends.
_FIRST = re.compile(
    r"(?:(?:けど(?:も|さ)?|けれど(?:も)?|けんど|んども|だども|んですが|のですが|ですが|ますが|ましたが|でしたが|だが|なので|ので|もんで|もので|たくて|ていて|てて|として)"
    r"(?:ね|な|さ)?[、,\s]+|(?:けど|けれど|けんど|んですが|のですが)(?=[一-龠ァ-ヶ])|[。!！?？]\s*|(?:ところ|とき)、)"
)
# 「年月まで知りたいです。」, 「ネットだけ？」: where the last thing said begins.
_LAST = re.compile(r"[?？。]\s*(?=[^?？。]{1,24}[?？。]?\s*$)")
# Less than this is no question any more.
_LEAST = 5


def without_asides(text: str) -> Iterator[str]:
    """A question without what may only be said besides it: ever less of its beginning first, then without its end."""
    for found in _FIRST.finditer(text):
        if len(rest := text[found.end() :].strip()) >= _LEAST:
            yield rest
    last = _LAST.search(text)
    if last is not None and len(rest := text[: last.start()].strip()) >= _LEAST:
        yield rest
