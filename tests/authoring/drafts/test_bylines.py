"""Several authors in order and a reviewer, shown wherever an article is named."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.authoring.drafts.bylines import Credits, Reviewer, SelfReview, set_credits
from blog.database import db
from blog.delivery.audience_preview import preview_audience
from blog.delivery.composing.article_summary import summarize_article
from blog.models import Article, AuditEvent, AuditKind, Frequency, Person, Role
from blog.web.extensions import links
from tests.authoring.pending_factories import make_pending
from tests.factories import NOW, make_article, make_draft, make_follow, make_person, make_subscriber, make_topic


def test_who_wrote_an_article_does_not_review_it(app: Flask) -> None:
    article, other = make_draft(), make_person()

    for key in (article.author_id, other.id):
        crediting = Credits([other.id], Reviewer(key), change_reviewer=True)
        with pytest.raises(SelfReview):
            set_credits(db.session, article, crediting, NOW, person_id=other.id)


def name_coauthors(article: Article, *people: Person) -> None:
    set_credits(db.session, article, Credits([one.id for one in people]), NOW, person_id=article.author_id)
    db.session.commit()


def test_a_reviewer_who_becomes_an_author_is_no_reviewer_any_more(app: Flask) -> None:
    article, other = make_draft(), make_person()
    set_credits(db.session, article, Credits((), Reviewer(other.id), change_reviewer=True), NOW, person_id=other.id)

    name_coauthors(article, other)

    assert (article.reviewer, article.reviewer_credit) == (None, None)


def make_shared(*names: str, **more: object) -> Article:
    """Make a published article of the people with *names*, the first of whom owns it."""
    people = [make_person(name, slug=name.lower()) for name in names]
    article = make_article(author=people[0], **more)
    name_coauthors(article, *people[1:])
    return article


def test_readers_see_all_authors_wherever_the_article_is_named(client: FlaskClient) -> None:
    topic = make_topic("Grants", slug="grants")
    make_shared("Anna", "Bea", "Cleo", headline="Three pens", slug="three", topics=[topic])
    make_article("Neighbour of none", 9, slug="other", topics=[topic])
    for days in (3, 5):
        make_article(f"Between {days}", days)

    for place in ("/", "/articles/three", "/articles/other", "/topics/grants", "/authors/bea", "/archive/2026/5"):
        text = client.get(place).text
        names = [text.index(f">{name}</a>") for name in ("Anna", "Bea", "Cleo")]
        assert names == sorted(names), place
    assert "</a>, and <a" in client.get("/articles/three").text
    for kind in ("atom", "rss", "json"):
        assert "Cleo" in client.get(f"/authors/bea/feed.{kind}").text


def test_mails_name_all_authors(app: Flask) -> None:
    assert summarize_article(make_shared("Anna", "Bea"), links(), NOW).author == "Anna and Bea"


def test_who_follows_a_further_author_is_told(app: Flask) -> None:
    article = make_shared("Anna", "Bea")
    bea = article.coauthors[0]
    reader = make_subscriber(site_frequency=None)
    make_follow(reader, author_id=bea.id, frequency=Frequency.INSTANT)

    assert preview_audience(db.session, article, now=NOW).total == 1
    assert preview_audience(db.session, make_article(), now=NOW).total == 0


def test_an_article_gets_another_first_author_and_its_pending_version_with_it(app: Flask) -> None:
    article, editor = make_article(author=make_person("Old")), make_person(role=Role.EDITOR)
    guest = make_person("Prof. X", address="", address_key=None)
    pending = make_pending(article)

    set_credits(db.session, article, Credits([article.author_id], author_id=guest.id), NOW, person_id=editor.id)
    db.session.commit()

    assert [person.name for person in article.bylines] == ["Prof. X", "Old"]
    assert pending.author is guest
    assert db.session.scalars(select(AuditEvent.kind)).all() == [AuditKind.AUTHOR_CHANGED]


def test_an_unknown_first_author_changes_nothing(app: Flask) -> None:
    article, editor = make_article(), make_person(role=Role.EDITOR)
    author = article.author

    set_credits(db.session, article, Credits(author_id=9999), NOW, person_id=editor.id)

    assert article.author is author
