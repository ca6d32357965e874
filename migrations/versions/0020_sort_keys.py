"""Topics and people have a key by which lists put their names in order, the same on both databases."""

import sqlalchemy as sa
from alembic import op

from blog.database.collation import sort_key

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    language = op.get_bind().get_execution_options().get("content_language", "en")
    for name in ("topics", "people"):
        op.add_column(name, sa.Column("sort_key", sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
        table = sa.table(name, sa.column("id"), sa.column("name"), sa.column("sort_key", sa.LargeBinary()))
        for row in op.get_bind().execute(sa.select(table.c.id, table.c.name)).all():
            key = {"sort_key": sort_key(row.name, language)}
            op.execute(sa.update(table).where(table.c.id == row.id).values(key))


def downgrade() -> None:
    for name in ("topics", "people"):
        op.drop_column(name, "sort_key")
