"""Copies that a resident does not want published any more, until they are off the city's own site."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("public_copies", sa.Column("clear_since", sa.BigInteger))


def downgrade() -> None:
    op.drop_column("public_copies", "clear_since")
