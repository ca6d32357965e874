"""The language of an article; empty means the one of the site's articles."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("language", sa.String(35), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("articles", "language")
