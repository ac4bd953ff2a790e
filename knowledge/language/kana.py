"""Questions written in kana only: words of the documents are recognised by how they are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from knowledge.language.wordbook import read_language

_KATAKANA = re.compile("[ァ-ヶー]{2,}")
_LARGE = str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")
_LARGE_HIRAGANA = str.maketrans("ぁぃぅぇぉっゃゅょ", "あいうえおつやゆよ")
_KANJI = re.compile("[一-龠々]")
_MARKS = "\u3099\u309a"
# 何かして has no 貸して.
_HIRAGANA = re.compile("(?<![何誰])[ぁ-んー]+|(?<=[何誰])(?!か)[ぁ-んー]+|(?<=[何誰]か)[ぁ-んー]+")
# デジたル: no particle stands there.
_AMONG_KATAKANA = re.compile("(?<=[ァ-ヶー])[ぁ-ん](?<![のとやはがをにでもへか])(?=[ァ-ヶー])")
# 「すいどうの耐震化率は」: the noun a question begins with, in kana.
_OPENING = re.compile("([ぁ-んー]{4,8}?)(?=[のはがをも](?=[^ぁ-んー]|ほう|とこ|こと|ため)|し[たて]|、|めっちゃ|とても)")
# 「落ちないように」 has no 内容, 少なくなった no 無くなった: what a verb or an adjective begins is not cut in the middle.
_SO_THAT_NOT = re.compile(
    "((?<=[かがさたなまらわばえけげせてねめれべきぎしちにびみりい来出見着得寝居])ない(?:よう[にな]|よー?に)"
    "|(?<=[少危汚])な[いくかけ][ぁ-んー]*)"
)
_MIN_ASKED_WITHIN = 4
_MIN_KANA = 6
_MIN_READING = 3
_MIN_NAME_IN_TEXT = 5
# What a piece of a text in kana costs: two words are dearer than one of the same signs, and a sign that no word has dearest.
_WORD, _PARTICLE, _UNEXPLAINED = 0.5, 0.6, 1.0
_ASKING = ("どう", "どん", "なに", "なん", "いつ", "なぜ", "いくら", "おし")
# After these a new word may begin.
_PARTICLES = (
    "って",
    "とか",
    "から",
    "まで",
    "など",
    "の",
    "は",
    "が",
    "を",
    "に",
    "で",
    "と",
    "も",
    "や",
    "へ",
    "か",
    "さ",
)


def mostly_kana(text: str) -> bool:
    """Whether a question is written without kanji, as small children, some elders and hurried thumbs do."""
    return not _KANJI.search(text) and sum(map(len, _HIRAGANA.findall(text))) >= _MIN_KANA


def with_kanji(text: str, readings: Mapping[str, str], alone: Mapping[str, str] = MappingProxyType({})) -> str:
    """A question in kana with the words of ``readings`` (reading in hiragana -> word) written as the documents do.

    Only at the beginning of a word, and the longest reading first. Words of two kana, and those of ``alone``, count only
    when nothing but a particle stands beside them.
    """
    chunks = []
    text = _joined(text, readings)
    for chunk in text.split(" "):
        bare = _without_particle(chunk)
        if len(bare) >= 2 and (word := alone.get(bare) or readings.get(bare)):
            chunks.append(word + chunk[len(bare) :])
        else:
            chunks.append(_rewritten(chunk, readings))
    return "".join(chunk if _KANJI.search(chunk) else f" {chunk}" for chunk in chunks).strip()


def partly_with_kanji(text: str, readings: Mapping[str, str], asking: Mapping[str, str]) -> str:
    """A question in kanji with those of its words in kanji that were left in kana (こんごの取り組み, 予算かもく).

    ``asking`` are the words with which one asks: they are recognised wherever they are a word by themselves; names only
    where they are long and nothing but a particle follows.
    """
    text = _AMONG_KATAKANA.sub(lambda sign: chr(ord(sign[0]) + 0x60), text)
    first = _OPENING.match(text)
    if first and (word := readings.get(first[1])):
        text = word + text[first.end(1) :]
    return "".join(
        part if nth % 2 else _HIRAGANA.sub(lambda run: _run_rewritten(run[0], readings, asking), part)
        for nth, part in enumerate(_SO_THAT_NOT.split(text))
    )


def with_small_signs(text: str, katakana: Mapping[str, str], unvoiced: Mapping[str, str]) -> str:
    """Words in katakana whose small signs were typed large (フエア), or voiced signs without or with the wrong mark
    (スタンプラリー typed スタンブラリー). ``katakana``: word in large signs -> as written; ``unvoiced``: the long ones in signs
    without any mark -> as written."""

    def as_written(run: re.Match[str]) -> str:
        typed = large(run[0])
        return katakana.get(typed) or unvoiced.get(without_marks(typed), run[0])

    return _KATAKANA.sub(as_written, text)


def without_marks(word: str) -> str:
    """A word in katakana with no sign voiced: ハ for バ and パ."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if sign not in _MARKS)


def large(word: str) -> str:
    """A word in katakana with every sign large."""
    return word.translate(_LARGE)


def large_kana(word: str) -> str:
    """A word with every sign of its hiragana and katakana large."""
    return large(word).translate(_LARGE_HIRAGANA)


def _run_rewritten(run: str, readings: Mapping[str, str], asking: Mapping[str, str]) -> str:
    begins = (sign for sign in ("", *_PARTICLES) if run.startswith(sign))
    lead = next((sign for sign in begins if _whole_word(run[len(sign) :], readings, asking)), None)
    if lead is None:
        return _asked_within(run, asking)
    reading = _whole_word(run[len(lead) :], readings, asking)
    return lead + (asking.get(reading) or readings[reading]) + run[len(lead) + len(reading) :]


def _asked_within(run: str, asking: Mapping[str, str]) -> str:
    """A run of kana with a longer word with which one asks written in kanji, wherever in it a particle or the end follows
    (届かなかったはいけいを)."""
    for start in range(len(run) - _MIN_ASKED_WITHIN + 1):
        for end in range(len(run), start + _MIN_ASKED_WITHIN - 1, -1):
            if run[start:end] in asking and (end == len(run) or run.startswith(_PARTICLES, end)):
                return run[:start] + asking[run[start:end]] + run[end:]
    return run


def _whole_word(run: str, readings: Mapping[str, str], asking: Mapping[str, str]) -> str:
    for length in range(len(run), _MIN_READING - 1, -1):
        said, after = run[:length], run[length:]
        known = said in asking or (length >= _MIN_NAME_IN_TEXT and said in readings)
        if known and (not after or after.startswith((*_PARTICLES, *_ASKING))):
            return said
        if not after and length >= _MIN_READING + 1 and said in readings:
            return said
    return ""


def _joined(text: str, readings: Mapping[str, str]) -> str:
    """The text with long names written in one where children part them (うみのこ やまのこ)."""
    chunks = text.split(" ")
    for nth in range(len(chunks) - 1):
        both = chunks[nth] + chunks[nth + 1]
        for length in range(len(both), max(len(chunks[nth]), _MIN_KANA - 1), -1):
            if both[:length] in readings:
                return " ".join([*chunks[:nth], both, *chunks[nth + 2 :]])
    return text


def _rewritten(chunk: str, readings: Mapping[str, str]) -> str:
    """A chunk cut so that least of it is left unexplained: of はいくつ the いくつ, and not はいく (俳句) with a つ too many."""
    # For each place up to which the chunk is cut, and whether a word may begin there: what that costs, and the pieces.
    cuts: list[dict[bool, tuple[float, tuple[str, ...]]]] = [{} for _ in range(len(chunk) + 1)]
    cuts[0][True] = 0.0, ()
    for place in range(len(chunk)):
        for may_begin, (cost, written) in cuts[place].items():
            for end, more, piece, begins in _pieces(chunk, place, readings, may_begin=may_begin):
                known = cuts[end].get(begins)
                if known is None or cost + more < known[0]:
                    cuts[end][begins] = cost + more, (*written, piece)
    return "".join(min(cuts[-1].values())[1])


def _pieces(
    chunk: str, place: int, readings: Mapping[str, str], *, may_begin: bool
) -> Iterator[tuple[int, float, str, bool]]:
    """What may stand at a place: where it ends, its cost, how it is written, and whether a word may begin behind it."""
    if may_begin:
        for end in range(place + _MIN_READING, len(chunk) + 1):
            if (word := readings.get(chunk[place:end])) is not None:
                yield end, _WORD, word, True
        for said in _turns_of_speech().get(chunk[place], ()):
            if chunk.startswith(said, place):
                yield place + len(said), _WORD, said, False
    for particle in _PARTICLES:
        if chunk.startswith(particle, place):
            yield place + len(particle), _PARTICLE, particle, True
    sign = chunk[place]
    yield place + 1, _UNEXPLAINED, sign, not "ぁ" <= sign <= "ん"


@cache
def _turns_of_speech() -> Mapping[str, Sequence[str]]:
    """Words that are nothing but kana and name nothing (いくつ, ところ), by the sign they begin with."""
    turns: dict[str, list[str]] = {}
    for said in read_language("words")["turns_in_kana"]:
        turns.setdefault(said[0], []).append(said)
    return turns


def _without_particle(chunk: str) -> str:
    for particle in _PARTICLES:
        if chunk.endswith(particle) and len(chunk) > len(particle) + 1:
            return chunk[: -len(particle)]
    return chunk
