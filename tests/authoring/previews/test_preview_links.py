"""Preview links: forged, revoked, and limited in number."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from blog.authoring.previews.preview_links import MAX_LINKS, seal_link
from blog.authoring.previews.remarks import MAX_REMARKS
from blog.database import db
from blog.models import Article, PreviewLink, Remark
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.authoring.conftest import Desk
from tests.databases import on_postgres, on_sqlite
from tests.factories import NOW, make_draft, make_preview_link


@on_postgres
@pytest.mark.parametrize("token", ["x", "W10.x", "%F0%9F%92%A7", "a" * 4000])
def test_an_invented_link_is_not_found(client: FlaskClient, token: str) -> None:
    make_preview_link(make_draft())

    assert client.get(f"/previews/{token}").status_code == 404


BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p><p>It met again.</p>"


def draft_of(desk: Desk) -> Article:
    return make_draft("A secret budget", author=desk.person, body_html=BODY)


def path_of(link: PreviewLink) -> str:
    return f"/previews/{seal_link(links(), link)}"


def test_a_revoked_link_opens_no_more_and_another_one_does(client: FlaskClient, desk: Desk) -> None:
    draft = draft_of(desk)
    one, other = make_preview_link(draft), make_preview_link(draft)

    answer = desk.post(f"/desk/articles/{draft.id}/previews/{one.id}/revoke")

    assert answer.status_code == 303
    assert [client.get(path_of(link)).status_code for link in (one, other)] == [410, 200]


def send(client: FlaskClient, link: PreviewLink, **fields: Any) -> Any:
    stamp = make_timestamp(links(), read_clock() - timedelta(minutes=1))
    values = {"paragraph": "2", "words": "Was it not Monday?", "name": "Guest", "stamp": stamp}
    return client.post(path_of(link), data={**values, **fields})


@on_sqlite
def test_links_and_remarks_have_a_limit(client: FlaskClient, desk: Desk) -> None:
    draft = draft_of(desk)
    link = make_preview_link(draft)
    same = {"article_id": draft.id, "link_id": link.id, "name": "x", "paragraph": 0, "quote": "", "words": "x"}
    db.session.bulk_insert_mappings(Remark.__mapper__, [{**same, "written_at": NOW}] * MAX_REMARKS)
    for _ in range(MAX_LINKS - 1):
        db.session.add(PreviewLink(article=draft, key="k", created_at=NOW, expires_at=NOW))
    db.session.commit()

    remarked = send(client, link)
    linked = desk.post(f"/desk/articles/{draft.id}/previews", label="One more", days="7")

    assert (remarked.status_code, linked.status_code) == (409, 409)
    assert "Was it not Monday?" in remarked.get_data(as_text=True)
    assert 'value="One more"' in linked.get_data(as_text=True)
