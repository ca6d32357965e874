"""The twins, through HTTP."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.articles.text_versions.article_markdown import make_absolute, write_markdown
from blog.articles.text_versions.article_text import TextVersion, write_text
from blog.authoring.drafts.slugs import move_to_slug
from blog.database import db
from blog.models import Article, ArticleState, Correction, CorrectionKind
from blog.text.markdown import render
from blog.web.links import Links
from tests.articles.photos import make_photo
from tests.factories import NOW, make_article, make_draft, make_person, make_topic, save

SITE = "https://news.example.org"
LINKS = Links(SITE, "secret")
PATHS = ("/articles/one.md", "/articles/one.txt")
BODY = f"See [two](/articles/two).\n\n![At dawn](picture:{'a' * 32})\n\n```\n[x](/code)\n```"


@pytest.fixture
def article(app: Flask) -> Article:
    photo = make_photo(alt="A *heron*")
    more = {"author": make_person("Maren Holt", slug="maren"), "topics": [make_topic("Rivers", slug="rivers")]}
    made = make_article("Herons [return] & <stay>", slug="one", updated_at=NOW + timedelta(hours=1), **photo, **more)
    made.body_markdown, made.body_html = BODY, render(BODY).html
    values = {"old_wording": "on Tuesday", "new_wording": "on Monday", "corrected_at": NOW}
    return save(Correction(article=made, kind=CorrectionKind.CORRECTION, **values)).article


def test_the_plain_twin_says_all_that_the_page_says(client: FlaskClient, article: Article) -> None:
    response = client.get("/articles/one.txt")

    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text == (
        "Herons [return] & <stay>\n========================\n\n"
        "What the board decided, and why.\n\n"
        "By Maren Holt\nPublished: May 4, 2026, 9:30 AM UTC\nUpdated: May 4, 2026, 10:30 AM UTC\nTopics: Rivers\n\n"
        f"[Picture: A *heron*]\nHeron at dawn Ada Lind\n{SITE}/media/{'a' * 32}/1200.jpg\n\n"
        "See two [1].\n\nAt dawn\n\n    [x](/code)\n\n"
        "Corrections\n-----------\n\nCorrection, May 4, 2026, 9:30 AM UTC\n\n"
        "We wrote: on Tuesday\n\nRight is: on Monday\n\n"
        f"Links\n-----\n[1] {SITE}/articles/two\n\n"
        f"-- \nIFBG News\n{SITE}/articles/one\n"
    ).replace("9:30 AM", "9:30\u202fAM").replace("10:30 AM", "10:30\u202fAM")


def test_the_markdown_twin_is_what_was_written_with_whole_addresses(client: FlaskClient, article: Article) -> None:
    response = client.get("/articles/one.md")

    assert response.content_type == "text/markdown; charset=utf-8; variant=GFM"
    for part in (
        "# Herons \\[return\\] & \\<stay>\n",
        "**What the board decided, and why.**",
        f"By [Maren Holt]({SITE}/authors/maren)\\\nPublished: May 4, 2026",
        f"Topics: [Rivers]({SITE}/topics/rivers)",
        f"![A \\*heron\\*]({SITE}/media/{'a' * 32}/1200.jpg)\n\n*Heron at dawn Ada Lind*",
        f"See [two]({SITE}/articles/two).\n\n![At dawn]({SITE}/media/{'a' * 32}/1200.jpg)\n\n```\n[x](/code)\n```",
        "## Corrections\n\n**Correction, May 4, 2026",
        f"[IFBG News]({SITE}/): <{SITE}/articles/one>\n",
    ):
        assert part in response.text, part


@pytest.mark.parametrize("path", PATHS)
def test_a_twin_names_the_page_and_the_page_its_twins(client: FlaskClient, article: Article, path: str) -> None:
    kind = "text/markdown" if path.endswith("md") else "text/plain"

    assert client.get(path).headers["Link"] == f'<{SITE}/articles/one>; rel="canonical"'
    assert f'<link rel="alternate" type="{kind}" href="{path}">' in client.get("/articles/one").text


@pytest.mark.parametrize("path", PATHS)
def test_a_twin_moves_with_its_article_and_goes_with_it(client: FlaskClient, article: Article, path: str) -> None:
    move_to_slug(db.session, article, "two", NOW)
    moved = client.get(path)
    article.withdraw(NOW)

    assert (moved.status_code, moved.headers["Location"]) == (301, path.replace("one", "two"))
    assert client.get(path).status_code == client.get(path.replace("one", "two")).status_code == 404


@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_the_twin_of_an_ended_article_says_so(article: Article, suffix: str) -> None:
    article.state, article.ends_at = ArticleState.ENDED, NOW + timedelta(days=1)
    write = {"md": write_markdown, "txt": write_text}[suffix]

    assert "Ended: May 5, 2026, 9:30\u202fAM UTC" in write(TextVersion(article, [], "IFBG News", LINKS, {}))


def test_a_draft_has_no_twin(client: FlaskClient) -> None:
    make_draft(slug="one")

    assert [client.get(path).status_code for path in PATHS] == [404, 404]


@pytest.mark.parametrize(
    ("markdown", "whole"),
    [
        ("[a](/b)", f"[a]({SITE}/b)"),
        ("[a](</b c>)", f"[a](<{SITE}/b c>)"),
        ("[a]: /b", f"[a]: {SITE}/b"),
        ("[a](//other.example)", "[a](//other.example)"),
        ("[a](https://x.example/b)", "[a](https://x.example/b)"),
        ("![a](picture:none)", "![a](picture:none)"),
        ("![a](picture:k)", "![a](https://x.example/k.jpg)"),
        ("~~~\n[a](/b)\n```\n~~~\n[a](/b)", f"~~~\n[a](/b)\n```\n~~~\n[a]({SITE}/b)"),
    ],
)
def test_addresses_become_whole_outside_code(markdown: str, whole: str) -> None:
    assert make_absolute(markdown, {"k": "https://x.example/k.jpg"}, LINKS) == whole
