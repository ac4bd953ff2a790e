"""Questions that want an answer of one kind: a name, how often something is done, or who. The sentence that holds it is told.

Looked for within the thing that was named, or, where nothing was, that was spoken of before; a thing no sentence knows has
no such answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from knowledge.finding.all_named import knows_all, says_all
from knowledge.finding.choosing_statements import ENOUGH_IN_SPITE, statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.finding.weakened import weakened
from knowledge.follow_ups.taking_part import TAKES_PART, TOOK_PART
from knowledge.language.quotes import NAME, names_in
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.one_word import HEAD, NAME_ASKED, WHO_ASKED
from knowledge.reply import Reply
from knowledge.telling import tell

# What the sheets themselves are of is told by their titles.
_SHEETS = re.compile("施策|指標|目標|資料|計画書|章")
# Who describes a thing says so much of it at least.
_LEAST_DESCRIBED = 2
_NOUN_ASKED = re.compile(r"([一-龠々ァ-ヶー]{3,12})(?:の|は|って|、)*$")
_HEADS = re.compile(rf"(?:{HEAD})(?!(?<=[国町会])(?!名)[一-龠])")  # 会社 is no 会
_ALL_NAMES = re.compile(
    r"([一-龠々ァ-ヶー]{1,12})の?(?:お?名前|名称)を、?(?:全部|ぜんぶ|全て|すべて|みんな|みな|一つずつ|ひとつずつ|残らず)"
)
_NEW = re.compile("新し|あたらし|新た|最近")
_BEGUN = re.compile("新し|新た|導入|創設|設置|開設|始め")
_OFTEN_ASKED = re.compile(
    r"間隔|頻度|(?:何|なん)(?:か|ヶ|カ|箇)月(?:ごと|おき|に)|(?:何|なん)(?:日|週間?)(?:おき|ごと|に)|(?:何|なん)年(?:おき|ごと|に(?:1|一)[度回])|(?<![何\d])(?:年|月|週)に?\s?(?:何|なん)(?:回|度|日(?!間))"
    r"|毎(?:週|月|日|年)(?:出|発行|配|届|や|開)|どの?(?:くらい|ぐらい)(?:の)?(?:ペース|割合(?=で)|頻度|間隔)"
)
_OFTEN = re.compile(
    r"(?:毎|隔)(?:月|週|年|日)|(?:月|年|週)(?:に|間)?\s?\d+\s?回|\d+\s?(?:か|ヶ)月(?:ごと|おき|に)|年度?ごと"
)
_WHO = re.compile(
    r"(?:民間|市民|住民|企業|団体|組織|協議会|委員|隊員|職員|人材|学生|生徒|児童|者|団)[^。]{0,14}(?:が|を|に|と|による|中心|主体)"
)
# Who began something is told by a sentence that says so; what the thing is like is no answer to it.
_BEGAN = re.compile(
    r"(?:誰|だれ|どなた)(?:が|の)(?:最初に|はじめに|一番|いったい)?、?(始め|はじめ|作(?!業|付|動)|つく(?:っ|り)|考え(?:た|出|つ|付)|思いつ|言い出|言いだ|発案|発明|立ち上げ|設立|創設|広め|決め|きめ|承認|許可)"
)

# A person's name; that somebody is spoken of tells no name.
_SOMEBODY_NAMED = re.compile(
    r"(?:人|方|者|先生|選手|子|講師|[委職隊会]員|さん)(?:たち)?(?:の|って|は)、?(?:お?名前|氏名)|(?:人|方|者|先生|選手|子|講師|員|さん)の?(?:お?名前|氏名)(?:は|って|を|が)"
)


def wants_one_kind(question: Question) -> bool:
    """Whether a name, somebody, or how often is asked for: what does not hold one is no answer, however near."""
    kinds = (NAME_ASKED, _OFTEN_ASKED, WHO_ASKED, _BEGAN)
    return any(kind.search(question.asked.text) for kind in kinds)


def by_name(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that gives the name which is asked for; None where no name is asked for or none is told."""
    text = question.asked.text
    asked = NAME_ASKED.search(text)
    if asked is None or question.asked.asks("department") or question.asked.years or _SHEETS.search(text):
        return None
    heads = _HEADS.findall(text[: asked.end()])
    head = asked["head"] or (heads[-1] if heads else "")
    new = _NEW.search(text) is not None

    def telling(sentence: str) -> int:
        names = [name for name in names_in(sentence) if head in name and name not in text]
        bare = bool(head) and any(found[0] not in text for found in _ending_in(head).finditer(sentence))
        if not names and not bare:
            return 0
        return 1 + (2 if new and _BEGUN.search(sentence) else 0) + (1 if names else 0)

    if new and not head and not question.says_something:
        return None
    if called := _called_so(knowledge, question, text[: asked.start() + len(asked["head"] or "")]):
        return tell.prose(knowledge, [called], "overview")
    if head and (described := _without_class(knowledge, question, head)) is not None:

        def named_otherwise(sentence: str) -> int:
            names = [name for name in names_in(sentence) if name not in text]
            return 1 if names and knows_all(knowledge, sentence, described) else 0

        if told := _told(knowledge, question, telling) or _told(knowledge, described, named_otherwise):
            return told
    return _told(knowledge, question, telling, least=3 if new and not question.says_something else 1)


@lru_cache(maxsize=64)
def _ending_in(head: str) -> re.Pattern[str]:
    """Names that end in the word for what has them (公園 of 月岡公園)."""
    return re.compile(rf"[一-龠々ァ-ヶーA-Za-z・]{{2,}}{head}")


def _called_so(knowledge: Knowledge, question: Question, asked_of: str) -> Passage | None:
    """The only statement that has the very noun before 「…は何という名前？」 with a name in quotation marks behind it."""
    noun = _NOUN_ASKED.search(asked_of)
    if noun is None:
        return None
    named = re.compile(re.escape(noun[1]) + NAME)
    found = {
        match[1]: passage
        for passage in _knowing_some(knowledge, question)
        if (match := named.search(plain(passage.prose.text)))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _knowing_some(knowledge: Knowledge, question: Question) -> Iterable[Passage]:
    found = map(knowledge.passage, knowledge.search.knowing_some(question.groups, question.view.scope))
    return (passage for passage in found if passage is not None)


def _without_class(knowledge: Knowledge, question: Question, head: str) -> Question | None:
    """The question without the word for the sort of thing of which the name is asked: the documents may sort it otherwise.

    None where too little is said of it besides.
    """
    less = weakened(knowledge, question, lambda group: group.strong and group.said == head)
    return None if len(less.things) < _LEAST_DESCRIBED else less


def by_all_names(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement of which one sentence has several names that end in the word for what is to be named (「閉じる公園の名前を
    全部」); None where they are not asked for, or no sentence has more than one."""
    asked = _ALL_NAMES.search(question.asked.text)
    if asked is None or not question.says_something or question.asked.years or question.asked.relative:
        return None
    head = next((group.said for group in question.things if asked[1].endswith(group.said)), asked[1])

    def telling(sentence: str) -> int:
        names = {found[0] for found in _ending_in(head).finditer(sentence)}
        return 1 if sum(name not in question.asked.text for name in names) > 1 else 0

    return _told(knowledge, question, telling)


def by_frequency(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that tells how often; None where that is not asked for or not told."""
    if not _OFTEN_ASKED.search(question.asked.text) or not question.says_something:
        return None
    return _told(knowledge, question, lambda sentence: 1 if _OFTEN.search(plain(sentence)) else 0)


def by_person(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that names people or bodies, where one asks who; None where that is not asked for or not told."""
    asked = question.asked
    if not WHO_ASKED.search(asked.text) or not question.says_something or asked.asks("department", *FIGURES, *MONEY):
        return None
    began = _BEGAN.search(asked.text)
    return _told(
        knowledge,
        question,
        lambda sentence: 1 if _WHO.search(sentence) and (began is None or began[1] in sentence) else 0,
    )


def asks_how_somebody_is_called(question: Question) -> bool:
    """Whether one asks for the name of a person."""
    return _SOMEBODY_NAMED.search(question.asked.text) is not None


def by_participant(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement of which one sentence has the thing and says who meets there or for whom it is, where one asks who takes
    part; None where that is not asked for or not told."""
    if not TAKES_PART.search(question.asked.text) or question.asked.asks(*FIGURES, *MONEY):
        return None
    asked = _without_class(knowledge, question, "参加") or question

    def telling(sentence: str) -> int:
        return 1 if TOOK_PART.search(sentence) and knows_all(knowledge, sentence, asked) else 0

    return _told(knowledge, asked, telling)


def asks_who_began(question: Question) -> bool:
    """Whether one asks by whom a thing came into being."""
    return _BEGAN.search(question.asked.text) is not None


def _told(knowledge: Knowledge, question: Question, telling: Callable[[str], int], *, least: int = 1) -> Reply | None:
    best: tuple[int, int] = (0, 0)
    chosen: Passage | None = None
    for nth, passage in enumerate(_spoken_of(knowledge, question)):
        asked = knowledge.index.asked_of(passage, question.groups)
        for sentence in passage.prose.text.split("。"):
            worth = telling(sentence)
            if worth < least:
                continue
            worth += 2 * question.says_something * knows_all(knowledge, sentence, question, passage.subject, asked)
            if (worth, -nth) > best:
                best, chosen = (worth, -nth), passage
    return tell.prose(knowledge, [chosen], "overview") if chosen else None


def _spoken_of(knowledge: Knowledge, question: Question) -> Iterable[Passage]:
    if question.says_something:
        # 訪問団 has a part of 消防団: what was named has to stand there whole.
        return [
            passage
            for hit, passage in statements_for(knowledge, question)
            if not hit.missing
            and hit.covered >= ENOUGH_IN_SPITE
            and (
                says_all(knowledge, passage, question, passage.subject)
                or all(group.is_told_in(knowledge.index.tokens_about(passage)) for group in question.things)
                or all(knowledge.index.sheet_knows(passage.subject, group) for group in question.things)
            )
        ]
    sheets: Sequence[Passage] = [
        passage for subject in question.before[:1] for passage in knowledge.index.passages_on_sheet_of(subject)
    ]
    return sheets
