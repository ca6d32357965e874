"""What pages say of themselves to search engines, in words of schema.org, and the picture for cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from blog.articles.pages.article_page import Whole
from blog.articles.pages.credits import CardPicture, changed_at, lead_photo
from blog.models import Correction
from blog.pictures.social_cards.card_names import HEIGHT, LOGO_SIDE, WIDTH, Card, Site, card_of, card_of_site, logo
from blog.web.links import Links

Facts = dict[str, Any]
CONTEXT = {"@context": "https://schema.org"}


@dataclass(frozen=True)
class Publisher:
    """Who publishes, and in which language."""

    site: Site
    links: Links
    language: str

    def describe(self) -> Facts:
        """Return the newsroom as a NewsMediaOrganization, with its sign and the page of its corrections."""
        sign = self.links.absolute(logo().path)
        return {
            "@type": "NewsMediaOrganization",
            "name": self.site.name,
            "url": self.links.absolute("/"),
            "logo": {"@type": "ImageObject", "url": sign, "width": LOGO_SIDE, "height": LOGO_SIDE},
            "correctionsPolicy": self.links.absolute("/corrections/"),
        }


def picture_for(article: Whole, publisher: Publisher) -> CardPicture:
    """Return the lead photo of *article*, or the card that is drawn where it has none."""
    return lead_photo(article, publisher.links) or drawn(card_of(article, publisher.site), publisher.links)


def picture_for_site(publisher: Publisher) -> CardPicture:
    """Return the card of the site."""
    return drawn(card_of_site(publisher.site), publisher.links)


def drawn(card: Card, links: Links) -> CardPicture:
    """Return *card* as a picture; it shows its headline, so that is what it says."""
    return CardPicture(links.absolute(card.path), WIDTH, HEIGHT, card.headline)


def describe(article: Whole, publisher: Publisher, picture: CardPicture, corrections: Sequence[Correction]) -> Facts:
    """Return *article* and the way to it, ready to be written as JSON-LD."""
    news = describe_news(article, publisher, picture)
    mended = [describe_correction(correction) for correction in corrections if not correction.is_struck]
    if mended:
        news["correction"] = mended
    return {**CONTEXT, "@graph": [news, describe_way(article, publisher)]}


def describe_news(article: Whole, publisher: Publisher, picture: CardPicture) -> Facts:
    """Return *article* as a NewsArticle.

    Source: schema.org/NewsArticle, and what Google asks of articles in structured data.
    """
    address = publisher.links.absolute
    topics = [topic.name for topic in article.topics]
    return {
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": article.standfirst,
        "image": [describe_picture(picture)],
        "datePublished": article.published_at.isoformat(),
        "dateModified": changed_at(article).isoformat(),
        "author": [
            {"@type": "Person", "name": author.name, "url": address(f"/authors/{author.slug}")}
            for author in (article.author, *article.coauthors)
        ],
        "publisher": publisher.describe(),
        "mainEntityOfPage": describe_page(article, address(f"/articles/{article.slug}")),
        "articleSection": topics[:1],
        "keywords": topics,
        "inLanguage": publisher.language,
        "wordCount": article.word_count,
        "isAccessibleForFree": True,
    }


def describe_page(article: Whole, address: str) -> Facts | str:
    """Return the page of *article*: its address alone, or with who reviewed it, which schema.org knows of pages."""
    if article.reviewer is None:
        return address
    return {"@type": "WebPage", "@id": address, "reviewedBy": {"@type": "Person", "name": article.reviewer.name}}


def describe_picture(picture: CardPicture) -> Facts:
    """Return *picture* as an ImageObject."""
    words = {"caption": picture.caption or picture.alt, "creditText": picture.credit}
    size = {"width": picture.width, "height": picture.height}
    return {
        "@type": "ImageObject",
        "url": picture.address,
        **size,
        **{name: said for name, said in words.items() if said},
    }


def describe_correction(correction: Correction) -> Facts:
    """Return *correction* as a CorrectionComment: its reason, or else what is right."""
    words = correction.explanation or correction.new_wording or correction.old_wording
    return {"@type": "CorrectionComment", "text": words, "datePublished": correction.corrected_at.isoformat()}


def describe_way(article: Whole, publisher: Publisher) -> Facts:
    """Return the way from the front page over the first topic to *article*, as a BreadcrumbList."""
    steps = [(publisher.site.name, "/"), *((topic.name, f"/topics/{topic.slug}") for topic in article.topics[:1])]
    steps.append((article.headline, f"/articles/{article.slug}"))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": publisher.links.absolute(path)}
        for place, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def describe_site(publisher: Publisher) -> Facts:
    """Return the site as a WebSite with its newsroom and its search, for the front page."""
    search = publisher.links.absolute("/search?q={search_term_string}")
    return {
        **CONTEXT,
        "@type": "WebSite",
        "name": publisher.site.name,
        "description": publisher.site.tagline,
        "url": publisher.links.absolute("/"),
        "inLanguage": publisher.language,
        "publisher": publisher.describe(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
