from flask import Flask

from blog.database import db
from blog.models import AlertForm, AlertLevel
from tests.factories import make_draft


def test_an_article_says_nothing_of_its_alert_but_that_there_is_one(app: Flask) -> None:
    article = make_draft()
    db.session.refresh(article)

    assert (article.is_alert_wanted, article.alert_level, article.alert_form) == (True, AlertLevel.NORMAL, None)


def test_a_form_comes_back_as_it_was_chosen(app: Flask) -> None:
    article = make_draft(alert_form=AlertForm.WHOLE)
    db.session.commit()
    db.session.expire_all()

    assert article.alert_form is AlertForm.WHOLE
