"""A reason as staff type it (「協議」, 「協議のため」, 「協議している」), as a sentence that the resident reads."""

from __future__ import annotations

import re

_POLITE = re.compile(r"(?:です|ます|ました|ません|でした|ございます)$")
# What one writes because the sentence goes on so, or would end so.
_SAID_ALREADY = re.compile(
    r"(?:のため|ため|の為|為|ので|(?<=[るたいだ])から)(?:に|です|でございます|となります|になります)?$"
)
# Behind these ため stands by itself (かかっている, 忙しい, 必要な); behind a noun の stands between.
_JOINS_BY_ITSELF = re.compile(
    r"(?:[るたなうくぐすつぬぶむ]|[んい]だ|(?:な|し|た|く|す|つら|づら|にく|よ|良|悪|多|少な|高|低|深|近|遠|長|強|弱|早|遅)い)$"
)


def because(why: str) -> str:
    """The reason as a whole sentence (「協議のためです。」); a polite sentence is left as it is."""
    said = why.rstrip("。．. 　、\n")
    bare = _SAID_ALREADY.sub("", said)
    if not bare:
        return f"{said}。"
    if bare == said and _POLITE.search(said):
        return f"{said}。"
    if bare.endswith("だ") and not _JOINS_BY_ITSELF.search(bare):
        bare = bare.removesuffix("だ")
    return f"{bare}ためです。" if _JOINS_BY_ITSELF.search(bare) else f"{bare}のためです。"
