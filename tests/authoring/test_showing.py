"""A guest reads an article before it is public, remarks on its paragraphs, and the author answers."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.authoring.previews.preview_links import MOST_LINKS, seal_link
from blog.authoring.previews.remarks import MOST_REMARKS, put_in_place
from blog.database import db
from blog.models import Article, ArticleState, PreviewLink, Remark
from blog.text.markdown.paragraphs import Paragraph
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_postgres, on_sqlite
from tests.factories import NOW, make_draft, make_preview_link, make_remark, save

BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p><p>It met again.</p>"


def draft_of(desk: Desk) -> Article:
    return make_draft("A secret budget", author=desk.person, body_html=BODY)


def path_of(link: PreviewLink) -> str:
    return f"/previews/{seal_link(links(), link)}"


def send(client: FlaskClient, link: PreviewLink, **fields: Any) -> Any:
    stamp = make_timestamp(links(), read_clock() - timedelta(minutes=1))
    values = {"paragraph": "2", "words": "Was it not Monday?", "name": "Guest", "stamp": stamp}
    return client.post(path_of(link), data={**values, **fields})


def stored() -> list[Remark]:
    db.session.expire_all()
    return list(db.session.scalars(select(Remark).order_by(Remark.id)))


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


@on_postgres
@pytest.mark.parametrize("token", ["x", "W10.x", "%F0%9F%92%A7", "a" * 4000])
def test_an_invented_link_is_not_found(client: FlaskClient, token: str) -> None:
    make_preview_link(make_draft())

    assert client.get(f"/previews/{token}").status_code == 404


def test_a_revoked_link_opens_no_more_and_another_one_does(client: FlaskClient, desk: Desk) -> None:
    draft = draft_of(desk)
    one, other = make_preview_link(draft), make_preview_link(draft)

    answer = desk.post(f"/desk/articles/{draft.id}/previews/{one.id}/revoke")

    assert answer.status_code == 303
    assert [client.get(path_of(link)).status_code for link in (one, other)] == [410, 200]


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
    assert "Dealt with" in seen
    assert stored()[0].closed_at is not None
    desk.post(f"/desk/remarks/{remark.id}", deed="reopen")
    assert stored()[0].closed_at is None


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"words": " "}, 422),
        ({"words": "x" * 2001}, 422),
        ({"name": ""}, 422),
        ({"name": "x" * 101}, 422),
        ({"paragraph": "99"}, 422),
        ({"paragraph": "'; --"}, 422),
        ({"stamp": "forged"}, 422),
        ({"website": "https://spam.example"}, 303),
    ],
)
@on_postgres
def test_what_no_guest_sends_is_not_taken(client: FlaskClient, fields: dict[str, str], status: int) -> None:
    link = make_preview_link(make_draft(body_html=BODY))

    answer = send(client, link, **fields)

    assert answer.status_code == status
    assert stored() == []
    if "name" in fields:
        assert "Was it not Monday?" in answer.get_data(as_text=True)


def test_links_and_remarks_belong_to_who_may_edit_the_article(sit: Sit, desk: Desk) -> None:
    link = make_preview_link(draft_of(desk))
    remark = make_remark(link)
    stranger = sit()
    article = link.article_id

    codes = [
        stranger.get(f"/desk/articles/{article}/previews").status_code,
        stranger.post(f"/desk/articles/{article}/previews", days="7").status_code,
        stranger.post(f"/desk/articles/{article}/previews/{link.id}/revoke").status_code,
        stranger.get(f"/desk/articles/{article}/remarks").status_code,
        stranger.post(f"/desk/remarks/{remark.id}", deed="close").status_code,
    ]

    assert codes == [404] * 5
    assert stored()[0].closed_at is None


@on_sqlite
def test_links_and_remarks_have_a_limit(client: FlaskClient, desk: Desk) -> None:
    draft = draft_of(desk)
    link = make_preview_link(draft)
    same = {"article_id": draft.id, "link_id": link.id, "name": "x", "paragraph": 0, "quote": "", "words": "x"}
    db.session.bulk_insert_mappings(Remark.__mapper__, [{**same, "written_at": NOW}] * MOST_REMARKS)
    for _ in range(MOST_LINKS - 1):
        db.session.add(PreviewLink(article=draft, key="k", created_at=NOW, expires_at=NOW))
    db.session.commit()

    remarked = send(client, link)
    linked = desk.post(f"/desk/articles/{draft.id}/previews", label="One more", days="7")

    assert (remarked.status_code, linked.status_code) == (409, 409)
    assert "Was it not Monday?" in remarked.get_data(as_text=True)
    assert 'value="One more"' in linked.get_data(as_text=True)


def test_a_remark_follows_its_paragraph_and_is_not_lost_with_it() -> None:
    moved, gone = Remark(paragraph=1, quote="It met."), Remark(paragraph=2, quote="It is gone.")
    second, whole = Remark(paragraph=4, quote="Again."), Remark(paragraph=0, quote="")
    text = [Paragraph(1, "New."), Paragraph(2, "Again."), Paragraph(3, "It met."), Paragraph(5, "Again.")]

    places = put_in_place([moved, gone, second, whole], text)

    found = [(place.paragraph.number if place.paragraph else None, place.remarks) for place in places]
    assert found == [(3, [moved]), (5, [second]), (None, [gone, whole])]


def test_a_published_article_gets_no_link(desk: Desk) -> None:
    draft = draft_of(desk)
    publish(make_preview_link(draft))
    save(draft)

    assert desk.post(f"/desk/articles/{draft.id}/previews", days="7").status_code == 409
