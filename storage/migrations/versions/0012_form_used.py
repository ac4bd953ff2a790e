"""When a way to the secured form was used."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("form_visits", sa.Column("used_at", sa.BigInteger))


def downgrade() -> None:
    op.drop_column("form_visits", "used_at")
