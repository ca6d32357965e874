"""Stops of suppressions, and the last reports that could not be assigned."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "suppression_brakes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("engaged_at", MOMENT, nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("released_at", MOMENT),
    )
    op.create_index("ix_suppression_brakes_released_at", "suppression_brakes", ["released_at"])
    op.create_table(
        "unmatched_reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("domains", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("unmatched_reports")
    op.drop_table("suppression_brakes")
