"""Words in the form in which answers, districts and codes are compared: width, case, kana and blanks make no difference."""

from __future__ import annotations

import re
import unicodedata

from writing.signs import dashed, in_hiragana, one_form

# Keys like 1️⃣ are a digit with marks around it.
_MARKS = str.maketrans("", "", "\ufe0f\u20e3")


def folded(text: str) -> str:
    """NFKC, lower case, katakana as hiragana, dashes and waves in one form, no blanks; other signs stay."""
    return in_hiragana(dashed("".join(one_form(text.translate(_MARKS)).lower().split())))


def bare(text: str) -> str:
    """``folded``, without the signs and emoji around it."""
    plain = folded(text)
    wordy = [place for place, sign in enumerate(plain) if unicodedata.category(sign)[0] in "LN"]
    return plain[wordy[0] : wordy[-1] + 1] if wordy else ""


def units(text: str) -> int:
    """The length in UTF-16 units, LINE's measure of a message: 😀 counts as two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


# What may stand behind the name of what is chosen.
_AROUND_A_CHOICE = re.compile(
    "(?:の(?:ほう|方|あたり|辺り?))?(?:に(?:住んで(?:い)?(?:ます|る)|います))?(?:で(?:お願いします|す)|だ)?(?:ね|よ|かな|けど|が)*$"
)


def choice_said(text: str) -> str:
    """``bare``, without what is said around a choice (「40代です」, 「東地区のほうです」)."""
    return _AROUND_A_CHOICE.sub("", bare(text))
