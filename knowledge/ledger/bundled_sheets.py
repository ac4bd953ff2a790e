"""Sheets and sections from the tables of the bundled files."""

from __future__ import annotations

from knowledge.ledger.bundled_rows import (
    PageStarts,
    Places,
    goals_of,
    indicator_of,
    outlay_of,
    prose_of,
    prose_or_none,
    proses_of,
    reason_of,
)
from knowledge.ledger.toml_entries import Entry
from knowledge.model import (
    Achievement,
    Code,
    PlanMeasure,
    PlanSection,
    Project,
    Results,
)


def section_of(entry: Entry, pages: PageStarts) -> PlanSection:
    """A basic measure of the plan with all measures below it. Raises UnreadableLedger."""
    places = Places(entry, pages)
    plan, number = entry.text("plan"), entry.text("code")
    section = PlanSection(
        city=entry.text("city"),
        code=Code(plan, number),
        title=entry.text("title"),
        chapter=entry.text("chapter"),
        issues=proses_of(entry, "issue", f"{number} 現状と課題", places),
        policies=proses_of(entry, "policy", f"{number} 方針", places),
        measures=tuple(_plan_measure(measure, plan, places) for measure in entry.entries("measure")),
        source=places.of(number, entry),
        captions=proses_of(entry, "caption", f"{number} 写真", places),
        also=entry.values("also"),
        asked=entry.values("asked"),
    )
    entry.done()
    return section


def _plan_measure(entry: Entry, plan: str, places: Places) -> PlanMeasure:
    number = entry.text("code")
    measure = PlanMeasure(
        code=Code(plan, number),
        title=entry.text("title"),
        goals=goals_of(entry, f"{number} 目標", places),
        efforts=proses_of(entry, "effort", f"{number} これまでの取組", places),
        plans=entry.values("plans"),
        source=places.of(number, entry),
        also=entry.values("also"),
        asked=entry.values("asked"),
    )
    entry.done()
    return measure


def results_of(entry: Entry, pages: PageStarts) -> Results:
    """One sheet of results. Raises UnreadableLedger."""
    places = Places(entry, pages)
    code = Code(entry.text("plan"), entry.text("code"))
    place = f"施策{code.number}"
    reason, about = reason_of(entry, place, places)
    sheet = Results(
        city=entry.text("city"),
        year=entry.whole_number("year"),
        department=entry.text("department"),
        code=code,
        title=entry.text("title"),
        chapter=entry.text("chapter"),
        section=entry.text("section"),
        strategy=entry.text_or_none("strategy"),
        purposes=proses_of(entry, "purpose", place, places),
        goals=goals_of(entry, place, places),
        achievements=tuple(
            Achievement(done.text("heading"), prose_of(done, place, places)) for done in entry.entries("achievement")
        ),
        indicators=tuple(indicator_of(row, place, places) for row in entry.entries("indicator")),
        reason=reason,
        next_steps=prose_or_none(entry.entry("next_steps"), place, places),
        source=places.of(place, entry),
        also=entry.values("also"),
        asked=entry.values("asked"),
        reason_about=about,
    )
    entry.done()
    return sheet


def project_of(entry: Entry, pages: PageStarts) -> Project:
    """One sheet of a project with its money (千円) and its work (人工). Raises UnreadableLedger."""
    places = Places(entry, pages)
    name = entry.text("name")
    aims = entry.needed_entry("aims")
    reason, about = reason_of(entry, name, places)
    sheet = Project(
        city=entry.text("city"),
        year=entry.whole_number("year"),
        department=entry.text("department"),
        name=name,
        account=entry.values("account"),
        measures=tuple(
            (Code(measure.text("plan"), measure.text("code")), measure.text("title"))
            for measure in entry.entries("measures")
        ),
        strategy=entry.text_or_none("strategy"),
        overview=prose_or_none(entry.entry("overview"), name, places),
        purpose=prose_or_none(entry.entry("purpose"), name, places),
        aims=(
            prose_or_none(aims.entry("wanted"), name, places),
            prose_or_none(aims.entry("planned"), name, places),
            prose_or_none(aims.entry("reached"), name, places),
        ),
        activities=tuple(indicator_of(row, name, places) for row in entry.entries("activity")),
        budget=outlay_of(entry.needed_entry("budget"), "事業費", "千円", name, places),
        staffing=outlay_of(entry.needed_entry("staffing"), "従事人工", "人工", name, places),
        reason=reason,
        next_steps=prose_or_none(entry.entry("next_steps"), name, places),
        source=places.of(name, entry),
        also=entry.values("also"),
        asked=entry.values("asked"),
        reason_about=about,
    )
    aims.done()
    entry.done()
    return sheet
