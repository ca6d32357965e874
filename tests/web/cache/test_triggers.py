"""The database raises the content version with every change that readers can see, and with no other."""

from collections.abc import Callable
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import inspect, text

from blog.database import db
from blog.models import Article, ArticleState, ContentVersion, MailingRules, Picture, Topic
from blog.web.cache.triggers import faulty_triggers, restore_triggers
from blog.web.cache.watched_tables import WATCHED_TABLES
from tests.conftest import MIGRATIONS
from tests.factories import NOW, make_article, make_draft, make_person, make_subscriber, make_topic, save


def version() -> tuple[int, int]:
    row = db.session.execute(text("SELECT number, mark FROM content_version")).one()
    db.session.commit()
    return row.number, row.mark


def change(row: object, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    db.session.commit()


def delete(row: object) -> None:
    db.session.delete(row)
    db.session.commit()


def run(statement: str) -> None:
    db.session.execute(text(statement))
    db.session.commit()


def make_picture() -> Picture:
    shape = {"width": 800, "height": 600, "widths": [800], "formats": ["jpg"], "uploaded_at": NOW}
    return save(Picture(key="k", **shape))


def nothing() -> None:
    return None


Step = tuple[Callable[[], Any], Callable[[Any], object]]
SEEN: dict[str, Step] = {
    "an article is published": (nothing, lambda _: make_article()),
    "a published article is edited": (make_article, lambda row: change(row, headline="Tea")),
    "a draft is published": (make_draft, lambda row: change(row, state=ArticleState.PUBLISHED)),
    "an article is withdrawn": (make_article, lambda row: change(row, state=ArticleState.WITHDRAWN)),
    "an article is deleted": (make_article, delete),
    "an article is filed": (lambda: (make_article(), make_topic()), lambda rows: change(rows[0], topics=[rows[1]])),
    "a topic is made": (nothing, lambda _: make_topic()),
    "a topic is renamed": (make_topic, lambda row: change(row, name="Tea")),
    "an author is renamed": (make_person, lambda row: change(row, name="Ada")),
    "a picture is complete": (make_picture, lambda row: change(row, formats=["avif", "jpg"])),
    "rules of mail are made": (nothing, lambda _: save(MailingRules())),
    "bulk SQL renames topics": (make_topic, lambda _: run("UPDATE topics SET name = 'x'")),
}
UNSEEN: dict[str, Step] = {
    "a draft is begun": (make_person, lambda who: make_draft(author=who)),
    "a draft is saved": (make_draft, lambda row: change(row, headline="Tea")),
    "a draft is scheduled": (make_draft, lambda row: change(row, state=ArticleState.SCHEDULED)),
    "a draft is handed in": (make_draft, lambda row: change(row, state=ArticleState.IN_REVIEW)),
    "a draft is accepted": (make_draft, lambda row: change(row, state=ArticleState.ACCEPTED)),
    "a draft is deleted": (make_draft, delete),
    "a person is made": (nothing, lambda _: make_person()),
    "a password changes": (make_person, lambda row: change(row, password_hash="x")),
    "somebody subscribes": (nothing, lambda _: make_subscriber()),
    "a picture is uploaded": (nothing, lambda _: make_picture()),
}


@pytest.mark.parametrize("what", SEEN)
def test_the_version_rises_when(app: Flask, what: str) -> None:
    make, deed = SEEN[what]
    row = make()
    before = version()

    deed(row)

    assert version()[0] > before[0]
    assert version()[1] != before[1]


@pytest.mark.parametrize("what", UNSEEN)
def test_the_version_stays_when(app: Flask, what: str) -> None:
    make, deed = UNSEEN[what]
    row = make()
    before = version()

    deed(row)

    assert version() == before


def test_what_is_rolled_back_raises_nothing(app: Flask) -> None:
    before = version()

    db.session.add(Topic(name="Tea", slug="tea", description=""))
    db.session.flush()
    db.session.rollback()

    assert version() == before


def test_a_thousand_changes_at_once_leave_one_version(app: Flask) -> None:
    author = make_person()
    row = {"author_id": author.id, "state": ArticleState.PUBLISHED, "created_at": NOW, "updated_at": NOW}
    before = version()

    db.session.bulk_insert_mappings(
        Article.__mapper__, [{**row, "slug": f"s{n}", "headline": "x", "published_at": NOW} for n in range(1000)]
    )
    db.session.commit()

    assert version()[0] > before[0]


def triggers() -> set[str]:
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if db.engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    return {name for name in db.session.execute(text(catalogue)).scalars() if name.startswith("content_version")}


def test_every_content_table_has_its_triggers_at_head(app: Flask) -> None:
    wanted = {table.trigger_name(event) for table in WATCHED_TABLES for event in table.events}
    schema = inspect(db.session.connection())
    columns = {(c.name, column["name"]) for c in WATCHED_TABLES for column in schema.get_columns(c.name)}

    assert triggers() == wanted
    assert {(table.name, column) for table in WATCHED_TABLES for column in table.columns} <= columns


PRIVATE_TABLES = {
    "address_changes", "alerts", "article_events", "audit_events", "backfills", "bounces", "content_changes",
    "content_version",
    "deliveries", "discarded_pictures", "due_relations", "erased_addresses", "error_reports", "follow_requests",
    "attachment_uses", "follows", "former_addresses", "heartbeats", "import_origins", "installation", "list_uploads",
    "site_imports",
    "login_sessions", "page_views", "password_resets", "picture_uses", "picture_words", "presences", "preview_links",
    "rate_counts", "referrals", "remarks", "row_counts",
    "backup_runs", "site_checks", "subscribers", "suppression_brakes", "unmatched_reports", "working_copies",
    "authenticators", "passkey_challenges", "passkeys", "pending_sign_ins", "recovery_codes",
}  # fmt: skip
"""What no public page shows anything of: whoever adds a table names it here, or in WATCHED_TABLES."""


def test_every_table_is_known_to_be_seen_or_not() -> None:
    seen = {table.name for table in WATCHED_TABLES}

    assert {table.name for table in db.metadata.sorted_tables} - seen == PRIVATE_TABLES


def on_topics() -> str:
    return " ON topics" if db.engine.dialect.name == "postgresql" else ""


def lose_trigger() -> None:
    run(f"DROP TRIGGER content_version_topics_update{on_topics()}")


def alter_trigger() -> None:
    db.session.execute(text(f"DROP TRIGGER content_version_topics_update{on_topics()}"))
    body = (
        "FOR EACH ROW EXECUTE FUNCTION raise_content_version()"
        if on_topics()
        else "BEGIN UPDATE content_version SET number = number; END"
    )
    run(f"CREATE TRIGGER content_version_topics_update AFTER UPDATE ON topics {body}")


@pytest.mark.parametrize("harm", [lose_trigger, alter_trigger])
def test_a_trigger_that_is_lost_or_altered_is_named_and_comes_back_with_the_next_migration_run(
    app: Flask, harm: Callable[[], None]
) -> None:
    whole = triggers()
    harm()
    faulty = faulty_triggers(db.session.connection())
    db.session.rollback()

    flask_migrate.upgrade(str(MIGRATIONS))

    assert faulty == ["content_version_topics_update"]
    assert triggers() == whole
    assert faulty_triggers(db.session.connection()) == []


def test_an_older_schema_gets_no_triggers(app: Flask) -> None:
    db.session.remove()
    flask_migrate.downgrade(str(MIGRATIONS), "0003")
    with db.engine.begin() as connection:
        restore_triggers(connection)
    left = triggers()
    db.session.rollback()
    flask_migrate.upgrade(str(MIGRATIONS))

    assert left == set()
    assert db.session.get(ContentVersion, 1) is not None
