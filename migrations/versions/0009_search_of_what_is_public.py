"""Search: an index of what is public alone, in the order of publication, that also knows topics and authors.

Each entry has a key that sorts like the date of publication: its second since
1970, then the article's id in the lower 29 bits. A list by date, a stretch of
time and the next page are then ranges of the key, and cost nothing more.

SQLite: FTS5 with that key as its rowid. Topics and authors are words of
private-use characters in a column of their own, "marks". What was indexed of
them is kept in article_search_marks, since FTS5 must be told when it is taken out.

Postgres: a slim table beside articles, so that counting reads little.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXTS = "headline, standfirst, body_text"
LINKS = {"article_topics": "topic_id", "article_coauthors": "person_id"}
MOST_INDEXED = 100_000
"""Characters of a body that Postgres indexes: a tsvector holds no more than a megabyte."""


def upgrade() -> None:
    """Make the index without filling it: 0014, which comes next in the same run, makes another one."""
    if is_sqlite():
        drop_sqlite_0002()
        upgrade_sqlite(fill=False)
    else:
        op.execute("ALTER TABLE articles DROP COLUMN article_search")
        upgrade_postgres(fill=False)


def downgrade() -> None:
    if is_sqlite():
        downgrade_sqlite()
    else:
        downgrade_postgres()


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


# SQLite


def drop_sqlite_0002() -> None:
    for event in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER article_search_after_{event}")
    op.execute("DROP TABLE article_search")


def upgrade_sqlite(*, fill: bool = True) -> None:
    op.execute(
        "CREATE TABLE article_search_marks"
        " (article_id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, marks TEXT NOT NULL)"
    )
    op.execute(
        f"CREATE VIEW article_search_text AS SELECT m.key AS key, {TEXTS}, m.marks AS marks"  # noqa: S608
        " FROM article_search_marks AS m JOIN articles AS a ON a.id = m.article_id"
    )
    op.execute(
        f"CREATE VIRTUAL TABLE article_search USING fts5({TEXTS}, marks, content='article_search_text',"
        " content_rowid='key', tokenize='unicode61 remove_diacritics 2', prefix='3 4')"
    )
    op.execute("CREATE VIRTUAL TABLE article_search_vocabulary USING fts5vocab(article_search, 'row')")
    if fill:
        op.execute(mark_sqlite("articles AS a", "true"))
        op.execute("INSERT INTO article_search(article_search) VALUES ('rebuild')")
    make_sqlite_triggers()


def make_sqlite_triggers() -> None:
    """Take an entry out as it was indexed, and write it anew as the article is now."""
    leave = take_out("old.headline, old.standfirst, old.body_text", "article_search_marks", "old.id")
    enter = write_in("new.id")
    on_article = f"UPDATE OF {TEXTS}, state, published_at, author_id ON articles"
    is_seen = "WHEN old.state = 'published' OR new.state = 'published'"
    op.execute(f"CREATE TRIGGER article_search_insert AFTER INSERT ON articles BEGIN {enter} END")
    op.execute(f"CREATE TRIGGER article_search_delete AFTER DELETE ON articles BEGIN {leave} END")
    op.execute(f"CREATE TRIGGER article_search_update AFTER {on_article} {is_seen} BEGIN {leave} {enter} END")
    for table in LINKS:
        for event, row in (("insert", "new"), ("delete", "old"), ("update", "new")):
            article = f"{row}.article_id"
            exists = f"WHEN EXISTS (SELECT 1 FROM articles WHERE id = {article} AND state = 'published')"  # noqa: S608
            marked = "article_search_marks JOIN articles ON id = article_id"
            again = f"{take_out(TEXTS, marked, article)} {write_in(article)}"
            op.execute(
                f"CREATE TRIGGER article_search_{table}_{event} AFTER {event} ON {table} {exists} BEGIN {again} END"
            )


def take_out(texts: str, source: str, article: str) -> str:
    return (
        f"INSERT INTO article_search(article_search, rowid, {TEXTS}, marks)"  # noqa: S608
        f" SELECT 'delete', key, {texts}, marks FROM {source} WHERE article_id = {article};"
        f" DELETE FROM article_search_marks WHERE article_id = {article};"
    )


def write_in(article: str) -> str:
    return (
        f"{mark_sqlite('articles AS a', f'a.id = {article}')};"  # noqa: S608
        f" INSERT INTO article_search(rowid, {TEXTS}, marks)"
        f" SELECT key, {TEXTS}, marks FROM article_search_text WHERE key ="
        f" (SELECT key FROM article_search_marks WHERE article_id = {article});"
    )


def mark_sqlite(source: str, which: str) -> str:
    """Return the statement that writes keys and marks; U+E000 begins what no reader can type."""
    mark = "char(57344)"
    key = "(CAST(strftime('%s', coalesce(a.published_at, '1970-01-01')) AS INTEGER) << 29) | (a.id & 536870911)"
    linked = [
        f"coalesce((SELECT group_concat(' ' || {mark} || '{letter}' || {column}, '') FROM {table}"  # noqa: S608
        " WHERE article_id = a.id), '')"
        for letter, (table, column) in zip("tp", LINKS.items(), strict=True)
    ]
    marks = " || ".join([f"{mark} || 'a ' || {mark} || 'p' || a.author_id", *linked])
    return (
        f"INSERT INTO article_search_marks (article_id, key, marks) SELECT a.id, {key}, {marks} FROM {source}"  # noqa: S608
        f" WHERE a.state = 'published' AND {which}"
    )


def downgrade_sqlite() -> None:
    for table in LINKS:
        for event in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER article_search_{table}_{event}")
    for event in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER article_search_{event}")
    for table in ("article_search_vocabulary", "article_search"):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP VIEW article_search_text")
    op.execute("DROP TABLE article_search_marks")
    op.execute(
        f"CREATE VIRTUAL TABLE article_search USING fts5({TEXTS}, content='articles', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    old, new = (", ".join(f"{row}.{name}" for name in TEXTS.split(", ")) for row in ("old", "new"))
    leave = f"INSERT INTO article_search(article_search, rowid, {TEXTS}) VALUES ('delete', old.id, {old});"  # noqa: S608
    enter = f"INSERT INTO article_search(rowid, {TEXTS}) VALUES (new.id, {new});"  # noqa: S608
    op.execute(f"CREATE TRIGGER article_search_after_insert AFTER INSERT ON articles BEGIN {enter} END")
    op.execute(f"CREATE TRIGGER article_search_after_delete AFTER DELETE ON articles BEGIN {leave} END")
    op.execute(
        f"CREATE TRIGGER article_search_after_update AFTER UPDATE OF {TEXTS} ON articles BEGIN {leave} {enter} END"
    )
    op.execute("INSERT INTO article_search(article_search) VALUES ('rebuild')")


# Postgres

POSTGRES_TRIGGERS = {
    "articles": f"AFTER INSERT OR DELETE OR UPDATE OF {TEXTS}, state, published_at, author_id ON articles",
    **{table: f"AFTER INSERT OR DELETE OR UPDATE ON {table}" for table in LINKS},
}


def upgrade_postgres(*, fill: bool = True) -> None:
    op.execute(
        "CREATE TABLE article_search (article_id integer PRIMARY KEY, key bigint NOT NULL UNIQUE,"
        " marks integer[] NOT NULL, head tsvector NOT NULL, words tsvector NOT NULL)"
    )
    op.execute(marks_function())
    op.execute(entry_function())
    if fill:
        op.execute(
            "INSERT INTO article_search SELECT entry.* FROM articles, article_search_entry(articles) AS entry"
            " WHERE state = 'published'"
        )
    # Without fastupdate, since a list of pending entries would slow each search down until it is merged.
    op.execute("CREATE INDEX article_search_words ON article_search USING gin (words, marks) WITH (fastupdate = off)")
    op.execute("CREATE INDEX article_search_head ON article_search USING gin (head, marks) WITH (fastupdate = off)")
    op.execute(article_function())
    op.execute(link_function())
    for table, moment in POSTGRES_TRIGGERS.items():
        function = "article_search_follow" if table == "articles" else "article_search_mark"
        op.execute(f"CREATE TRIGGER article_search_{table} {moment} FOR EACH ROW EXECUTE FUNCTION {function}()")


def marks_function() -> str:
    """Topics are even numbers, authors odd ones."""
    return (
        "CREATE FUNCTION article_search_marks(article integer, author integer)"
        " RETURNS integer[] LANGUAGE sql STABLE AS $$"
        " SELECT array_agg(mark) FROM (SELECT author * 2 + 1 AS mark"
        " UNION SELECT topic_id * 2 FROM article_topics WHERE article_id = article"
        " UNION SELECT person_id * 2 + 1 FROM article_coauthors WHERE article_id = article) AS found $$"
    )


def entry_function() -> str:
    def vector(column: str, weight: str) -> str:
        return f"setweight(to_tsvector('simple', article_search_fold({column})), '{weight}')"

    head = f"{vector('a.headline', 'A')} || {vector('a.standfirst', 'B')}"
    words = f"{head} || {vector(f'left(a.body_text, {MOST_INDEXED:d})', 'D')}"
    second = "floor(extract(epoch FROM coalesce(a.published_at, to_timestamp(0))))::bigint"
    return (
        "CREATE FUNCTION article_search_entry(a articles) RETURNS article_search LANGUAGE sql STABLE AS $$"
        f" SELECT a.id, ({second} << 29) | (a.id & 536870911),"
        f" article_search_marks(a.id, a.author_id), {head}, {words} $$"
    )


def article_function() -> str:
    return """
        CREATE FUNCTION article_search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                DELETE FROM article_search WHERE article_id = old.id;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                IF new.state = 'published' THEN
                    INSERT INTO article_search SELECT * FROM article_search_entry(new);
                END IF;
            END IF;
            RETURN NULL;
        END $$
    """


def link_function() -> str:
    return """
        CREATE FUNCTION article_search_mark() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed integer := CASE WHEN TG_OP = 'DELETE' THEN old.article_id ELSE new.article_id END;
        BEGIN
            UPDATE article_search SET marks = article_search_marks(articles.id, articles.author_id)
                FROM articles WHERE articles.id = changed AND article_id = changed;
            RETURN NULL;
        END $$
    """


def downgrade_postgres() -> None:
    for table in POSTGRES_TRIGGERS:
        op.execute(f"DROP TRIGGER article_search_{table} ON {table}")
    for function in ("follow()", "mark()", "entry(articles)", "marks(integer, integer)"):
        op.execute(f"DROP FUNCTION article_search_{function}")
    op.execute("DROP TABLE article_search")
    weighted = " || ".join(
        f"setweight(to_tsvector('simple', article_search_fold({column})), '{weight}')"
        for column, weight in (("headline", "A"), ("standfirst", "B"), (f"left(body_text, {MOST_INDEXED:d})", "D"))
    )
    op.execute(f"ALTER TABLE articles ADD COLUMN article_search tsvector GENERATED ALWAYS AS ({weighted}) STORED")
    op.execute("CREATE INDEX article_search_words ON articles USING gin (article_search)")
