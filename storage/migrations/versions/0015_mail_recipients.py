"""A mail may go to one person or section alone, with words that nobody else is to read, and lose its worth after a while."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mails", sa.Column("recipient", sa.LargeBinary))
    op.add_column("mails", sa.Column("sealed_body", sa.LargeBinary))
    op.add_column("mails", sa.Column("good_until", sa.BigInteger))


def downgrade() -> None:
    op.drop_column("mails", "good_until")
    op.drop_column("mails", "sealed_body")
    op.drop_column("mails", "recipient")
