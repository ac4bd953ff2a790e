"""A case whose section has replied waits for it no more, and has a state of its own. The index of the desk holds it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

SHOWN = [
    "received_at",
    "id",
    "state",
    "due_on",
    "department",
    "assignee",
    "kind",
    "category",
    "channel",
    "urgent",
    "personal",
    "alike",
    "decided_on",
    "still_open",
    "heard_back",
    "sealed_at",
    "joined_into_id",
]
BEFORE = "'RECEIVED', 'ASKED', 'DRAFTED', 'ASKED_BACK'"
AFTER = "'RECEIVED', 'ASKED', 'REPLIED', 'DRAFTED', 'ASKED_BACK'"

timeline = sa.table("timeline", sa.column("id"), sa.column("case_id"), sa.column("what"))
cases = sa.table("cases", sa.column("id"), sa.column("state"))


def on_the_desk(states: str) -> dict[str, Any]:
    condition = sa.text(f"sealed_at is null and joined_into_id is null and (state in ({states}) or still_open)")
    return {"sqlite_where": condition, "postgresql_where": condition}


def upgrade() -> None:
    op.drop_index("ix_cases_desk", "cases")
    op.create_index("ix_cases_desk", "cases", SHOWN, **on_the_desk(AFTER))
    last = (
        sa.select(timeline.c.case_id, sa.func.max(timeline.c.id).label("id"))
        .where(timeline.c.what.in_(("inquiry", "section_reply", "reopened")))
        .group_by(timeline.c.case_id)
        .subquery()
    )
    replied = (
        sa.select(timeline.c.case_id)
        .join(last, last.c.id == timeline.c.id)
        .where(timeline.c.what == "section_reply")
    )
    op.execute(cases.update().where(cases.c.state == "ASKED", cases.c.id.in_(replied)).values(state="REPLIED"))


def downgrade() -> None:
    op.execute(cases.update().where(cases.c.state == "REPLIED").values(state="ASKED"))
    op.drop_index("ix_cases_desk", "cases")
    op.create_index("ix_cases_desk", "cases", SHOWN, **on_the_desk(BEFORE))
