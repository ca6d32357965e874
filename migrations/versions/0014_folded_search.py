"""Search: the index holds what the program has folded and cut into words, the same on both databases.

The program writes the words of each article into article_search_folded; triggers
copy those of published articles into the index, and take them out when the text
of the article changes. So while the old program still serves, what it saves is
not found until the worker of the new one has folded it, and it finds
 words without accents only.

No article is read here, which would take minutes of a lock: the worker of the
new program folds a few at a time, the newest first, and each is found from then on.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXTS = "headline, standfirst, body_text"
LINKS = {"article_topics": "topic_id", "article_coauthors": "person_id"}
TRIGGERS = [
    *("insert", "delete", "update", "rewrite", "folded_insert", "folded_delete"),
    *(f"{table}_{event}" for table in LINKS for event in ("insert", "delete", "update")),
]
DIFFER = " OR ".join(f"old.{name} <> new.{name}" for name in TEXTS.split(", "))


def upgrade() -> None:
    op.execute(
        "CREATE TABLE article_search_folded (article_id INTEGER PRIMARY KEY,"
        " headline TEXT NOT NULL, standfirst TEXT NOT NULL, body_text TEXT NOT NULL)"
    )
    if is_sqlite():
        drop_sqlite()
        upgrade_sqlite()
    else:
        upgrade_postgres()


def downgrade() -> None:
    if is_sqlite():
        drop_sqlite()
        op.execute("DROP TABLE article_search_marks")
    else:
        drop_postgres()
    op.execute("DROP TABLE article_search_folded")
    former = op.get_context().script.get_revision("0009").module
    if is_sqlite():
        former.upgrade_sqlite()
    else:
        former.upgrade_postgres()


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


# SQLite


def drop_sqlite() -> None:
    """Drop what both editions have, but the table of marks."""
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER IF EXISTS article_search_{name}")
    for table in ("article_search_vocabulary", "article_search"):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP VIEW article_search_text")


def upgrade_sqlite() -> None:
    op.execute(
        f"CREATE VIEW article_search_text AS SELECT key, {TEXTS}, marks"  # noqa: S608
        " FROM article_search_marks AS m JOIN article_search_folded AS f ON f.article_id = m.article_id"
    )
    # The tokenizer cuts at spaces alone: what is folded has no other sign, and letters beyond ASCII stay as they are.
    op.execute(
        f"CREATE VIRTUAL TABLE article_search USING fts5({TEXTS}, marks, content='article_search_text',"
        " content_rowid='key', tokenize='ascii', prefix='3 4')"
    )
    op.execute("CREATE VIRTUAL TABLE article_search_vocabulary USING fts5vocab(article_search, 'row')")
    op.execute("DELETE FROM article_search_marks")
    op.execute(mark("true"))
    op.execute("INSERT INTO article_search(article_search) VALUES ('rebuild')")
    make_article_triggers()
    make_link_triggers()


def make_article_triggers() -> None:
    """Keep entries in step with articles and their folded words."""
    again = take_out("new.id") + write_in("new.id")
    forget = "DELETE FROM article_search_folded WHERE article_id ="
    triggers = {
        "folded_insert": f"AFTER INSERT ON article_search_folded BEGIN {write_in('new.article_id')} END",
        "folded_delete": f"BEFORE DELETE ON article_search_folded BEGIN {take_out('old.article_id')} END",
        "delete": f"AFTER DELETE ON articles BEGIN {forget} old.id; END",
        "update": (
            "AFTER UPDATE OF state, published_at, author_id ON articles"
            f" WHEN old.state = 'published' OR new.state = 'published' BEGIN {again} END"
        ),
        "rewrite": f"AFTER UPDATE OF {TEXTS} ON articles WHEN {DIFFER} BEGIN {forget} new.id; END",
    }
    for name, body in triggers.items():
        op.execute(f"CREATE TRIGGER article_search_{name} {body}")


def make_link_triggers() -> None:
    """Keep topics and authors of entries in step."""
    for table in LINKS:
        for event, row in (("insert", "new"), ("delete", "old"), ("update", "new")):
            article = f"{row}.article_id"
            exists = f"WHEN EXISTS (SELECT 1 FROM articles WHERE id = {article} AND state = 'published')"  # noqa: S608
            again = take_out(article) + write_in(article)
            op.execute(
                f"CREATE TRIGGER article_search_{table}_{event} AFTER {event} ON {table} {exists} BEGIN {again} END"
            )


def take_out(article: str) -> str:
    key = f"(SELECT key FROM article_search_marks WHERE article_id = {article})"  # noqa: S608
    return (
        f"INSERT INTO article_search(article_search, rowid, {TEXTS}, marks)"  # noqa: S608
        f" SELECT 'delete', key, {TEXTS}, marks FROM article_search_text WHERE key = {key};"
        f" DELETE FROM article_search_marks WHERE article_id = {article};"
    )


def write_in(article: str) -> str:
    key = f"(SELECT key FROM article_search_marks WHERE article_id = {article})"  # noqa: S608
    return (
        f"{mark(f'a.id = {article}')};"  # noqa: S608
        f" INSERT INTO article_search(rowid, {TEXTS}, marks)"
        f" SELECT key, {TEXTS}, marks FROM article_search_text WHERE key = {key};"
    )


def mark(which: str) -> str:
    """Return the statement that writes keys and marks, in the form of migration 0009."""
    sign = "char(57344)"
    key = "(CAST(strftime('%s', coalesce(a.published_at, '1970-01-01')) AS INTEGER) << 29) | (a.id & 536870911)"
    linked = [
        f"coalesce((SELECT group_concat(' ' || {sign} || '{letter}' || {column}, '') FROM {table}"  # noqa: S608
        " WHERE article_id = a.id), '')"
        for letter, (table, column) in zip("tp", LINKS.items(), strict=True)
    ]
    marks = " || ".join([f"{sign} || 'a ' || {sign} || 'p' || a.author_id", *linked])
    return (
        f"INSERT INTO article_search_marks (article_id, key, marks) SELECT a.id, {key}, {marks}"  # noqa: S608
        f" FROM articles AS a WHERE a.state = 'published' AND {which}"
        " AND EXISTS (SELECT 1 FROM article_search_folded WHERE article_id = a.id)"
    )


# Postgres


def upgrade_postgres() -> None:
    op.execute("DROP FUNCTION article_search_entry(articles)")
    op.execute(vector_function())
    op.execute(entry_function())
    op.execute(article_function())
    op.execute(folded_function())
    # Row by row, and no TRUNCATE: searches go on meanwhile.
    op.execute("DELETE FROM article_search")
    op.execute(
        "INSERT INTO article_search SELECT entry.* FROM articles, article_search_entry(articles) AS entry"
        " WHERE state = 'published'"
    )
    op.execute(
        "CREATE TRIGGER article_search_folded AFTER INSERT OR DELETE ON article_search_folded"
        " FOR EACH ROW EXECUTE FUNCTION article_search_folded()"
    )


def vector_function() -> str:
    """Words are letters and digits, so that none needs quotes; 16383 is the last position that a tsvector knows."""
    return (
        "CREATE FUNCTION article_search_vector(value text, weight text) RETURNS tsvector"
        " LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$"
        " SELECT coalesce(string_agg(word || ':' || least(place, 16383) || weight, ' '), '')::tsvector"
        " FROM unnest(string_to_array(value, ' ')) WITH ORDINALITY AS words (word, place) WHERE word <> '' $$"
    )


def entry_function() -> str:
    head = "article_search_vector(f.headline, 'A') || article_search_vector(f.standfirst, 'B')"
    words = f"{head} || article_search_vector(f.body_text, 'D')"
    second = "floor(extract(epoch FROM coalesce(a.published_at, to_timestamp(0))))::bigint"
    return (
        "CREATE FUNCTION article_search_entry(a articles) RETURNS SETOF article_search LANGUAGE sql STABLE AS $$"  # noqa: S608
        f" SELECT a.id, ({second} << 29) | (a.id & 536870911),"
        f" article_search_marks(a.id, a.author_id), {head}, {words}"
        " FROM article_search_folded AS f WHERE f.article_id = a.id $$"
    )


def article_function() -> str:
    return f"""
        CREATE OR REPLACE FUNCTION article_search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                DELETE FROM article_search WHERE article_id = old.id;
            END IF;
            IF TG_OP = 'DELETE' THEN
                DELETE FROM article_search_folded WHERE article_id = old.id;
            ELSIF TG_OP = 'UPDATE' THEN
                IF {DIFFER} THEN
                    DELETE FROM article_search_folded WHERE article_id = old.id;
                ELSIF new.state = 'published' THEN
                    INSERT INTO article_search SELECT * FROM article_search_entry(new);
                END IF;
            END IF;
            RETURN NULL;
        END $$
    """  # noqa: S608


def folded_function() -> str:
    return """
        CREATE FUNCTION article_search_folded() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                DELETE FROM article_search WHERE article_id = old.article_id;
            ELSE
                INSERT INTO article_search SELECT entry.* FROM articles, article_search_entry(articles) AS entry
                    WHERE id = new.article_id AND state = 'published';
            END IF;
            RETURN NULL;
        END $$
    """


def drop_postgres() -> None:
    for table in ("articles", *LINKS):
        op.execute(f"DROP TRIGGER article_search_{table} ON {table}")
    op.execute("DROP TRIGGER article_search_folded ON article_search_folded")
    functions = ("folded()", "follow()", "mark()", "entry(articles)", "marks(integer, integer)", "vector(text, text)")
    for function in functions:
        op.execute(f"DROP FUNCTION article_search_{function}")
    op.execute("DROP TABLE article_search")
