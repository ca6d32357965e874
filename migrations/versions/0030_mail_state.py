"""Whether a worker may send, as it found last, for all tools that say so."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("heartbeats", sa.Column("mail_state", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.drop_column("heartbeats", "mail_state")
