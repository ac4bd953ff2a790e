"""Proposals for staff, made ready for one city: its ledger, its word book and its own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from casework.categories import Categories, names
from casework.detectors import BadDetector
from casework.indicators import Indicators, KnownIndicator
from casework.measures import Explained, Measure, Measures
from casework.proposals import Proposer
from casework.things import Things, things_of
from handlers.city import City
from handlers.personal import names_of, places_of
from handlers.toml_values import BadCityFile
from knowledge.finding.knowledge import Knowledge
from knowledge.language.wordbook import plain
from knowledge.ledger import by_measure
from knowledge.model import Code, Ledger, Prose


def proposer_of(knowledge: Knowledge, city: City) -> Proposer:
    """What proposes for this city. Raises BadCityFile for a row of [[danger]] that cannot be used."""
    try:
        categories = Categories(city.desk.category_words, city.desk.categories, knowledge.words.terms)
    except BadDetector as problem:
        raise BadCityFile(str(problem)) from problem
    return Proposer(
        categories=categories,
        measures=Measures(measures_of(knowledge.ledger), categories),
        words=knowledge.words.terms,
        meanings=knowledge.words.meanings,
        indicators=Indicators(indicators_of(knowledge.ledger, city), knowledge.words.terms, things_in(city)),
        things=things_in(city),
        explain=lambda text: tuple(Explained(one.said, one.means) for one in knowledge.book.found_in(plain(text))),
        danger=city.voice.danger,
        public_numbers=city.own_numbers,
        places=places_of(city),
    )


def things_in(city: City) -> Things:
    """What voices of this city name; where all are about it, its name tells nothing."""
    return things_of(city.same, names_of(city))


def categories_of(city: City) -> tuple[str, ...]:
    """The names of the fields of work: the city's, else all of the general tables."""
    return names(city.desk.category_words, only=city.desk.categories)


@dataclass
class _Gathered:
    title: str
    names: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)


def measures_of(ledger: Ledger) -> tuple[Measure, ...]:
    """Every measure of every plan in the ledger, with the names and the text of its sheets."""
    found: dict[Code, _Gathered] = {}
    for section in ledger.sections:
        for measure in section.measures:
            one = found.setdefault(measure.code, _Gathered(measure.title))
            one.names += [section.title, *section.also, *measure.also, *measure.plans]
            one.names += [goal.heading for goal in measure.goals]
            one.passages += _texts([*(goal.text for goal in measure.goals), *measure.efforts, *measure.aims])
            one.passages += (
                _texts([*section.issues, *section.policies, *section.aims]) if len(section.measures) == 1 else []
            )
    for sheet in ledger.results:
        one = found.setdefault(sheet.code, _Gathered(sheet.title))
        one.names += [*sheet.also, *(row.name for row in sheet.indicators), *(goal.heading for goal in sheet.goals)]
        one.passages += _texts([*sheet.purposes, *(goal.text for goal in sheet.goals), sheet.next_steps])
        one.passages += _texts(done.text for done in sheet.achievements)
    for project in ledger.projects:
        for code, title in project.measures:
            one = found.setdefault(code, _Gathered(title))
            one.names += [project.name, *project.also, *(row.name for row in project.activities)]
            one.passages += _texts([project.overview, project.purpose, project.next_steps])
    return tuple(
        Measure(code.plan, code.number, one.title, tuple(dict.fromkeys(one.names)), "\n".join(one.passages))
        for code, one in found.items()
    )


def indicators_of(ledger: Ledger, city: City) -> tuple[KnownIndicator, ...]:
    """Every indicator of the city's measures and of their projects; of a project of two measures, once."""
    found: dict[tuple[str | None, str], KnownIndicator] = {}
    for measure in by_measure.measures((*ledger.sections, *ledger.results, *ledger.projects), city.name):
        for one in measure.indicators:
            known = KnownIndicator(one.reference, measure.code.plan, measure.code.number, one.names)
            found.setdefault((one.project or measure.name, one.row.name), known)
    return tuple(found.values())


def _texts(proses: Iterable[Prose | None]) -> list[str]:
    return [prose.text for prose in proses if prose is not None]
