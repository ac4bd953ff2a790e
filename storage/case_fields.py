"""What staff set on a case: kind, category, section, person, measures, flags. Also back to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from storage import timeline
from storage.case_rows import change, held
from storage.sealing import Seal

FIELDS = (
    "kind",
    "category",
    "department",
    "assignee",
    "measures",
    "indicator",
    "fast_lane",
    "on_site",
    "document_number",
    "may_publish",
)


def set_fields(
    session: Session,
    receipt: str,
    wanted: Mapping[str, object],
    now: datetime,
    seal: Seal,
    *,
    by: int,
    version: int | None = None,
) -> bool:
    """Set what is given, None included; whether anything changed. ``measures`` is a JSON list as in ``cases.written``.

    Raises NoSuchCase and Overtaken; KeyError for a field that staff do not set.
    """
    unknown = set(wanted) - set(FIELDS)
    if unknown:
        raise KeyError(f"not for staff to set: {sorted(unknown)}")
    case = held(session, receipt, version)
    changed = {name: value for name, value in wanted.items() if getattr(case, name) != value}
    if not changed:
        return False
    case_id = case.id
    change(session, case, **changed)
    told = {name: value if isinstance(value, str | int | bool) else "－" for name, value in changed.items()}
    timeline.add(session, case_id, "classified", now, seal, by=by, section=None, **told)
    return True
