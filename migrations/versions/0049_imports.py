"""Imports from other programs: where articles, pictures and people came from, and former addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_origins",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("foreign_key", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="SET NULL"), index=True),
        sa.Column("picture_id", sa.Integer(), sa.ForeignKey("pictures.id", ondelete="SET NULL"), index=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id", ondelete="SET NULL"), index=True),
        sa.Column("stamp", sa.String(40), nullable=False),
        sa.Column("words_before", sa.Integer(), nullable=False),
        sa.Column("words_after", sa.Integer(), nullable=False),
        sa.Column("losses", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("original", sa.LargeBinary()),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("source", "kind", "foreign_key"),
    )
    op.create_table(
        "former_addresses",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), index=True),
        sa.Column("picture_id", sa.Integer(), sa.ForeignKey("pictures.id", ondelete="CASCADE"), index=True),
        sa.Column("target", sa.String(300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("former_addresses")
    op.drop_table("import_origins")
