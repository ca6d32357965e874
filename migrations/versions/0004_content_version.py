"""The number that says whether a cached page is still right; and an index from topics to their newest articles.

The triggers that raise it are made by migrations/env.py after every run, from
blog.web.cache.triggers, since SQLite loses them with each table that is rebuilt.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = op.create_table(
        "content_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_version")),
    )
    op.bulk_insert(table, [{"id": 1, "number": 1, "mark": 0}])
    op.drop_index("ix_article_topics_topic_id", table_name="article_topics")
    op.create_index("ix_article_topics_topic_id_article_id", "article_topics", ["topic_id", "article_id"])


def downgrade() -> None:
    op.drop_index("ix_article_topics_topic_id_article_id", table_name="article_topics")
    op.create_index("ix_article_topics_topic_id", "article_topics", ["topic_id"])
    op.drop_table("content_version")
