"""What the server says about reading without network; what browsers do with it stands in tests/system."""

from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories import make_article, make_draft, sign_in


@on_sqlite
def test_the_worker_is_named_by_what_it_gives(app: Flask, client: FlaskClient) -> None:
    first, again = client.get("/service-worker.js"), client.get("/service-worker.js")
    names = app.extensions["assets"].names
    former, names["site.css"] = names["site.css"], "site.0.css"
    changed = client.get("/service-worker.js")
    names["site.css"] = former

    assert first.content_type == "text/javascript; charset=utf-8"
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "worker-src 'self'" in first.headers["Content-Security-Policy"]
    assert first.text == again.text != changed.text


@on_sqlite
def test_the_list_is_a_plain_sentence_and_no_robot_keeps_it(client: FlaskClient) -> None:
    for path in ("/kept/", "/offline"):
        answer = client.get(path)

        assert "needs JavaScript, which is off" in answer.text
        assert '<meta name="robots" content="noindex">' in answer.text
        assert "Set-Cookie" not in answer.headers


@on_sqlite
def test_only_what_is_public_can_be_kept(client: FlaskClient) -> None:
    article, draft = make_article(slug="one"), make_draft()
    public = client.get(f"/articles/{article.slug}").text
    sign_in(client, draft.author)
    preview = client.get(f"/desk/articles/{draft.id}/preview").text

    assert 'data-behaviour="offline_button"' in public
    assert 'class="article__headline"' in preview
    assert 'data-behaviour="offline_button"' not in preview
