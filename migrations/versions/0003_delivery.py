"""Follows, frequencies, digests, bounces, controls of an alert, and the mark of the installation."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    extend_subscribers()
    extend_alerts()
    extend_deliveries()
    create_follows()
    create_follow_requests()
    create_bounces()
    create_single_rows()


def extend_subscribers() -> None:
    columns = (
        sa.Column("site_frequency", sa.String(length=20), nullable=True, server_default="instant"),
        sa.Column("urgent_choice", sa.String(length=20), nullable=False, server_default="at_once"),
        sa.Column("low_choice", sa.String(length=20), nullable=False, server_default="as_others"),
        sa.Column("timezone", sa.String(length=64), nullable=True),
        sa.Column("quiet_from", sa.SmallInteger(), nullable=True),
        sa.Column("quiet_until", sa.SmallInteger(), nullable=True),
        sa.Column("paused_until", TIME, nullable=True),
        sa.Column("new_address", sa.String(length=254), nullable=True),
        sa.Column("change_key", sa.String(length=32), nullable=True),
        sa.Column("suppressed_at", TIME, nullable=True),
        sa.Column("suppression", sa.String(length=20), nullable=True),
        sa.Column("suppression_words", sa.Text(), nullable=True),
        sa.Column("soft_bounces", sa.SmallInteger(), nullable=False, server_default="0"),
    )
    # The default of site_frequency stays: a table of a million readers is not copied to lose it, and who signs up by
    # the old program, which knows no such column, follows the site. The new one always writes the column.
    for column in columns:
        op.add_column("subscribers", column)


def extend_alerts() -> None:
    with op.batch_alter_table("alerts") as batch:
        batch.add_column(sa.Column("occasion", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("level", sa.String(length=20), nullable=False, server_default="normal"))
        batch.add_column(sa.Column("note", sa.Text(), nullable=True))
        batch.add_column(sa.Column("announced_by_id", sa.Integer(), nullable=True))
        for name in ("starts_at", "started_at", "paused_at", "cancelled_at"):
            batch.add_column(sa.Column(name, TIME, nullable=True))
    op.execute("UPDATE alerts SET starts_at = announced_at, started_at = announced_at")
    with op.batch_alter_table("alerts") as batch:
        batch.alter_column("starts_at", existing_type=TIME, nullable=False)
        batch.drop_constraint(op.f("uq_alerts_article_id_kind"), type_="unique")
        batch.create_unique_constraint(op.f("uq_alerts_article_id_kind_occasion"), ["article_id", "kind", "occasion"])
        batch.create_foreign_key(
            op.f("fk_alerts_announced_by_id"), "people", ["announced_by_id"], ["id"], ondelete="SET NULL"
        )


def extend_deliveries() -> None:
    op.drop_index("ix_deliveries_alert_id_state", table_name="deliveries")
    op.add_column("deliveries", sa.Column("frequency", sa.String(length=20), nullable=False, server_default="instant"))
    # As columns with their references: SQLite would copy the whole ledger for constraints of their own.
    refer("carried_by_id", BIG.compile(op.get_bind().dialect), "deliveries", "SET NULL")
    refer("article_id", "INTEGER", "articles", "CASCADE")
    op.create_index("ix_deliveries_alert_id_state_due_at", "deliveries", ["alert_id", "state", "due_at"])
    op.create_index(op.f("ix_deliveries_carried_by_id"), "deliveries", ["carried_by_id"])
    op.create_index(
        "ix_deliveries_alert_id_is_repeat",
        "deliveries",
        ["alert_id"],
        sqlite_where=sa.text("is_repeat = 1"),
        postgresql_where=sa.text("is_repeat"),
    )
    is_ungathered = sa.text(
        "coalesce(carried_by_id, 0) = 0 AND alert_id IS NOT NULL AND frequency <> 'instant' AND settled_at IS NULL"
    )
    for names in (["due_at", "subscriber_id"], ["subscriber_id", "due_at"]):
        op.create_index(
            f"ix_deliveries_ungathered_{names[0]}",
            "deliveries",
            names,
            sqlite_where=is_ungathered,
            postgresql_where=is_ungathered,
        )
    is_test = sa.text("article_id IS NOT NULL")
    op.create_index(
        "ix_deliveries_article_id", "deliveries", ["article_id"], sqlite_where=is_test, postgresql_where=is_test
    )


def refer(column: str, kind: str, to: str, deed: str) -> None:
    words = f"CONSTRAINT fk_deliveries_{column} REFERENCES {to} (id) ON DELETE {deed}"
    op.execute(f"ALTER TABLE deliveries ADD COLUMN {column} {kind} {words}")


def create_follows() -> None:
    targets = {"topic_id": "topics", "author_id": "people", "article_id": "articles"}
    op.create_table(
        "follows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in targets),
        sa.Column("frequency", sa.String(length=20), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN topic_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN author_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN article_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_follows_one_target"),
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_follows_{name}"), ondelete="CASCADE")
            for name, table in {"subscriber_id": "subscribers", **targets}.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follows")),
        *(
            sa.UniqueConstraint("subscriber_id", name, name=op.f(f"uq_follows_subscriber_id_{name}"))
            for name in targets
        ),
    )
    for name in targets:
        op.create_index(f"ix_follows_{name}_subscriber_id", "follows", [name, "subscriber_id"])


def create_follow_requests() -> None:
    parents = {"subscriber_id": "subscribers", "topic_id": "topics", "author_id": "people", "article_id": "articles"}
    op.create_table(
        "follow_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=name != "subscriber_id") for name in parents),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("frequency", sa.String(length=20), nullable=False),
        sa.Column("consent_wording", sa.String(length=500), nullable=False),
        sa.Column("consent_form", sa.String(length=200), nullable=False),
        sa.Column("requested_at", TIME, nullable=False),
        sa.Column("confirmed_at", TIME, nullable=True),
        sa.Column("delivery_id", BIG, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_follow_requests_{name}"), ondelete="CASCADE"
            )
            for name, table in parents.items()
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_follow_requests_delivery_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_requests")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_follow_requests_delivery_id")),
    )
    for name in parents:
        op.create_index(op.f(f"ix_follow_requests_{name}"), "follow_requests", [name])


def create_bounces() -> None:
    op.create_table(
        "bounces",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=True),
        sa.Column("delivery_id", BIG, nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name=op.f("fk_bounces_subscriber_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_bounces_delivery_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounces")),
        sa.UniqueConstraint("digest", name=op.f("uq_bounces_digest")),
    )
    for name in ("subscriber_id", "delivery_id", "received_at"):
        op.create_index(op.f(f"ix_bounces_{name}"), "bounces", [name])


def create_single_rows() -> None:
    op.create_table(
        "mailing_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("default_frequency", sa.String(length=20), nullable=False),
        sa.Column("digest_hour", sa.SmallInteger(), nullable=False),
        sa.Column("digest_weekday", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_rules")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("declared_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )


def downgrade() -> None:
    for table in ("follow_requests", "installation", "mailing_rules", "bounces", "follows"):
        op.drop_table(table)
    op.execute("DELETE FROM deliveries WHERE kind IN ('digest', 'address_change', 'test', 'follow')")
    op.execute("DELETE FROM alerts WHERE kind <> 'publication'")
    op.drop_index("ix_deliveries_alert_id_is_repeat", table_name="deliveries")
    op.drop_index("ix_deliveries_article_id", table_name="deliveries")
    op.drop_index("ix_deliveries_ungathered_due_at", table_name="deliveries")
    op.drop_index("ix_deliveries_ungathered_subscriber_id", table_name="deliveries")
    op.drop_index(op.f("ix_deliveries_carried_by_id"), table_name="deliveries")
    op.drop_index("ix_deliveries_alert_id_state_due_at", table_name="deliveries")
    with op.batch_alter_table("deliveries") as batch:
        batch.drop_column("carried_by_id")
        batch.drop_column("article_id")
        batch.drop_column("frequency")
    op.create_index("ix_deliveries_alert_id_state", "deliveries", ["alert_id", "state"])
    with op.batch_alter_table("alerts") as batch:
        batch.drop_constraint(op.f("fk_alerts_announced_by_id"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_alerts_article_id_kind_occasion"), type_="unique")
        for name in ("cancelled_at", "paused_at", "started_at", "starts_at", "announced_by_id"):
            batch.drop_column(name)
        for name in ("note", "level", "occasion"):
            batch.drop_column(name)
        batch.create_unique_constraint(op.f("uq_alerts_article_id_kind"), ["article_id", "kind"])
    drop_from_subscribers()


def drop_from_subscribers() -> None:
    names = ("soft_bounces", "suppression_words", "suppression", "suppressed_at", "change_key", "new_address")
    with op.batch_alter_table("subscribers") as batch:
        for name in names:
            batch.drop_column(name)
        for name in ("paused_until", "quiet_until", "quiet_from", "timezone", "low_choice", "urgent_choice"):
            batch.drop_column(name)
        batch.drop_column("site_frequency")
