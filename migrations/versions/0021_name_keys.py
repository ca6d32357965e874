"""Readers have a folded name, by which the desk finds them whatever the case and the script.

The worker fills the column in chunks (blog/operations/upgrading/backfills.py).
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("name_key", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("subscribers", "name_key")
