"""Remarks of bots and remarks without text are refused."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.authoring.previews.preview_links import seal_link
from blog.database import db
from blog.models import PreviewLink, Remark
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.databases import on_postgres
from tests.factories import make_draft, make_preview_link

BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p><p>It met again.</p>"


def path_of(link: PreviewLink) -> str:
    return f"/previews/{seal_link(links(), link)}"


def send(client: FlaskClient, link: PreviewLink, **fields: Any) -> Any:
    stamp = make_timestamp(links(), read_clock() - timedelta(minutes=1))
    values = {"paragraph": "2", "words": "Was it not Monday?", "name": "Guest", "stamp": stamp}
    return client.post(path_of(link), data={**values, **fields})


def stored() -> list[Remark]:
    db.session.expire_all()
    return list(db.session.scalars(select(Remark).order_by(Remark.id)))


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
