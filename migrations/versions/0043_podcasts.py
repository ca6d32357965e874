"""Podcasts of topics."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "podcasts",
        sa.Column("topic_id", sa.Integer(), sa.ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("guid", sa.String(36), nullable=False),
        sa.Column("owner_name", sa.String(120), nullable=False),
        sa.Column("owner_address", sa.String(254), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("is_explicit", sa.Boolean(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("artwork_id", sa.Integer(), sa.ForeignKey("pictures.id"), nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("podcasts")
