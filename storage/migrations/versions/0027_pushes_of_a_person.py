"""How many pushes about a case each of its people had; and the clock of a case that waits for nobody goes on.

Counted are the letters that are still kept, since the case was opened or looked at again, and each once: who spoke in several
joined cases has it with the case whose number they read. Where 遅れる連絡 went out longer ago than letters are kept, it is counted
as one.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

cases = sa.table(
    "cases",
    sa.column("id"),
    sa.column("state"),
    sa.column("ended_at"),
    sa.column("withdrawn_at"),
    sa.column("joined_into_id"),
    sa.column("late_told_at"),
)
voices = sa.table("voices", sa.column("chat"), sa.column("case_id"), sa.column("pushes"))
letters = sa.table(
    "letters",
    sa.column("chat"),
    sa.column("purpose"),
    sa.column("route"),
    sa.column("state"),
    sa.column("created_at"),
)
entries = sa.table("timeline", sa.column("case_id"), sa.column("what"), sa.column("at"))
pauses = sa.table(
    "case_pauses", sa.column("id"), sa.column("case_id"), sa.column("since", sa.Date), sa.column("until", sa.Date)
)
JAPAN_AHEAD = timedelta(hours=9)


def upgrade() -> None:
    op.add_column("voices", sa.Column("pushes", sa.Integer, nullable=False, server_default="0"))
    bind = op.get_bind()
    for (chat, case_id), pushed in _pushed(bind).items():
        bind.execute(voices.update().where(voices.c.chat == chat, voices.c.case_id == case_id).values(pushes=pushed))
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


def _pushed(bind: sa.Connection) -> Counter[tuple[str, int]]:
    """How many pushes each person had, with the case among those joined that their voices count them with."""
    known = {row.id: row for row in bind.execute(sa.select(cases.c.id, cases.c.joined_into_id, cases.c.late_told_at))}
    main_of = {case_id: row.joined_into_id or case_id for case_id, row in known.items()}
    spoke_in: dict[tuple[str, int], list[int]] = {}
    spoke = sa.select(voices.c.chat, voices.c.case_id).where(voices.c.chat.is_not(None)).distinct()
    # The main case first, then the oldest: so letters choose the number they tell.
    for chat, case_id in sorted(bind.execute(spoke), key=lambda row: (row[1] != main_of[row[1]], row[1])):
        spoke_in.setdefault((chat, main_of[case_id]), []).append(case_id)
    reopened = sa.select(entries.c.case_id, sa.func.max(entries.c.at)).where(entries.c.what == "reopened")
    anew = {case_id: at for case_id, at in bind.execute(reopened.group_by(entries.c.case_id))}
    pushes = sa.select(letters.c.chat, letters.c.purpose, letters.c.created_at).where(
        letters.c.route == "push", letters.c.state != "cancelled", letters.c.purpose.like("case:%")
    )
    found: Counter[tuple[str, int]] = Counter()
    for chat, purpose, at in bind.execute(pushes):
        _, number, what, *_set_aside = purpose.split(":")  # a second notice sets the first aside, with a number behind it
        case_id = int(number)
        theirs = spoke_in.get((chat, main_of.get(case_id, case_id)))
        if theirs and what in ("late", "question", "answer", "after") and at > anew.get(case_id, -1):
            found[chat, case_id if case_id in theirs else theirs[0]] += 1
    for (chat, _main), theirs in spoke_in.items():
        if not any(found[chat, one] for one in theirs) and any(known[one].late_told_at is not None for one in theirs):
            found[chat, theirs[0]] = 1
    return found


def downgrade() -> None:
    op.drop_column("voices", "pushes")
