"""Whether somebody was told the city's word about a survey, besides its figures; and a monitor's gender, where a quota asks."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitations", sa.Column("told_word", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("monitors", sa.Column("gender", sa.String(20)))


def downgrade() -> None:
    op.drop_column("monitors", "gender")
    op.drop_column("invitations", "told_word")
