"""What staff put right at the desk, the questions that guard it, and their notes for the yearly review."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "amendments",
        sa.Column("id", row_id, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("made_by", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_amendments"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "amendment_spans",
        sa.Column("id", row_id, nullable=False),
        sa.Column("amendment_id", row_id, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_amendment_spans"),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendments.id"], name="fk_amendment_spans_amendment_id"),
        sqlite_autoincrement=True,
    )
    present = sa.text("until is null")
    op.create_index(
        "uq_amendment_spans_present",
        "amendment_spans",
        ["amendment_id"],
        unique=True,
        sqlite_where=present,
        postgresql_where=present,
    )
    op.create_table(
        "amendment_checks",
        sa.Column("id", row_id, nullable=False),
        sa.Column("amendment_id", row_id, nullable=False),
        sa.Column("question", sa.LargeBinary, nullable=False),
        sa.Column("expected", sa.String(12), nullable=False),
        sa.Column("says", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_amendment_checks"),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendments.id"], name="fk_amendment_checks_amendment_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_amendment_checks_amendment_id", "amendment_checks", ["amendment_id"])
    op.create_table(
        "review_notes",
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("year", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("about", sa.String(12), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("written_at", sa.BigInteger, nullable=False),
        sa.Column("written_by", sa.BigInteger),
        sa.PrimaryKeyConstraint("measure", "year", "about", name="pk_review_notes"),
    )


def downgrade() -> None:
    for table in ("review_notes", "amendment_checks", "amendment_spans", "amendments"):
        op.drop_table(table)
