"""A picture that is chosen for shared links of an article, and the use of it."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("social_picture", sa.String(64), nullable=False, server_default=""))
    op.add_column("picture_uses", sa.Column("is_social", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("picture_uses", "is_social")
    op.drop_column("articles", "social_picture")
