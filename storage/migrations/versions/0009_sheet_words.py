"""The words of sheets, kept so that loading a library needs no dictionary."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sheet_words",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("lexicon", sa.String(40), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_sheet_words"),
    )


def downgrade() -> None:
    op.drop_table("sheet_words")
