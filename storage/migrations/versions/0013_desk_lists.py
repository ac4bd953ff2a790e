"""Lists of the desk are read from one index alone; cases that stand by themselves are not looked up as joined ones."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

on_the_desk = (
    "sealed_at is null and joined_into_id is null "
    "and (state in ('RECEIVED', 'ASKED', 'DRAFTED', 'ASKED_BACK') or still_open)"
)
shown = [
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
]


def where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.drop_index("ix_cases_desk", "cases")
    op.create_index("ix_cases_desk", "cases", [*shown, "sealed_at", "joined_into_id"], **where(on_the_desk))
    op.drop_index("ix_cases_joined_into_id", "cases")
    op.create_index("ix_cases_joined_into_id", "cases", ["joined_into_id"], **where("joined_into_id is not null"))


def downgrade() -> None:
    op.drop_index("ix_cases_joined_into_id", "cases")
    op.create_index("ix_cases_joined_into_id", "cases", ["joined_into_id"])
    op.drop_index("ix_cases_desk", "cases")
    op.create_index("ix_cases_desk", "cases", shown, **where(on_the_desk))
