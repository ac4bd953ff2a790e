"""Signs of life, and what else processes notice: workers' heartbeats, LINE's quota, alarms that were told."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signs",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("number", sa.BigInteger()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_signs"),
    )


def downgrade() -> None:
    op.drop_table("signs")
