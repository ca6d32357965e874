"""Nothing that a visitor says in the head of a request is on the page that others get from memory."""

import gzip
import re

import brotli
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.databases import on_sqlite
from tests.factories import make_article, make_topic
from tests.web.cache.conftest import fresh
from tests.web.cache.test_middleware import PAGE, VARIES

MARK = "evil.example"
FORWARDED = ("Host", "Server", "Port", "Prefix", "Scheme", "Proto", "Ssl", "For", "Uri", "Path")
CLAIMS = {
    **{f"X-Forwarded-{name}": MARK for name in FORWARDED},
    **dict.fromkeys(("X-Host", "X-Original-URL", "X-Rewrite-URL", "X-Script-Name", "X-Wap-Profile", "Via"), f"/{MARK}"),
    "Forwarded": f"host={MARK};proto=http;for=192.0.2.1",
    "Origin": f"https://{MARK}",
    "Referer": f"https://{MARK}/",
    "X-Forwarded-Proto": "http",
    "X-HTTP-Method-Override": "POST",
    "X-HTTP-Method": "DELETE",
    "X-Method-Override": "HEAD",
    "Accept": "application/json",
    "Accept-Language": "ar, de;q=0.5",
    "User-Agent": f"Googlebot {MARK}",
    "Sec-Fetch-Site": "cross-site",
    "Save-Data": "on",
}
HEADS = {
    "claims": CLAIMS,
    "ranges": {"Range": "bytes=0-10", "If-Range": MARK},
    "conditions": {"If-Match": MARK, "If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    "cookies": {"Cookie": f"theme=dark; language=ar; text-size=9; x={MARK}; session={MARK}"},
    "no coding": {"Accept-Encoding": "identity;q=1, gzip;q=0, br;q=0"},
    "any coding": {"Accept-Encoding": f"{MARK}, *;q=0.1, identity;q=0"},
    "another host": {"Host": MARK},
    "two hosts": {"Host": f"news.example.org, {MARK}"},
    "host with a name": {"Host": f"news.example.org@{MARK}"},
    "host with a port": {"Host": "news.example.org:8443"},
    "host in capitals": {"Host": "NEWS.EXAMPLE.ORG"},
}
PATHS = (
    *("/", PAGE, f"{PAGE}.md", "/topics/tea", "/archive/", "/feed.atom", "/feed.rss", "/feed.json"),
    *("/topics/tea/feed.atom", "/sitemap.xml", "/sitemap-articles-1.xml", "/sitemap-news.xml", "/robots.txt"),
    *("/site.webmanifest", "/kept/", "/service-worker.js", "/favicon.ico"),
)
TOKENS = re.compile(rb"gAAAA[\w=%-]+|name=\"stamp\" value=\"[^\"]*\"")


def read(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return the answer without what differs from one to the next."""
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(answer.headers.get("Content-Encoding", ""), bytes)
    headers = sorted((name, value) for name, value in answer.headers if name not in VARIES)
    return answer.status_code, headers, TOKENS.sub(b"", unpack(answer.data))


@on_sqlite
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_the_next_reader_gets_the_page_as_if_nobody_had_asked_before(cached: Flask, head: dict[str, str]) -> None:
    make_article("Tea in the valley", slug="tea", topics=[make_topic("Tea", slug="tea")])
    visitor, reader = (cached.test_client(use_cookies=False) for _ in range(2))
    before = {path: read(reader.get(path)) for path in PATHS}
    fresh(cached)

    hostile = {path: read(visitor.get(path, headers=head)) for path in PATHS}

    assert {path: read(reader.get(path)) for path in PATHS} == before
    assert {path for path, (_, headers, body) in hostile.items() if MARK in f"{headers}{body!r}"} == set()
    assert {status for status, _, _ in hostile.values()} <= {200, 302, 304, 400, 412}
