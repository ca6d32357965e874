"""Indexes for the front page of the desk: what happened lately, and what an author saved last in each state."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_article_events_happened_at", "article_events", ["happened_at"]),
    ("ix_articles_author_id_state_updated_at_id", "articles", ["author_id", "state", "updated_at", "id"]),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _columns in INDEXES:
        op.drop_index(name, table)
