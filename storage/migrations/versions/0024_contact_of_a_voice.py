"""Name and number that come along with a later voice of a case."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("voices", sa.Column("contact", sa.LargeBinary))


def downgrade() -> None:
    op.drop_column("voices", "contact")
