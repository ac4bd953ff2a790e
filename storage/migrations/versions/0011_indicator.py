"""The plan's indicator that a case concerns."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("indicator", sa.String(200)))


def downgrade() -> None:
    op.drop_column("cases", "indicator")
