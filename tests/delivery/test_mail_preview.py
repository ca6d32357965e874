from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.config.settings import settings_of
from blog.database import db
from blog.delivery.composing.mail_kinds.list_mail import write_about
from blog.delivery.mail_preview import MailPreview, preview_mail
from blog.models import AlertForm, AlertKind, AlertLevel, Article, Delivery
from blog.web.addresses.links import PREFERENCES
from blog.web.extensions import links
from tests.delivery.mail_factories import alert_for, compose, html_of, make_composer, text_of
from tests.factories import NOW, make_article, make_draft


def show(app: Flask, article: Article, **more: object) -> MailPreview:
    return preview_mail(db.session, article, settings_of(app), links(), now=NOW, **more)


def test_a_draft_has_a_preview_and_nothing_is_enqueued(app: Flask) -> None:
    preview = show(app, make_draft("Tea & biscuits"))

    assert (preview.subject, preview.sender) == ("Tea & biscuits", "IFBG News <news@news.example.org>")
    assert "Tea & biscuits" in preview.text
    assert "Tea &amp; biscuits" in preview.html
    assert abs(preview.size - len(preview.html.replace("\r\n", "\n").encode())) < 500  # The tokens differ.
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0


def test_an_urgent_alert_looks_urgent_in_its_preview(app: Flask) -> None:
    article = make_draft()

    texts = [show(app, article, level=level).text for level in (AlertLevel.URGENT, AlertLevel.NORMAL)]

    assert [text.startswith("Urgent") for text in texts] == [True, False]


@pytest.mark.parametrize("kind", [AlertKind.PUBLICATION, AlertKind.UPDATE])
@pytest.mark.parametrize("form", list(AlertForm))
def test_a_preview_is_the_message_that_readers_get(app: Flask, kind: AlertKind, form: AlertForm) -> None:
    article = make_article("Budget & more", alert_form=form)
    row = alert_for(article, "New." if kind is AlertKind.UPDATE else None)
    sent = compose(row)

    preview = show(app, article, kind=kind, note="New.")

    payloads = ([row.subscriber.id, row.subscriber.key], [0, "nobody"])
    own, nobody = (links().seal(PREFERENCES, payload) for payload in payloads)
    assert preview.subject == sent["Subject"]
    assert preview.html.replace(nobody, "T") == html_of(sent).replace(own, "T")
    text = preview.text.replace("\r\n", "\n").replace(" \n", " ")
    assert text.replace(nobody, "T") == text_of(sent).replace(own, "T")


def test_the_links_of_a_preview_open_nothing(app: Flask, client: FlaskClient) -> None:
    composer = make_composer()
    context = composer.make_context(db.session, NOW)
    wanted = {"kind": AlertKind.PUBLICATION, "level": AlertLevel.NORMAL, "note": None, "followed": "site"}
    message = composer.preview(write_about(make_draft("Budget"), context, **wanted), NOW)
    path = urlsplit(message["List-Unsubscribe"].strip("<>")).path

    assert client.get(path).status_code in {404, 410}
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code < 500
