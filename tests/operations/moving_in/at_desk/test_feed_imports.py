"""A feed is imported at the desk by its address: the worker's process fetches it, the request does not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, StepState
from blog.operations.moving_in.at_desk.import_job import imports_folder
from blog.operations.moving_in.files import fetched_exports
from tests.operations.moving_in.at_desk.desk_imports import sign_in_boss, the_import, work
from tests.web.access.outgoing.elsewhere import PAGES, Elsewhere, serve_elsewhere

FEED = b"""<rss version="2.0"><channel><title>Old Herald</title><link>http://news.example</link>
<item><title>The harbour</title><link>http://news.example/harbour</link><guid>1</guid>
<pubDate>Tue, 05 Mar 2019 08:00:00 GMT</pubDate>
<description>Words of the harbour.</description></item></channel></rss>"""


@pytest.fixture(autouse=True)
def elsewhere(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    """A site with a feed; the folder of uploads is emptied after the test."""
    monkeypatch.setitem(PAGES, "/feed", (200, {"Content-Type": "application/rss+xml"}, FEED))
    with serve_elsewhere() as network:
        monkeypatch.setattr(fetched_exports, "FeedNetwork", lambda: network)
        yield network
    shutil.rmtree(imports_folder(app.instance_path), ignore_errors=True)


def send(client: FlaskClient, token: str, feed: str, place: str = "", **more: object) -> int:
    data = {"csrf_token": token, "tags_from": "2", "feed": feed, **more}
    return client.post(f"/desk/moving-in{place}", data=data).status_code


def test_what_was_checked_is_taken_in(app: Flask, client: FlaskClient, elsewhere: Elsewhere) -> None:
    token = sign_in_boss(client)

    assert send(client, token, "http://news.example/feed") == 303
    assert elsewhere.asked == []
    assert work(app).state is StepState.DONE
    client.post(f"/desk/moving-in/{the_import().id}/taking", data={"csrf_token": token})
    assert work(app).state is StepState.DONE

    assert db.session.scalars(select(Article.headline)).all() == ["The harbour"]
    assert elsewhere.asked == ["news.example/feed"]


def test_a_private_address_is_refused_in_a_sentence(app: Flask, client: FlaskClient, elsewhere: Elsewhere) -> None:
    token = sign_in_boss(client)
    send(client, token, "http://intranet.example/feed")

    assert work(app).state is StepState.FAILED
    page = client.get(f"/desk/moving-in/{the_import().id}").text
    assert "The feed could not be fetched: private." in page
    assert 'value="http://intranet.example/feed"' in page
    assert elsewhere.asked == []

    assert send(client, token, "http://news.example/feed", f"/{the_import().id}/check") == 303
    assert work(app).state is StepState.DONE


def test_a_file_and_a_feed_are_one_too_many(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    token = sign_in_boss(client)
    export = tmp_path / "feed.xml"
    export.write_bytes(FEED)

    with export.open("rb") as file:
        answer = client.post(
            "/desk/moving-in",
            data={"csrf_token": token, "feed": "news.example/feed", "export_files": (file, "feed.xml")},
        )

    assert answer.status_code == 422
    assert "Choose a file or enter the address of a feed, not both." in answer.text
    assert 'value="https://news.example/feed"' in answer.text


def test_what_is_no_address_is_refused_beside_its_field(app: Flask, client: FlaskClient) -> None:
    assert send(client, sign_in_boss(client), "http://127.0.0.1/feed") == 422
