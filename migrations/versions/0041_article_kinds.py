"""Kinds of article: a table of them, filled with those that every site begins with, and the kind of each article."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

USUAL = (
    # key, type at schema.org, weight in hours, labelled, sponsored
    ("news", "NewsArticle", 0, False, False),
    ("report", "ReportageNewsArticle", 12, True, False),
    ("analysis", "AnalysisNewsArticle", 6, True, False),
    ("opinion", "OpinionNewsArticle", -6, True, False),
    ("interview", "NewsArticle", 0, True, False),
    ("press-release", "Article", -24, True, False),
    ("obituary", "NewsArticle", 0, True, False),
    ("sponsored", "AdvertiserContentArticle", -72, True, True),
)


def upgrade() -> None:
    kinds = op.create_table(
        "article_kinds",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(60), nullable=False, unique=True),
        sa.Column("name", sa.String(40), nullable=False, server_default=""),
        sa.Column("schema_type", sa.String(40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("is_labelled", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("is_sponsored", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
    )
    names = ("key", "schema_type", "weight", "is_labelled", "is_sponsored")
    rows = [dict(zip(names, row, strict=True), position=place) for place, row in enumerate(USUAL)]
    op.bulk_insert(kinds, [{"name": "", **row} for row in rows])
    # As one column with its reference: SQLite would rebuild the table for a constraint of its own.
    op.execute(
        "ALTER TABLE articles ADD COLUMN kind_id INTEGER"
        " CONSTRAINT fk_articles_kind_id REFERENCES article_kinds (id) ON DELETE SET NULL"
    )
    op.create_index("ix_articles_kind_id", "articles", ["kind_id"])


def downgrade() -> None:
    op.drop_index("ix_articles_kind_id", "articles")
    op.drop_column("articles", "kind_id")
    op.drop_table("article_kinds")
