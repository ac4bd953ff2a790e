"""What is not answered from the documents: kinds, how they are recognised and what is said. All of it is data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.language.expressions import Expressions
from knowledge.language.wordbook import plain, read_language
from knowledge.ledger.amendments import OutOfScope

_SIGNS = re.compile(r"[\s。、.,!！?？~〜…・♪☆★()（）「」\"'’^_]+|[\U0001F000-\U0001FAFF☀-➿]+")

# The name of what staff put out of scope.
OF_DESK = "desk"


@dataclass(frozen=True)
class Kind:
    """A kind of refusal or small talk: ``found`` recognises it, ``says`` is our reply.

    ``gives_way``: what it is recognised by may also stand in the name of something the documents tell of (図書館 in
    移動図書館費), and then that is meant. ``of_desk``: staff put it out of scope, so it counts also where the documents
    know its words. ``of_counter``: who asks for such a thing is sent to the city hall, unless the documents have everything
    that was named. ``shows_close``: who asks so is shown what the documents have of the thing it is asked of. ``at_first``:
    it is meant so only where nothing was spoken of before. ``asks_nothing``: it is a wish or a complaint as a whole, and
    what is close to any of its words is shown. ``states``: it may as well be the answer to something that was asked.
    """

    name: str
    found: re.Pattern[str]
    says: str
    gives_way: bool = False
    of_desk: bool = False
    of_counter: bool = False
    shows_close: bool = False
    at_first: bool = False
    asks_nothing: bool = False
    states: bool = False

    @property
    def matter(self) -> re.Pattern[str] | None:
        """What it is refused for, by which nothing is close; None where that is all that was said."""
        return None if self.asks_nothing else self.found


class Kinds(tuple[Kind, ...]):
    """Kinds in the order in which they count. ``beside``: what may stand beside their words and means nothing by itself."""

    expressions: Expressions
    beside: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, kinds: Iterable[Kind], beside: Iterable[str] = ()) -> Kinds:
        """These kinds, ready to be looked for."""
        table = cls(kinds)
        table.expressions = Expressions(kind.found.pattern for kind in table)
        table.beside = tuple(map(re.compile, beside))
        return table

    def maybe_in(self, text: str) -> list[Kind]:
        """Those worth searching for in a folded text: none of the others is found in any part of it."""
        return [self[nth] for nth in self.expressions.may_be_in(text)]


def refusals() -> tuple[Kind, ...]:
    """The kinds of questions that are refused before anything is looked up."""
    rows = read_language("refusals")["refusal"]
    return tuple(
        Kind(
            row["kind"],
            re.compile("|".join(row["cues"])),
            row["says"],
            row.get("gives_way", False),
            of_counter=row.get("of_counter", False),
            shows_close=row.get("shows_close", False),
            asks_nothing=row.get("asks_nothing", False),
        )
        for row in rows
    )


def of_desk(scopes: Iterable[OutOfScope]) -> tuple[Kind, ...]:
    """What staff put out of scope, as kinds of refusals."""
    return tuple(
        Kind(OF_DESK, re.compile("|".join(re.escape(plain(word)) for word in one.words)), one.says, True, of_desk=True)
        for one in scopes
        if one.words
    )


def small_talk() -> Kinds:
    """What people say besides asking; found in the whole message, without signs and blanks."""
    table = read_language("chat")
    kinds = (
        Kind(
            row["kind"],
            re.compile(row["says"]),
            row["reply"].replace("⏎", "\n"),
            at_first=row.get("at_first", False),
            states=row.get("states", False),
        )
        for row in table["chat"]
    )
    return Kinds.of(kinds, table["beside"]["pieces"])


def refused(text: str, kinds: Kinds, names: Iterable[str] = ()) -> Kind | None:
    """The first kind a folded text belongs to. ``names`` are those of things the documents tell of (see ``with_cues``)."""
    found = next((kind for kind in kinds.maybe_in(text) if kind.found.search(text)), None)
    if found is None or not found.gives_way:
        return found
    named = [name for name in names if name in text]
    if not named:
        return found
    for name in named:
        text = text.replace(name, " ")
    return refused(text, kinds)


def with_cues(names: Iterable[str], kinds: Sequence[Kind]) -> tuple[str, ...]:
    """Those of some folded names in which a kind that gives way is found, the longest first."""
    yielding = [kind for kind in kinds if kind.gives_way]
    found = {name for name in names if any(kind.found.search(name) for kind in yielding)}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


# Longer messages say something besides.
_LONGEST_TALK = 60


def talked(text: str, kinds: Kinds, *, at_first: bool = True) -> Kind | None:
    """The small talk a folded text consists of; None where it says anything else besides.

    ``at_first``: nothing was spoken of before.
    Several kinds may follow one another (「なるほど、ありがとう！」): the one that asks most of us is answered.
    """
    bare = _SIGNS.sub("", text)
    if len(bare) > _LONGEST_TALK:
        return None
    for said in dict.fromkeys((bare, bare.replace("ー", ""))):
        maybe = [kind for kind in kinds.maybe_in(said) if at_first or not kind.at_first]
        if kind := next((kind for kind in maybe if kind.found.fullmatch(said)), None):
            return kind
        if chain := _chain(said, maybe, kinds.beside):
            said_first = min(chain, key=maybe.index)
            return replace(said_first, states=any(kind.states for kind in chain))
    return None


# What is said before a question and asks for nothing.
_BEFORE_ASKING = frozenset({"thanks", "agreement", "greeting", "morning", "evening"})
_LONGEST_BEFORE = 40
_PARTED = re.compile(r"[。!、,\s]+")


def without_thanks(text: str, kinds: Kinds) -> str:
    """A message without the thanks or the greeting it begins with (「ありがとうございます。その目標は？」)."""
    heads = [parted for parted in _PARTED.finditer(text[:_LONGEST_BEFORE]) if parted.end() < len(text)]
    for parted in reversed(heads):
        talk = talked(text[: parted.start()], kinds)
        if talk is not None and talk.name in _BEFORE_ASKING:
            return text[parted.end() :]
    return text


# Who asks for something, wishes it, or tells that something is broken or lost, thanks beforehand.
_ASKS_OR_WISHES = re.compile(
    r"[?？]|か(?:[。、!！\s]|$)|何|なに|なん|ど[うのんこれ]|いつ|誰|だれ|いく[らつ]|なぜ|教え|おしえ|ほしい|欲しい|たい|ください|下さい|お願い|困|不便|危な|怖|心配|のに"
    r"|壊|割れ|折れ|倒れ|破れ|切れて|崩れ|外れ|へこ|凹|穴|ひび|漏れ|もれて|詰ま|あふれ|溢れ|散らか|散乱|落ちて|汚|臭|においが|うるさ|騒音"
    r"|落書き|捨て|枯れ|腐|消え|見え(?:ない|な[くか]|ませ|にく|づら)|亡くな|死|荒ら|荒れ"
)


def thanks_at_the_end(text: str, kinds: Kinds) -> Kind | None:
    """The thanks with which a folded message ends that asks for nothing (「母が毎週通っています。ありがとうございます」)."""
    before, stop, last = text.rstrip("。!！ \n").rpartition("。")
    if not stop or _ASKS_OR_WISHES.search(before):
        return None
    talk = talked(last, kinds)
    return talk if talk is not None and talk.name == "thanks" else None


def _chain(said: str, kinds: Sequence[Kind], beside: Sequence[re.Pattern[str]]) -> list[Kind]:
    """The kinds of small talk of which a text is put together, with what may stand beside them; [] where anything else stands
    in it, or none of the kinds.

    A kind may take a sign that belongs to the next (よ of よくわかった), so shorter parts are tried as well. Each place is
    reached once, at best with a kind.
    """
    if not kinds or len(said) > _LONGEST_TALK:
        return []
    pieces = [*((kind.found, [kind]) for kind in kinds), *((pattern, []) for pattern in beside)]
    reached: dict[int, list[Kind]] = {0: []}
    for place in range(len(said)):
        if place not in reached:
            continue
        for pattern, of_kind in pieces:
            match = pattern.match(said, place)
            for end in range(match.end(), place, -1) if match else ():
                known = reached.get(end)
                if (known is None or not known) and pattern.fullmatch(said, place, end):
                    reached[end] = [*reached[place], *of_kind]
    return reached.get(len(said), [])


def says_nothing(text: str) -> bool:
    """Whether a text holds no letters at all: emoji, signs, nothing."""
    return not any(sign.isalnum() for sign in text)
