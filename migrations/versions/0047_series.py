"""Topics whose articles stand in an order."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A column with a constant default, and one without any, are added without rewriting a table.
    op.add_column("topics", sa.Column("is_series", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("article_topics", sa.Column("position", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("article_topics", "position")
    op.drop_column("topics", "is_series")
