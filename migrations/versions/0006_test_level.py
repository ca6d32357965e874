"""How much the alert matters that a test shows; and a notice to an address that was left, which is a kind of message.

The column may be empty, so that neither database rewrites its largest table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("test_level", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE kind = 'address_changed'")
    op.drop_column("deliveries", "test_level")
