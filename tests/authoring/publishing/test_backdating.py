"""An older article is published with its own date, once, and only into the past."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.authoring.publishing.backdating import HasDate, NotPast, publish_with_date
from blog.authoring.publishing.publishing import withdraw
from blog.database import db
from tests.factories import NOW, make_draft

LONG_AGO = NOW - timedelta(days=4000)


def test_the_date_is_that_of_the_article_for_ever(app: Flask) -> None:
    article = make_draft("Tea")

    publish_with_date(db.session, article, LONG_AGO, NOW, person_id=article.author_id)
    withdraw(db.session, article, NOW)

    assert article.published_at == LONG_AGO
    with pytest.raises(HasDate):
        publish_with_date(db.session, article, NOW - timedelta(1), NOW, person_id=article.author_id)


def test_a_date_to_come_is_none(app: Flask) -> None:
    with pytest.raises(NotPast):
        publish_with_date(db.session, make_draft("Tea"), NOW, NOW, person_id=1)
