"""Staff accounts, their sessions, and the chained record of what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Instants are whole milliseconds since 1970 (UTC).
row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", row_id, nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("department", sa.String(64)),
        sa.Column("rights", sa.String(100), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("second_factor", sa.String(8), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary),
        sa.Column("totp_last_step", sa.Integer, nullable=False, server_default="0"),
        sa.Column("mail", sa.LargeBinary),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("code_until", sa.BigInteger),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("locked_until", sa.BigInteger),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("left_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("login", name="uq_staff_login"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "backup_codes",
        sa.Column("id", row_id, nullable=False),
        sa.Column("staff_id", row_id, nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_backup_codes"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_backup_codes_staff_id"),
        sa.UniqueConstraint("staff_id", "code_hash", name="uq_backup_codes_staff_id_code_hash"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("staff_id", row_id, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("practice", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_sessions"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_sessions_staff_id"),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.create_index("ix_staff_sessions_seen_at", "staff_sessions", ["seen_at"])
    op.create_table(
        "login_failures",
        sa.Column("id", row_id, nullable=False),
        sa.Column("address", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_failures"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_login_failures_address_at", "login_failures", ["address", "at"])
    op.create_table(
        "audit",
        sa.Column("number", row_id, nullable=False, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("staff_id", row_id),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("link", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_audit_staff_id"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_index("ix_audit_staff_id_at", "audit", ["staff_id", "at"])
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "audit_head",
        sa.Column("id", row_id, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False, server_default="0"),
        sa.Column("link", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )


def downgrade() -> None:
    for table in ("audit_head", "audit", "login_failures", "staff_sessions", "backup_codes", "staff"):
        op.drop_table(table)
