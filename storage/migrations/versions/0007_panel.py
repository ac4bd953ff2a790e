"""Monitors, surveys, answers apart from persons, multicasts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Instants are whole milliseconds since 1970 (UTC); chats are keyed hashes; LargeBinary columns hold sealed values.
row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "monitors",
        sa.Column("id", row_id, nullable=False),
        sa.Column("chat", sa.String(32), nullable=False),
        sa.Column("age_band", sa.String(20), nullable=False),
        sa.Column("district", sa.String(60), nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("mark", sa.String(12)),
        sa.Column("silent_waves", sa.Integer, nullable=False, server_default="0"),
        sa.Column("applied_at", sa.BigInteger, nullable=False),
        sa.Column("registered_at", sa.BigInteger),
        sa.Column("term_until", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name="pk_monitors"),
        sa.UniqueConstraint("chat", name="uq_monitors_chat"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_monitors_state_id", "monitors", ["state", "id"])

    op.create_table(
        "monitor_codes",
        sa.Column("id", row_id, nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("issued_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_monitor_codes"),
        sa.UniqueConstraint("fingerprint", name="uq_monitor_codes_fingerprint"),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "surveys",
        sa.Column("id", row_id, nullable=False),
        sa.Column("series", row_id),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("anonymous", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("opens_at", sa.BigInteger, nullable=False),
        sa.Column("closes_at", sa.BigInteger, nullable=False),
        sa.Column("frozen", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("held", sa.String(12)),
        sa.Column("held_note", sa.String(200)),
        sa.Column("released", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("planned", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("planned_after", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("reminded", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("opened_at", sa.BigInteger),
        sa.Column("closed_at", sa.BigInteger),
        sa.Column("reported_at", sa.BigInteger),
        sa.Column("reflection", sa.Text),
        sa.Column("reflection_by", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
        sa.ForeignKeyConstraint(["series"], ["surveys.id"], name="fk_surveys_series"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_surveys_state", "surveys", ["state"])

    op.create_table(
        "wave_keys",
        sa.Column("survey", row_id, autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("survey", name="pk_wave_keys"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="fk_wave_keys_survey"),
    )

    op.create_table(
        "invitations",
        sa.Column("id", row_id, nullable=False),
        sa.Column("survey", row_id, nullable=False),
        sa.Column("chat", sa.String(32)),
        sa.Column("age_band", sa.String(20), nullable=False),
        sa.Column("district", sa.String(60), nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("started", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("finished", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("survey", "chat", name="uq_invitations_survey_chat"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="fk_invitations_survey"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitations_chat", "invitations", ["chat"])

    op.create_table(
        "survey_answers",
        sa.Column("id", row_id, autoincrement=False, nullable=False),
        sa.Column("survey", row_id, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("question", sa.String(20), nullable=False),
        sa.Column("value", sa.String(200)),
        sa.Column("words", sa.LargeBinary),
        sa.Column("day", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_answers"),
        sa.UniqueConstraint("survey", "token", "question", name="uq_survey_answers_survey_token_question"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="fk_survey_answers_survey"),
    )

    op.create_table(
        "typed_in",
        sa.Column("id", row_id, autoincrement=False, nullable=False),
        sa.Column("survey", row_id, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(8), nullable=False),
        sa.Column("age_band", sa.String(20), nullable=False),
        sa.Column("district", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_typed_in"),
        sa.UniqueConstraint("survey", "token", name="uq_typed_in_survey_token"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="fk_typed_in_survey"),
    )

    op.create_table(
        "tallies",
        sa.Column("survey", row_id, autoincrement=False, nullable=False),
        sa.Column("question", sa.String(20), nullable=False),
        sa.Column("by", sa.String(24), nullable=False),
        sa.Column("in_group", sa.String(60), nullable=False),
        sa.Column("answer", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("survey", "question", "by", "in_group", "answer", name="pk_tallies"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="fk_tallies_survey"),
    )

    op.create_table(
        "free_texts",
        sa.Column("id", row_id, autoincrement=False, nullable=False),
        sa.Column("survey", row_id, nullable=False),
        sa.Column("question", sa.String(20), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_free_texts"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="fk_free_texts_survey"),
    )
    op.create_index("ix_free_texts_survey", "free_texts", ["survey"])

    op.create_table(
        "batches",
        sa.Column("id", row_id, nullable=False),
        sa.Column("survey", row_id),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("recipients", sa.LargeBinary),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("retry_key", sa.String(36), nullable=False),
        sa.Column("state", sa.String(8), nullable=False, server_default="due"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("uncertain", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("first_try_at", sa.BigInteger),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("problem", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
        sa.UniqueConstraint("survey", "purpose", "number", name="uq_batches_survey_purpose_number"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="fk_batches_survey"),
        sqlite_autoincrement=True,
    )
    where = sa.text("state in ('due', 'sending')")
    op.create_index("ix_batches_open", "batches", ["due_at"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for table in (
        "batches", "free_texts", "tallies", "typed_in", "survey_answers", "invitations", "wave_keys", "surveys",
        "monitor_codes", "monitors",
    ):  # fmt: skip
        op.drop_table(table)
