"""Alerts with the whole article, mail as plain text, weekly figures for editors and tests of the mails of the site."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("alert_form", sa.String(20)))
    op.add_column("subscribers", sa.Column("is_text_only", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("people", sa.Column("has_weekly_figures", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("people", sa.Column("weekly_figures_for", sa.Date()))
    reference = "CONSTRAINT fk_deliveries_person_id REFERENCES people (id) ON DELETE CASCADE"
    op.execute(f"ALTER TABLE deliveries ADD COLUMN person_id INTEGER {reference}")


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE person_id IS NOT NULL")
    op.drop_column("deliveries", "person_id")
    op.drop_column("people", "weekly_figures_for")
    op.drop_column("people", "has_weekly_figures")
    op.drop_column("subscribers", "is_text_only")
    op.drop_column("articles", "alert_form")
