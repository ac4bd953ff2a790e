"""Files handed in at the desk while they are being read, and doubts about whole files that somebody looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "handed_in",
        sa.Column("id", row_id, nullable=False),
        sa.Column("handed_at", sa.BigInteger, nullable=False),
        sa.Column("handed_by", sa.BigInteger),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("claimed_until", sa.BigInteger),
        sa.Column("step", sa.String(8)),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("broken", sa.LargeBinary),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("edition", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_handed_in"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handed_in_state", "handed_in", ["state"])
    op.create_table(
        "handed_files",
        sa.Column("id", row_id, nullable=False),
        sa.Column("handed_id", row_id, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handed_files"),
        sa.ForeignKeyConstraint(["handed_id"], ["handed_in.id"], name="fk_handed_files_handed_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handed_files_handed_id", "handed_files", ["handed_id"])
    op.create_table(
        "settled_file_doubts",
        sa.Column("file_id", row_id, nullable=False, autoincrement=False),
        sa.Column("nth", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("settled_at", sa.BigInteger, nullable=False),
        sa.Column("settled_by", sa.BigInteger),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("file_id", "nth", name="pk_settled_file_doubts"),
        sa.ForeignKeyConstraint(["file_id"], ["imported_files.id"], name="fk_settled_file_doubts_file_id"),
    )


def downgrade() -> None:
    for table in ("settled_file_doubts", "handed_files", "handed_in"):
        op.drop_table(table)
