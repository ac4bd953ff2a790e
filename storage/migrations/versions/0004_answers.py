"""The log of answers, and the keys of the pseudonyms in it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Instants are whole milliseconds since 1970 (UTC).
random_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("id", random_id, nullable=False, autoincrement=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("person", sa.String(32)),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("door", sa.Text),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("ledger", sa.String(16), nullable=False),
        sa.Column("message", sa.String(32)),
        sa.Column("body", sa.LargeBinary),
        sa.Column("doubt", sa.String(12)),
        sa.Column("doubt_words", sa.LargeBinary),
        sa.Column("doubted_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
    )
    op.create_index("ix_answers_asked_at_outcome", "answers", ["asked_at", "outcome"])
    op.create_table(
        "pseudonym_keys",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_pseudonym_keys"),
    )


def downgrade() -> None:
    op.drop_table("pseudonym_keys")
    op.drop_table("answers")
