"""The flow a resident stands in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("flow", sa.String(60)))


def downgrade() -> None:
    op.drop_column("conversations", "flow")
