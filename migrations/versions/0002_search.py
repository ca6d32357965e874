"""Search: an index over headline, standfirst and body, kept by the database itself.

SQLite: an FTS5 table whose text stays in articles; triggers keep it in step.
A later migration that rebuilds articles (batch mode) must make the triggers anew.

Postgres: a generated column. No extension is needed: the function below takes
accents off and turns typographic punctuation into spaces, so that a database
of any locale finds the same words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = "headline, standfirst, body_text"
OLD = "old.headline, old.standfirst, old.body_text"
NEW = "new.headline, new.standfirst, new.body_text"

MOST_INDEXED = 100_000
"""Characters of a body that Postgres indexes: a tsvector holds no more than a megabyte."""


def upgrade() -> None:
    if is_sqlite():
        upgrade_sqlite()
    else:
        upgrade_postgres()


def downgrade() -> None:
    if is_sqlite():
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER article_search_after_{name}")
        op.execute("DROP TABLE article_search")
    else:
        op.execute("DROP INDEX article_search_words")
        op.execute("ALTER TABLE articles DROP COLUMN article_search")
        op.execute("DROP FUNCTION article_search_fold(text)")


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade_sqlite() -> None:
    op.execute(
        f"CREATE VIRTUAL TABLE article_search USING fts5({COLUMNS}, content='articles', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    leave = f"INSERT INTO article_search(article_search, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD});"  # noqa: S608
    enter = f"INSERT INTO article_search(rowid, {COLUMNS}) VALUES (new.id, {NEW});"  # noqa: S608
    op.execute(f"CREATE TRIGGER article_search_after_insert AFTER INSERT ON articles BEGIN {enter} END")
    op.execute(f"CREATE TRIGGER article_search_after_delete AFTER DELETE ON articles BEGIN {leave} END")
    op.execute(
        f"CREATE TRIGGER article_search_after_update AFTER UPDATE OF {COLUMNS} ON articles BEGIN {leave} {enter} END"
    )
    op.execute("INSERT INTO article_search(article_search) VALUES ('rebuild')")


def upgrade_postgres() -> None:
    op.execute(
        "CREATE FUNCTION article_search_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$"
        f" SELECT replace(lower({bare_text()}{lowering()}), 'ς', 'σ') $$"
    )
    weighted = " || ".join(
        f"setweight(to_tsvector('simple', article_search_fold({column})), '{weight}')"
        for column, weight in (("headline", "A"), ("standfirst", "B"), (f"left(body_text, {MOST_INDEXED:d})", "D"))
    )
    op.execute(f"ALTER TABLE articles ADD COLUMN article_search tsvector GENERATED ALWAYS AS ({weighted}) STORED")
    op.execute("CREATE INDEX article_search_words ON articles USING gin (article_search)")


def bare_text() -> str:
    """The value without accents, and with typographic punctuation as spaces."""
    bare = r"regexp_replace(normalize(value, NFD), '[\u0300-\u036f]', '', 'g')"
    return rf"regexp_replace(normalize({bare}, NFC), '[\u00a0-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u303f]', ' ', 'g')"


def lowering() -> str:
    """The best collation at hand for small letters beyond ASCII; the database's own may know none."""
    wanted = ("pg_c_utf8", "und-x-icu")
    rows = op.get_bind().execute(sa.text("SELECT collname FROM pg_collation")).scalars().all()
    return next((f' COLLATE "{name}"' for name in wanted if name in rows), "")
