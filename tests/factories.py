"""Plain factories: each makes one row that is right, commits it, and takes what the test cares about."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import (
    Article,
    ArticleKind,
    ArticleState,
    Follow,
    Person,
    PreviewLink,
    Remark,
    Role,
    Subscriber,
    SubscriberState,
    Topic,
    record_search_entry,
)
from blog.web.clock import read_clock

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
PASSWORD = "seven quiet herons at noon"
numbers = itertools.count(1)


def save(row: Any) -> Any:
    """Commit *row* and return it."""
    db.session.add(row)
    db.session.commit()
    return row


def make_person(name: str = "Maren Holt", role: Role = Role.AUTHOR, **more: Any) -> Person:
    number = next(numbers)
    values = {
        "address": f"person{number}@news.example.org",
        "address_key": f"person{number}@news.example.org",
        "slug": f"person-{number}",
        "created_at": NOW,
        "biography": "",
        "is_suspended": False,
    }
    return save(Person(**{**values, "name": name, "role": role, **more}))


def make_topic(name: str = "", **more: Any) -> Topic:
    number = next(numbers)
    values = {"name": name or f"Topic {number}", "slug": f"topic-{number}", "description": "", "masthead_position": 1}
    return save(Topic(**{**values, **more}))


def make_draft(headline: str = "", **more: Any) -> Article:
    number = next(numbers)
    text = more.pop("text", "The board met on Tuesday and agreed on the budget.")
    values = {
        "headline": headline or f"Headline {number}",
        "slug": f"headline-{number}",
        "standfirst": "What the board decided, and why.",
        "body_markdown": text,
        "body_html": f"<p>{text}</p>",
        "body_text": text,
        "word_count": len(text.split()),
        "state": ArticleState.DRAFT,
        "created_at": NOW,
        "updated_at": NOW,
    }
    if "author" not in more and "author_id" not in more:
        more["author"] = make_person()
    article = Article(**{**values, **more})
    db.session.add(article)
    record_search_entry(db.session, article)
    db.session.commit()
    return article


def make_article(headline: str = "", age_days: float = 0, **more: Any) -> Article:
    """Make a published article, *age_days* before NOW."""
    when = NOW - timedelta(days=age_days)
    return make_draft(headline, **{"state": ArticleState.PUBLISHED, "published_at": when, **more})


def make_subscriber(address: str = "", **more: Any) -> Subscriber:
    """Make a confirmed subscriber."""
    number = next(numbers)
    address = address or f"reader{number}@example.com"
    values = {
        "address": address,
        "address_key": address.casefold(),
        "state": SubscriberState.CONFIRMED,
        "key": f"key{number}",
        "request_key": f"request{number}",
        "requested_at": NOW - timedelta(days=30),
        "confirmed_at": NOW - timedelta(days=29),
        "consent_wording": "Send me an e-mail when there are new updates on the site.",
        "consent_form": "/subscribe",
    }
    return save(Subscriber(**{**values, **more}))


def make_follow(subscriber: Subscriber, **more: Any) -> Follow:
    """Let *subscriber* follow the topic, author or article that is named, at once unless told otherwise."""
    return save(Follow(subscriber_id=subscriber.id, **{"created_at": NOW - timedelta(days=20), **more}))


def sign_in(client: FlaskClient, person: Person) -> str:
    """Give *client* a session of *person*; return the CSRF token that its forms must carry as csrf_token."""
    token = begin_session(db.session, person, read_clock())
    db.session.commit()
    with client.session_transaction(base_url="https://news.example.org") as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return give_csrf_token(client)


def give_csrf_token(client: FlaskClient) -> str:
    """Give *client* a session cookie with a CSRF secret; return the token that its forms must carry."""
    with client.session_transaction(base_url="https://news.example.org") as cookie:
        secret = cookie.setdefault("csrf_token", "0123456789abcdef")
    return str(URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(secret))


def make_preview_link(article: Article, **more: Any) -> PreviewLink:
    """Make a link to *article* that opens for years."""
    values = {"label": "A guest", "key": "k" * 32, "created_at": NOW, "expires_at": NOW.replace(year=2099)}
    return save(PreviewLink(article=article, **{**values, **more}))


def make_remark(link: PreviewLink, **more: Any) -> Remark:
    """Make a remark of a guest on the first paragraph."""
    values = {"name": "Guest", "paragraph": 1, "quote": "It met.", "words": "Did it?", "written_at": NOW}
    return save(Remark(article=link.article, link=link, **{**values, **more}))


def make_kind(key: str = "opinion", **more: Any) -> ArticleKind:
    """Make one of the kinds that every site begins with, or with a name one of the site's own."""
    return save(ArticleKind(**{"key": key, "position": next(numbers), **more}))
