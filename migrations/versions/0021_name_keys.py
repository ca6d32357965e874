"""Readers have a folded name, by which the desk finds them whatever the case and the script."""

import sqlalchemy as sa
from alembic import op

from blog.models.subscriber import make_name_key

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

READERS = sa.table("subscribers", *map(sa.column, ("id", "name", "name_key")))
AT_ONCE = 5000


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("name_key", sa.Text(), nullable=True))
    named = sa.select(READERS.c.id, READERS.c.name).where(READERS.c.name.is_not(None)).order_by(READERS.c.id)
    key = sa.update(READERS).where(READERS.c.id == sa.bindparam("reader")).values(name_key=sa.bindparam("key"))
    last = 0
    while rows := op.get_bind().execute(named.where(READERS.c.id > last).limit(AT_ONCE)).all():
        op.get_bind().execute(key, [{"reader": row.id, "key": make_name_key(row.name)} for row in rows])
        last = rows[-1].id


def downgrade() -> None:
    op.drop_column("subscribers", "name_key")
