"""Which editor page wrote the present version of an article: an autosaved draft is the draft."""

import sqlalchemy as sa
from alembic import op

from blog.database import UTCDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("working_copies", sa.Column("applied_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM working_copies WHERE applied_at IS NOT NULL")
    op.drop_column("working_copies", "applied_at")
