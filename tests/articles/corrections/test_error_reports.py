"""Readers' error reports as they are stored, within rate limits."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.articles.corrections.error_reports import BY_ARTICLE, BY_NETWORK, check_report_limits, report_error
from blog.database import db
from blog.models import ErrorReport
from blog.web.access.rate_limits import RateLimitExceeded
from tests.databases import on_sqlite
from tests.factories import NOW, make_article

BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p>"


@pytest.mark.parametrize(
    ("paragraph", "stored", "quote"),
    [(2, 2, "It met on Tuesday."), (0, 0, ""), (99, 0, ""), (-1, 0, "")],
)
@on_sqlite
def test_a_report_quotes_its_paragraph_or_is_about_the_whole(
    app: Flask, paragraph: int, stored: int, quote: str
) -> None:
    report = report_error(db.session, make_article(body_html=BODY), paragraph, "It was Monday.", "", NOW)

    assert (report.paragraph, report.quote, report.address) == (stored, quote, None)


@on_sqlite
def test_a_report_is_left_to_the_caller_to_commit(app: Flask) -> None:
    report_error(db.session, make_article(body_html=BODY), 1, "Wrong.", "ann@example.org", NOW)
    db.session.rollback()

    assert db.session.scalars(select(ErrorReport)).all() == []


@on_sqlite
def test_a_network_has_its_limit_over_all_articles(app: Flask) -> None:
    articles = [make_article() for _ in range(2)]
    for number in range(BY_NETWORK.max_attempts):
        check_report_limits(db.session, "192.0.2.1", articles[number % 2], "secret", NOW)

    with pytest.raises(RateLimitExceeded):
        check_report_limits(db.session, "192.0.2.1", articles[0], "secret", NOW)
    check_report_limits(db.session, "192.0.2.1", articles[0], "secret", NOW + timedelta(hours=2))


@on_sqlite
def test_an_article_has_its_limit_over_all_networks(app: Flask) -> None:
    article, other = make_article(), make_article()
    for number in range(BY_ARTICLE.max_attempts):
        check_report_limits(db.session, f"192.0.2.{number}", article, "secret", NOW)

    with pytest.raises(RateLimitExceeded):
        check_report_limits(db.session, "198.51.100.1", article, "secret", NOW)
    check_report_limits(db.session, "198.51.100.1", other, "secret", NOW)
