"""Signs voiced as they are spoken in the north (空ぎ家, 荒れだ畑, 市長ど話す), and large ones for small (とまつた): put right
where the dictionary finds the sentence far more likely without them.

Which words people say so cannot be listed for documents nobody has seen. The dictionary tells: what a sentence costs it, from
word to word, falls by a word's worth where ぎ of 空ぎ家 is written き, and rises where が of 目標が is written か. Of 2,500
lines that cities printed it would change one, and that is torn in the middle of a word. た and て of a verb cost little more
than だ and で; there the form of the verb tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from knowledge.language.words import Piece, Words

_PLAIN = dict(zip("がぎぐげごだぢづでど", "かきくけこたちつてと", strict=True))
# What may be exchanged at all; nobody voices what a sentence begins with.
_VOICED = re.compile("(?<=[一-龠々ぁ-んァ-ヶー])[がぎぐげごだぢづでど]")
_LARGE = re.compile("(?<=[一-龠ぁ-ん])(?<!いく|ひと|ふた)つ(?=[たて])")
# Two signs are exchanged at once where they stand so near that neither makes a word alone: かげだ, どごどご.
_NEAR = 2
# How much cheaper (in the dictionary's own measure) a sentence has to become.
_CHEAPER = 5200
# 空いでだ is 空いてだ where there is a verb 空く and none 空ぐ.
_AFTER_I = re.compile("(?<=([一-龠])い)[だで]")
_MOST_CHANGES = 6
_NOUN, _VERB, _HELPER, _PARTICLE = "名詞", "動詞", "助動詞", "助詞"
# The forms in which nothing but て and た follows.
_BEFORE_TE = frozenset({"連用形-イ音便", "連用形-促音便"})


def recut(text: str, words: Words) -> str:
    """A folded text with such signs exchanged; unchanged where it is no likelier then."""
    for _ in range(_MOST_CHANGES):
        if not _VOICED.search(text) and not _LARGE.search(text):
            return text
        # Of what stands before で and だ it depends whether they are voiced.
        pieces = words.pieces(text) if "で" in text or "だ" in text else ()
        place = next(_of_verbs(pieces, text, words), None)
        changed = _exchanged(text, place) if place is not None else _likelier(text, pieces, words)
        if changed is None:
            return text
        text = changed
    return text


def _exchanged(text: str, *places: int) -> str:
    signs = list(text)
    for place in places:
        signs[place] = _PLAIN.get(signs[place], "っ")
    return "".join(signs)


def _likelier(text: str, pieces: Sequence[Piece], words: Words) -> str | None:
    """The likeliest text with one sign exchanged, or two near each other; None where none is far likelier."""
    voiced = [found.start() for found in _VOICED.finditer(text)]
    alone = [place for place in voiced if not _is_particle(place, pieces)]
    together = [(one, other) for one, other in combinations(voiced, 2) if other - one <= _NEAR]
    ways = [*((place,) for place in (*alone, *(found.start() for found in _LARGE.finditer(text)))), *together]
    if not ways:
        return None
    cost, changed = min((words.cost(made), made) for made in (_exchanged(text, *way) for way in ways))
    return changed if words.cost(text) - cost >= _CHEAPER else None


def _is_particle(place: int, pieces: Sequence[Piece]) -> bool:
    """Whether a で or だ follows a noun, as it does everywhere: 集いで is no 集いて."""
    before, piece = next(
        ((one, other) for one, other in pairwise(pieces) if other.start <= place < other.end), (None, None)
    )
    return (
        piece is not None
        and before is not None
        and piece.surface[0] in "でだ"
        and piece.kind in {_PARTICLE, _HELPER}
        and before.kind == _NOUN
    )


def _of_verbs(pieces: Sequence[Piece], text: str, words: Words) -> Iterator[int]:
    """The places of だ and で that follow a verb which takes た and て."""
    for nth, piece in enumerate(pieces[1:], 1):
        before, after = pieces[nth - 1], pieces[nth + 1 : nth + 2]
        if piece.surface[0] not in "だで" or not _takes_plain(before):
            continue
        # A noun made of a verb may be followed by a で (お願いできますか), but no だ stands before another noun (荒れだ畑).
        sure = before.form in _BEFORE_TE or piece.base == "でる" or before.kind == _HELPER
        if sure or (piece.surface == "だ" and after and after[0].kind == _NOUN):
            yield piece.start
    for found in _AFTER_I.finditer(text):
        # 集い is of 集う, and no verb of く.
        others = (f"{found[1]}{end}" for end in "ぐう")
        if _is_verb(f"{found[1]}く", words) and not any(_is_verb(other, words) for other in others):
            yield found.start()


def _takes_plain(piece: Piece) -> bool:
    if piece.kind not in {_VERB, _HELPER} or not piece.form.startswith("連用形") or piece.base == "だ":
        return False
    return piece.surface[-1] != "ん" and piece.base[-1] != "ぐ" and (piece.kind == _VERB or piece.base[-1] == "る")


def _is_verb(word: str, words: Words) -> bool:
    pieces = words.pieces(word)
    return len(pieces) == 1 and pieces[0].kind == _VERB
