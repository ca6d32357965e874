"""Pending versions: a draft may wait to replace the text of a public article, one for each."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # As one column with its reference: SQLite would rebuild the table for a constraint of its own.
    op.execute(
        "ALTER TABLE articles ADD COLUMN pending_for_id INTEGER"
        " CONSTRAINT fk_articles_pending_for_id REFERENCES articles (id) ON DELETE CASCADE"
    )
    op.create_index("ix_articles_pending_for_id", "articles", ["pending_for_id"], unique=True)
    op.add_column("articles", sa.Column("base_content", sa.JSON(), nullable=True))
    op.add_column("articles", sa.Column("change_note", sa.String(length=300), nullable=False, server_default=""))
    op.add_column("articles", sa.Column("is_minor_change", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("articles", "is_minor_change")
    op.drop_column("articles", "change_note")
    op.drop_column("articles", "base_content")
    op.drop_index("ix_articles_pending_for_id", "articles")
    op.drop_column("articles", "pending_for_id")
