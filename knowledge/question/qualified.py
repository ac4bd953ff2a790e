"""What an adjective says of a thing: 小さい公園 are some of all parks, and documents call them 小さな公園."""

from __future__ import annotations

import re

_QUALIFIED = re.compile(
    r"(小さ|ちいさ|大き|おおき)[いな]([一-龠々ァ-ヶー]{2,8})|((?:古|狭|広|細|危な|浅|深|高|低)い[一-龠々ァ-ヶー]{2,8})"
)
_IN_KANJI = {"ちいさ": "小さ", "おおき": "大き"}


def qualified(text: str) -> tuple[str, ...]:
    """The ways in which a folded question may find the thing it qualifies in the documents; () where it qualifies none."""
    found = _QUALIFIED.search(text)
    if found is None:
        return ()
    if found[3]:
        return (found[3],)
    stem = _IN_KANJI.get(found[1], found[1])
    return f"{stem}な{found[2]}", f"{stem}い{found[2]}"
