"""A guest reads an article before it is public and remarks on its paragraphs, without account or cookie."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.authoring.previews.preview_links import seal_link
from blog.database import db
from blog.models import Article, ArticleState, PreviewLink, Remark
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.authoring.conftest import Desk
from tests.factories import NOW, make_draft, make_preview_link

BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p><p>It met again.</p>"


def draft_of(desk: Desk) -> Article:
    return make_draft("A secret budget", author=desk.person, body_html=BODY)


def path_of(link: PreviewLink) -> str:
    return f"/previews/{seal_link(links(), link)}"


def test_an_author_makes_a_link_and_a_guest_opens_it_without_cookie(app: Flask, desk: Desk) -> None:
    draft = draft_of(desk)
    guest = app.test_client()

    made = desk.post(f"/desk/articles/{draft.id}/previews", label="The lawyer", days="3")
    link = db.session.scalars(select(PreviewLink)).one()
    page = guest.get(path_of(link))

    assert made.status_code == 303
    assert (link.label, link.created_by_id) == ("The lawyer", desk.person.id)
    assert timedelta(days=2) < link.expires_at - read_clock() <= timedelta(days=3)
    assert path_of(link) in desk.get(f"/desk/articles/{draft.id}/previews").get_data(as_text=True)
    assert page.status_code == 200
    assert "A secret budget" in page.get_data(as_text=True)
    assert "Back to editing" not in page.get_data(as_text=True)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in page.headers


def send(client: FlaskClient, link: PreviewLink, **fields: Any) -> Any:
    stamp = make_timestamp(links(), read_clock() - timedelta(minutes=1))
    values = {"paragraph": "2", "words": "Was it not Monday?", "name": "Guest", "stamp": stamp}
    return client.post(path_of(link), data={**values, **fields})


def stored() -> list[Remark]:
    db.session.expire_all()
    return list(db.session.scalars(select(Remark).order_by(Remark.id)))


def publish(link: PreviewLink) -> None:
    link.article.state, link.article.published_at = ArticleState.PUBLISHED, read_clock()


def publish_and_withdraw(link: PreviewLink) -> None:
    link.article.state, link.article.published_at = ArticleState.WITHDRAWN, read_clock()


def expire(link: PreviewLink) -> None:
    link.expires_at = read_clock() - timedelta(seconds=1)


def revoke(link: PreviewLink) -> None:
    link.revoked_at = NOW


@pytest.mark.parametrize("happens", [publish, publish_and_withdraw, expire, revoke])
def test_a_link_closes_for_reading_and_for_remarks(client: FlaskClient, happens: Any) -> None:
    link = make_preview_link(make_draft(body_html=BODY))
    happens(link)
    db.session.commit()

    page, sent = client.get(path_of(link)), send(client, link)

    assert (page.status_code, sent.status_code) == (410, 410)
    assert BODY not in page.get_data(as_text=True)
    assert ("Read the article" in page.get_data(as_text=True)) is (happens is publish)
    assert stored() == []


def test_a_guest_remarks_the_author_answers_and_closes(client: FlaskClient, desk: Desk) -> None:
    draft = draft_of(desk)
    link = make_preview_link(draft)

    sent = send(client, link)
    [remark] = stored()
    asked = desk.get(f"/desk/articles/{draft.id}/remarks").get_data(as_text=True)
    counted = desk.get(f"/desk/articles/{draft.id}/edit").get_data(as_text=True)
    empty = desk.post(f"/desk/remarks/{remark.id}", deed="answer", words=" ")
    desk.post(f"/desk/remarks/{remark.id}", deed="answer", words="No, <b>Tuesday</b>.")
    desk.post(f"/desk/remarks/{remark.id}", deed="close")

    seen = client.get(path_of(link)).get_data(as_text=True)
    assert (sent.status_code, sent.location.rpartition("#")[2]) == (303, f"remark-{remark.id}")
    assert (remark.paragraph, remark.quote) == (2, "It met on Tuesday.")
    assert "It met on Tuesday." in asked
    assert "1 open remark" in counted
    assert (empty.status_code, "Write an answer" in empty.get_data(as_text=True)) == (422, True)
    assert "No, &lt;b&gt;Tuesday" in seen
    assert "Resolved" in seen
    assert stored()[0].closed_at is not None
    desk.post(f"/desk/remarks/{remark.id}", deed="reopen")
    assert stored()[0].closed_at is None


def test_a_guest_is_led_to_no_page_that_is_not_there(app: Flask, desk: Desk) -> None:
    link = make_preview_link(draft_of(desk))

    page = app.test_client().get(path_of(link)).text

    assert desk.person.name in page
    assert f"/authors/{desk.person.slug}" not in page
