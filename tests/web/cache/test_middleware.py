"""What comes from memory is what Flask would have answered; and what must not be kept never is."""

import gzip
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import ArticleState
from blog.web.cache.middleware import PageCache
from blog.web.observability.process_metrics import ProcessMetrics
from tests.factories import make_article, make_person, make_topic, sign_in
from tests.settings import change_settings
from tests.web.cache.conftest import fresh

PAGE = "/articles/tea"
VARIES = {"X-Request-ID", "ETag", "Content-Length", "Date"}
"""What differs between two answers anyhow: the form on a page holds the time."""


def put_tea() -> None:
    make_article("Tea in the valley", slug="tea")


def figures(cache: PageCache) -> tuple[int, int]:
    return cache.pages.figures.hits, cache.pages.figures.misses


def headers_of(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in VARIES}


def test_the_second_reader_gets_the_page_from_memory(reader: FlaskClient, cache: PageCache) -> None:
    put_tea()

    first, second = reader.get(PAGE), reader.get(PAGE)

    assert figures(cache) == (1, 1)
    assert first.data == second.data
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    assert {**first.headers, "X-Request-ID": ""} == {**second.headers, "X-Request-ID": ""}


def test_a_page_from_memory_has_the_headers_of_one_that_is_made(client: FlaskClient, reader: FlaskClient) -> None:
    put_tea()
    options = {"headers": {"Accept-Encoding": "gzip"}}

    made, _, kept = client.get(PAGE, **options), reader.get(PAGE, **options), reader.get(PAGE, **options)

    assert headers_of(kept) == headers_of(made)
    assert "Strict-Transport-Security" in kept.headers
    assert kept.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("change", ["publish", "edit", "withdraw", "rename"])
def test_what_changed_is_never_served_again(reader: FlaskClient, change: str) -> None:
    topic = make_topic("Grants")
    article = make_article("Tea in the valley", slug="tea", topics=[topic])
    before = [reader.get(path).text for path in ("/", PAGE, "/")]

    match change:
        case "publish":
            make_article("Coffee")
        case "edit":
            article.headline = "Cocoa"
        case "withdraw":
            article.state = ArticleState.WITHDRAWN
        case _:
            topic.name = "Subsidies"
    db.session.commit()

    assert [reader.get(path).text for path in ("/", PAGE, "/")] != before
    assert reader.get("/").text != before[0]


def test_a_page_made_while_the_content_changed_is_not_kept(cache: PageCache, reader: FlaskClient) -> None:
    put_tea()
    inner = cache.inner

    def publish_meanwhile(environ: Any, start_response: Any) -> Any:
        made = inner(environ, start_response)
        make_article("Coffee")
        return made

    cache.inner = publish_meanwhile
    old = reader.get("/").text
    cache.inner = inner

    assert "Coffee" not in old
    assert "Coffee" in reader.get("/").text


def test_each_coding_is_the_same_page_with_a_tag_of_its_own(reader: FlaskClient) -> None:
    put_tea()

    plain, br, zipped = (reader.get(PAGE, headers={"Accept-Encoding": word}) for word in ("", "gzip, br", "gzip"))

    assert brotli.decompress(br.data) == gzip.decompress(zipped.data) == plain.data
    assert len({answer.headers["ETag"] for answer in (plain, br, zipped)}) == 3
    assert int(br.headers["Content-Length"]) == len(br.data)


@pytest.mark.parametrize("words", ["{tag}", 'W/{tag}, "other"', '"other", {tag}'])
def test_who_has_the_page_is_told_so(reader: FlaskClient, words: str) -> None:
    put_tea()
    tag = reader.get(PAGE).headers["ETag"]

    answer = reader.get(PAGE, headers={"If-None-Match": words.format(tag=tag)})

    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(answer.headers.keys())


def test_the_tag_of_another_coding_is_no_proof(reader: FlaskClient) -> None:
    put_tea()
    tag = reader.get(PAGE).headers["ETag"]

    assert reader.get(PAGE, headers={"If-None-Match": tag, "Accept-Encoding": "br"}).status_code == 200


@pytest.mark.parametrize(("since", "status"), [(None, 304), ("Mon, 01 Jan 2024 00:00:00 GMT", 200), ("soon", 200)])
def test_a_feed_is_dated_from_memory_too(reader: FlaskClient, since: str | None, status: int) -> None:
    put_tea()
    dated = reader.get("/feed.atom").headers["Last-Modified"]

    assert reader.get("/feed.atom", headers={"If-Modified-Since": since or dated}).status_code == status
    assert reader.get(PAGE, headers={"If-Modified-Since": dated}).status_code == 200


def test_a_head_request_fills_the_cache_and_has_no_page(reader: FlaskClient, cache: PageCache) -> None:
    put_tea()

    first, full, head = reader.head(PAGE), reader.get(PAGE), reader.head(PAGE)

    assert (first.data, head.data, figures(cache)) == (b"", b"", (2, 1))
    assert first.headers["Content-Length"] == str(len(full.data))
    assert "Tea in the valley" in full.text


def test_one_thread_makes_the_page_that_many_want(cached: Flask, cache: PageCache) -> None:
    put_tea()
    db.session.commit()
    inner, made, gate = cache.inner, [], threading.Event()

    def slowly(environ: Any, start_response: Any) -> Any:
        made.append(environ["PATH_INFO"])
        gate.wait(5)
        return inner(environ, start_response)

    cache.inner = slowly
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(ask(cached))) for _ in range(4)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(10)
    cache.inner = inner

    assert answers == [200] * 4
    assert len(made) == 1


def ask(application: Flask) -> int:
    """Ask for the page as a thread of a server does."""
    environ = {"wsgi.url_scheme": "https", "HTTP_HOST": "news.example.org", "REQUEST_METHOD": "GET"}
    more = {"PATH_INFO": PAGE, "SERVER_NAME": "x", "SERVER_PORT": "1", "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": ""}
    said: list[str] = []
    b"".join(application({**environ, **more}, lambda status, _headers, _info=None: said.append(status)))
    return int(said[0][:3])


def test_who_waited_in_vain_is_answered_all_the_same(cached: Flask, cache: PageCache) -> None:
    put_tea()
    db.session.commit()
    taken_off = cache.single_flight.acquire
    cache.single_flight.acquire = lambda _key: False  # type: ignore[method-assign]

    status = ask(cached)
    cache.single_flight.acquire = taken_off  # type: ignore[method-assign]

    assert status == 200
    assert len(cache.pages.pages) == 0


def test_style_sheets_come_from_memory_for_everybody(reader: FlaskClient, cache: PageCache, cached: Flask) -> None:
    path = f"/assets/{cached.extensions['assets'].names['site.css']}"
    options = {"headers": {"Accept-Encoding": "br"}}

    made, kept = reader.get(path, **options), reader.get(path, headers={"Accept-Encoding": "br", "Cookie": "session=x"})
    again = reader.get(path, headers={**options["headers"], "If-None-Match": kept.headers["ETag"]})

    assert cache.assets.figures.hits == 2
    assert made.data == kept.data
    assert brotli.decompress(made.data) == cached.extensions["assets"].files[path.rpartition("/")[2]].body
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (again.status_code, kept.headers["Content-Type"]) == (304, "text/css; charset=utf-8")
    assert reader.get("/assets/none.css").status_code == 404


def test_a_style_sheet_is_compressed_for_whoever_asks_first(reader: FlaskClient, cached: Flask) -> None:
    sign_in(reader, make_person())

    answer = reader.get(f"/assets/{cached.extensions['assets'].names['desk.css']}", headers={"Accept-Encoding": "br"})

    assert answer.headers["Content-Encoding"] == "br"


def test_a_typeface_is_sent_as_it_is_and_what_was_made_ahead_is_not_made_again(
    reader: FlaskClient, cached: Flask
) -> None:
    assets = cached.extensions["assets"]
    assets.add("ahead.js", b"long();" * 100, br=b"short")

    font, script = (
        reader.get(assets.path(name), headers={"Accept-Encoding": "gzip, br"})
        for name in ("source-serif-4-latin.woff2", "ahead.js")
    )

    assert (font.headers.get("Content-Encoding"), font.data[:4]) == (None, b"wOF2")
    assert (script.headers["Content-Encoding"], script.data) == ("br", b"short")


def test_two_processes_agree_at_once(
    app: Flask, cached: Flask, cached_apps: Callable[..., Flask], reader: FlaskClient
) -> None:
    put_tea()
    other = fresh(cached_apps(app.config["SQLALCHEMY_DATABASE_URI"], 2)).test_client()
    for one in (reader, other, reader, other):
        one.get("/")

    make_article("Coffee")

    assert all("Coffee" in one.get("/").text for one in (reader, other))


def test_a_site_that_wants_no_cache_has_none(app: Flask) -> None:
    assert "pagecache" not in app.extensions


@pytest.fixture
def counting(cached: Flask, cache: PageCache, tmp_path: Path) -> Iterator[ProcessMetrics]:
    """Count in that process, as with METRICS_TOKEN."""
    metrics = cache.metrics = cached.extensions["process_metrics"] = ProcessMetrics(tmp_path)
    metrics.sources.append(cache.read_figures)
    change_settings(cached, metrics_token="right-token")
    yield metrics
    metrics.close()
    cache.metrics = None
    del cached.extensions["process_metrics"]


@pytest.mark.usefixtures("counting")
def test_the_figures_say_what_the_cache_did(reader: FlaskClient) -> None:
    put_tea()
    for headers in ({}, {}, {}, {"If-None-Match": "*"}):
        tag = reader.get(PAGE, headers={**headers}).headers["ETag"]
    reader.get(PAGE, headers={"If-None-Match": tag})
    reader.head(PAGE)

    figures = reader.get("/metrics", headers={"Authorization": "Bearer right-token"}).text

    assert "blog_page_cache_hits_total 5.0" in figures
    assert "blog_page_cache_misses_total 1.0" in figures
    assert "blog_page_cache_entries 1.0" in figures
    assert "blog_page_cache_bytes " in figures
    labels = 'blog_http_requests_total{method="%s",rule="/articles/<slug>",status="%s"} %s'
    for method, status, number in (("GET", 200, 4.0), ("GET", 304, 1.0), ("HEAD", 200, 1.0)):
        assert labels % (method, status, number) in figures
    assert 'blog_http_request_duration_seconds_count{rule="/articles/<slug>"} 6.0' in figures


def test_a_page_from_memory_is_counted_and_leaves_no_line_in_the_log(
    reader: FlaskClient, cache: PageCache, capsys: pytest.CaptureFixture[str]
) -> None:
    put_tea()
    reader.get(PAGE)
    capsys.readouterr()
    before = cache.pages.figures.hits

    answer = reader.get(PAGE)

    assert capsys.readouterr().out == ""
    assert answer.headers["X-Request-ID"]
    assert cache.pages.figures.hits == before + 1
