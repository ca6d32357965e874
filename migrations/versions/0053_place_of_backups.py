"""The folder or bucket that a backup went to, for the page of backups."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("backup_runs", sa.Column("place", sa.String(200), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("backup_runs", "place")
