"""Index of messages by person, without which deleting a person reads the whole ledger; and of follows by their day."""

import sqlalchemy as sa
from alembic import op

from blog.database.faults.lock_waiting import building_aside

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

HAS_PERSON = sa.text("person_id IS NOT NULL")
PERSON, CREATED = "ix_deliveries_person_id", "ix_follows_created_at"


def upgrade() -> None:
    # Millions of rows may be here; mail goes out and readers follow while the indexes are built.
    aside = {"if_not_exists": True, "postgresql_concurrently": True}
    with building_aside(op.get_context(), (PERSON, CREATED)) as broken:
        for name in broken:
            op.drop_index(name, if_exists=True, postgresql_concurrently=True)
        op.create_index(
            PERSON, "deliveries", ["person_id"], sqlite_where=HAS_PERSON, postgresql_where=HAS_PERSON, **aside
        )
        op.create_index(CREATED, "follows", ["created_at"], **aside)


def downgrade() -> None:
    op.drop_index(CREATED, "follows")
    op.drop_index(PERSON, "deliveries")
