"""What was promised before a case was asked back; and cases that were joined into others end with them, as they always should.

A case joined into one that was joined on reaches the last of them. Where that one has ended: a case that had joined it before ends
the same way; one that came later, or by a detour, whose people were told nothing, stands by itself again and is on the desk.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ENDED = ("ANSWERED", "CLOSED")
OPEN = ("RECEIVED", "ASKED", "DRAFTED", "ASKED_BACK")

cases = sa.table(
    "cases",
    sa.column("id"),
    sa.column("joined_into_id"),
    sa.column("state"),
    sa.column("end"),
    sa.column("end_reason"),
    sa.column("end_detail"),
    sa.column("end_when"),
    sa.column("ended_at"),
    sa.column("due_on"),
)
timeline = sa.table(
    "timeline", sa.column("case_id"), sa.column("at"), sa.column("what"), sa.column("by"), sa.column("body")
)
FOLLOWED = ("state", "end", "end_reason", "end_detail", "end_when", "ended_at")


def upgrade() -> None:
    op.add_column("case_pauses", sa.Column("promised", sa.Date))
    bind = op.get_bind()
    rows = bind.execute(sa.select(cases).where(cases.c.joined_into_id.is_not(None))).all()
    mains = {row.id: row.joined_into_id for row in rows}
    for row in rows:
        root, steps = row.joined_into_id, 0
        while root in mains and steps <= len(mains):
            root, steps = mains[root], steps + 1
        main = bind.execute(sa.select(cases).where(cases.c.id == root)).one()
        own = cases.c.id == row.id
        if main.state not in ENDED:
            bind.execute(cases.update().where(own).values(joined_into_id=root))
        elif row.state in OPEN:
            joined_at = bind.execute(
                sa.select(sa.func.max(timeline.c.at)).where(
                    timeline.c.case_id == row.id, timeline.c.what == "joined_into"
                )
            ).scalar()
            if steps or (joined_at is not None and main.ended_at is not None and joined_at > main.ended_at):
                bind.execute(cases.update().where(own).values(joined_into_id=None))
                continue
            bind.execute(cases.update().where(own).values({name: getattr(main, name) for name in FOLLOWED}))
            told = bind.execute(
                sa.select(timeline)
                .where(timeline.c.case_id == root, timeline.c.what.in_(("answered", "closed")))
                .order_by(timeline.c.at.desc())
                .limit(1)
            ).one_or_none()
            if told is not None:
                bind.execute(
                    timeline.insert().values(case_id=row.id, at=told.at, what=told.what, by=told.by, body=told.body)
                )


def downgrade() -> None:
    op.drop_column("case_pauses", "promised")
