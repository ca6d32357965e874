"""What is read of a page is plain words, and becomes a card whatever others wrote."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.authoring.editor.links import page_details
from blog.authoring.editor.links.page_details import PageDetails, clean_details, read_details
from blog.text.markdown import render
from tests.text.markdown.test_rendering import PAYLOADS, faults_of
from tests.timing import do_within
from tests.web.access.outgoing.elsewhere import HTML, PAGES, Elsewhere

ADDRESS = "http://news.example/read"


def read(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, body: str, kind: str = HTML) -> PageDetails:
    monkeypatch.setitem(
        PAGES, "/read", (200, {"Content-Type": kind}, body.encode("latin-1" if "1" in kind else "utf-8"))
    )
    return read_details(ADDRESS, elsewhere)


@pytest.mark.parametrize(
    ("body", "details"),
    [
        ("<title>A &amp; B</title>", PageDetails("A & B")),
        (
            '<meta property="og:title" content="Öl &quot;x&quot;"><meta name=description content=Text>',
            PageDetails('Öl "x"', "Text"),
        ),
        ("<META content='One > two' property='og:title'/>", PageDetails("One > two")),
        ('<title>T</title><meta name="twitter:title" content="W">', PageDetails("W")),
        ("<p>no head", PageDetails()),
        ("", PageDetails()),
    ],
)
def test_a_page_says_its_title_and_text(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, body: str, details: PageDetails
) -> None:
    assert read(elsewhere, monkeypatch, body) == details


def test_the_charset_is_what_the_server_says(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(elsewhere, monkeypatch, "<title>Öl</title>", "text/html; charset=iso-8859-1").title == "Öl"


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape", "zlib", "x" * 100, "windows-9999", "iso-8859-12"])
def test_a_charset_that_is_none_is_read_as_utf_8(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, charset: str
) -> None:
    body = f'<meta charset="{charset}"><title>Page</title>'

    assert read(elsewhere, monkeypatch, body, "text/html").title == "Page"


def test_an_answer_of_oembed_gives_what_the_page_lacks(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {
        "type": "rich",
        "title": "A post",
        "html": "<blockquote><p>The <b>first</b> boat</p>",
    }
    monkeypatch.setitem(PAGES, "/oembed", (200, {"Content-Type": "application/json"}, json.dumps(said).encode()))
    link = '<link rel="alternate" type="application/json+oembed" href="/oembed">'

    assert read(elsewhere, monkeypatch, link) == PageDetails("A post", "The first boat")


def test_a_page_that_names_an_answer_at_no_address_is_read_all_the_same(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = '<title>Page</title><link type="application/json+oembed" href="http://[">'

    assert read(elsewhere, monkeypatch, body) == PageDetails("Page")


@pytest.mark.parametrize(
    "said", [{"title": "<" * 250_000}, {"title": "a", "html": "<p>" * 80_000}, {"title": "a", "html": "<p" * 120_000}]
)
def test_an_answer_built_to_keep_the_reader_busy_is_read_in_time(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    answer = json.dumps({"type": "rich", **said}).encode()
    monkeypatch.setitem(PAGES, "/oembed", (200, {"Content-Type": "application/json"}, answer))
    page = '<link type="application/json+oembed" href="/oembed">'

    do_within(2, lambda: read(elsewhere, monkeypatch, page))


@pytest.mark.parametrize("answer", [b"[]", b"{", b"[" * 100_000, b'{"title": 3, "html": ["x"]}', b"\xff"])
def test_a_broken_answer_of_oembed_leaves_the_page(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setitem(page_details.ENDPOINTS, "news.example", "http://news.example/oembed?")
    monkeypatch.setitem(
        PAGES, "/oembed?http%3A%2F%2Fnews.example%2Fread", (200, {"Content-Type": "application/json"}, answer)
    )

    assert read(elsewhere, monkeypatch, "<title>Page</title>") == PageDetails("Page")


WORDS = st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=900))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=300)),
    st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=900)),
)
def test_whatever_others_write_is_a_card_of_plain_words(title: str, text: str) -> None:
    details = clean_details(title, text)
    html = render(details.to_markdown("https://example.org/a_(b)?c=[d]&e='f'")).html

    assert faults_of(html) == []
    assert (html.count("<figure") == 1) is bool(details.title and details.text)
    assert len(details.title) <= 200
    assert len(details.text) <= 300
    assert "\n" not in details.title + details.text


@pytest.mark.parametrize("piece", ["<meta ", '<meta a="', "<meta a=b ", "<title ", "<meta a='x' ", '<link href="x" "'])
def test_a_page_built_to_keep_the_reader_busy_is_read_in_time(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, piece: str
) -> None:
    do_within(4, lambda: read(elsewhere, monkeypatch, piece * (250_000 // len(piece))))
