"""Inbox, outbox, conversations, residents."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Instants are whole milliseconds since 1970 (UTC); chats are keyed hashes; LargeBinary columns hold sealed values.
row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Sorted by character codes on every server, as Python sorts.
ordered_id = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", row_id, nullable=False),
        sa.Column("webhook_event_id", ordered_id, nullable=False),
        sa.Column("chat", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("happened_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("state", sa.String(8), nullable=False, server_default="new"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("handled_at", sa.BigInteger),
        sa.Column("problem", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("webhook_event_id", name="uq_events_webhook_event_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_waiting", "events", ["id"], **where("state = 'new'"))
    op.create_index(
        "ix_events_waiting_by_chat", "events", ["chat", "happened_at", "webhook_event_id"], **where("state = 'new'")
    )
    op.create_index("ix_events_message_id", "events", ["message_id"])
    op.create_index("ix_events_chat_handled_at", "events", ["chat", "handled_at"])
    op.create_index("ix_events_handled_at", "events", ["handled_at"])

    op.create_table(
        "letters",
        sa.Column("id", row_id, nullable=False),
        sa.Column("chat", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(100), nullable=False),
        sa.Column("route", sa.String(8), nullable=False),
        sa.Column("fallback", sa.String(8), nullable=False, server_default="owe"),
        sa.Column("reply_token", sa.LargeBinary),
        sa.Column("token_from", sa.BigInteger),
        sa.Column("recipient", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary),
        sa.Column("bubbles", sa.Integer, nullable=False, server_default="1"),
        sa.Column("retry_key", sa.String(36), nullable=False),
        sa.Column("first_push_at", sa.BigInteger),
        sa.Column("state", sa.String(12), nullable=False, server_default="due"),
        sa.Column("fate", sa.String(12)),
        sa.Column("carried_by", row_id),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("uncertain", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("line_request_id", sa.String(64)),
        sa.Column("problem", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("chat", "purpose", name="uq_letters_chat_purpose"),
        sa.ForeignKeyConstraint(["carried_by"], ["letters.id"], name="fk_letters_carried_by"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_letters_open", "letters", ["chat", "route", "id"], **where("state in ('due', 'sending', 'owed')")
    )
    op.create_index("ix_letters_due", "letters", ["due_at"], **where("state in ('due', 'sending')"))
    op.create_index("ix_letters_carried_by", "letters", ["carried_by"], **where("carried_by is not null"))
    op.create_index("ix_letters_finished_at", "letters", ["finished_at"])

    op.create_table(
        "conversations",
        sa.Column("chat", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="0"),
        sa.Column("last_happened_at", sa.BigInteger),
        sa.Column("last_event_id", sa.String(64)),
        sa.Column("progress", sa.LargeBinary),
        sa.Column("until", sa.BigInteger),
        sa.PrimaryKeyConstraint("chat", name="pk_conversations"),
    )
    op.create_index("ix_conversations_until", "conversations", ["until"])

    op.create_table(
        "residents",
        sa.Column("id", row_id, nullable=False),
        sa.Column("chat", sa.String(32), nullable=False),
        sa.Column("line_user_id", sa.LargeBinary, nullable=False),
        sa.Column("first_seen_at", sa.BigInteger, nullable=False),
        sa.Column("left_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_residents"),
        sa.UniqueConstraint("chat", name="uq_residents_chat"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("residents")
    op.drop_table("conversations")
    op.drop_table("letters")
    op.drop_table("events")
