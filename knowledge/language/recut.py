"""Signs voiced as they are spoken in the north (空ぎ家, 荒れだ畑, 新しぐ), and large ones for small (とまつた): put right where
the sentence is then cut into fewer words.

Which words people say so cannot be listed for documents nobody has seen. The dictionary tells: what it cuts into 空, ぎ and 家
is one word once ぎ is き. て and た leave as many words as before; there the form of the verb tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.language.words import Piece, Words

_PLAIN = dict(zip("がぎぐげごだぢづでど", "かきくけこたちつてと", strict=True))
# Where anything of the kind may stand at all: most questions are not looked at any closer.
_MAY_BE = re.compile(
    "(?<=[一-龠ぁ-ん])[ぎぐげごぢづ]|(?<=[一-龠ぁ-ん])が(?=[っねらん])|(?<=[いえけせてねめれしっ])(?:だ|で(?![すしはも]))"
    "|(?<=[ぁ-ん])つ(?=[たて])"
)
_LARGE = re.compile("(?<=[ぁ-ん])(?<!いく|ひと|ふた)つ(?=[たて])")
_KANJI = re.compile("[一-龠々]")
# Words in kana alone that are meant; others come out by chance.
_IN_KANA = frozenset({"どこ", "とこ", "ところ", "こと", "ほか", "いつ", "いちばん", "なか", "たけ", "とき"})
# The particles が and で are far more often just these, and ご stands before what is honoured.
_PARTICLES = frozenset({"助詞", "助動詞", "接頭辞"})
# 空いでだ is 空いてだ where there is a verb 空く and none 空ぐ.
_AFTER_I = re.compile("(?<=([一-龠])い)[だで]")
_MOST_CHANGES = 6
_VERB, _HELPER = "動詞", "助動詞"
# The forms in which nothing but て and た follows.
_BEFORE_TE = frozenset({"連用形-イ音便", "連用形-促音便"})


def recut(text: str, words: Words) -> str:
    """A folded text with such signs exchanged; unchanged where it is not cut any better."""
    if not _MAY_BE.search(text):
        return text
    for _ in range(_MOST_CHANGES):
        pieces = words.pieces(text)
        place = next(_of_verbs(pieces, text, words), None)
        if place is None:
            place = next((at for at in _doubtful(pieces, text) if _is_cut_better(at, pieces, text, words)), None)
        if place is None:
            return text
        text = _exchanged(text, place)
    return text


def _exchanged(text: str, place: int) -> str:
    return f"{text[:place]}{_PLAIN.get(text[place], 'っ')}{text[place + 1 :]}"


def _is_cut_better(place: int, pieces: tuple[Piece, ...], text: str, words: Words) -> bool:
    changed = words.pieces(_exchanged(text, place))
    if len(changed) >= len(pieces):
        return False
    made = next(piece for piece in changed if piece.start <= place < piece.end)
    if text[place] == "つ":
        return made.known and made.kind in {_VERB, _HELPER, "形容詞"}
    return made.known and (_KANJI.search(made.surface) is not None or made.surface in _IN_KANA)


def _of_verbs(pieces: tuple[Piece, ...], text: str, words: Words) -> Iterator[int]:
    """The places of だ and で that follow a verb which takes た and て."""
    for nth, piece in enumerate(pieces[1:], 1):
        before, after = pieces[nth - 1], pieces[nth + 1 : nth + 2]
        if piece.surface[0] not in "だで" or not _takes_plain(before):
            continue
        # A noun made of a verb may be followed by a で (お願いできますか), but no だ stands before another noun (荒れだ畑).
        sure = before.form in _BEFORE_TE or piece.base == "でる" or before.kind == _HELPER
        if sure or (piece.surface == "だ" and after and after[0].kind == "名詞"):
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


def _doubtful(pieces: tuple[Piece, ...], text: str) -> Iterator[int]:
    """The places of signs that may be exchanged: in words of one sign or with an ending that follows no such word."""
    for piece in pieces:
        if piece.kind in _PARTICLES and piece.surface != "ど":
            continue
        voiced = [at for at in range(piece.start, piece.end) if text[at] in _PLAIN and at]
        if voiced and (piece.end - piece.start == 1 or not piece.known or text[voiced[0]] in "ぢづ"):
            yield from voiced
        elif voiced and piece.kind == "接尾辞":
            yield voiced[0]
    yield from (found.start() for found in _LARGE.finditer(text))
