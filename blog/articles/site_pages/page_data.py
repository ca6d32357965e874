"""Structured data of a page without date (schema.org as JSON-LD)."""

from blog.articles.pages.description import describe_for_search
from blog.articles.pages.lead_photo import CardPicture, lead_photo, picture_card
from blog.articles.pages.structured_data import CONTEXT, JsonLd, Publisher, card_for_site
from blog.models import PagePurpose, Picture, SitePage
from blog.text.language import content_language

TYPES = {PagePurpose.ABOUT: "AboutPage", PagePurpose.CONTACT: "ContactPage"}


def card_for_page(page: SitePage, chosen: Picture | None, publisher: Publisher) -> CardPicture:
    """Return the picture *chosen* for links to *page*, else its lead photo, else or if preferred the site's card."""
    if chosen is not None:
        return picture_card(chosen, publisher.links)
    photo = None if page.article.is_card_drawn else lead_photo(page.article, publisher.links)
    return photo or card_for_site(publisher)


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
