"""Which section was asked about a case, and which has replied, stands where lists can look it up: a second one asked does not
shut the first out.

Where an older release asked and the reply is missing, it is the section of the case: 照会 made it so. Whom it asked before that
one is told by sealed words only, and stays untold.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


timeline = sa.table("timeline", sa.column("id"), sa.column("case_id"), sa.column("what"), sa.column("section"))
cases = sa.table("cases", sa.column("id"), sa.column("state"), sa.column("department"))


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
    newest = (
        sa.select(sa.func.max(timeline.c.id))
        .where(timeline.c.what.in_(("inquiry", "section_reply", "reopened")))
        .group_by(timeline.c.case_id)
    )
    section = sa.select(cases.c.department).where(cases.c.id == timeline.c.case_id)
    waits = sa.select(cases.c.id).where(cases.c.state.in_(("ASKED", "ASKED_BACK")))
    missing = timeline.update().where(
        timeline.c.what == "inquiry", timeline.c.id.in_(newest), timeline.c.case_id.in_(waits)
    )
    op.execute(missing.values(section=section.scalar_subquery()))


def downgrade() -> None:
    op.drop_index("ix_timeline_section", "timeline")
    op.drop_column("timeline", "section")
