"""An entry holds a page in each coding, with strong tags of their own."""

import pytest

from blog.web.cache.entries import content_hash, etag_of, make_entry

BODY = b"tea in the valley " * 100
HEADERS = [("Content-Type", "text/html"), ("Last-Modified", "Mon, 04 May 2026 09:30:00 GMT"), ("X-Request-ID", "one")]


@pytest.mark.parametrize(
    ("accepted", "tag"), [(("br", "gzip"), "-br"), (("gzip",), "-gzip"), ((), ""), (("zstd",), "")]
)
def test_the_first_coding_that_there_is_gets_its_own_tag(accepted: tuple[str, ...], tag: str) -> None:
    entry = make_entry(BODY, HEADERS)

    found = entry.representation(accepted)

    assert found.etag == f'"{content_hash(BODY)}{tag}"'
    assert dict(found.headers)["ETag"] == found.etag
    assert dict(found.headers).get("Content-Encoding", "") == tag.removeprefix("-")
    assert dict(found.headers)["Content-Length"] == str(len(entry.body(found)))


def test_a_304_names_the_tag_and_nothing_of_the_body() -> None:
    names = {name for name, _ in make_entry(BODY, HEADERS).representation(("br",)).headers_304}

    assert names == {"ETag"}


def test_the_headers_of_one_answer_are_not_repeated_in_others() -> None:
    assert "X-Request-ID" not in dict(make_entry(BODY, HEADERS).representation(()).headers)


def test_other_content_has_another_tag() -> None:
    assert etag_of(content_hash(b"a"), "br") != etag_of(content_hash(b"b"), "br")


@pytest.mark.parametrize(("value", "moment"), [("Mon, 04 May 2026 09:30:00 GMT", 1777887000.0), ("soon", None)])
def test_the_date_of_the_page_is_read_once(value: str, moment: float | None) -> None:
    assert make_entry(BODY, [("Last-Modified", value)]).last_modified == moment
