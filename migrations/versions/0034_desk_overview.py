"""Whether a person uses keys of one letter; indexes for what the front page of the desk tells of yesterday and next."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_subscribers_confirmed_at", "subscribers", "confirmed_at"),
    ("ix_subscribers_left_at", "subscribers", "left_at"),
    ("ix_remarks_written_at", "remarks", "written_at"),
    ("ix_articles_ends_at", "articles", "ends_at"),
)


def upgrade() -> None:
    op.add_column("people", sa.Column("has_letter_keys", sa.Boolean(), server_default=sa.true(), nullable=False))
    for name, table, column in INDEXES:
        op.create_index(name, table, [column])


def downgrade() -> None:
    for name, table, _column in INDEXES:
        op.drop_index(name, table)
    op.drop_column("people", "has_letter_keys")
