"""The library of imported documents: editions, files, sheets, what is shown and what is withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Instants are whole milliseconds since 1970 (UTC).
row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "library",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("edition", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_library"),
    )
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("act", sa.String(12), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("restored", sa.Integer),
        sa.PrimaryKeyConstraint("number", name="pk_editions"),
    )
    op.create_table(
        "imported_files",
        sa.Column("id", row_id, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("imported_at", sa.BigInteger, nullable=False),
        sa.Column("doubts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imported_files"),
        sa.ForeignKeyConstraint(["edition"], ["editions.number"], name="fk_imported_files_edition"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_imported_files_edition", "imported_files", ["edition"])
    op.create_table(
        "sheets",
        sa.Column("id", row_id, nullable=False),
        sa.Column("file_id", row_id, nullable=False),
        sa.Column("identity", sa.String(32), nullable=False),
        sa.Column("family", sa.String(8), nullable=False),
        sa.Column("city", sa.Text, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("nth", sa.Integer, nullable=False, server_default="1"),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sheets"),
        sa.ForeignKeyConstraint(["file_id"], ["imported_files.id"], name="fk_sheets_file_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sheets_file_id", "sheets", ["file_id"])
    op.create_index("ix_sheets_identity", "sheets", ["identity"])
    op.create_table(
        "showings",
        sa.Column("id", row_id, nullable=False),
        sa.Column("identity", sa.String(32), nullable=False),
        sa.Column("sheet_id", row_id, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_showings"),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheets.id"], name="fk_showings_sheet_id"),
        sqlite_autoincrement=True,
    )
    present = sa.text("until is null")
    op.create_index(
        "uq_showings_present", "showings", ["identity"], unique=True, sqlite_where=present, postgresql_where=present
    )
    op.create_index("ix_showings_sheet_id", "showings", ["sheet_id"])
    op.create_table(
        "withdrawals",
        sa.Column("id", row_id, nullable=False),
        sa.Column("identity", sa.String(32), nullable=False),
        sa.Column("print", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("says", sa.Text, nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawals"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_withdrawals_identity_print", "withdrawals", ["identity", "print"], unique=True)


def downgrade() -> None:
    for table in ("withdrawals", "showings", "sheets", "imported_files", "editions", "library"):
        op.drop_table(table)
