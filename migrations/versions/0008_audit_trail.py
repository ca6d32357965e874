"""The trail of acts, the state of accepted articles, and when a session last proved whose it is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened_at", TIME, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("person_name", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_audit_events_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index("ix_audit_events_kind_id", "audit_events", ["kind", "id"])
    op.create_index("ix_audit_events_person_id_kind_happened_at", "audit_events", ["person_id", "kind", "happened_at"])
    op.add_column("login_sessions", sa.Column("proved_at", TIME, nullable=True))


def downgrade() -> None:
    op.execute("UPDATE articles SET state = 'in_review' WHERE state = 'accepted'")
    op.execute("DELETE FROM article_events WHERE kind = 'taken_back'")
    op.drop_column("login_sessions", "proved_at")
    op.drop_table("audit_events")
