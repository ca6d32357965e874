"""Ids of deleted rows that are never given again on SQLite, as Postgres never does."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

REUSING, LASTING = "PRIMARY KEY (id)", "PRIMARY KEY (id AUTOINCREMENT)"
REMEMBERED = {
    "articles": "SELECT page_id FROM page_views WHERE kind = 'article'",
    "people": "SELECT page_id FROM page_views WHERE kind = 'author' UNION SELECT former_id FROM author_redirects",
    "topics": "SELECT page_id FROM page_views WHERE kind = 'topic' UNION SELECT former_id FROM topic_redirects",
    "subscribers": "SELECT 0",
    "pictures": "SELECT 0",
    "attachments": "SELECT 0",
    "article_kinds": "SELECT 0",
}
"""By table: the ids that something remembers of rows that may be gone."""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        rewrite_keys(REUSING, LASTING)
        for table, remembered in REMEMBERED.items():
            known = f"SELECT id FROM {table} UNION {remembered}"  # noqa: S608
            op.execute(f"INSERT INTO sqlite_sequence SELECT '{table}', coalesce(max(id), 0) FROM ({known})")  # noqa: S608


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in REMEMBERED:
            op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}'")  # noqa: S608
        rewrite_keys(LASTING, REUSING)


def rewrite_keys(before: str, after: str) -> None:
    """Change the words of the keys, which no stored row depends on, so that no table with its triggers is rebuilt.

    The table that is made and dropped lets SQLite make sqlite_sequence, and other connections read the schema anew.

    Source: sqlite.org/lang_altertable.html, section 7, and sqlite.org/autoinc.html.
    """
    op.execute("CREATE TABLE lasting_ids (id INTEGER PRIMARY KEY AUTOINCREMENT)")
    op.execute("DROP TABLE lasting_ids")
    op.execute("PRAGMA writable_schema = ON")
    words = sa.text(
        "UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = :table"
    )
    for table in REMEMBERED:
        op.execute(words.bindparams(before=before, after=after, table=table))
    op.execute("PRAGMA writable_schema = RESET")
