"""Public pages are named by content and compressed; other pages are neither."""

import gzip

import brotli
import pytest
from flask.testing import FlaskClient

from blog.web.cache.compression import pack
from tests.factories import make_article, make_person, sign_in

PAGE = "/archive/2026/5"
"""A page without a form, whose time stamp would make each answer another one."""


def test_a_public_page_is_revalidated_by_its_content(client: FlaskClient) -> None:
    make_article("First")
    first = client.get(PAGE)
    same = client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    make_article("Second")
    changed = client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Accept-Encoding", "Cookie"} <= {part.strip() for part in first.headers["Vary"].split(",")}
    assert not first.headers["ETag"].startswith("W/")
    assert (same.status_code, same.data, changed.status_code) == (304, b"", 200)


def test_each_encoding_holds_the_page_and_has_a_name_of_its_own(client: FlaskClient) -> None:
    make_article()

    plain, br, zipped = (client.get(PAGE, headers={"Accept-Encoding": word}) for word in ("", "gzip, br", "gzip"))

    assert brotli.decompress(br.data) == gzip.decompress(zipped.data) == plain.data
    assert (br.headers["Content-Encoding"], zipped.headers["Content-Encoding"]) == ("br", "gzip")
    assert len({plain.headers["ETag"], br.headers["ETag"], zipped.headers["ETag"]}) == 3
    assert int(br.headers["Content-Length"]) == len(br.data)


@pytest.mark.parametrize("path", ["/subscribe", "/login", "/search?q=x"])
def test_a_page_that_did_not_opt_in_is_not_compressed(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in response.headers
    assert "no-store" in response.headers["Cache-Control"]


def test_what_a_signed_in_person_sees_is_kept_by_nobody(client: FlaskClient) -> None:
    sign_in(client, make_person())

    response = client.get("/", headers={"Accept-Encoding": "br"})

    assert response.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in response.headers


def test_a_page_that_is_not_found_is_compressed_but_not_kept(client: FlaskClient) -> None:
    response = client.get("/articles/none", headers={"Accept-Encoding": "br"})

    assert (response.status_code, response.headers["Content-Encoding"]) == (404, "br")
    assert response.headers["Cache-Control"] == "no-store"


def test_a_head_request_has_the_headers_without_the_page(client: FlaskClient) -> None:
    full, head = client.get("/"), client.head("/")

    assert (head.data, head.headers["ETag"]) == (b"", full.headers["ETag"])


def test_a_tiny_body_stays_as_it_is() -> None:
    assert pack(b"small", "br") == (None, b"small")
