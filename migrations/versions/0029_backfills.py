"""Progress of columns that are filled in chunks while the site runs; the first are the folded names of readers."""

import sqlalchemy as sa
from alembic import op

from blog.database import UTCDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = op.create_table(
        "backfills",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("completed_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_backfills")),
    )
    op.bulk_insert(table, [{"name": "reader_name_keys", "position": 0}])


def downgrade() -> None:
    op.drop_table("backfills")
