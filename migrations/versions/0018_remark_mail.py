"""Mail to an author about remarks of guests; on the way back, what was deleted for good goes altogether."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    reference = "CONSTRAINT fk_deliveries_remark_id REFERENCES remarks (id) ON DELETE CASCADE"
    op.execute(f"ALTER TABLE deliveries ADD COLUMN remark_id INTEGER {reference}")


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE kind = 'remark'")
    op.execute("DELETE FROM articles WHERE state = 'deleted'")
    op.drop_column("deliveries", "remark_id")
