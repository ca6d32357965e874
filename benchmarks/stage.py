"""A migrated site in a temporary folder, with as many readers as a measurement wants."""

import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median
from typing import Any

import structlog
from flask import Flask

from blog import create_app
from blog.database import db
from blog.database.migrations import upgrade
from blog.delivery.audience.expansion import expand_next
from blog.delivery.outbox import announce
from blog.models import Article, ArticleState, Person, Role, Subscriber, SubscriberState

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ADDRESS = "https://news.example.org"
PARAGRAPH = "<p>" + "The board met on Tuesday and agreed on the budget for the coming year. " * 8 + "</p>"


@contextmanager
def set_stage(**settings: Any) -> Iterator[Flask]:
    """Open the context of a new site on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        base = {"TESTING": True, "INSTANCE_PATH": folder, "SECRET_KEY": "s" * 40, "BASE_URL": ADDRESS}
        app = create_app({**base, "MAIL_USE_TLS": False, "MAIL_DEFAULT_SENDER": "news@news.example.org", **settings})
        with app.app_context(), quiet():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def quiet() -> Iterator[None]:
    """Log only errors for the length of the block, since a test may share the process."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    try:
        yield
    finally:
        structlog.configure(**before)


def add_article(state: ArticleState = ArticleState.PUBLISHED) -> Article:
    """Add an article of about 800 words."""
    author = Person(
        address="a@example.org", address_key="a@example.org", name="Ada", slug="ada", role=Role.EDITOR, created_at=NOW
    )
    article = Article(
        slug="budget", headline="The budget", standfirst="What it holds.", body_html=PARAGRAPH * 8, body_markdown="x",
        body_text="x", word_count=800, state=state, author=author, created_at=NOW, updated_at=NOW, published_at=NOW,
    )  # fmt: skip
    db.session.add(article)
    db.session.commit()
    return article


def add_readers(count: int) -> None:
    """Add confirmed subscribers."""
    row = {"state": SubscriberState.CONFIRMED, "key": "k", "request_key": "r", "requested_at": NOW}
    more = {"confirmed_at": NOW, "consent_wording": "yes", "consent_form": "/subscribe"}
    names = (f"reader{number}@example.com" for number in range(count))
    db.session.bulk_insert_mappings(
        Subscriber.__mapper__, [{**row, **more, "address": name, "address_key": name} for name in names]
    )
    db.session.commit()


def owe(readers: int) -> None:
    """Announce one article to *readers* people, and write the row of each."""
    add_readers(readers)
    announce(db.session, add_article(), NOW)
    db.session.commit()
    while expand_next(db.session):
        db.session.commit()
    db.session.remove()


def time_of(deed: Callable[[], object], rounds: int) -> float:
    """Return the median wall time of *deed* in seconds, after one round that is not counted."""
    deed()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        deed()
        times.append(time.perf_counter() - began)
    return median(times)
