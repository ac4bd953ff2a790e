"""Which indicators of the plan a voice may be about: by the words it has in common with their names, shown to staff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from casework.cut_words import Cut
from casework.likeness import Tokens, tokens_of
from casework.measures import ProposedMeasure
from casework.plain import plain
from casework.things import Things

AT_MOST = 3
# A name said outright tells more than words of it. One word is enough only for an indicator of a measure that is proposed too:
# 講座 alone is in many names. What has less than a part of the likeliest is left out.
_NAME = 2.0
_LEAST, _LEAST_IN_A_PROPOSED_MEASURE = 1.2, 0.6
_WORDS = 2
_LEAST_SHARE = 0.4
# How a table counts, and what half of all names have, is not what it counts.
_COUNTING = frozenset({
    "回数", "件数", "人数", "団体数", "校数", "学校数", "地区数", "割合", "率", "数", "数量", "回", "件",
    "団体", "参加", "参加者", "開催", "実施", "市民", "市内", "事業", "費", "事業費", "推進", "説明", "説明会",
    "研修", "研修会", "会", "等", "活動", "地区", "募集", "導入", "企業", "新",
})  # fmt: skip
_EVERYWHERE = 0.5
_SHOWN = 4


@dataclass(frozen=True)
class KnownIndicator:
    """An indicator as proposals know it: how cases refer to it, its measure, its name and its other names."""

    reference: str
    plan: str
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ProposedIndicator:
    """An indicator proposed to staff with the words of the voice that spoke for it."""

    reference: str
    name: str
    score: float
    why: tuple[str, ...]


class Indicators:
    """The indicators of the ledger, ready to be proposed."""

    def __init__(self, known: Sequence[KnownIndicator], words: Cut, things: Things) -> None:
        self._known = tuple(known)
        self._tokens = [
            {
                token
                for token in tokens_of("。".join(one.names), words, things).weights
                if token.startswith(("t:", "m:", "w:")) and token[2:] not in _COUNTING
            }
            for one in self._known
        ]
        spread = Counter(token for tokens in self._tokens for token in tokens)
        many = max(len(self._known), 2)
        self._tells = {
            token: log(1 + many / count) / log(1 + many)
            for token, count in spread.items()
            if count <= max(many * _EVERYWHERE, 1)
        }

    def propose(self, text: str, tokens: Tokens, measures: Sequence[ProposedMeasure]) -> tuple[ProposedIndicator, ...]:
        """Up to three, the likeliest first; none where no word of a name was said. ``tokens`` are those of ``text``."""
        read = plain(text).text
        likely = {(one.plan, one.code) for one in measures}
        found = []
        for one, own in zip(self._known, self._tokens, strict=True):
            common = [token for token in own & tokens.weights.keys() if token in self._tells]
            common.sort(key=lambda token: (-tokens.weights[token] * self._tells[token], token))
            score = sum(tokens.weights[token] * self._tells[token] for token in common)
            outright = next((name for name in one.names if plain(name).text in read), None)
            if outright is not None:
                score += _NAME
            if (one.plan, one.code) in likely:
                enough = score >= _LEAST_IN_A_PROPOSED_MEASURE
            else:
                enough = score >= _LEAST and (outright is not None or len(common) >= _WORDS)
            if enough:
                said: dict[str, str] = {}  # the name itself first, and no word twice
                for word in (*([outright] if outright else []), *(tokens.shown[token] for token in common)):
                    said.setdefault(plain(word).text, word)
                why = tuple(said.values())[:_SHOWN]
                found.append(ProposedIndicator(one.reference, one.names[0], round(score, 2), why))
        best = max((one.score for one in found), default=0.0)
        likeliest = sorted((one for one in found if one.score >= best * _LEAST_SHARE), key=lambda one: -one.score)
        return tuple(likeliest[:AT_MOST])
