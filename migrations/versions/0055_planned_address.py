"""A pending version may plan another address for its article."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("planned_slug", sa.String(120)))
    op.create_index("ix_articles_planned_slug", "articles", ["planned_slug"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_articles_planned_slug", "articles")
    op.drop_column("articles", "planned_slug")
