"""A word alone asks for nothing: it is answered only by what has the word itself, or what the word means first.

In a question, 分別 may stand for リサイクル, and マスク for what is done against infection. Whoever types the one word is
looking for that very thing, mostly at a counter, and is not helped by a statement on something else with a source below it.
"""

from __future__ import annotations

import re

from knowledge.answers.close_by import with_what_is_close
from knowledge.answers.looking_up import Found
from knowledge.answers.turn import Turn
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.reply import Reply
from knowledge.telling.refuse import nothing_found
from knowledge.telling.wording import CITED

# One word and nothing that asks: 「マスク」, 「分別は？」, 「住所変更したい」.
_BARE = re.compile(
    r"([^\s、。?？!！]{1,12}?)(?:は|って|って何|とは|について|のこと|したい(?:です)?|したいんだけど)?[?？!！。\s]*"
)
_KANA = re.compile("[ぁ-ん]{0,2}|[一-龠][ぁ-ん]?")
_JOINS = re.compile("[のを]")
_VERB = re.compile("[うくぐすつぬぶむる]$")
_HEADING = re.compile("【[^】]*】")
# A meaning of one sign (子) begins too many names.
_LEAST = 2
_ASKS_NOTHING = frozenset({"overview"})


def of_bare_word(turn: Turn, found: Found) -> Reply | None:
    """That the documents do not tell of a word that was typed alone, with what is close; None where they do."""
    asked, reply, bare = found.asked, found.reply, _BARE.fullmatch(turn.text)
    if turn.refused or turn.topic is not None or not reply.tells or bare is None:
        return None
    if not _ASKS_NOTHING.issuperset(asked.asked.aspects) or asked.asked.codes or asked.asked.chapters:
        return None
    if bare[1].isascii() or not _is_one_thing(asked, bare[1]):
        return None  # an English word has to stand for a Japanese one
    told = plain(reply.text.partition(CITED)[0])
    if bare[1] in told or _is_called_so(found, turn.text, told):
        return None
    return with_what_is_close(found.seen, asked, nothing_found(found.seen, asked))


def _is_one_thing(asked: Question, said: str) -> bool:
    """Whether what was typed is one thing, with the kana of its ending or without (直す), and no 「英検のお金出る？」."""
    if _JOINS.search(said):
        return False
    return len(asked.things) == 1 and _KANA.fullmatch(said.replace(asked.things[0].said, "", 1)) is not None


def _is_called_so(found: Found, text: str, told: str) -> bool:
    """Whether what is told is called by what the word means in the word book: 市債残高の縮減 for 借金."""
    if _VERB.search(text):
        return False  # 直す alone means no 修繕
    subjects = found.reply.topic.subjects if found.reply.topic else ()
    names = [plain(name) for key in subjects for name in found.seen.by_key[key].names]
    called = " ".join((*names, *_HEADING.findall(told)))
    meant = (meaning for one in found.seen.book.found_in(text) for meaning in one.means if len(meaning) >= _LEAST)
    return any(re.search(rf"(?<![一-龠々ァ-ヶー]){re.escape(plain(meaning))}", called) for meaning in meant)
