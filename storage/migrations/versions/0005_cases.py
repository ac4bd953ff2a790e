"""Cases: their voices, what came along, the record, the way to the form, mails to staff."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Instants are whole milliseconds since 1970 (UTC); LargeBinary columns hold sealed values, chats and tokens keyed hashes.
row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.create_table(
        "running_numbers",
        sa.Column("year", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_running_numbers"),
    )

    op.create_table(
        "cases",
        sa.Column("id", row_id, nullable=False),
        sa.Column("receipt", sa.String(24), nullable=False),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("chat", sa.String(32)),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(12), nullable=False, server_default="RECEIVED"),
        sa.Column("wants_reply", sa.Boolean, nullable=False),
        sa.Column("may_publish", sa.Boolean),
        sa.Column("notice_version", sa.String(20)),
        sa.Column("measure", sa.String(40)),
        sa.Column("contact", sa.LargeBinary),
        sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("abusive", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("sensitive", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("personal", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("fast_lane", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("on_site", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("still_open", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("proposed_kind", sa.String(12)),
        sa.Column("proposed_categories", sa.String(200)),
        sa.Column("proposed_measures", sa.String(200)),
        sa.Column("triaged_at", sa.BigInteger),
        sa.Column("kind", sa.String(12)),
        sa.Column("category", sa.String(40)),
        sa.Column("measures", sa.String(200)),
        sa.Column("department", sa.String(60)),
        sa.Column("assignee", sa.BigInteger),
        sa.Column("document_number", sa.String(60)),
        sa.Column("working_days", sa.Integer, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("paused_since", sa.Date),
        sa.Column("late_told_at", sa.BigInteger),
        sa.Column("end", sa.String(20)),
        sa.Column("end_reason", sa.LargeBinary),
        sa.Column("end_detail", sa.LargeBinary),
        sa.Column("end_when", sa.Date),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("ask_after_on", sa.Date),
        sa.Column("asked_after_at", sa.BigInteger),
        sa.Column("retention", sa.String(12), nullable=False, server_default="voice"),
        sa.Column("held_at", sa.BigInteger),
        sa.Column("withdrawn_at", sa.BigInteger),
        sa.Column("sealed_at", sa.BigInteger),
        sa.Column("parent_id", row_id),
        sa.Column("joined_into_id", row_id),
        sa.Column("version", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.ForeignKeyConstraint(["joined_into_id"], ["cases.id"], name="fk_cases_joined_into_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["cases.id"], name="fk_cases_parent_id"),
        sa.UniqueConstraint("receipt", name="uq_cases_receipt"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_ask_after_on", "cases", ["ask_after_on"], **where("ask_after_on is not null"))
    op.create_index("ix_cases_assignee", "cases", ["assignee", "state"])
    op.create_index("ix_cases_chat", "cases", ["chat", "received_at"])
    op.create_index("ix_cases_department", "cases", ["department", "state"])
    op.create_index("ix_cases_due_on", "cases", ["due_on"])
    op.create_index("ix_cases_joined_into_id", "cases", ["joined_into_id"])
    op.create_index("ix_cases_parent_id", "cases", ["parent_id"])
    op.create_index("ix_cases_received_at", "cases", ["received_at"])
    op.create_index("ix_cases_state", "cases", ["state", "received_at"])
    op.create_index("ix_cases_untriaged", "cases", ["id"], **where("triaged_at is null"))

    op.create_table(
        "voices",
        sa.Column("id", row_id, nullable=False),
        sa.Column("case_id", row_id, nullable=False),
        sa.Column("chat", sa.String(32)),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("said_at", sa.BigInteger, nullable=False),
        sa.Column("wants_reply", sa.Boolean, nullable=False),
        sa.Column("print", sa.String(32)),
        sa.Column("times", sa.Integer, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name="pk_voices"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_voices_case_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_voices_case_id", "voices", ["case_id"])
    op.create_index("ix_voices_chat", "voices", ["chat", "said_at"])
    op.create_index("ix_voices_print", "voices", ["print"])

    op.create_table(
        "voice_parts",
        sa.Column("id", row_id, nullable=False),
        sa.Column("voice_id", row_id, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("body", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_voice_parts"),
        sa.ForeignKeyConstraint(["voice_id"], ["voices.id"], name="fk_voice_parts_voice_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_voice_parts_message_id", "voice_parts", ["message_id"])
    op.create_index("ix_voice_parts_voice_id", "voice_parts", ["voice_id"])

    op.create_table(
        "attachments",
        sa.Column("id", row_id, nullable=False),
        sa.Column("voice_id", row_id, nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("state", sa.String(8), nullable=False, server_default="wanted"),
        sa.Column("file", sa.String(80)),
        sa.Column("bytes", sa.Integer),
        sa.Column("width", sa.Integer),
        sa.Column("height", sa.Integer),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("problem", sa.String(80)),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        sa.ForeignKeyConstraint(["voice_id"], ["voices.id"], name="fk_attachments_voice_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachments_message_id", "attachments", ["message_id"])
    op.create_index("ix_attachments_voice_id", "attachments", ["voice_id"])
    op.create_index("ix_attachments_wanted", "attachments", ["due_at"], **where("state = 'wanted'"))

    op.create_table(
        "timeline",
        sa.Column("id", row_id, nullable=False),
        sa.Column("case_id", row_id, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("by", sa.BigInteger),
        sa.Column("body", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_timeline"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_timeline_case_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timeline_case_id", "timeline", ["case_id", "id"])

    op.create_table(
        "case_pauses",
        sa.Column("id", row_id, nullable=False),
        sa.Column("case_id", row_id, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_case_pauses"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_pauses_case_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_pauses_case_id", "case_pauses", ["case_id"])

    op.create_table(
        "case_links",
        sa.Column("id", row_id, nullable=False),
        sa.Column("case_id", row_id, nullable=False),
        sa.Column("other_id", row_id, nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("by", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_links"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_links_case_id"),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name="fk_case_links_other_id"),
        sa.UniqueConstraint("case_id", "other_id", name="uq_case_links_case_id_other_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_links_other_id", "case_links", ["other_id"])

    op.create_table(
        "voice_tokens",
        sa.Column("token", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("voice_id", row_id, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("token", "voice_id", name="pk_voice_tokens"),
        sa.ForeignKeyConstraint(["voice_id"], ["voices.id"], name="fk_voice_tokens_voice_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_voice_tokens_voice_id", "voice_tokens", ["voice_id"])

    op.create_table(
        "form_visits",
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("chat", sa.String(32), nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("draft", sa.LargeBinary),
        sa.Column("case_id", row_id),
        sa.PrimaryKeyConstraint("token", name="pk_form_visits"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_form_visits_case_id"),
    )
    op.create_index("ix_form_visits_chat", "form_visits", ["chat"])
    op.create_index("ix_form_visits_until", "form_visits", ["until"])

    op.create_table(
        "mails",
        sa.Column("id", row_id, nullable=False),
        sa.Column("purpose", sa.String(80), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.String(2000), nullable=False),
        sa.Column("state", sa.String(8), nullable=False, server_default="due"),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("problem", sa.String(80)),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("purpose", name="uq_mails_purpose"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mails_due", "mails", ["due_at"], **where("state = 'due'"))


def downgrade() -> None:
    op.drop_table("mails")
    op.drop_table("form_visits")
    op.drop_table("voice_tokens")
    op.drop_table("case_links")
    op.drop_table("case_pauses")
    op.drop_table("timeline")
    op.drop_table("attachments")
    op.drop_table("voice_parts")
    op.drop_table("voices")
    op.drop_table("cases")
    op.drop_table("running_numbers")
