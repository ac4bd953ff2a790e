"""The staff desk: what its lists read, copies for publication, and what staff have stopped."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Instants are whole milliseconds since 1970 (UTC); LargeBinary columns hold sealed values.
row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
on_the_desk = (
    "sealed_at is null and joined_into_id is null "
    "and (state in ('RECEIVED', 'ASKED', 'DRAFTED', 'ASKED_BACK') or still_open)"
)


def where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.add_column("cases", sa.Column("decided_on", sa.Date))
    op.add_column("cases", sa.Column("alike", sa.Integer))
    op.create_index(
        "ix_cases_desk",
        "cases",
        [
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
        ],
        **where(on_the_desk),
    )
    op.create_index("ix_letters_troubled", "letters", ["purpose"], **where("state in ('owed', 'dead')"))
    op.create_table(
        "public_copies",
        sa.Column("id", row_id, nullable=False),
        sa.Column("case_id", row_id, nullable=False),
        sa.Column("state", sa.String(12), nullable=False, server_default="draft"),
        sa.Column("asked", sa.LargeBinary, nullable=False),
        sa.Column("answered", sa.LargeBinary),
        sa.Column("refusal", sa.String(20)),
        sa.Column("drafted_by", sa.BigInteger),
        sa.Column("checked_by", sa.BigInteger),
        sa.Column("published_on", sa.Date),
        sa.Column("as_of", sa.Date),
        sa.Column("review_on", sa.Date),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_public_copies"),
        sa.UniqueConstraint("case_id", name="uq_public_copies_case_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_public_copies_case_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_public_copies_state", "public_copies", ["state", "published_on"])
    op.create_table(
        "switches",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("off_since", sa.BigInteger),
        sa.Column("by", sa.BigInteger),
        sa.Column("why", sa.String(200)),
        sa.PrimaryKeyConstraint("name", name="pk_switches"),
    )


def downgrade() -> None:
    op.drop_table("switches")
    op.drop_table("public_copies")
    op.drop_index("ix_letters_troubled", "letters")
    op.drop_index("ix_cases_desk", "cases")
    op.drop_column("cases", "alike")
    op.drop_column("cases", "decided_on")
