"""What the application learns from the head of a request."""

import pytest

from blog.operations.gateway.environ import make_environ
from tests.operations.gateway.heads import Head


@pytest.mark.parametrize("name", ["for", "proto", "host", "prefix", "port"])
@pytest.mark.parametrize("spelling", ["x_forwarded_{}", "x-forwarded_{}", "x_forwarded-{}"])
def test_no_header_with_an_underscore_is_taken_for_the_proxys(name: str, spelling: str) -> None:
    proxy, visitor = (f"x-forwarded-{name}", "from the proxy"), (spelling.format(name), "from the visitor")

    for headers in ((proxy, visitor), (visitor, proxy)):
        assert make_environ(Head(pairs=headers))[f"HTTP_X_FORWARDED_{name.upper()}"] == "from the proxy"
    assert f"HTTP_X_FORWARDED_{name.upper()}" not in make_environ(Head(pairs=(visitor,)))


@pytest.mark.parametrize(
    "name", ["sec_fetch_site", "x_csrftoken", "x_signature", "x_timestamp", "x_request_id", "content_length", "_"]
)
def test_no_other_header_has_a_second_spelling_either(name: str) -> None:
    environ = make_environ(Head(pairs=((name, "1"),)))

    assert "1" not in environ.values()


def test_a_header_that_comes_twice_is_joined_in_its_order() -> None:
    twice = (("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "192.0.2.2"), ("cookie", "a=1"), ("cookie", "b=2"))

    environ = make_environ(Head(pairs=twice))

    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1,192.0.2.2"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"


def test_the_head_is_that_of_the_visitor() -> None:
    environ = make_environ(
        Head("/topics/\u4e2d", "POST", (("content-type", "text/plain"),), "a=1", client="[2001:db8::1]:443")
    )

    assert environ["PATH_INFO"].encode("latin-1").decode() == "/topics/\u4e2d"
    assert environ["REMOTE_ADDR"] == "2001:db8::1"
    assert (environ["CONTENT_TYPE"], environ["QUERY_STRING"]) == ("text/plain", "a=1")
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("127.0.0.1", "8000")
    assert environ["HTTP_HOST"] == "news.example.org"


def test_the_host_of_http2_is_the_authority() -> None:
    assert make_environ(Head(authority="news.example.org", http_version="2"))["HTTP_HOST"] == "news.example.org"
