from flask import Flask
from sqlalchemy import func, select

from blog.config.settings import settings_of
from blog.database import db
from blog.delivery.mail_preview import preview_mail
from blog.models import AlertLevel, Delivery
from blog.web.extensions import links
from tests.factories import NOW, make_draft


def test_a_draft_has_a_preview_and_nothing_is_enqueued(app: Flask) -> None:
    article = make_draft("Tea & biscuits")

    preview = preview_mail(db.session, article, settings_of(app), links(), now=NOW)

    assert (preview.subject, preview.sender) == ("Tea & biscuits", "IFBG News <news@news.example.org>")
    assert "Tea & biscuits" in preview.text
    assert "Tea &amp; biscuits" in preview.html
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0


def test_an_urgent_alert_looks_urgent_in_its_preview(app: Flask) -> None:
    article = make_draft()

    levels = (AlertLevel.URGENT, AlertLevel.NORMAL)
    texts = [
        preview_mail(db.session, article, settings_of(app), links(), level=level, now=NOW).text for level in levels
    ]

    assert [text.startswith("Urgent") for text in texts] == [True, False]
