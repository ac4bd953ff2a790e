"""Why staff were asked about a survey they let go: what they said of a full quota says nothing of an election."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("surveys", sa.Column("released_for", sa.String(12)))
    # Nobody noted what these were released for: they may be late, and are asked about once more in an election.
    op.execute("UPDATE surveys SET released_for = 'late' WHERE released AND state IN ('scheduled', 'open')")


def downgrade() -> None:
    op.drop_column("surveys", "released_for")
