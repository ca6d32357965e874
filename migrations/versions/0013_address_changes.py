"""Changes of address: for the receipt, and for the links in mail to the old address."""

import sqlalchemy as sa
from alembic import op

from blog.database import UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "address_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("old_address", sa.String(length=254), nullable=False),
        sa.Column("new_address", sa.String(length=254), nullable=False),
        sa.Column("old_key", sa.String(length=32), nullable=False),
        sa.Column("requested_at", UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_address_changes_subscriber_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_changes")),
    )
    op.create_index(op.f("ix_address_changes_subscriber_id"), "address_changes", ["subscriber_id"])


def downgrade() -> None:
    op.drop_table("address_changes")
