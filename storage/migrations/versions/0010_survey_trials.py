"""Who tries a survey out before it is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "survey_trials",
        sa.Column("survey", row_id, autoincrement=False, nullable=False),
        sa.Column("chat", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("survey", "chat", name="pk_survey_trials"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="fk_survey_trials_survey"),
    )


def downgrade() -> None:
    op.drop_table("survey_trials")
