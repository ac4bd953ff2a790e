"""How many pushes about a case each of its people had; and the clock of a case that waits for nobody goes on.

Counted are the letters that are still kept, since the case was opened or looked at again. Where 遅れる連絡 went out longer ago than
letters are kept, it is counted as one.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

cases = sa.table("cases", sa.column("id"), sa.column("state"), sa.column("ended_at"), sa.column("withdrawn_at"))
pauses = sa.table(
    "case_pauses", sa.column("id"), sa.column("case_id"), sa.column("since", sa.Date), sa.column("until", sa.Date)
)
JAPAN_AHEAD = timedelta(hours=9)


def upgrade() -> None:
    op.add_column("voices", sa.Column("pushes", sa.Integer, nullable=False, server_default="0"))
    op.execute(
        """
        UPDATE voices SET pushes = (
            SELECT count(*) FROM letters JOIN cases ON cases.id = voices.case_id
            WHERE letters.chat = voices.chat AND letters.route = 'push' AND letters.state <> 'cancelled'
            AND replace(letters.purpose, 'case:' || coalesce(cases.joined_into_id, cases.id) || ':', '')
                IN ('late', 'question', 'answer', 'after')
        )
        WHERE chat IS NOT NULL
        """
    )
    op.execute(
        """
        UPDATE voices SET pushes = 1 WHERE chat IS NOT NULL AND pushes = 0
        AND case_id IN (SELECT id FROM cases WHERE late_told_at IS NOT NULL)
        """
    )
    bind = op.get_bind()
    stale = bind.execute(
        sa.select(pauses.c.id, pauses.c.since, cases.c.ended_at, cases.c.withdrawn_at)
        .join(cases, cases.c.id == pauses.c.case_id)
        .where(pauses.c.until.is_(None), cases.c.state != "ASKED_BACK")
    ).all()
    for row in stale:
        ended = row.ended_at or row.withdrawn_at
        day = row.since
        if ended is not None:
            day = max(day, (datetime.fromtimestamp(ended / 1000, UTC) + JAPAN_AHEAD).date())
        bind.execute(pauses.update().where(pauses.c.id == row.id).values(until=day))


def downgrade() -> None:
    op.drop_column("voices", "pushes")
