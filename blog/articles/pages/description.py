"""What an article is about, in a sentence: for search engines, shared links, feeds and structured data."""

from typing import NamedTuple

from blog.articles.pages.article_page import ArticlePage
from blog.models import Article
from blog.text.first_sentence import first_sentence
from blog.web.addresses.links import Links
from blog.web.formatting.public_headline import public_headline, typographic


def describe(article: Article | ArticlePage) -> str:
    """Return the standfirst of *article*, or else the first sentence of its text; "" when there is neither."""
    return typographic(article.standfirst, article) or first_sentence(article.body_html)


def describe_for_search(article: Article | ArticlePage) -> str:
    """Return the description that *article* was given for search engines, or else what it is about."""
    return typographic(article.meta_description, article) or describe(article)


class SharedLink(NamedTuple):
    """Title and text of a link to an article where it is shared."""

    title: str
    description: str


def describe_link(article: Article | ArticlePage) -> SharedLink:
    """Return what a shared link to *article* says; that it was retracted, no other title hides."""
    title = "" if article.is_retracted else typographic(article.social_title, article)
    text = typographic(article.social_description, article) or describe_for_search(article)
    return SharedLink(title or public_headline(article), text)


def canonical_address(article: Article | ArticlePage, links: Links) -> str:
    """Return where *article* is to be found for search engines: its own address, or where it was published first.

    Source: RFC 6596.
    """
    return article.canonical_url or links.absolute(f"/articles/{article.slug}")
