"""What has to come off the city's own site is known for as long as it stands there, though its case is erased."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erased_copies",
        sa.Column("receipt", sa.String(24), nullable=False),
        sa.Column("case_id", sa.BigInteger, nullable=False),
        sa.Column("published_on", sa.Date),
        sa.Column("clear_since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("receipt", name="pk_erased_copies"),
    )


def downgrade() -> None:
    op.drop_table("erased_copies")
