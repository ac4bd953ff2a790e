"""Questions written in kana only: words of the documents are recognised by how they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_KATAKANA = re.compile("[ァ-ヶー]{2,}")
_LARGE = str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")
_KANJI = re.compile("[一-龠々]")
_HIRAGANA = re.compile("[ぁ-んー]+")
# デジたル: no particle stands there.
_AMONG_KATAKANA = re.compile("(?<=[ァ-ヶー])[ぁ-ん](?<![のとやはがをにでもへか])(?=[ァ-ヶー])")
# 「すいどうの耐震化率は」: the noun a question begins with, in kana.
_OPENING = re.compile("([ぁ-んー]{4,8}?)(?=[のはがをも](?=[^ぁ-んー]|ほう|とこ|こと|ため)|し[たて]|、|めっちゃ|とても)")
_MIN_ASKED_WITHIN = 4
_MIN_KANA = 6
_MIN_READING = 3
_MIN_NAME_IN_TEXT = 5
# Words that begin like a particle: no new word begins behind the と of ところ.
_NO_PARTICLE = (
    "ところ",
    "とき",
    "とても",
    "もっと",
    "もの",
    "はず",
    "かた",
    "やつ",
    "やり",
    "でき",
    "とお",
    "はたら",
    "かか",
)
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
    return _HIRAGANA.sub(lambda run: _run_rewritten(run[0], readings, asking), text)


def with_small_signs(text: str, katakana: Mapping[str, str]) -> str:
    """Words in katakana whose small signs were typed large (フエア). ``katakana``: word in large signs -> as written."""
    return _KATAKANA.sub(lambda run: katakana.get(large(run[0]), run[0]), text)


def large(word: str) -> str:
    """A word in katakana with every sign large."""
    return word.translate(_LARGE)


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
    written: list[str] = []
    place, may_begin = 0, True
    while place < len(chunk):
        found = _longest_at(chunk, place, readings) if may_begin else None
        if found is not None:
            written.append(readings[found])
            place += len(found)
            continue
        if may_begin and (whole := next((word for word in _NO_PARTICLE if chunk.startswith(word, place)), "")):
            written.append(whole)
            place, may_begin = place + len(whole), False
            continue
        particle = next((sign for sign in _PARTICLES if chunk.startswith(sign, place)), "")
        may_begin = bool(particle) or not "ぁ" <= chunk[place] <= "ん"
        step = len(particle) or 1
        written.append(chunk[place : place + step])
        place += step
    return "".join(written)


def _longest_at(chunk: str, place: int, readings: Mapping[str, str]) -> str | None:
    for length in range(len(chunk) - place, _MIN_READING - 1, -1):
        if chunk[place : place + length] in readings:
            return chunk[place : place + length]
    return None


def _without_particle(chunk: str) -> str:
    for particle in _PARTICLES:
        if chunk.endswith(particle) and len(chunk) > len(particle) + 1:
            return chunk[: -len(particle)]
    return chunk
