"""When the messages of an old alert were deleted; events of articles are found from the messages about them."""

import sqlalchemy as sa
from alembic import op

from blog.database import UTCDateTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

HAS_EVENT = sa.text("event_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("alerts", sa.Column("ledger_deleted_at", UTCDateTime(), nullable=True))
    op.create_index(
        "ix_deliveries_event_id", "deliveries", ["event_id"], sqlite_where=HAS_EVENT, postgresql_where=HAS_EVENT
    )


def downgrade() -> None:
    op.drop_index("ix_deliveries_event_id", "deliveries")
    op.drop_column("alerts", "ledger_deleted_at")
