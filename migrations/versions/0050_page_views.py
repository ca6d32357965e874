"""Daily page views, and the sites that readers came from."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_views",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("page_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("views", sa.Integer(), nullable=False),
    )
    op.create_index("ix_page_views_kind_page_id_day", "page_views", ["kind", "page_id", "day"])
    op.create_table(
        "referrals",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("host", sa.String(100), primary_key=True),
        sa.Column("views", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("referrals")
    op.drop_index("ix_page_views_kind_page_id_day", "page_views")
    op.drop_table("page_views")
