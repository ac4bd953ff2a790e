"""Sayings of the hand, the foot and the face, put by the verb they stand for: no thing is meant by 手 in 手を打つ."""

from __future__ import annotations

import re

_SAYINGS = tuple(
    (re.compile(saying), meant)
    for saying, meant in (
        # 対策 would be looked for as a thing of its own. What is 手打ち is made by hand, 先手 is a word, and どんな手 asks
        # for the 対策 itself, as the word book has it.
        (r"(?<=[何にん]か)(?:いい|よい|良い)?手(?:を|は|も|って)?、?打っ(?=[てた])", "し"),
        (r"(?<=何)手(?:を|は)?、?打っ(?=[てた])", "し"),
        (
            r"(?<![一-龠なの])(?<!どう)手(?:(?:を|は|も)、?|、)(?:何か|なにか|なんか)?打っ(?=[てた])"
            r"|(?<![一-龠なの])手(?:何か|なにか|なんか)打っ(?=[てた])",
            "何かし",
        ),
        (r"(?<=か)(?:いい|よい|良い)?手(?:を|は|って)?、?打(?:つ|てる)", "する"),
        (r"(?<!人)手が回(?:ら|んな)", "人手が足り"),
        (r"(?<!人)手が回って", "人手が足りて"),
        (r"足を運んで(?!もら)", "行って"),
        (r"足を運んだ", "行った"),
        (r"足を運(?:ぶ|べる)", "行く"),
        (r"顔を出し(?=[てたま])", "参加し"),
        (r"顔を出せ(?=[るま])", "参加でき"),
        (r"顔を出す", "参加する"),
    )
)


def without_idioms(text: str) -> str:
    """A text with such sayings put by plain verbs; unchanged where there are none."""
    for saying, meant in _SAYINGS:
        text = saying.sub(meant, text)
    return text
