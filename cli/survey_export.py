"""The one way in which commands write the results of a survey (``koe export survey``, ``koe survey export``)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.clock import now
from cli import installation
from cli.export_files import Target
from cli.noting import noted
from cli.refusal import Refused
from console import survey_files
from handlers.city import City
from panel.report import Report
from storage import survey_results, surveys
from storage.sealing import Seal


def write_survey(id_: int, target: Target) -> None:
    """Write it as the desk does. Raises UsageError, and Refused for a survey that is not there or not over."""
    kind = target.kind(survey_files.KINDS)
    city, seal = installation.city(), installation.needed_seal()
    with installation.library_made_ready() as database:
        with database.reading() as session:
            report = _report(session, id_, city, seal)
        noted(database, "survey.exported", f"survey:{id_}", now(), kind=kind)
    target.write(survey_files.made(kind, report))


def _report(session: Session, id_: int, city: City, seal: Seal) -> Report:
    try:
        report = survey_results.report(session, id_, city.panel.results, seal)
    except surveys.NotThere as problem:
        raise Refused(f"アンケート {id_} はありません。") from problem
    if report.interim:
        # Two files would tell what somebody answered in between.
        raise Refused(f"アンケート {id_} は、まだ締め切られていません。")
    return report
