"""Articles as Markdown."""

import pytest
from flask.testing import FlaskClient

from blog.articles.text_versions.article_markdown import make_absolute
from blog.models import Article
from blog.web.addresses.links import Links

SITE = "https://news.example.org"


LINKS = Links(SITE, "secret")


def test_the_markdown_version_is_what_was_written_with_whole_addresses(client: FlaskClient, article: Article) -> None:
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
