"""Articles as plain text, from headline to references."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from blog.articles.text_versions.article_markdown import write_markdown
from blog.articles.text_versions.article_text import TextVersion, write_text
from blog.models import Article, ArticleState
from blog.web.addresses.links import Links
from tests.factories import NOW

SITE = "https://news.example.org"


LINKS = Links(SITE, "secret")


def test_the_plain_version_says_all_that_the_page_says(client: FlaskClient, article: Article) -> None:
    response = client.get("/articles/one.txt")

    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text == (
        "Herons [return] & <stay>\n========================\n\n"
        "What the board decided, and why.\n\n"
        "By Maren Holt\nPublished: May 4, 2026, 9:30 AM UTC\nUpdated: May 4, 2026, 10:30 AM UTC\nTopics: Rivers\n\n"
        f"[Picture: A *heron*]\nHeron at dawn Ada Lind\n{SITE}/media/{'a' * 32}/1200.jpg\n\n"
        "See two [1].\n\nAt dawn\n\n    [x](/code)\n\n"
        "Corrections\n-----------\n\nCorrection, May 4, 2026, 9:30 AM UTC\n\n"
        "We said: on Tuesday\n\nIt should have said: on Monday\n\n"
        f"Links\n-----\n[1] {SITE}/articles/two\n\n"
        f"-- \nIFBG News\n{SITE}/articles/one\n"
    ).replace("9:30 AM", "9:30\u202fAM").replace("10:30 AM", "10:30\u202fAM")


@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_the_text_version_of_an_ended_article_says_so(article: Article, suffix: str) -> None:
    article.state, article.ends_at = ArticleState.ENDED, NOW + timedelta(days=1)
    write = {"md": write_markdown, "txt": write_text}[suffix]

    assert "Expired: May 5, 2026, 9:30\u202fAM UTC" in write(TextVersion(article, [], "IFBG News", LINKS, {}))
