"""Which choice of widths a picture has, so that the worker makes what older pictures lack."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INDEX = "ix_pictures_generation_id"


def upgrade() -> None:
    op.add_column("pictures", sa.Column("generation", sa.SmallInteger(), nullable=False, server_default="0"))
    op.create_index(INDEX, "pictures", ["generation", "id"])


def downgrade() -> None:
    op.drop_index(INDEX, "pictures")
    op.drop_column("pictures", "generation")
