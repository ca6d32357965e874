"""Files of readers that are kept between the steps of an import at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_uploads",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_list_uploads_person_id", "list_uploads", ["person_id"])
    op.create_index("ix_list_uploads_uploaded_at", "list_uploads", ["uploaded_at"])


def downgrade() -> None:
    op.drop_table("list_uploads")
