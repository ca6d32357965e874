"""A working copy for each editor page, so that two tabs of one person do not overwrite each other's text."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = "working_copies"
ONE_EACH = "uq_working_copies_article_id_person_id"
ONE_A_PAGE = "uq_working_copies_article_id_person_id_key"
OLDER = "id NOT IN (SELECT max(id) FROM working_copies GROUP BY article_id, person_id)"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("key", sa.String(length=32), nullable=False, server_default=""))
        table.drop_constraint(ONE_EACH, type_="unique")
        table.create_unique_constraint(ONE_A_PAGE, ["article_id", "person_id", "key"])


def downgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE {OLDER}")  # noqa: S608
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(ONE_A_PAGE, type_="unique")
        table.create_unique_constraint(ONE_EACH, ["article_id", "person_id"])
        table.drop_column("key")
