"""「NPOって何？」, 「地区会とは」: told by a statement that says something of that very thing. Where none does, the reply says
so and shows in which statements or rows the word is used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.finding.wanted import LITERAL
from knowledge.language.standing import places
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.reply import Reply
from knowledge.telling import tell

_ASKED = re.compile(
    r"(?P<what>[^\d、。?？\s][^、。?？]{1,24}?)(?:(?<!こ)とは|って|というのは)、?(?:いったい)?(?:何|なに|なん|どういう(?:意味|もの|こと))?"
    r"(?:の(?:こと|意味))?(?:なの|なん|だ|です|でしょう)?か?[?？。]*"
    # 「…は、どんなことをしている団体ですか？」
    r"|(?P<body>[^\d、。?？\s][^、。?？]{1,24}?)(?:とは|って|というのは|は)、?(?:ふだん|普段|日ごろ|いつも|主に)?(?:は|、)?"
    r"(?:どんな|どういう|どのような|何の?|なに)(?:こと|活動|仕事)?を?、?(?:やって|して|する|やる)(?:い)?る?(?:団体|組織|会|ところ|人たち?|集まり|施設)"
    r"(?:なの|なん|だ|です|でしょう)?か?[?？。]*"
    # 「…は、ふだん何をしていますか？」
    r"|(?P<doer>[^\d、。?？\s][^、。?？]{1,24}?)(?:って|というのは|は)、?(?:ふだん|普段|日ごろ|日頃|いつも)(?:は|、)?"
    r"(?:どんな|どういう|どのような|何の?|なに)(?:こと|活動|仕事)?を?、?(?:やって|して)(?:い)?(?:る|ます)(?:の|ん|もん|もの)?(?:です|でしょう?|だべ|だろう?|だ)?か?[?？。]*"
)
# 「市民が市に求めていることって何？」 asks for no meaning.
_NO_NAME = re.compile(r"[一-龠ァ-ヶー][がをにはでも](?=.)|(?:こと|もの|やつ|ところ|人|[たるいう]の)\s*$")
_MEANS = re.compile(
    r"(?<!こ)とは|って(?:何|なに|なん|どう)|というのは|(?:る|する)(?:団体|組織|会|ところ|人|集まり|施設)|ふだん|普段|日ごろ|日頃|いつも"
)
# What stands around a word of which something is said, and around one that is described or that something is done with.
_SAID_OF = (re.compile(r"(?!)"), re.compile(r"」?(?:は|とは|という|[（(])"))
_DONE_WITH = (
    re.compile(r"(?:する|した|れる|れた|いる|える|った)「?$"),
    re.compile(r"[一-龠ァ-ヶー]{0,8}」?[をが]|の[一-龠]{1,4}は"),
)
_DONE_WITH_IT = (_DONE_WITH[0], re.compile("」?[をが]"))
# Why something came out so, and what comes next, tells of a thing that is known already.
_TELLS_LESS = frozenset({"reason", "next"})
# What belongs to a thing tells what it is.
_LISTS = frozenset({"strategy", "plans", "list"})
_NO_PART_OF_WORD = re.compile("(?<![一-龠ァ-ヶー])")
_NOUN_BEFORE = re.compile("[一-龠々ァ-ヶー]{2}$")
_NAMED = frozenset({"project", "measure", "section", "results"})


def defined(knowledge: Knowledge, question: Question, reply: Reply, about: Sequence[Subject]) -> Reply:
    """The reply to a question for what a word means; unchanged where something else is asked."""
    text = question.asked.text.strip()
    asked = _ASKED.fullmatch(text)
    if not reply.tells or asked is None or not _MEANS.search(text) or set(question.asked.aspects) - {"overview"}:
        return reply
    what = _thing(asked)
    if _NO_NAME.search(what) or reply.slots.get("aspect") in _LISTS:
        return reply
    names = _names(question, what, LITERAL)
    if any(one.kind in _NAMED and _is_called(one, reply, names) for one in about):
        return reply
    if _says(reply.text, _names(question, what), _SAID_OF):
        return reply
    told = [passage for hit, passage in statements_for(knowledge, question) if not hit.missing]
    typed = _ASKED.fullmatch(question.typed.strip())
    if (better := next((one for one in told if _says(one.prose.text, names, _SAID_OF)), None)) is not None:
        return tell.prose(knowledge, [better], "overview")
    called = tuple({f"「{what}」", f"「{plain(_thing(typed or asked))}」"})
    if (sort := next((one for one in told if _says_sort(one.prose.text, called)), None)) is not None:
        return tell.prose(knowledge, [sort], "overview")
    if asked["body"] or asked["doer"]:
        return reply  # what it does is told by what is done together with it
    if not all(one.is_figure for one in about):  # a row counts something of it and says no more
        if _says(reply.text, names, _DONE_WITH):
            return reply
        doing = (one for one in told if one.part not in _TELLS_LESS)
        if (used := next((one for one in doing if _says(one.prose.text, names, _DONE_WITH_IT)), None)) is not None:
            return tell.prose(knowledge, [used], "overview")
    stands = "この言葉が出てくる" if what in plain(reply.text) else "近いことが書かれている"
    note = f"「{_thing(typed or asked)}」の説明としては書かれていませんが、{stands}所をお知らせします。"
    return replace(reply, outcome="partly", text=f"{note}\n{reply.text}")


def _thing(asked: re.Match[str]) -> str:
    """What is asked for, as it stands in the question."""
    return str(asked["what"] or asked["body"] or asked["doer"]).strip()


@dataclass(frozen=True)
class _Names:
    """What the thing asked for may be called in the documents: as it was ``said``, and by ``others`` it may stand for, each
    of which is then a word of its own (地区会 for 町内会; 委員 is no part of 人権擁護委員)."""

    said: str
    others: tuple[str, ...]

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where one of them stands in a folded text."""
        yield from places(self.said, text)
        for other in self.others:
            yield from (place for place in places(other, text) if _NO_PART_OF_WORD.match(text, place[0]))


def _names(question: Question, what: str, most: int | None = None) -> _Names:
    """The names of the thing asked for; ``most``: so many of the words it may stand for."""
    means = question.things[0].options[:most] if len(question.things) == 1 else ()
    return _Names(what, tuple("".join(option) for option in means))


def _is_called(subject: Subject, reply: Reply, names: _Names) -> bool:
    """Whether the reply is about a thing that bears the very name, or is known by it."""
    return reply.text.startswith(f"{subject.name}：") or any(names.places(plain(subject.name)))


def _says_sort(text: str, called: tuple[str, ...]) -> bool:
    """Whether a noun before a name in quotation marks says of what sort it is: 交流広場「のびのび」."""
    folded = plain(text)
    return any(_NOUN_BEFORE.search(folded, 0, place) for one in called for place, _ in places(one, folded))


def _says(text: str, names: _Names, around: tuple[re.Pattern[str], re.Pattern[str]]) -> bool:
    folded = plain(text)
    before, behind = around
    return any(behind.match(folded, end) or before.search(folded[:start]) for start, end in names.places(folded))
