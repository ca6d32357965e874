"""Figures of the last alert."""

from flask import Flask

from blog.authoring.dashboard.overview.alert_figures import find_latest_alert
from blog.database import db
from blog.models import DeliveryState, Role
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import make_article, make_person


def test_the_figures_of_the_last_alert_add_up(app: Flask) -> None:
    editor = make_person(role=Role.EDITOR)
    owe_row(make_alert(), DeliveryState.ACCEPTED)
    last = make_alert()
    for state in (*DeliveryState, DeliveryState.ACCEPTED):
        owe_row(last, state)

    figures = find_latest_alert(db.session, editor)

    assert figures
    assert figures.alert == last
    parts = (figures.delivered, figures.deferred, figures.bounced, figures.unconfirmed, figures.waiting)
    assert parts == (2, 1, 2, 1, 2)
    assert figures.audience == sum(parts) + figures.of(DeliveryState.SKIPPED) == len(DeliveryState) + 1


def test_an_author_sees_the_last_alert_about_the_own_articles(app: Flask) -> None:
    author = make_person()
    mine = make_alert(article=make_article(author=author))
    make_alert()

    figures = find_latest_alert(db.session, author)

    assert figures
    assert figures.alert == mine
    assert find_latest_alert(db.session, make_person()) is None
