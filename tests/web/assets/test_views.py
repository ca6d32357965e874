"""Assets over HTTP."""

import re

from flask import Flask
from flask.testing import FlaskClient

from blog.web.assets.sheet import SCRIPT
from tests.databases import on_sqlite


@on_sqlite
def test_an_asset_is_kept_for_ever_and_sent_as_small_as_the_browser_takes_it(app: Flask, client: FlaskClient) -> None:
    name = app.extensions["assets"].names["site.css"]

    plain, packed = client.get(f"/assets/{name}"), client.get(f"/assets/{name}", headers={"Accept-Encoding": "br"})

    assert "immutable" in plain.headers["Cache-Control"]
    assert (plain.content_type, packed.headers["Content-Encoding"]) == ("text/css; charset=utf-8", "br")
    assert len(packed.data) < len(plain.data)


@on_sqlite
def test_what_was_never_an_asset_is_not_found(app: Flask, client: FlaskClient) -> None:
    app.extensions["assets"].deferred.pop(SCRIPT, None)

    for name in ("none.css", "site.css", "sheet.000000000000.js", "sheet.js"):
        assert client.get(f"/assets/{name}").status_code == 404


@on_sqlite
def test_a_page_asks_early_for_its_typeface_and_gets_it_for_ever(app: Flask, client: FlaskClient) -> None:
    page = client.get("/")

    [path] = re.findall(r'<link rel="preload" href="([^"]+)" as="font" type="font/woff2" crossorigin>', page.text)
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "font/woff2"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.data.startswith(b"wOF2")
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "br"}).headers
    assert "font-src 'self';" in page.headers["Content-Security-Policy"]
