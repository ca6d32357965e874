"""What the page of an article says of itself to search engines and to services that show links."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TEXTS = {"meta_description": 300, "social_title": 200, "social_description": 300, "canonical_url": 500}
CHOICES = ("is_card_drawn", "is_noindex")


def upgrade() -> None:
    for name, length in TEXTS.items():
        op.add_column("articles", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    for name in CHOICES:
        op.add_column("articles", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in reversed([*TEXTS, *CHOICES]):
        op.drop_column("articles", name)
