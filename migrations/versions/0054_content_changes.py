"""What the triggers of the content version note for a folder of the site as files: which rows changed in which version.

A new and empty table; nothing is noted in it before a folder is kept current.
"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("event", sa.String(6), nullable=False),
        sa.Column("row_id", sa.Integer()),
        sa.Column("noted_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_content_changes_number", "content_changes", ["number"])


def downgrade() -> None:
    op.drop_table("content_changes")
