"""A survey that staff ended early knows when it was to close: nobody let it pass, and the next one lasts as long as planned."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("surveys", sa.Column("meant_to_close", sa.BigInteger))


def downgrade() -> None:
    op.drop_column("surveys", "meant_to_close")
