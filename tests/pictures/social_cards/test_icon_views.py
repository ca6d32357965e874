"""What browsers ask for by themselves is there."""

from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite


@on_sqlite
def test_manifest_and_icon_are_found_without_a_cookie(app: Flask, client: FlaskClient) -> None:
    manifest = client.get("/site.webmanifest")

    assert manifest.status_code == 200
    assert "Set-Cookie" not in manifest.headers
    assert manifest.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    icon = client.get("/favicon.ico", follow_redirects=True)
    assert (icon.status_code, icon.mimetype) == (200, "image/png")
