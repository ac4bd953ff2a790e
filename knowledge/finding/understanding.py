"""Everything prepared once for answering: the index of the ledger, the word book, the tables of aspects and refusals."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from knowledge.finding.entries import Entries
from knowledge.finding.grouping import Grouping
from knowledge.finding.index import Index
from knowledge.finding.mending import MAX_CHARS, Mending
from knowledge.finding.misspelt import Misspelt
from knowledge.finding.names_in_quotes import called_by_quotes, quoted_names
from knowledge.finding.retrieve import Group, Hit, compounds
from knowledge.finding.scopes import Scopes, View
from knowledge.finding.search import Search
from knowledge.finding.things_asked import without_helps
from knowledge.language.phrases import Phrases
from knowledge.language.text import PLAN_KIND, UNKNOWN_PLAN, blanked, may_be_of_plan, printed
from knowledge.language.wordbook import Found, Saying, WordBook, bundled, plain
from knowledge.language.words import Parsed, Term, Words
from knowledge.ledger.amendments import OutOfScope
from knowledge.ledger.lexicon import Lexicon
from knowledge.ledger.subjects import Passage, Subject, passages, subjects
from knowledge.model import Code, Ledger, PlanSection, Project, Results
from knowledge.question import slots
from knowledge.question.aspects import Cues, cues
from knowledge.question.over_the_years import Comparison, comparison
from knowledge.question.own_comparison import asks_to_compare, compares_itself
from knowledge.question.refusals import Kind, of_desk, refusals, small_talk, with_cues
from knowledge.question.slots import Asked
from knowledge.reply import Order, Topic

_HIRAGANA = re.compile("[ぁ-ん]")
_MIN_TOWN = 3
# What follows a department that is left out (市政戦略課以外, 市政戦略課を除いて, 市政戦略課ではない課).
_EXCEPTED = re.compile(r"以外|を除|を抜|のほか|(?:では|じゃ|で)ない(?=[一-龠])")
_ALL_KANJI, _REST_OF_NOUN = re.compile("[一-龠々]+"), re.compile("[ぁ-んー]{2,}")
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


@dataclass(frozen=True)
class Knowledge:
    """What ``answer`` works with. Built once, never changed; several threads may use it at the same time."""

    ledger: Ledger
    city: str
    words: Words
    book: WordBook
    index: Index
    grouping: Grouping
    search: Search
    cues: Cues
    refusals: tuple[Kind, ...]
    small_talk: tuple[Kind, ...]
    mending: Mending
    by_key: Mapping[str, Subject]
    own_places: frozenset[str]
    towns: Mapping[str, str]
    quoted: Mapping[str, Sequence[Passage]]
    quoted_names: Phrases
    names_with_cues: tuple[str, ...]
    compared: bool
    plan_kinds: Mapping[str, str]
    scopes: Scopes
    view: View

    @classmethod
    def build(
        cls,
        ledger: Ledger,
        words: Iterable[Saying] = (),
        city: str = "",
        lexicon: Lexicon | None = None,
        out_of_scope: Iterable[OutOfScope] = (),
    ) -> Knowledge:
        """Prepare a ledger. ``words`` are the city's own additions to the word book; ``city`` its name ("上山市"),
        taken from the ledger when left out; ``lexicon`` has the words of its texts as far as they are known;
        ``out_of_scope`` is what staff do not want asked of the documents."""
        city = city or ledger.city or next((sheet.city for sheet in sheets_of(ledger)), "市")
        tokenizer = lexicon.dictionary if lexicon else Words()
        about, kinds = subjects(ledger), (*of_desk(out_of_scope), *refusals())
        told_of = passages(about)
        book = bundled((*words, *called_by_quotes(tokenizer, about, told_of, city)), city)
        own = {city, city.removesuffix("市"), *(term.word for term in tokenizer.terms(city))}
        lexicon = lexicon or Lexicon(tokenizer)
        entries = Entries(about, told_of)
        scopes = Scopes(entries, city)
        view = scopes.newest()
        index = Index(tokenizer, book, lexicon, entries, view.scope)
        scopes.prepare()
        misspelt = Misspelt(index.subjects, index.places.sheets, index.by_reading)
        own_places, quoted = frozenset(own), quoted_names(tokenizer, index.passages)
        return cls(
            ledger=ledger,
            city=city,
            words=tokenizer,
            book=book,
            index=index,
            grouping=Grouping(index, misspelt, tokenizer, book),
            search=Search(index, misspelt),
            cues=cues(),
            refusals=kinds,
            small_talk=small_talk(),
            mending=Mending.build(index, lexicon, tokenizer, book, city, own_places),
            by_key={subject.key: subject for subject in about},
            own_places=own_places,
            quoted=quoted,
            quoted_names=Phrases(quoted),
            towns=_towns(entries.subjects, own),
            names_with_cues=with_cues((plain(name) for name in {subject.name for subject in about}), kinds),
            compared=any(map(compares_itself, about)),
            plan_kinds=_plan_kinds(index.passages),
            scopes=scopes,
            view=view,
        )

    def of_city(self, city: str | None) -> Knowledge:
        """The same knowledge looked at from another city whose documents are held; None: as it is."""
        if city is None:
            return self
        scopes = self.scopes.of_city(city)
        return replace(self, scopes=scopes, view=scopes.newest())

    def seen_as(self, view: View) -> Knowledge:
        """The same knowledge, answering from other sheets."""
        return self if view is self.view else replace(self, view=view)

    @property
    def years(self) -> frozenset[int]:
        """The fiscal years of which results are known."""
        return self.scopes.years_known

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What questions over all sheets are told of: the newest year's sheets, or those of the year that was named."""
        return self.view.listed

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments the sheets name, in the order of the documents."""
        return self.view.departments

    def plan_name(self, plan: str) -> str:
        """What a plan is called: 第7次振興計画, in another city 第4次総合計画."""
        if plan == UNKNOWN_PLAN:  # the sheet does not say which
            return "市の計画"
        return f"第{plan}{self.plan_kinds.get(plan, '振興計画')}"

    def _view_for(self, asked: Asked) -> View:
        """The sheets of the city and year that were named; where none was, or no such year is held, the newest."""
        seen = self.of_city(asked.city)
        if len(named := set(asked.years)) == 1 and named <= seen.years:
            return seen.scopes.of_year(asked.years[0], asked.city)
        return seen.view

    def understand(self, text: str, topic: Topic | None, city: str | None = None) -> Question:
        """Read a question; ``topic`` is what the last answer spoke of, ``city`` the one meant where none is named."""
        if asks_to_compare(plain(text)[:MAX_CHARS]) and self.compared:
            question = self._read(text, topic, city, years_compared=False)
            if self._compares_itself(question.hits):
                asked = question.asked
                # 「通報件数の前年度比」 is no number of reports.
                asked = replace(asked, relative=None, unit=None, aspects=asked.aspects or ("figure",))
                return replace(question, asked=asked)
        return self._read(text, topic, city, years_compared=len(self.years) > 1)

    def _read(self, text: str, topic: Topic | None, city: str | None, *, years_compared: bool) -> Question:
        """``years_compared``: whether words such as 「前年度より」 set years beside one another."""
        typed = printed(text)[:MAX_CHARS]
        text = self.mending.in_kanji(text)
        # With one year only there is nothing to compare.
        rest, across, beside = comparison(text) if years_compared else Comparison(text, False, False)
        parsed = self.mending.parsed(rest)
        asked, groups, terms = self._asked_in(parsed, city)
        before = tuple(self.by_key[key] for key in topic.subjects if key in self.by_key) if topic else ()
        view = self.scopes.newest(asked.city) if across else self._view_for(asked)
        if not across and len(set(asked.years)) == 1:
            before = tuple(self.scopes.in_year(one, asked.years[0]) or one for one in before)
        together = compounds(terms)
        hits = tuple(self.search.hits(groups, view.scope, together))
        asked = self._narrowed(asked, hits)
        return Question(
            asked,
            groups,
            hits,
            view,
            before,
            topic.aspect if topic and before else None,
            self.statement_told(topic),
            typed,
            cache(lambda: self.search.misspelt(asked.rest, groups, view.scope)),
            across,
            beside,
            together,
            topic.thing if topic and before else None,
            topic.order if topic and before else None,
            tuple(self.by_key[key] for key in topic.listed if key in self.by_key) if topic and before else (),
        )

    def _asked_in(self, parsed: Parsed, city: str | None) -> tuple[Asked, tuple[Group, ...], list[Term]]:
        """The slots of a question, the things it names, and its words that no slot and no entry of the word book took."""
        explained, rest = self._explained(parsed), parsed.text
        town = next((name for name in self.towns if name in rest), None)
        if town is not None:
            place = rest.find(town)
            rest = blanked(rest, place, place + len(town))
            explained = [found for found in explained if found.end <= place or found.start >= place + len(town)]
        explained = [one for one in explained if self.grouping.tells(one) and not self._begins_noun(one, parsed)]
        for found in explained:
            if not found.soft:
                rest = blanked(rest, found.start, found.end)
        asked = slots.read(parsed, rest, self.cues)
        # 「集まった？」 asks first of all, and only what asks nothing helps to find a thing.
        explained = [one for one in explained if not one.soft or asked.rest[one.start : one.end] == one.said]
        if town or city:
            asked = replace(asked, city=self.towns[town] if town else city)
        # What a slot or the word book has taken is no word of its own any more.
        left = asked.rest
        for found in explained:
            left = blanked(left, found.start, found.end)
        terms = [term for term in parsed.terms if left[term.start : term.end] == term.surface]
        if not slots.asks_for_words(asked):
            explained = [replace(found, near=()) for found in explained]
        groups = self.grouping.groups(explained, terms, self.own_places)
        return asked, without_helps(groups, parsed.text, asked, self.department_in(parsed.text)), terms

    def _explained(self, parsed: Parsed) -> list[Found]:
        """What the word book says of the words of a question, where these stand whole."""
        return [
            found
            for found in self.book.found_in(parsed.text)
            # 「コロナのせい？」 names a cause that is only supposed.
            if parsed.whole(found.start, found.end)
            and not _SUPPOSED.match(parsed.text, found.end)
            # がけ is no cliff in 泊まりがけ.
            and (found.start in parsed.edges or not _HIRAGANA.match(found.said))
        ]

    def _narrowed(self, asked: Asked, hits: Sequence[Hit]) -> Asked:
        """The slots with the part (months, ages) that picks out a row, None where the likeliest has it in its name."""
        if not asked.narrower:
            return asked
        limits = slots.limits(asked.text) or (asked.narrower,)
        return replace(asked, narrower=next((limit for limit in limits if not self._is_named(limit, hits)), None))

    def _begins_noun(self, found: Found, parsed: Parsed) -> bool:
        """Whether what the book explains is but the beginning of a noun that the documents have: 港 of 港まつり."""
        if not _ALL_KANJI.fullmatch(found.said):
            return False
        return any(
            term.start == found.start
            and term.weight >= 1.0
            and _REST_OF_NOUN.fullmatch(term.surface, len(found.said))
            and self.index.knows(term.word)
            for term in parsed.terms
        )

    def statement_told(self, topic: Topic | None) -> Passage | None:
        """The one statement that was told last; None where there was none, or it stands there no more."""
        if topic is None or topic.statement is None:
            return None
        about = (self.by_key[key] for key in topic.subjects[:1] if key in self.by_key)
        told = (one for subject in about for one in self.index.passages_of(subject))
        return next((one for one in told if one.fingerprint == topic.statement), None)

    def department_in(self, text: str) -> str | None:
        """The department that a folded text names: 財政総務課 and not the 総務課 within it."""
        return max((name for name in self.departments if name in text), key=len, default=None)

    def excepts_department(self, text: str) -> bool:
        """Whether a folded text is about all departments but the one it names (市政戦略課以外)."""
        name = self.department_in(text)
        return name is not None and _EXCEPTED.match(text, text.find(name) + len(name)) is not None

    def _compares_itself(self, hits: Sequence[Hit]) -> bool:
        """Whether what is named best among the rows is itself measured against the year before."""
        first = self._first_row(hits)
        return first is not None and compares_itself(first)

    def _is_named(self, limit: str, hits: Sequence[Hit]) -> bool:
        """Whether the likeliest row has a limit in its very name: of 3歳児健診 3歳 picks out nobody."""
        first = self._first_row(hits)
        return first is not None and re.search(rf"(?<!\d){re.escape(limit)}", plain(first.name)) is not None

    def _first_row(self, hits: Sequence[Hit]) -> Subject | None:
        return next((one for hit in hits if (one := self.subject(hit)) is not None and one.is_figure), None)

    def within(self, question: Question, view: View) -> Question:
        """The same question, to be answered from other sheets."""
        hits = tuple(self.search.hits(question.groups, view.scope, question.together))
        return replace(
            question,
            hits=hits,
            view=view,
            misspelt=cache(lambda: self.search.misspelt(question.asked.rest, question.groups, view.scope)),
        )

    def of_year(self, question: Question, year: int) -> Question:
        """The same question, where what was spoken of before is that of a year."""
        return replace(question, before=tuple(self.scopes.in_year(one, year) or one for one in question.before))

    def subject(self, hit: Hit) -> Subject | None:
        """The subject a hit stands for; None for a passage."""
        return self.index.subjects[hit.number] if hit.number < len(self.index.subjects) else None

    def passage(self, hit: Hit) -> Passage | None:
        """The passage a hit stands for; None for a subject."""
        place = hit.number - len(self.index.subjects)
        return self.index.passages[place] if place >= 0 else None

    def with_code(self, number: str, plan: str | None) -> tuple[Subject, ...]:
        """Measures, results and sections that bear a code, of one plan or of all; where no paper of that plan is held, those
        that may be of it."""
        found = self.view.with_number.get(number, ())
        of_plan = tuple(one for one in found if plan in {None, one.plan})
        return of_plan or tuple(one for one in found if may_be_of_plan(one.plan, plan))

    def titles_of(self, number: str, plan: str | None) -> dict[Code, str]:
        """Titles of a code that only a project's sheet mentions."""
        return {code: title for code, title in self.view.titles.get(number, ()) if may_be_of_plan(code.plan, plan)}

    def projects_of(self, subject: Subject) -> tuple[Subject, ...]:
        """The projects that belong to the same measure."""
        return self._of_measure(subject, self.view.projects_of)

    def results_of(self, subject: Subject) -> tuple[Subject, ...]:
        """The results sheets of the same measure."""
        return self._of_measure(subject, self.view.results_of)

    def _of_measure(
        self, subject: Subject, found: Mapping[tuple[str, str], tuple[Subject, ...]]
    ) -> tuple[Subject, ...]:
        several = dict.fromkeys(one for code in subject.codes for one in found.get((subject.plan, code), ()))
        return tuple(sorted(several, key=self.index.number_of))

    def rows_of(self, subject: Subject) -> tuple[Subject, ...]:
        """The indicators of a sheet."""
        return tuple(other for other in self.index.subjects_on_sheet_of(subject) if other.is_figure)

    def home_of(self, subject: Subject) -> Subject:
        """The sheet a subject stands on."""
        return self.by_key[subject.home]


def sheets_of(ledger: Ledger) -> tuple[Results | Project | PlanSection, ...]:
    """Every sheet and section, results first."""
    return (*ledger.results, *ledger.projects, *ledger.sections)


def _plan_kinds(told: Iterable[Passage]) -> dict[str, str]:
    """Plan ("4次") -> what its own title and the sheets under it call it; left out where none of them does."""
    kinds: dict[str, str] = {}
    for passage in told:
        plan = passage.subject.plan
        if plan and plan not in kinds:
            named = re.compile(rf"第\s?{plan.removesuffix('次')}\s?次[^\s、。第]{{0,12}}?({PLAN_KIND})")
            for text in (passage.prose.source.document, passage.prose.text):
                if "次" in text and (found := named.search(plain(text))):
                    kinds[plan] = found[1]
                    break
    return kinds


def _towns(about: tuple[Subject, ...], own: Collection[str]) -> dict[str, str]:
    """Ways to name the cities whose documents are held -> city, the longest first.

    Where they all are the bot's own, nothing needs to be told apart, and its name says nothing.
    """
    cities = dict.fromkeys(subject.city for subject in about)
    if set(cities) <= set(own):
        return {}
    named = {form: city for city in cities for form in (city, city[:-1]) if form == city or len(form) >= _MIN_TOWN}
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))
