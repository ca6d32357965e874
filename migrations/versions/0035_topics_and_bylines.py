"""Topics have an order, a picture and former addresses; authors need no account, and have a photo and a role line."""

import sqlalchemy as sa
from alembic import op

from blog.models.topic import topic_key

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
MAX_SHOWN = 12
"""So many topics stood in the masthead until now."""


def upgrade() -> None:
    add_to_topics()
    create_redirects()
    create_profiles()
    with op.batch_alter_table("people") as table:
        table.alter_column("address_key", existing_type=sa.String(254), nullable=True)
    op.add_column("password_resets", sa.Column("new_address", sa.String(254), nullable=True))


def add_to_topics() -> None:
    keys = make_keys()
    op.add_column("topics", sa.Column("name_key", sa.String(255), nullable=False, server_default=""))
    op.add_column("topics", sa.Column("masthead_position", sa.Integer(), nullable=True))
    op.execute(
        "ALTER TABLE topics ADD COLUMN picture_id INTEGER"
        " CONSTRAINT fk_topics_picture_id REFERENCES pictures (id) ON DELETE SET NULL"
    )
    table = sa.table("topics", sa.column("id"), sa.column("name_key"), sa.column("masthead_position"))
    values = {"name_key": sa.bindparam("key"), "masthead_position": sa.bindparam("place")}
    if keys:
        op.get_bind().execute(sa.update(table).where(table.c.id == sa.bindparam("row")).values(values), keys)
    op.create_index("ix_topics_name_key", "topics", ["name_key"], unique=True)
    op.create_index("ix_topics_masthead_position", "topics", ["masthead_position"])
    op.create_index("ix_topics_picture_id", "topics", ["picture_id"])


def make_keys() -> list[dict[str, object]]:
    """Return key and place in the masthead by id; the second of two names that are one gets its id into the key.

    The masthead is filled as it was: with the topics of the newest articles, by name.
    """
    shown = set(op.get_bind().scalars(sa.text(SHOWN)).all())
    rows = op.get_bind().execute(sa.text("SELECT id, name FROM topics ORDER BY sort_key")).all()
    found: dict[str, dict[str, object]] = {}
    for row in rows:
        key = topic_key(row.name)
        place = 1 + sum(one["place"] is not None for one in found.values()) if row.id in shown else None
        key = f"{key[:240]} #{row.id}" if key in found else key
        found[key] = {"row": row.id, "key": key, "place": place}
    return list(found.values())


SHOWN = f"""
    SELECT topics.id FROM topics LEFT JOIN (
        SELECT topic_id, max(published_at) AS newest_at FROM article_topics
        JOIN (SELECT id, published_at FROM articles WHERE state = 'published' ORDER BY published_at DESC LIMIT 1000)
            AS newest ON newest.id = article_topics.article_id
        GROUP BY topic_id
    ) AS recent ON recent.topic_id = topics.id
    ORDER BY recent.newest_at IS NULL, recent.newest_at DESC, topics.sort_key LIMIT {MAX_SHOWN}
"""  # noqa: S608


def create_redirects() -> None:
    for table, target, length in (("topic", "topics", 80), ("author", "people", 120)):
        key = "topic_id" if table == "topic" else "person_id"
        name = f"{table}_redirects"
        names = [sa.Column("name", sa.String(60), nullable=False)] if table == "topic" else []
        op.create_table(
            name,
            sa.Column("slug", sa.String(length), nullable=False),
            sa.Column(key, sa.Integer(), nullable=False),
            *names,
            sa.Column("former_id", sa.Integer(), nullable=True),
            sa.Column("created_at", TIME, nullable=False),
            sa.ForeignKeyConstraint([key], [f"{target}.id"], name=f"fk_{name}_{key}", ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("slug", name=f"pk_{name}"),
        )
        for column in (key, "former_id", *(one.name for one in names)):
            op.create_index(f"ix_{name}_{column}", name, [column])


def create_profiles() -> None:
    references = (("person_id", "people", "CASCADE"), ("picture_id", "pictures", "SET NULL"))
    op.create_table(
        "profiles",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role_line", sa.String(100), nullable=False),
        sa.Column("contact", sa.String(254), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("team_position", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([key], [f"{table}.id"], name=f"fk_profiles_{key}", ondelete=deletion)
            for key, table, deletion in references
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_profiles"),
    )
    for column in ("picture_id", "team_position"):
        op.create_index(f"ix_profiles_{column}", "profiles", [column])


def downgrade() -> None:
    op.drop_column("password_resets", "new_address")
    # No address has this form, so nobody signs in with it.
    op.execute("UPDATE people SET address_key = 'guest-' || id WHERE address_key IS NULL")
    with op.batch_alter_table("people") as table:
        table.alter_column("address_key", existing_type=sa.String(254), nullable=False)
    for table in ("profiles", "author_redirects", "topic_redirects"):
        op.drop_table(table)
    for name in ("picture_id", "masthead_position", "name_key"):
        op.drop_index(f"ix_topics_{name}", "topics")
        op.drop_column("topics", name)
