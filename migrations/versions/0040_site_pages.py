"""Pages without date: place, order and purpose of texts that are no articles."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_pages",
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("site_pages")
    # An older edition does not know their states, and could not read such a row.
    op.execute("DELETE FROM articles WHERE state IN ('page_draft', 'page_published', 'page_withdrawn')")
