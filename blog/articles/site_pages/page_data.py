"""Structured data of a page without date (schema.org as JSON-LD)."""

from blog.articles.pages.description import describe_for_search
from blog.articles.pages.structured_data import CONTEXT, JsonLd, Publisher
from blog.models import PagePurpose, SitePage
from blog.text.language import content_language

TYPES = {PagePurpose.ABOUT: "AboutPage", PagePurpose.CONTACT: "ContactPage"}


def page_json_ld(page: SitePage, publisher: Publisher) -> JsonLd:
    """Return *page* as a WebPage, or as the kind of it that schema.org names."""
    article = page.article
    data = {
        "@type": TYPES.get(page.purpose, "WebPage"),
        "name": article.headline,
        "description": describe_for_search(article),
        "url": publisher.links.absolute(f"/{article.address_slug}"),
        "inLanguage": content_language(article.language).tag,
        "publisher": publisher.organization(),
    }
    return {**CONTEXT, **{name: value for name, value in data.items() if value}}
