"""Names that the documents put in quotation marks, or that residents have for such things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.language.asking_within import name_in_katakana
from knowledge.language.kana import large_kana
from knowledge.language.municipalities import short_name
from knowledge.language.quotes import names_in
from knowledge.language.wordbook import Saying, plain
from knowledge.language.words import Words
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.quoted_things import (
    NamedThing,
    named_things,
    names_by_kind,
    things_by_kind,
    things_with_names,
)
from writing.signs import in_hiragana

_HIRAGANA = re.compile("[ぁ-ん]")
# What people answered in a survey (「いない」または「未定」) names nothing.
_ANSWER = re.compile(".*ない|(?:.*て)?(?:いる|ある)|はい|いいえ|どちら.*|よい|わるい|おおむね.*|やや.*|まあまあ.*")
_ALL_KANA = re.compile("[ぁ-んァ-ヶー]{3,}")
_KANA_NAME = re.compile("(?=.*[ぁ-ん]{2})[ぁ-んァ-ヶー・一-龠]{4,12}")


def quoted_names(words: Words, told: Iterable[Passage]) -> dict[str, list[Passage]]:
    """Names in hiragana that statements put in quotation marks and no dictionary knows, folded -> these statements."""
    names: dict[str, list[Passage]] = {}
    for passage in told:
        for name in map(plain, names_in(passage.prose.text)):
            if name in names or (len(_HIRAGANA.findall(name)) > 1 and _is_unheard(words, name)):
                names.setdefault(name, []).append(passage)
    return names


def names_in_kana(told: Iterable[Passage]) -> dict[str, str]:
    """Names with several kana in a row that statements put in quotation marks, folded, by the ways to type them: as they
    are, and with their small signs large (ぽつかぽか of ぽっかぽか)."""
    named = (plain(name) for passage in told for name in names_in(passage.prose.text))
    names = {name: name for name in named if _KANA_NAME.fullmatch(name)}
    return {large_kana(name): name for name in names} | names


def called_in_kana(words: Iterable[Saying], told: Iterable[Passage]) -> dict[str, str]:
    """What residents call a thing in kana alone, folded -> its name as the documents print it. Such a word is none of those it
    sounds like (のりあい no 乗り合い), nor of a kind with those it ends like (ノリバス)."""
    called = {plain(word.say): plain(word.means) for word in words if _ALL_KANA.fullmatch(plain(word.say))}
    texts = [plain(passage.prose.text) for passage in told] if called else []
    return {say: means for say, means in called.items() if any(means in text for text in texts)}


def called_by_quotes(
    words: Words, about: Iterable[Subject], told: Iterable[Passage], city: str
) -> Iterable[NamedThing]:
    """What the documents call by a name in quotation marks; the city's own name in kana is none."""
    about = tuple(about)
    texts = (*(name for one in about for name in one.names), *(passage.prose.text for passage in told))
    own = {in_hiragana(words.reading(one).replace(" ", "")) for one in (city, short_name(city))}
    rows = [one.name for one in about if one.is_figure]
    named = tuple(named_things(words, texts, own))
    in_katakana = ((name_in_katakana(one.say, words), one) for one in named)
    return (
        *named,
        *(NamedThing(say, one.means) for say, one in in_katakana if say != one.say),
        *things_with_names(words, texts, rows),
        *things_by_kind(words, texts),
        *names_by_kind(words, texts, rows),
    )


def _is_unheard(words: Words, name: str) -> bool:
    if _ANSWER.fullmatch(name):
        return False
    if all(map(_HIRAGANA.match, name)):
        return True
    known = {at for term in words.terms(name) for at in range(term.start, term.end)}
    if 0 not in known and _HIRAGANA.match(name):
        return True  # は of はとり号 is taken for a particle
    return sum(sign != "の" for at, sign in enumerate(name) if at not in known and _HIRAGANA.match(sign)) > 1
