"""Everything prepared once for answering: the index of the ledger, the word book, the tables of aspects and refusals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.finding.departments import departments_in, is_office
from knowledge.finding.entries import Entries
from knowledge.finding.grouping import Grouping
from knowledge.finding.groups import Hit
from knowledge.finding.index import Index
from knowledge.finding.mending import Mending
from knowledge.finding.misspelt import Misspelt
from knowledge.finding.names_in_quotes import called_by_quotes, called_in_kana, quoted_names
from knowledge.finding.scopes import Scopes
from knowledge.finding.search import Search
from knowledge.finding.views import View
from knowledge.language.municipalities import kind_of, short_name
from knowledge.language.phrases import Phrases
from knowledge.language.standing import any_is_followed
from knowledge.language.text import PLAN_KIND, UNKNOWN_PLAN, may_be_of_plan
from knowledge.language.wordbook import Saying, WordBook, bundled, plain
from knowledge.language.words import Words
from knowledge.ledger.amendments import OutOfScope
from knowledge.ledger.lexicon import Lexicon
from knowledge.ledger.subjects import Passage, Subject, passages, subjects
from knowledge.model import Code, Ledger, PlanMeasure, PlanSection, Project, Results
from knowledge.question.aspects import Cues, cues
from knowledge.question.own_comparison import compares_itself
from knowledge.question.refusals import Kinds, of_desk, refusals, small_talk, with_cues

_MIN_TOWN = 3
# What follows a department that is left out (市政戦略課以外, 市政戦略課を除いて, 市政戦略課ではない課).
_EXCEPTED = re.compile(r"以外|を除|を抜|のほか|(?:では|じゃ|で)ない(?=[一-龠])")


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
    refusals: Kinds
    small_talk: Kinds
    mending: Mending
    by_key: Mapping[str, Subject]
    own_places: frozenset[str]
    towns: Mapping[str, str]
    quoted: Mapping[str, Sequence[Passage]]
    quoted_names: Phrases
    names_with_cues: tuple[str, ...]
    compared: bool
    plan_kinds: Mapping[tuple[str, str], str]
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
        words = tuple(words)
        city = city or ledger.city or next((sheet.city for sheet in sheets_of(ledger)), "市")
        tokenizer = lexicon.dictionary if lexicon else Words()
        about, kinds = subjects(ledger), Kinds.of((*of_desk(out_of_scope), *refusals()))
        told_of = passages(about)
        book = bundled((*words, *called_by_quotes(tokenizer, about, told_of, city)), city)
        own = {city, short_name(city), *(term.word for term in tokenizer.terms(city))}
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
            mending=Mending.build(index, lexicon, tokenizer, book, city, own_places, called_in_kana(words, told_of)),
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

    def plan_name(self, plan: str, city: str | None = None) -> str:
        """What a plan is called: 第7次振興計画, in another city 第4次総合計画; None: in the city whose sheets are looked at."""
        if plan == UNKNOWN_PLAN:  # the sheet does not say which
            return f"{kind_of(city or self.city)}の計画"
        cities = self.scopes.own if city is None else (city,)
        own = next((kind for one in cities if (kind := self.plan_kinds.get((one, plan)))), None)
        # A city calls the next plan, or the one before, as it does the one whose papers are held.
        kind = own or next((kind for (of, _), kind in self.plan_kinds.items() if of in cities), "振興計画")
        return f"第{plan}{kind}"

    def departments_in(self, text: str) -> tuple[str, ...]:
        """The departments that a folded text names, the longest first: 財政総務課 and not the 総務課 within it."""
        return departments_in(self.departments, text)

    def department_in(self, text: str) -> str | None:
        """The one department that a folded text names; of several the longest."""
        return next(iter(self.departments_in(text)), None)

    def office_in(self, text: str) -> str | None:
        """The one department that a folded text names by an office; by the name of a house the house may be meant."""
        return next(filter(is_office, self.departments_in(text)), None)

    def excepts_department(self, text: str) -> bool:
        """Whether a folded text is about all departments but those it names (市政戦略課以外)."""
        return any_is_followed(self.departments_in(text), text, _EXCEPTED)

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
        """The rows of the sheet a subject stands on."""
        return tuple(other for other in self.index.subjects_on_sheet_of(subject) if other.is_figure)

    def home_of(self, subject: Subject) -> Subject:
        """The sheet a subject stands on."""
        return self.by_key[subject.home]

    def sheets_around(self, subject: Subject) -> list[Subject]:
        """The sheet of a subject, and those of the same measure; of a plan's measure the yearly ones below it."""
        home = self.home_of(subject)
        results = self.yearly_sheets(home)
        projects = [one for sheet in (home, *results) for one in self.projects_of(sheet)]
        return list(dict.fromkeys([home, *results, *projects]))

    def yearly_sheets(self, measure: Subject) -> list[Subject]:
        """The results sheets of a measure: of its plan and number, or else those that may be, by number and title."""
        found = self.results_of(measure)
        if found or not isinstance(measure.sheet, PlanMeasure):
            return list(found)
        return [
            one
            for one in self.subjects
            if one.kind == "results"
            and one.codes == measure.codes
            and may_be_of_plan(one.plan, measure.plan)
            and plain(one.name) == plain(measure.name)
        ]


def sheets_of(ledger: Ledger) -> tuple[Results | Project | PlanSection, ...]:
    """Every sheet and section, results first."""
    return (*ledger.results, *ledger.projects, *ledger.sections)


def _plan_kinds(told: Iterable[Passage]) -> dict[tuple[str, str], str]:
    """City and plan ("4次") -> what its own title and the sheets under it call it; left out where none of them does."""
    kinds: dict[tuple[str, str], str] = {}
    for passage in told:
        plan, of = passage.subject.plan, (passage.subject.city, passage.subject.plan)
        if plan and of not in kinds:
            named = re.compile(rf"第\s?{plan.removesuffix('次')}\s?次[^\s、。第]{{0,12}}?({PLAN_KIND})")
            for text in (passage.prose.source.document, passage.prose.text):
                if "次" in text and (found := named.search(plain(text))):
                    kinds[of] = found[1]
                    break
    return kinds


def _towns(about: tuple[Subject, ...], own: Collection[str]) -> dict[str, str]:
    """Ways to name the cities whose documents are held -> city, the longest first.

    Where they all are the bot's own, nothing needs to be told apart, and its name says nothing.
    """
    cities = dict.fromkeys(subject.city for subject in about)
    if set(cities) <= set(own):
        return {}
    named = {
        form: city for city in cities for form in (city, short_name(city)) if form == city or len(form) >= _MIN_TOWN
    }
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))
