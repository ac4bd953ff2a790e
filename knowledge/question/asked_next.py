"""A few words after an answer: how they begin, and whether a price is asked for by them."""

from __future__ import annotations

import re

# で and あと begin words as well (できる, あとつぎ).
_LEAD = re.compile(
    r"^(?:(?:じゃ(?:あ)?|では|それじゃ(?:あ)?|それなら|それで(?=[、,\s])|それと|それは|それって|そして|ちなみに)[、,\s]*|(?:なら|で|あと|and|then)[、,\s]+)"
)
# What is paid for a thing is asked for, and not what the city spends on it.
_PRICE = re.compile(r"いくら|何円|なん円|どの(?:くらい|ぐらい)(?:出|もら|払|補助|助成|戻)")
_OUTLAY = re.compile("予算|事業費|決算|実績|経費|コスト|使|かか(?!る|ります)|かけ|余|残")


def without_lead(text: str) -> str:
    """A folded follow-up without the word by which it goes on from before (じゃあ, ちなみに)."""
    return _LEAD.sub("", text)


def asks_what_is_paid(text: str) -> bool:
    """Whether a folded follow-up asks what is paid for the thing: 「いくらで借りられる」, not 「いくら余りそう」."""
    return _PRICE.search(text) is not None and not _OUTLAY.search(text)
