"""Signed links and safe targets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.web.addresses.links import CONFIRM, PREFERENCES, RESET, Links, is_local_path

LINKS = Links("https://news.example.org", "secret-one")


def test_a_token_says_what_was_signed() -> None:
    assert LINKS.read(CONFIRM, LINKS.sign(CONFIRM, [7, "key"]), 60) == [7, "key"]
    assert LINKS.unseal(PREFERENCES, LINKS.seal(PREFERENCES, [7, "key"])) == [7, "key"]


def test_a_sealed_token_is_always_the_same() -> None:
    assert LINKS.seal(PREFERENCES, [7, "key"]) == LINKS.seal(PREFERENCES, [7, "key"])


def test_a_token_is_good_for_one_purpose_and_one_secret() -> None:
    token, sealed = LINKS.sign(CONFIRM, [7]), LINKS.seal(CONFIRM, [7])

    assert LINKS.read(RESET, token, 60) is None
    assert LINKS.unseal(PREFERENCES, sealed) is None
    assert LINKS.unseal(CONFIRM, token) is None
    assert Links("https://news.example.org", "secret-two").read(CONFIRM, token, 60) is None


def test_a_token_ends() -> None:
    assert LINKS.read(CONFIRM, LINKS.sign(CONFIRM, [7]), -1) is None


@pytest.mark.parametrize("purpose", [CONFIRM, RESET])
def test_no_altered_character_goes_unseen(purpose: str) -> None:
    token = LINKS.sign(purpose, [7, "key"])
    altered = [token[:n] + ("A" if token[n] != "A" else "B") + token[n + 1 :] for n in range(len(token) - 1)]

    assert [LINKS.read(purpose, one, 60) for one in altered] == [None] * len(altered)


@given(st.text(st.characters(codec=None)))
def test_any_text_as_token_says_nothing(token: str) -> None:
    assert LINKS.read(CONFIRM, token, 60) is None
    assert LINKS.unseal(PREFERENCES, token) is None


def test_a_signed_thing_that_is_no_list_says_nothing() -> None:
    token = LINKS.seal(PREFERENCES, [1])

    assert LINKS.unseal(PREFERENCES, token[:-1]) is None
    assert Links("https://a.example", "s").unseal("x", LINKS.seal("x", [])) is None


@pytest.mark.parametrize(
    ("base_url", "origin", "host"),
    [
        ("https://news.example.org", "https://news.example.org", "news.example.org"),
        ("https://News.Example.org:443", "https://news.example.org", "news.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1"),
        ("", "://", "localhost"),
    ],
)
def test_the_origin_is_written_as_browsers_write_it(base_url: str, origin: str, host: str) -> None:
    links = Links(base_url, "secret")

    assert (links.origin, links.host) == (origin, host)
    assert links.scheme in {"http", "https"}
    assert links.absolute("/a") == f"{base_url}/a"


@pytest.mark.parametrize("target", ["/", "/desk/", "/desk/articles/7/edit?x=1#y", "/a//b", "/%2f%2fevil.example"])
def test_a_path_on_this_site_is_local(target: str) -> None:
    assert is_local_path(target)


@pytest.mark.parametrize(
    "target",
    [
        None, "", "desk", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/a\\b",
        "https://evil.example", "https:evil.example", "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example",
        "/\u2028/x", "/\x00", "/\u202e", "\u3000//evil.example", "//[", "/\ud800",
    ],
)  # fmt: skip
def test_what_leads_elsewhere_is_not_local(target: str | None) -> None:
    assert not is_local_path(target)


def test_pictures_are_at_the_cdn_and_nothing_else_is() -> None:
    links = Links("https://news.example.org", "secret", "https://cdn.example/news/")

    assert links.absolute("/media/k/400.jpg") == "https://cdn.example/news/k/400.jpg"
    assert links.absolute("/articles/media/") == "https://news.example.org/articles/media/"
    assert links.absolute("/files/k/report.pdf") == "https://news.example.org/files/k/report.pdf"
