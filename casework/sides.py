"""Which side of a matter a voice takes in so many words: 賛成 or 反対. Two voices about one matter may want the opposite.

A voice that names both, or neither, takes no side here: staff read it.
"""

from __future__ import annotations

import re
from enum import StrEnum

from casework.plain import plain


class Side(StrEnum):
    """As staff read it."""

    FOR = "賛成"
    AGAINST = "反対"


_NOT = (
    r"(?:では(?:な|あり)|でな|じゃ(?:な|あり)|(?:は|も)?でき(?:な|ま|かね)|(?:は|も)?し(?:な[いか]|ません|かね|がた))"
)
# What others say, what is asked, and what is no opinion at all (反対側, 反対車線).
_OF_OTHERS = (
    r"(?:派|者|意見|多数|少数|[のすし][るて]?(?:いる)?(?:人|方|声|かた|皆|立場)|[・かや/]|ですか|でしょうか"
    r"|側|車線|方向|向き|岸|回り|に曲|の(?:道|車線|歩道))"
)
_FOR = re.compile(rf"賛成(?!{_NOT}|{_OF_OTHERS})|反対(?={_NOT})")
_AGAINST = re.compile(rf"(?<![・や/])反対(?!{_NOT}|{_OF_OTHERS})|賛成(?={_NOT})")


def side_of(text: str) -> Side | None:
    """The side a voice takes; None for none, or for both."""
    read = plain(text).text
    takes = [side for side, words in ((Side.FOR, _FOR), (Side.AGAINST, _AGAINST)) if words.search(read)]
    return takes[0] if len(takes) == 1 else None


def opposed(one: str, other: str) -> bool:
    """Whether one voice is for what the other is against."""
    return {side_of(one), side_of(other)} == {Side.FOR, Side.AGAINST}
