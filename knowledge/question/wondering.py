"""How one wonders at a figure: whether it is much, and whether it is so. Parts of expressions, over folded text."""

from __future__ import annotations

# How much it is, or whether it is not too much. 高い and 安い are said of money as well.
MUCH = (
    r"(?:多|少な|すくな|低|高|大き|小さ)"
    r"(?:い(?:の|ん|ほう|方)*(?:です|でしょう|じゃない|なの)?|すぎ(?:る|ない|ません|じゃない|では)?(?:の|ん)?(?:です)?"
    r"|く(?:は|も)?(?:ない|ありません|な(?:い|くない))(?:の|ん)?(?:です)?)(?:かな?|よね?|ねえ?|なあ?|ー)*"
)
DOUBT = "(?:本当|ほんとう?|まじ|マジ|ガチ|嘘|うそ|ウソ|確か|たしか)(?:に|なの|です|で|の|だ|か|かな)*"
