"""Which section was asked about a case, and which has replied, stands where lists can look it up: a second one asked does not
shut the first out. What was asked by older releases goes by the section of the case, as before."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("timeline", sa.Column("section", sa.String(60)))
    condition = sa.text("section is not null")
    op.create_index(
        "ix_timeline_section",
        "timeline",
        ["section", "what", "case_id", "id"],
        sqlite_where=condition,
        postgresql_where=condition,
    )


def downgrade() -> None:
    op.drop_index("ix_timeline_section", "timeline")
    op.drop_column("timeline", "section")
