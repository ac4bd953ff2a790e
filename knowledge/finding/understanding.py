"""A question as understood: what it asks, what it names, and what of the documents fits that."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from knowledge.finding.chapters_named import with_chapter_numbers
from knowledge.finding.groups import Group, Hit, compounds
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.mending import MAX_CHARS
from knowledge.finding.names_asking import asked_beside_name
from knowledge.finding.things_asked import without_helps, without_what_is_done
from knowledge.finding.views import View
from knowledge.language.ages import other_age
from knowledge.language.municipalities import short_name
from knowledge.language.text import blanked, printed
from knowledge.language.wordbook import Found, plain
from knowledge.language.words import Parsed, Term
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question import slots
from knowledge.question.over_the_years import Comparison, comparison
from knowledge.question.own_comparison import asks_to_compare, compares_itself
from knowledge.question.slots import Asked
from knowledge.reply import Order, Topic

_HIRAGANA = re.compile("[ぁ-ん]")
_ALL_KANJI, _REST_OF_NOUN = re.compile("[一-龠々]+"), re.compile("[ぁ-んー]{2,}")
# So many signs behind a word tell whether it begins a name.
_OF_NAME = 2
_SUPPOSED = re.compile(r"のせい(?:[?？か]|なの|です|だ|$)")


@dataclass(frozen=True)
class Question:
    """A question as understood. ``hits`` are subjects and passages by fit; ``before`` what was spoken of last, ``statement``
    the one statement that told it, ``thing`` what it was told of, ``order`` in which it was told a place, ``listed`` of which
    list; ``typed`` is the question half-width, as it was written; ``misspelt()`` are subjects that may be meant by a slip;
    ``view`` are the sheets it is answered from; ``across``: years are compared, ``beside_last_year``: the newest with the
    one before; ``together`` are words said side by side."""

    asked: Asked
    groups: tuple[Group, ...]
    hits: tuple[Hit, ...]
    view: View
    before: tuple[Subject, ...] = ()
    before_aspect: str | None = None
    statement: Passage | None = None
    typed: str = ""
    misspelt: Callable[[], Sequence[tuple[int, float]]] = tuple
    across: bool = False
    beside_last_year: bool = False
    together: frozenset[tuple[str, str]] = frozenset()
    thing: str | None = None
    order: Order | None = None
    listed: tuple[Subject, ...] = ()

    @cached_property
    def things(self) -> tuple[Group, ...]:
        """What it names, without the words that only help to find it."""
        return tuple(group for group in self.groups if group.strong)

    @property
    def says_something(self) -> bool:
        """Whether it names a thing by itself, so that nothing spoken of before is meant."""
        return bool(self.things)


def understand(knowledge: Knowledge, text: str, topic: Topic | None, city: str | None = None) -> Question:
    """Read a question; ``topic`` is what the last answer spoke of, ``city`` the one meant where none is named."""
    if asks_to_compare(plain(text)[:MAX_CHARS]) and knowledge.compared:
        question = _read(knowledge, text, topic, city, years_compared=False)
        if _compares_itself(knowledge, question.hits):
            asked = question.asked
            # 「通報件数の前年度比」 is no number of reports.
            asked = replace(asked, relative=None, unit=None, aspects=asked.aspects or ("figure",))
            return replace(question, asked=asked)
    return _read(knowledge, text, topic, city, years_compared=len(knowledge.years) > 1)


def _read(knowledge: Knowledge, text: str, topic: Topic | None, city: str | None, *, years_compared: bool) -> Question:
    """``years_compared``: whether words such as 「前年度より」 set years beside one another."""
    typed = printed(text)[:MAX_CHARS]
    text = with_chapter_numbers(knowledge.mending.in_kanji(text), knowledge.view.titled_chapters)
    # With one year only there is nothing to compare.
    rest, across, beside = comparison(text) if years_compared else Comparison(text, False, False)
    parsed = knowledge.mending.parsed(rest)
    asked, groups, terms = _asked_in(knowledge, parsed, city)
    before = tuple(knowledge.by_key[key] for key in topic.subjects if key in knowledge.by_key) if topic else ()
    groups = without_what_is_done(groups, parsed.text, spoken_of=bool(before))
    view = knowledge.scopes.newest(asked.city) if across else _view_for(knowledge, asked)
    if not across and len(set(asked.years)) == 1:
        before = tuple(knowledge.scopes.in_year(one, asked.years[0]) or one for one in before)
    together = compounds(terms)
    hits = tuple(knowledge.search.hits(groups, view.scope, together))
    asked = _narrowed(knowledge, asked, hits)
    if " って" in asked.text:  # only the cutting needed it set apart
        asked = replace(asked, text=asked.text.replace(" って", "って"))
    return Question(
        asked,
        groups,
        hits,
        view,
        before,
        topic.aspect if topic and before else None,
        statement_told(knowledge, topic),
        typed,
        cache(lambda: knowledge.search.misspelt(asked.rest, groups, view.scope)),
        across,
        beside,
        together,
        topic.thing if topic and before else None,
        topic.order if topic and before else None,
        tuple(knowledge.by_key[key] for key in topic.listed if key in knowledge.by_key) if topic and before else (),
    )


def _asked_in(knowledge: Knowledge, parsed: Parsed, city: str | None) -> tuple[Asked, tuple[Group, ...], list[Term]]:
    """The slots of a question, the things it names, and its words that no slot and no entry of the word book took."""
    explained, rest = _explained(knowledge, parsed), parsed.text
    town = next((name for name in knowledge.towns if name in rest), None)
    if town is not None:
        place = rest.find(town)
        rest = blanked(rest, place, place + len(town))
        explained = [found for found in explained if found.end <= place or found.start >= place + len(town)]
    elif (place := rest.find(own := short_name(knowledge.city))) >= 0 and _cuts(parsed, place, own):
        rest = blanked(rest, place, place + len(own))
    explained = [one for one in explained if knowledge.grouping.tells(one) and not _begins_noun(knowledge, one, parsed)]
    for found in explained:
        if not found.soft:
            rest = blanked(rest, found.start, found.end)
    asked = slots.read(parsed, rest, knowledge.cues, knowledge.view.long_units)
    asked = asked_beside_name(knowledge, parsed, rest, asked)
    if asked.follows and _begins_name(knowledge, parsed.text):
        asked = replace(asked, follows=False)
    # 「集まった？」 asks first of all, and only what asks nothing helps to find a thing.
    explained = [one for one in explained if not one.soft or asked.rest[one.start : one.end] == one.said]
    if town or city:
        asked = replace(asked, city=knowledge.towns[town] if town else city)
    if town and asked.relative and asked.relative in town:
        asked = replace(asked, relative=None)  # a city that is called so is named, and its documents are in
    # What a slot or the word book has taken is no word of its own any more.
    left = asked.rest
    for found in explained:
        left = blanked(left, found.start, found.end)
    terms = [
        term
        for term in parsed.terms
        if left[term.start : term.end] == term.surface
        and not _is_unit_asked(parsed.text, term, asked.unit)
        and term.surface != asked.relative
    ]
    if not slots.asks_for_words(asked):
        explained = [replace(found, near=()) if found.near else found for found in explained]
    groups = knowledge.grouping.groups(explained, terms, knowledge.own_places)
    groups = knowledge.grouping.with_names(groups, parsed.text)
    return asked, without_helps(groups, parsed.text, asked, knowledge.office_in(parsed.text)), terms


def _is_unit_asked(text: str, term: Term, unit: str | None) -> bool:
    """Whether a word is the unit in which a number is asked for, and no thing (the 食 of 何食)."""
    return term.surface == unit and text[: term.start].endswith(("何", "なん"))


def _cuts(parsed: Parsed, place: int, name: str) -> bool:
    """Whether the dictionary does not know the city's own bare name and cuts it where it stands (凪 and 浦 of 凪浦), no
    word of its reaching beyond."""
    end = place + len(name)
    if any(term.start < end < term.end for term in parsed.terms):
        return False  # it cuts 和野牛 of 三和野 where its documents have it so
    within = [term for term in parsed.terms if place <= term.start and term.end <= end]
    return len(within) > 1 or (len(within) == 1 and within[0].surface != name)


def _explained(knowledge: Knowledge, parsed: Parsed) -> list[Found]:
    """What the word book says of the words of a question, where these stand whole."""
    return [
        found
        for found in knowledge.book.found_in(parsed.text)
        # 「コロナのせい？」 names a cause that is only supposed.
        if parsed.whole(found.start, found.end)
        and not _SUPPOSED.match(parsed.text, found.end)
        # がけ is no cliff in 泊まりがけ.
        and (found.start in parsed.edges or not _HIRAGANA.match(found.said))
    ]


def _narrowed(knowledge: Knowledge, asked: Asked, hits: Sequence[Hit]) -> Asked:
    """The slots with the part (months, ages) that picks out a row, None where the likeliest has it in its name."""
    if not asked.narrower:
        return asked
    limits = slots.limits(asked.text) or (asked.narrower,)
    row = _likeliest_row(knowledge, asked, hits)
    return replace(asked, narrower=next((limit for limit in limits if not _is_named(limit, row)), None))


def _likeliest_row(knowledge: Knowledge, asked: Asked, hits: Sequence[Hit]) -> Subject | None:
    """The row that is named best, or the next that lacks nothing said where that is of another age (1歳児 and 4歳児)."""
    rows = ((hit, one) for hit in hits if (one := knowledge.subject(hit)) is not None and one.is_figure)
    _, first = next(rows, (None, None))
    if first is None or not other_age(plain(first.name), asked.text):
        return first
    return next((one for hit, one in rows if not hit.missing and not other_age(plain(one.name), asked.text)), first)


def _begins_noun(knowledge: Knowledge, found: Found, parsed: Parsed) -> bool:
    """Whether what the book explains is but the beginning of a noun that the documents have: 港 of 港まつり."""
    if not _ALL_KANJI.fullmatch(found.said):
        return False
    return any(
        term.start == found.start
        and term.weight >= 1.0
        and _REST_OF_NOUN.fullmatch(term.surface, len(found.said))
        and knowledge.index.knows(term.word)
        for term in parsed.terms
    )


def _begins_name(knowledge: Knowledge, text: str) -> bool:
    """Whether what goes on from before elsewhere (なら) begins a name that the documents print here: なら体操."""
    lead = slots.lead_said(text, _OF_NAME)
    return lead != "" and lead in knowledge.index.written


def statement_told(knowledge: Knowledge, topic: Topic | None) -> Passage | None:
    """The one statement that was told last; None where there was none, or it stands there no more."""
    if topic is None or topic.statement is None:
        return None
    about = (knowledge.by_key[key] for key in topic.subjects[:1] if key in knowledge.by_key)
    told = (one for subject in about for one in knowledge.index.passages_of(subject))
    return next((one for one in told if one.fingerprint == topic.statement), None)


def _compares_itself(knowledge: Knowledge, hits: Sequence[Hit]) -> bool:
    """Whether what is named best among the rows is itself measured against the year before."""
    first = _first_row(knowledge, hits)
    return first is not None and compares_itself(first)


def _is_named(limit: str, row: Subject | None) -> bool:
    """Whether the likeliest row has a limit in its very name: of 3歳児健診 3歳 picks out nobody."""
    return row is not None and re.search(rf"(?<!\d){re.escape(limit)}", plain(row.name)) is not None


def _first_row(knowledge: Knowledge, hits: Sequence[Hit]) -> Subject | None:
    return next((one for hit in hits if (one := knowledge.subject(hit)) is not None and one.is_figure), None)


def within(knowledge: Knowledge, question: Question, view: View) -> Question:
    """The same question, to be answered from other sheets."""
    hits = tuple(knowledge.search.hits(question.groups, view.scope, question.together))
    return replace(
        question,
        hits=hits,
        view=view,
        misspelt=cache(lambda: knowledge.search.misspelt(question.asked.rest, question.groups, view.scope)),
    )


def of_year(knowledge: Knowledge, question: Question, year: int) -> Question:
    """The same question, where what was spoken of before is that of a year."""
    return replace(question, before=tuple(knowledge.scopes.in_year(one, year) or one for one in question.before))


def _view_for(knowledge: Knowledge, asked: Asked) -> View:
    """The sheets of the city and year that were named; where none was, or no such year is held, the newest."""
    seen = knowledge.of_city(asked.city)
    if len(named := set(asked.years)) == 1 and named <= seen.years:
        return seen.scopes.of_year(asked.years[0], asked.city)
    return seen.view
