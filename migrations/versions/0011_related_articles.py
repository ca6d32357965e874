"""Which articles are related, worked out by the worker; triggers note for which that is due."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXTS = "headline, standfirst, body_text, state"
ON_ARTICLES = {"insert": "INSERT ON articles", "update": f"UPDATE OF {TEXTS} ON articles"}
ON_TOPICS = {"insert": "INSERT ON article_topics", "delete": "DELETE ON article_topics"}
NOTE = (
    "INSERT INTO due_relations (article_id, is_change) SELECT id, true FROM articles"
    " WHERE id = {article} AND state = 'published' ON CONFLICT (article_id) DO UPDATE SET is_change = true"
)


def upgrade() -> None:
    make_table(
        "related_articles",
        sa.Column("position", sa.Integer(), nullable=False),
        key=["article_id", "position"],
        other=True,
    )
    make_table("due_relations", sa.Column("is_change", sa.Boolean(), nullable=False), key=["article_id"])
    op.create_index(op.f("ix_related_articles_related_id"), "related_articles", ["related_id"])
    op.create_index("ix_due_relations_is_change_article_id", "due_relations", ["is_change", "article_id"])
    op.execute(
        "INSERT INTO due_relations (article_id, is_change) SELECT id, false FROM articles"
        " WHERE state IN ('published', 'ended')"
    )
    if op.get_bind().dialect.name == "sqlite":
        make_sqlite_triggers()
    else:
        make_postgres_triggers()


def make_table(name: str, column: sa.Column, *, key: list[str], other: bool = False) -> None:
    articles = ["article_id", *(["related_id"] if other else [])]
    references = [
        sa.ForeignKeyConstraint([link], ["articles.id"], name=op.f(f"fk_{name}_{link}"), ondelete="CASCADE")
        for link in articles
    ]
    columns = [sa.Column(link, sa.Integer(), nullable=False) for link in articles]
    op.create_table(name, *columns, column, *references, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")))


def differ() -> str:
    return " OR ".join(f"old.{name} <> new.{name}" for name in TEXTS.split(", "))


def make_sqlite_triggers() -> None:
    for event, moment in ON_ARTICLES.items():
        condition = "new.state = 'published'" + (f" AND ({differ()})" if event == "update" else "")
        op.execute(
            f"CREATE TRIGGER due_relations_articles_{event} AFTER {moment} WHEN {condition}"
            f" BEGIN {NOTE.format(article='new.id')}; END"
        )
    for event, moment in ON_TOPICS.items():
        article = "new.article_id" if event == "insert" else "old.article_id"
        op.execute(
            f"CREATE TRIGGER due_relations_article_topics_{event} AFTER {moment}"
            f" BEGIN {NOTE.format(article=article)}; END"
        )


def make_postgres_triggers() -> None:
    for link, table in (("id", "articles"), ("article_id", "article_topics")):
        op.execute(
            f"CREATE FUNCTION due_relations_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE"
            f" changed integer := CASE WHEN TG_OP = 'DELETE' THEN old.{link} ELSE new.{link} END;"
            f" BEGIN {NOTE.format(article='changed')}; RETURN NULL; END $$"
        )
    for table, moments in (("articles", ON_ARTICLES), ("article_topics", ON_TOPICS)):
        for event, moment in moments.items():
            condition = f" WHEN ({differ()})" if (table, event) == ("articles", "update") else ""
            op.execute(
                f"CREATE TRIGGER due_relations_{table}_{event} AFTER {moment} FOR EACH ROW{condition}"
                f" EXECUTE FUNCTION due_relations_{table}()"
            )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, moments in (("articles", ON_ARTICLES), ("article_topics", ON_TOPICS)):
        for event in moments:
            op.execute(f"DROP TRIGGER due_relations_{table}_{event}" + ("" if is_sqlite else f" ON {table}"))
        if not is_sqlite:
            op.execute(f"DROP FUNCTION due_relations_{table}()")
    op.drop_table("due_relations")
    op.drop_table("related_articles")
