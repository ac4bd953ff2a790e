"""Characters as LINE counts them: UTF-16 units for messages, what a reader sees as one sign for labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# What no telephone can show and JSON may not carry: control characters except the line break, and lone surrogates.
_UNSENDABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_JOINER = "\u200d"
_LOOKS_EMPTY = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
# A cut goes back to the last line break if no more than this share of the text is lost by it.
_LOST_TO_A_LINE_BREAK = 0.2


def sendable(text: str) -> str:
    """The text without what cannot be sent; every kind of line break becomes a plain one, a tab becomes a blank."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNSENDABLE.sub("", lines.replace("\t", " "))


def on_one_line(text: str) -> str:
    """``sendable`` text for a label or a title: line breaks and runs of blanks become one blank, none at the ends."""
    return " ".join(sendable(text).split())


def looks_empty(text: str) -> bool:
    """Whether a reader would see nothing: no text, white space, or only characters without a shape of their own."""
    return all(unicodedata.category(sign) in _LOOKS_EMPTY or sign.isspace() for sign in text)


def is_latin(text: str) -> bool:
    """Whether a text has letters, and all of them are those of English."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all(sign.isascii() for sign in letters)


def units(text: str) -> int:
    """The length in UTF-16 units, LINE's measure of a message: 😀 counts as two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def graphemes(text: str) -> Iterator[str]:
    """The signs a reader sees: a base with its marks, a joined emoji, a flag.

    The rules of Unicode's text segmentation as far as residents and cities need them. Where it is simpler (Korean
    letters, Indian conjuncts) it parts more, not less, so that what is cut by it fits.
    """
    cluster = ""
    half_a_flag = False
    for sign in text:
        joins = (
            cluster != ""
            and cluster[-1] != "\n"
            and (_extends(sign) or _is_joined(cluster, sign) or (half_a_flag and _is_flag_letter(sign)))
        )
        if joins:
            cluster += sign
        else:
            if cluster:
                yield cluster
            cluster = sign
        half_a_flag = _is_flag_letter(sign) and not joins
    if cluster:
        yield cluster


def cut_to_units(text: str, most: int) -> str:
    """The text in at most ``most`` UTF-16 units; what is cut ends in 「…」, at a line break where one is near."""
    if 2 * len(text) <= most or units(text) <= most:  # the first is nearly always so, and costs nothing
        return text
    kept: list[str] = []
    room = most - units("…")
    for cluster in graphemes(text):
        room -= units(cluster)
        if room < 0:
            break
        kept.append(cluster)
    whole = "".join(kept)
    lines, line_break, _ = whole.rpartition("\n")
    if line_break and len(lines) >= len(whole) * (1 - _LOST_TO_A_LINE_BREAK):
        return f"{lines.rstrip()}\n…"
    return f"{whole.rstrip()}…"


def cut_to_graphemes(text: str, most: int) -> str:
    """The text in at most ``most`` signs a reader sees; what is cut ends in 「…」."""
    if len(text) <= most:  # nearly always; no sign a reader sees is less than a character
        return text
    clusters = list(graphemes(text))
    if len(clusters) <= most:
        return text
    return "".join(clusters[: most - 1]).rstrip() + "…"


def _extends(sign: str) -> bool:
    """Whether a sign belongs to the one before it: marks, variation selectors, skin tones, tags, the joiner itself."""
    return (
        unicodedata.category(sign) in {"Mn", "Me", "Mc"}
        or sign == _JOINER
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or "\U000e0020" <= sign <= "\U000e007f"
    )


def _is_joined(cluster: str, sign: str) -> bool:
    """Whether a joiner binds an emoji to the emoji before it, as in a family."""
    return cluster[-1] == _JOINER and _is_picture(cluster[0]) and _is_picture(sign)


def _is_picture(sign: str) -> bool:
    return ("\U0001f000" <= sign <= "\U0001faff" and not _is_flag_letter(sign)) or (
        "\u2190" <= sign <= "\u2bff" and unicodedata.category(sign) in {"So", "Sm"}
    )


def _is_flag_letter(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
