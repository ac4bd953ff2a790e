"""What a resident answers when asked back, single voices sealed, and age band and district where a city asks for them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
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
    op.add_column("cases", sa.Column("heard_back", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("cases", sa.Column("age_band", sa.String(12)))
    op.add_column("cases", sa.Column("district", sa.String(40)))
    op.add_column("voices", sa.Column("asked_for", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("voices", sa.Column("sealed_at", sa.BigInteger))
    op.drop_index("ix_cases_desk", "cases")
    op.create_index(
        "ix_cases_desk", "cases", [*shown, "heard_back", "sealed_at", "joined_into_id"], **where(on_the_desk)
    )


def downgrade() -> None:
    op.drop_index("ix_cases_desk", "cases")
    op.create_index("ix_cases_desk", "cases", [*shown, "sealed_at", "joined_into_id"], **where(on_the_desk))
    op.drop_column("voices", "sealed_at")
    op.drop_column("voices", "asked_for")
    op.drop_column("cases", "district")
    op.drop_column("cases", "age_band")
    op.drop_column("cases", "heard_back")
