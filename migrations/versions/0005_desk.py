"""Revisions, working copies, reviews, corrections, reports, preview links, and addresses that were."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
ARTICLE = ("article_id", "articles", "CASCADE", False)


def upgrade() -> None:
    create_histories()
    create_corrections()
    create_previews()
    extend_articles()
    extend_the_rest()


def create(
    name: str, *columns: sa.Column | sa.UniqueConstraint, refers: tuple[tuple[str, str, str, bool], ...]
) -> None:
    """Create a table with a key, *columns* and foreign keys: column, table, what deleting does, may it be empty."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.Integer(), nullable=is_nullable) for column, _, _, is_nullable in refers),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}"), ondelete=deed)
            for column, table, deed, _ in refers
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def create_histories() -> None:
    create(
        "revisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("headline", sa.String(length=200), nullable=False),
        sa.Column("standfirst", sa.Text(), nullable=False),
        sa.Column("body_markdown", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("restored_from", sa.Integer(), nullable=True),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_revisions_article_id_number")),
        refers=(ARTICLE, ("person_id", "people", "SET NULL", True)),
    )
    create(
        "working_copies",
        sa.Column("seen", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.UniqueConstraint("article_id", "person_id", name=op.f("uq_working_copies_article_id_person_id")),
        refers=(ARTICLE, ("person_id", "people", "CASCADE", False)),
    )
    op.create_index(op.f("ix_working_copies_person_id"), "working_copies", ["person_id"])
    op.create_table(
        "presences",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_presences_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_presences_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "person_id", name=op.f("pk_presences")),
    )
    create(
        "article_events",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened_at", TIME, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        refers=(ARTICLE, ("person_id", "people", "SET NULL", True)),
    )
    op.create_index("ix_article_events_article_id_happened_at", "article_events", ["article_id", "happened_at"])


def create_corrections() -> None:
    create(
        "corrections",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("old_wording", sa.Text(), nullable=False),
        sa.Column("new_wording", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("corrected_at", TIME, nullable=False),
        sa.Column("struck_at", TIME, nullable=True),
        sa.Column("strike_reason", sa.Text(), nullable=False),
        refers=(ARTICLE, ("editor_id", "people", "SET NULL", True)),
    )
    op.create_index(op.f("ix_corrections_article_id"), "corrections", ["article_id"])
    op.create_index(op.f("ix_corrections_corrected_at"), "corrections", ["corrected_at"])
    create(
        "error_reports",
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("reported_at", TIME, nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        refers=(
            ARTICLE,
            ("closed_by_id", "people", "SET NULL", True),
            ("correction_id", "corrections", "SET NULL", True),
        ),
    )
    op.create_index(op.f("ix_error_reports_article_id"), "error_reports", ["article_id"])
    op.create_index("ix_error_reports_outcome_reported_at", "error_reports", ["outcome", "reported_at"])


def create_previews() -> None:
    create(
        "preview_links",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME, nullable=True),
        refers=(ARTICLE, ("created_by_id", "people", "SET NULL", True)),
    )
    op.create_index(op.f("ix_preview_links_article_id"), "preview_links", ["article_id"])
    create(
        "remarks",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("closed_at", TIME, nullable=True),
        refers=(ARTICLE, ("link_id", "preview_links", "SET NULL", True)),
    )
    op.create_index(op.f("ix_remarks_article_id"), "remarks", ["article_id"])


def extend_articles() -> None:
    """Add columns one by one: a rebuilt table would lose the triggers that search and page cache stand on."""
    op.create_table(
        "slug_redirects",
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_slug_redirects_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_slug_redirects")),
    )
    op.create_index(op.f("ix_slug_redirects_article_id"), "slug_redirects", ["article_id"])
    op.create_table(
        "article_coauthors",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_coauthors_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_article_coauthors_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "person_id", name=op.f("pk_article_coauthors")),
    )
    op.create_index(op.f("ix_article_coauthors_person_id"), "article_coauthors", ["person_id"])
    op.add_column("articles", sa.Column("ends_at", TIME, nullable=True))
    op.add_column("articles", sa.Column("is_alert_wanted", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("articles", sa.Column("alert_level", sa.String(length=20), nullable=False, server_default="normal"))
    op.add_column("articles", sa.Column("reviewer_credit", sa.String(length=20), nullable=True))
    for name in ("scheduled_by_id", "reviewer_id"):
        refer("articles", name, "people", "SET NULL")


def refer(table: str, column: str, to: str, deed: str) -> None:
    """Add a *column* that refers to the table *to*, without rebuilding *table*."""
    words = f"CONSTRAINT fk_{table}_{column} REFERENCES {to} (id) ON DELETE {deed}"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {words}")


def extend_the_rest() -> None:
    op.add_column("people", sa.Column("invited_at", TIME, nullable=True))
    for name in ("focal_x", "focal_y"):
        op.add_column("pictures", sa.Column(name, sa.SmallInteger(), nullable=False, server_default="50"))
    refer("alerts", "correction_id", "corrections", "SET NULL")
    refer("deliveries", "event_id", "article_events", "CASCADE")
    refer("deliveries", "report_id", "error_reports", "CASCADE")


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE kind IN ('invitation', 'review', 'report_answer')")
    op.execute("DELETE FROM alerts WHERE kind = 'correction'")
    op.execute("UPDATE articles SET state = 'draft' WHERE state = 'in_review'")
    op.execute("UPDATE articles SET state = 'withdrawn' WHERE state = 'ended'")
    op.execute("UPDATE people SET role = 'author' WHERE role = 'contributor'")
    drop("deliveries", "report_id", "event_id")
    drop("alerts", "correction_id")
    drop("pictures", "focal_y", "focal_x")
    drop("people", "invited_at")
    drop("articles", "reviewer_id", "scheduled_by_id", "reviewer_credit", "alert_level", "is_alert_wanted", "ends_at")
    for table in ("article_coauthors", "slug_redirects", "remarks", "preview_links", "error_reports", "corrections"):
        op.drop_table(table)
    for table in ("article_events", "presences", "working_copies", "revisions"):
        op.drop_table(table)


def drop(table: str, *columns: str) -> None:
    """Drop *columns*, without rebuilding *table*."""
    for column in columns:
        op.drop_column(table, column)
