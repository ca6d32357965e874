"""Which article one was translated from, and whether an alert goes to readers who had it in another language too."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # As one column with its reference: SQLite would rebuild the table for a constraint of its own.
    op.execute(
        "ALTER TABLE articles ADD COLUMN translation_of_id INTEGER"
        " CONSTRAINT fk_articles_translation_of_id REFERENCES articles (id) ON DELETE SET NULL"
    )
    op.create_index("ix_articles_translation_of_id", "articles", ["translation_of_id"])
    op.add_column("alerts", sa.Column("includes_told", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("alerts", "includes_told")
    op.drop_index("ix_articles_translation_of_id", "articles")
    op.drop_column("articles", "translation_of_id")
