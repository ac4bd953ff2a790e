"""Words in the form in which answers, districts and codes are compared: width, case, kana and blanks make no difference."""

from __future__ import annotations

import unicodedata

# Keys like 1️⃣ are a digit with marks around it.
_MARKS = str.maketrans("", "", "\ufe0f\u20e3")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_WAVES = str.maketrans({"～": "〜", "~": "〜", "－": "-", "−": "-", "‐": "-", "–": "-"})


def folded(text: str) -> str:
    """NFKC, lower case, katakana as hiragana, no blanks; signs stay."""
    plain = unicodedata.normalize("NFKC", text.translate(_MARKS)).lower().translate(_WAVES)
    return "".join(plain.translate(_HIRAGANA).split())


def bare(text: str) -> str:
    """``folded``, without the signs and emoji around it."""
    plain = folded(text)
    wordy = [place for place, sign in enumerate(plain) if unicodedata.category(sign)[0] in "LN"]
    return plain[wordy[0] : wordy[-1] + 1] if wordy else ""


def units(text: str) -> int:
    """The length in UTF-16 units, LINE's measure of a message: 😀 counts as two."""
    return len(text) + sum(sign > "\uffff" for sign in text)
