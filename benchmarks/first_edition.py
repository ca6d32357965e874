"""A site as the first edition left it: schema 0002 with articles, readers and an alert that went to all of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import flask_migrate
from flask import current_app
from sqlalchemy import Connection, bindparam, text

from benchmarks.crowd import SERIES, refresh_statistics
from benchmarks.library import AUTHORS, LENGTH, TOPICS, Language
from benchmarks.stage import NOW
from blog.config.locations import migrations_folder
from blog.database import UTCDateTime, db
from blog.database.migrations import init_migrations

SCHEMA = "0002"
STREAM_WORDS = 1_000_000
"""Words from which each article takes a stretch of its own."""
READERS = """
INSERT INTO subscribers (address, address_key, name, state, key, request_key, requested_at, confirmed_at,
    consent_wording, consent_form)
SELECT 'reader' || i || '@example.com', 'reader' || i || '@example.com', CASE i % 2 WHEN 0 THEN 'Reader ' || i END,
    'confirmed', 'k' || i, 'r' || i, :now, :now, 'Send me an e-mail.', '/subscribe' FROM {series} AS series
"""
LEDGER = """
INSERT INTO deliveries (kind, alert_id, subscriber_id, address, priority, state, attempts, owed_at, due_at, is_repeat,
    settled_at)
SELECT 'alert', 1, id, address, 50, 'accepted', 1, :now, :now, :no, :now FROM subscribers
"""


def make_first_edition(articles: int, readers: int) -> None:
    """Bring an empty database to the schema of the first edition and fill it. Commits."""
    init_migrations(current_app)
    flask_migrate.upgrade(str(migrations_folder()), SCHEMA)
    with db.engine.begin() as connection:
        add_newsroom(connection)
        rows = article_rows(articles)
        while part := list(islice(rows, 5000)):
            insert(connection, "articles", part)
            filed = [{"article_id": row["id"], "topic_id": row["id"] % TOPICS + 1} for row in part]
            insert(connection, "article_topics", filed)
        add_readers(connection, readers)
    refresh_statistics()


def add_newsroom(connection: Connection) -> None:
    """Insert people and topics, and leave the sequences of Postgres as they are."""
    same = {"biography": "", "role": "editor", "is_suspended": False, "created_at": NOW}
    names = [(f"author{n}@example.org", f"Author {n}", f"author-{n}") for n in range(1, AUTHORS + 1)]
    insert(connection, "people", [{"id": n, "address": a, "address_key": a, "name": b, "slug": c, **same}
                                  for n, (a, b, c) in enumerate(names, 1)])  # fmt: skip
    topics = [{"id": n, "name": f"Topic {n}", "slug": f"topic-{n}", "description": ""} for n in range(1, TOPICS + 1)]
    insert(connection, "topics", topics)


def article_rows(count: int) -> Iterator[dict[str, Any]]:
    """Yield *count* published articles, forty minutes apart, the last one the newest."""
    language = Language()
    words = language.chance.choices(language.words, cum_weights=language.weights, k=STREAM_WORDS)
    for number in range(1, count + 1):
        start = language.chance.randrange(STREAM_WORDS - LENGTH)
        body = " ".join(words[start : start + LENGTH])
        at = NOW - timedelta(minutes=40 * (count - number))
        yield {
            "id": number, "slug": f"story-{number}", "headline": f"Edition {number}", "standfirst": body[:120],
            "body_markdown": body, "body_html": f"<p>{body}</p>", "body_text": body, "word_count": LENGTH,
            "state": "published", "author_id": number % AUTHORS + 1, "lead_alt": "", "lead_caption": "",
            "lead_credit": "", "created_at": at, "updated_at": at, "published_at": at,
        }  # fmt: skip


def add_readers(connection: Connection, count: int) -> None:
    """Insert confirmed readers, every second with a name, and the ledger of one alert to them."""
    now = bindparam("now", NOW, UTCDateTime())
    many = text(READERS.format(series=SERIES[connection.dialect.name])).bindparams(now)
    connection.execute(many, {"many": count})
    alert = {"id": 1, "article_id": 1, "kind": "publication", "state": "finished", "announced_at": NOW}
    insert(connection, "alerts", [{**alert, "expanded_to": count, "audience_size": count, "finished_at": NOW}])
    connection.execute(text(LEDGER).bindparams(now), {"no": False})


def insert(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert *rows*, whose times are bound as times, into a *table* that the models may know otherwise by now."""
    sample: Mapping[str, Any] = rows[0]
    times = [bindparam(name, type_=UTCDateTime()) for name, one in sample.items() if isinstance(one, datetime)]
    values = ", ".join(f":{name}" for name in sample)
    statement = text(f"INSERT INTO {table} ({', '.join(sample)}) VALUES ({values})").bindparams(*times)
    connection.execute(statement, rows)
