"""Topics and people have a key by which lists put their names in order, the same on both databases."""

import sqlalchemy as sa
from alembic import op

from blog.database.collation import sort_key

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The keys are worked out before the columns are added: from then on Postgres lets nobody read the tables.
    keys = {name: make_keys(name) for name in ("topics", "people")}
    for name, rows in keys.items():
        op.add_column(name, sa.Column("sort_key", sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
        table = sa.table(name, sa.column("id"), sa.column("sort_key", sa.LargeBinary()))
        if rows:
            filled = sa.update(table).where(table.c.id == sa.bindparam("row")).values(sort_key=sa.bindparam("key"))
            op.get_bind().execute(filled, rows)


def make_keys(name: str) -> list[dict[str, object]]:
    """Return the ids of the rows of a table with their keys."""
    language = op.get_bind().get_execution_options().get("content_language", "en")
    rows = op.get_bind().execute(sa.select(sa.column("id"), sa.column("name")).select_from(sa.table(name))).all()
    return [{"row": row.id, "key": sort_key(row.name, language)} for row in rows]


def downgrade() -> None:
    for name in ("topics", "people"):
        op.drop_column(name, "sort_key")
