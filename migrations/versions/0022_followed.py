"""What a reader was matched by, so that the alert can say why it came."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("followed", sa.String(length=24)))


def downgrade() -> None:
    op.drop_column("deliveries", "followed")
