"""Keys that outlive SECRET_KEY."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_keys",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_kept_keys"),
    )


def downgrade() -> None:
    op.drop_table("kept_keys")
