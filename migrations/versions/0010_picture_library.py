"""Where pictures are shown, by what words they are found, and whose files are still to be removed.

What stands in articles and revisions is read once, a few hundred at a time.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
AT_ONCE = 300
PICTURE = re.compile(r"\]\(\s*<?picture:([A-Za-z0-9_-]{1,64})")
WORD = re.compile(r"[^\W_]+")

PICTURES = sa.table(
    "pictures", *map(sa.column, ("id", "key", "alt", "caption", "credit", "file_name", "is_decorative"))
)
ARTICLES = sa.table(
    "articles",
    *map(sa.column, ("id", "lead_picture_id", "lead_alt", "lead_caption", "lead_credit", "body_markdown")),
)
REVISIONS = sa.table(
    "revisions", sa.column("id"), sa.column("article_id"), sa.column("body_markdown"), sa.column("details", sa.JSON)
)
USES = sa.table("picture_uses", *map(sa.column, ("picture_id", "article_id", "is_lead", "is_in_body")))
WORDS = sa.table("picture_words", sa.column("word", sa.LargeBinary), sa.column("picture_id"))


def upgrade() -> None:
    create_uses()
    create_words()
    op.create_table(
        "discarded_pictures",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("discarded_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_discarded_pictures")),
    )
    # Articles are read before a table is altered, which Postgres then keeps from readers.
    fill_uses()
    for name, length in (("caption", 500), ("credit", 200), ("file_name", 200)):
        op.add_column("pictures", sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    op.add_column("pictures", sa.Column("is_decorative", sa.Boolean(), nullable=False, server_default=sa.false()))
    lend_words()
    fill_words()


def create_uses() -> None:
    op.create_table(
        "picture_uses",
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("is_in_body", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_picture_uses_picture_id")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_picture_uses_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("picture_id", "article_id", name=op.f("pk_picture_uses")),
    )
    op.create_index(op.f("ix_picture_uses_article_id"), "picture_uses", ["article_id"])


def create_words() -> None:
    op.create_table(
        "picture_words",
        sa.Column("word", sa.LargeBinary(length=160), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name=op.f("fk_picture_words_picture_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "picture_id", name=op.f("pk_picture_words")),
    )
    op.create_index(op.f("ix_picture_words_picture_id"), "picture_words", ["picture_id"])


def lend_words() -> None:
    """Give each picture the caption and the credit of an article whose lead photo it is."""
    for name in ("alt", "caption", "credit"):
        column, theirs = PICTURES.c[name], ARTICLES.c[f"lead_{name}"]
        lent = sa.select(sa.func.max(theirs)).where(ARTICLES.c.lead_picture_id == PICTURES.c.id).scalar_subquery()
        op.execute(sa.update(PICTURES).where(column == "").values({column: sa.func.coalesce(lent, "")}))


def fill_uses() -> None:
    """Write the present uses of each article, and the former ones that its revisions tell of."""
    bind = op.get_bind()
    known = {row.key: row.id for row in bind.execute(sa.select(PICTURES.c.key, PICTURES.c.id))}
    if not known:
        return
    for rows in in_parts(sa.select(ARTICLES.c.id, ARTICLES.c.lead_picture_id, ARTICLES.c.body_markdown), ARTICLES):
        former = read_former(known, [row.id for row in rows])
        uses = [
            {"picture_id": key, "article_id": row.id, "is_lead": key == row.lead_picture_id, "is_in_body": key in shown}
            for row in rows
            for shown in [find_known(known, row.body_markdown)]
            for key in sorted((shown | former[row.id] | {row.lead_picture_id}) - {None})
        ]
        if uses:
            bind.execute(sa.insert(USES), uses)


def read_former(known: dict[str, int], article_ids: list[int]) -> dict[int, set[int]]:
    """Return the pictures that the revisions of some articles name."""
    former: dict[int, set[int]] = defaultdict(set)
    query = sa.select(REVISIONS).where(REVISIONS.c.article_id.in_(article_ids))
    for row in op.get_bind().execute(query):
        lead = known.get((row.details or {}).get("lead_picture") or "")
        former[row.article_id] |= find_known(known, row.body_markdown) | ({lead} if lead else set())
    return former


def find_known(known: dict[str, int], text: str) -> set[int]:
    return {known[key] for key in PICTURE.findall(text) if key in known}


def fill_words() -> None:
    bind = op.get_bind()
    for rows in in_parts(sa.select(PICTURES), PICTURES):
        words = [
            {"word": word.encode(), "picture_id": row.id}
            for row in rows
            for word in sorted(set(fold(f"{row.alt} {row.caption} {row.credit}")))
        ]
        if words:
            bind.execute(sa.insert(WORDS), words)


def in_parts(query: sa.Select, table: sa.TableClause) -> Iterator[list[sa.Row]]:
    """Yield the rows of *query* in the order of their keys, a part at a time."""
    last = 0
    while rows := op.get_bind().execute(query.where(table.c.id > last).order_by(table.c.id).limit(AT_ONCE)).all():
        yield list(rows)
        last = rows[-1].id


def fold(text: str) -> list[str]:
    bare = (mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return [word[:40] for word in WORD.findall("".join(bare).casefold())]


def downgrade() -> None:
    for table in ("discarded_pictures", "picture_words", "picture_uses"):
        op.drop_table(table)
    for column in ("is_decorative", "file_name", "credit", "caption"):
        op.drop_column("pictures", column)
