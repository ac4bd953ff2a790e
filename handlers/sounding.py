"""Whether a text that nobody asked for sounds like a voice (a complaint, a wish) and not like a question."""

from __future__ import annotations

import re

from casework.plain import plain

_ASKS = re.compile(
    r"[??]\s*$|(?:か|かな|かしら|の)[。.]?\s*$|(?:は|って|とは)[。.]?\s*$|教えて|知りたい|知らせて|いくら|何(?:人|件|円|%|時|日|年|個|団体)"
)
_WISHES = re.compile(
    r"(?:て|で)(?:ほしい|欲しい|ください|下さい|いただき(?:たい|ます)|頂きたい|もらいたい|もらえ(?:ない|ます|ませんか))"
    r"|お願いし(?:ます|たい)|(?:す|る|く|む|う)べき"
)
_SUFFERS = re.compile(
    r"困っ|困り|困る|迷惑|危な|危険|怖|うるさ|騒音|臭|汚|不便|不満|不安|ひど|許せ|おかし|腹が立|がっかり|納得"
    r"|(?:割れ|壊れ|折れ|倒れ|外れ|切れ|消え|詰ま|つま|あふれ|溢れ|漏れ|落ち|凍|へこ|はが|剥が|さび|錆|曲が|傾|散らか)"
    r"[^。]{0,6}(?:て|た|で|だ)"
    r"|(?:遅|少な|足り|暗|狭|高|低)(?:い|す|な)[^。]{0,8}(?:です|ます|と思|。|$)|通れ|歩け|見え(?:な|ま)|聞こえ(?:な|ま)"
)


def sounds_like_a_voice(text: str) -> bool:
    """A wish or a trouble, told and not asked."""
    said = plain(text).text.strip()
    if _ASKS.search(said):
        return False
    return _WISHES.search(said) is not None or _SUFFERS.search(said) is not None
