"""The ledger the bot answers from: what comes with the project, what the city imported, less what was withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rapidfuzz import fuzz

from knowledge.ledger.amendments import OnSheets, amended
from knowledge.ledger.identity import Identity, Sheet, identified, sheets_in
from knowledge.ledger.withdrawal import Withdrawn, without
from knowledge.model import Achievement, Goal, Indicator, Ledger, PlanMeasure, PlanSection, Project, Prose, Results

Aims = tuple[Prose | None, Prose | None, Prose | None]
_Named = TypeVar("_Named", Results, Project, PlanSection, PlanMeasure, Indicator)
_Explained = TypeVar("_Explained", Results, Project)


@dataclass(frozen=True)
class Imported:
    """A sheet the city imported. ``digest`` changes with anything in it; ``words`` are kept with it for the lexicon."""

    identity: Identity
    sheet: Sheet
    digest: str
    words: str | None = None


def merged(
    bundled: Ledger,
    imported: Collection[Imported],
    withdrawn: Withdrawn = (),
    amendments: Collection[OnSheets] = (),
    marks: Collection[str] = (),
) -> Ledger:
    """One ledger. An imported sheet takes the place of the bundled one of the same identity; the names we gave things for
    finding them stay. Equal parts give an equal ``version``, in whatever order.

    What was withdrawn is withdrawn from the sheets as amended. ``marks`` tell what else is answered by: they change
    nothing but the version.
    """
    read = answered_from(bundled, imported)
    held = zip(read, amended(read, amendments), strict=True)
    kept = [left for (_, as_read), (identity, sheet) in held if (left := without(identity, sheet, withdrawn, as_read))]
    return Ledger(
        version=_version(bundled, imported, withdrawn, marks),
        city=bundled.city,
        sections=tuple(sorted((one for one in kept if isinstance(one, PlanSection)), key=_section_place)),
        results=tuple(sorted((one for one in kept if isinstance(one, Results)), key=_results_place)),
        projects=tuple(sorted((one for one in kept if isinstance(one, Project)), key=_project_place)),
    )


def answered_from(bundled: Ledger, imported: Collection[Imported]) -> list[tuple[Identity, Sheet]]:
    """The bundled sheets that nothing imported supersedes, and the imported ones."""
    own = {identity.key: (identity, sheet) for identity, sheet in identified(sheets_in(bundled))}
    held = dict(own)
    for one in imported:
        ours = own.get(one.identity.key)
        held[one.identity.key] = one.identity, with_our_names(one.sheet, ours[1]) if ours else one.sheet
    return list(held.values())


def with_our_names(imported: Sheet, ours: Sheet) -> Sheet:
    """The imported sheet with the names and words by which ours is found (``also``, ``asked``). What it says is its own.

    Which rows a reason speaks of is taken over as well where both sheets print the same figures.
    """
    match imported, ours:
        case Results(), Results():
            rows = _rows(imported.indicators, ours.indicators)
            same = _figures(imported.indicators) == _figures(ours.indicators)
            return replace(
                _explained_alike(_found_alike(imported, ours), ours, same_figures=same),
                indicators=rows,
                purposes=_asked_alike(imported.purposes, ours.purposes),
                goals=_goals(imported.goals, ours.goals),
                achievements=_achievements(imported.achievements, ours.achievements),
            )
        case Project(), Project():
            rows = _rows(imported.activities, ours.activities)
            theirs, known = (*imported.activities, imported.budget), (*ours.activities, ours.budget)
            same = _figures(theirs) == _figures(known)
            return replace(
                _explained_alike(_found_alike(imported, ours), ours, same_figures=same),
                overview=_asked_one(imported.overview, ours.overview),
                purpose=_asked_one(imported.purpose, ours.purpose),
                aims=_aims(imported.aims, ours.aims),
                activities=rows,
            )
        case PlanSection(), PlanSection():
            known_measures = {measure.code: measure for measure in ours.measures}
            return replace(
                _found_alike(imported, ours),
                issues=_asked_alike(imported.issues, ours.issues),
                policies=_asked_alike(imported.policies, ours.policies),
                captions=_asked_alike(imported.captions, ours.captions),
                measures=tuple(_measure(one, known_measures.get(one.code)) for one in imported.measures),
            )
        case _:
            return imported


def _found_alike(imported: _Named, ours: _Named) -> _Named:
    """With the names and words by which ours is found, where it has none of its own."""
    return replace(imported, also=imported.also or ours.also, asked=imported.asked or ours.asked)


def _explained_alike(imported: _Explained, ours: _Explained, *, same_figures: bool) -> _Explained:
    """With the words by which our reason and next steps are asked for, and the rows our reason is of."""
    return replace(
        imported,
        reason=_asked_one(imported.reason, ours.reason),
        next_steps=_asked_one(imported.next_steps, ours.next_steps),
        reason_about=imported.reason_about or (ours.reason_about if same_figures and imported.reason else ()),
    )


def _measure(imported: PlanMeasure, ours: PlanMeasure | None) -> PlanMeasure:
    if ours is None:
        return imported
    return replace(
        _found_alike(imported, ours),
        goals=_goals(imported.goals, ours.goals),
        efforts=_asked_alike(imported.efforts, ours.efforts),
    )


def _rows(imported: Sequence[Indicator], ours: Sequence[Indicator]) -> tuple[Indicator, ...]:
    known = {row.name: row for row in ours}
    return tuple(_row(row, known.get(row.name)) for row in imported)


def _row(imported: Indicator, ours: Indicator | None) -> Indicator:
    if ours is None:
        return imported
    return replace(
        _found_alike(imported, ours),
        reason=_asked_one(imported.reason, ours.reason),
    )


def _goals(imported: Sequence[Goal], ours: Sequence[Goal]) -> tuple[Goal, ...]:
    known = {goal.heading: goal.text for goal in ours}
    return tuple(replace(goal, text=_asked_one(goal.text, known.get(goal.heading))) for goal in imported)


def _achievements(imported: Sequence[Achievement], ours: Sequence[Achievement]) -> tuple[Achievement, ...]:
    texts = _asked_alike([done.text for done in imported], [done.text for done in ours])
    return tuple(replace(done, text=text) for done, text in zip(imported, texts, strict=True))


def _aims(imported: Aims, ours: Aims) -> Aims:
    wanted, planned, reached = (_asked_one(one, other) for one, other in zip(imported, ours, strict=True))
    return wanted, planned, reached


def _asked_one(imported: Prose | None, ours: Prose | None) -> Prose | None:
    if imported is None or ours is None or imported.asked or not ours.asked:
        return imported
    return replace(imported, asked=ours.asked)


def _asked_alike(imported: Sequence[Prose], ours: Sequence[Prose]) -> tuple[Prose, ...]:
    """The statements of a field with the words by which ours are asked for.

    Where there are as many of them, each has those of ours in its place; where a paragraph was parted in another way, ours
    go to the one that is most alike.
    """
    if len(imported) == len(ours):
        return tuple(replace(one, asked=one.asked or other.asked) for one, other in zip(imported, ours, strict=True))
    asked: list[tuple[str, ...]] = [one.asked for one in imported]
    for other in ours if imported else ():
        nearest = max(range(len(imported)), key=lambda nth: fuzz.partial_ratio(imported[nth].text, other.text))
        asked[nearest] += other.asked
    return tuple(replace(one, asked=tuple(dict.fromkeys(words))) for one, words in zip(imported, asked, strict=True))


def _figures(rows: Sequence[Indicator]) -> list[tuple[str, str | None, str | None]]:
    return [(row.name, row.target.printed, row.result.printed) for row in rows]


def _version(bundled: Ledger, imported: Collection[Imported], withdrawn: Withdrawn, marks: Collection[str]) -> str:
    if not imported and not withdrawn and not marks:
        return bundled.version
    digest = hashlib.sha256(bundled.version.encode())
    for mark in sorted(f"sheet {one.identity.key} {one.digest}" for one in imported):
        digest.update(f"\0{mark}".encode())
    for key, fingerprint in sorted(set(withdrawn)):
        digest.update(f"\0withdrawn {key} {fingerprint}".encode())
    for mark in sorted(marks):
        digest.update(f"\0amendment {mark}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _section_place(section: PlanSection) -> tuple[str, tuple[str, str]]:
    return section.city, (section.code.plan, section.code.number)


def _results_place(sheet: Results) -> tuple[int, str, str, str]:
    return sheet.year, sheet.code.plan, sheet.code.number, sheet.department


def _project_place(sheet: Project) -> tuple[int, str, int, str]:
    return sheet.year, sheet.source.document, sheet.source.line or 0, sheet.name
