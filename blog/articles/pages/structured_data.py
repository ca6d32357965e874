"""Structured data (schema.org as JSON-LD) and the picture for link cards."""

from dataclasses import dataclass
from typing import Any

from blog.articles.pages.article_page import ArticlePage, changed_at
from blog.articles.pages.description import canonical_address, describe_for_search
from blog.articles.pages.lead_photo import CardPicture, lead_photo, picture_card
from blog.models import Correction, standing
from blog.pictures.social_cards.card_names import (
    HEIGHT,
    LOGO_SIDE,
    WIDTH,
    Card,
    CardSite,
    article_card,
    site_card,
)
from blog.pictures.social_cards.site_icons import square_logo_path
from blog.text.language import content_language
from blog.text.markdown.components.questions import list_questions
from blog.web.addresses.links import Links
from blog.web.formatting.article_kinds import kind_of
from blog.web.formatting.public_headline import public_headline
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.social_links import read_social_links

JsonLd = dict[str, Any]
CONTEXT = {"@context": "https://schema.org"}


@dataclass(frozen=True)
class Publisher:
    """The publishing site and the language of its articles."""

    site: CardSite
    links: Links
    language: str

    def organization(self) -> JsonLd:
        """Return the newsroom as a NewsMediaOrganization, with logo, corrections policy and its pages elsewhere."""
        logo_address = self.links.absolute(square_logo_path())
        elsewhere = [link.url for link in read_social_links(site_settings().social_links)]
        return {
            "@type": "NewsMediaOrganization",
            "name": self.site.name,
            "url": self.links.absolute("/"),
            "logo": {"@type": "ImageObject", "url": logo_address, "width": LOGO_SIDE, "height": LOGO_SIDE},
            "correctionsPolicy": self.links.absolute("/corrections/"),
            **({"sameAs": elsewhere} if elsewhere else {}),
        }


def card_for_article(article: ArticlePage, publisher: Publisher) -> CardPicture:
    """Return the picture chosen for links to *article*, else its lead photo, else or if preferred its drawn card.

    A chosen picture may show words, which could hide that the article was retracted: then it is not shown.
    """
    if article.chosen_picture is not None and not article.is_retracted:
        return picture_card(article.chosen_picture, publisher.links)
    photo = None if article.is_card_drawn else lead_photo(article, publisher.links)
    return photo or drawn_card(article_card(article, publisher.site), publisher.links)


def card_for_site(publisher: Publisher) -> CardPicture:
    """Return the social card of the site."""
    return drawn_card(site_card(publisher.site), publisher.links)


def drawn_card(card: Card, links: Links) -> CardPicture:
    """Return *card* as a picture; its alternative text is the headline that it shows."""
    return CardPicture(links.absolute(card.path), WIDTH, HEIGHT, card.headline)


def article_json_ld(article: ArticlePage, publisher: Publisher, picture: CardPicture) -> JsonLd:
    """Return *article* and its breadcrumbs as a JSON-LD graph."""
    news = news_article(article, publisher, picture)
    comments = [correction_comment(correction) for correction in standing(article.corrections)]
    if comments:
        news["correction"] = comments
    return {**CONTEXT, "@graph": [news, breadcrumbs(article, publisher), *faq_pages(article)]}


def news_article(article: ArticlePage, publisher: Publisher, picture: CardPicture) -> JsonLd:
    """Return *article* as a NewsArticle, or as what its kind is at schema.org.

    Source: schema.org/NewsArticle, and what Google asks of articles in structured data.
    """
    address = publisher.links.absolute
    topics = [topic.name for topic in article.topics]
    news = {
        "@type": kind_of(article).schema_type.value,
        "headline": public_headline(article),
        "description": describe_for_search(article),
        "image": [image_object(one) for one in list_images(article, publisher, picture)],
        "datePublished": article.published_at.isoformat(),
        "dateModified": changed_at(article).isoformat(),
        "author": [
            {"@type": "Person", "name": author.name, "url": address(f"/authors/{author.slug}")}
            for author in (article.author, *article.coauthors)
        ],
        "publisher": publisher.organization(),
        "mainEntityOfPage": main_entity(article, canonical_address(article, publisher.links)),
        "articleSection": topics[:1],
        "keywords": topics,
        "inLanguage": content_language(article.language).tag,
        "wordCount": article.word_count,
        "isAccessibleForFree": True,
        **part_of_series(article, publisher),
    }
    return {name: value for name, value in news.items() if value != ""}


def list_images(article: ArticlePage, publisher: Publisher, picture: CardPicture) -> list[CardPicture]:
    """Return *picture*, which shared links show, and the lead photo beside a chosen one: both belong to the article."""
    photo = lead_photo(article, publisher.links) if article.chosen_picture is not None else None
    return [picture, *([photo] if photo and photo.address != picture.address else [])]


def part_of_series(article: ArticlePage, publisher: Publisher) -> JsonLd:
    """Return of which series *article* is which part, with the properties of schema.org/CreativeWorkSeries."""
    place = article.place
    if place is None:
        return {}
    address = publisher.links.absolute(f"/topics/{place.series.slug}")
    series = {"@type": "CreativeWorkSeries", "@id": address, "name": place.series.name, "url": address}
    return {"isPartOf": series, "position": place.number}


def faq_pages(article: ArticlePage) -> list[JsonLd]:
    """Return the questions of *article* as a FAQPage; none where one of them has no answer or stands there twice.

    Source: schema.org/FAQPage, and what Google asks of it: each question once, each with its whole answer.
    """
    questions = list_questions(article.body_html)
    is_valid = all(one.words and one.answer for one in questions) and len(dict(questions)) == len(questions)
    if not questions or not is_valid:
        return []
    entities = [
        {"@type": "Question", "name": one.words, "acceptedAnswer": {"@type": "Answer", "text": one.answer}}
        for one in questions
    ]
    return [{"@type": "FAQPage", "mainEntity": entities}]


def main_entity(article: ArticlePage, address: str) -> JsonLd | str:
    """Return the address of *article*, or a WebPage with reviewedBy, which schema.org allows on pages only."""
    if article.reviewer is None:
        return address
    return {"@type": "WebPage", "@id": address, "reviewedBy": {"@type": "Person", "name": article.reviewer.name}}


def image_object(picture: CardPicture) -> JsonLd:
    """Return *picture* as an ImageObject."""
    texts = {"caption": picture.caption or picture.alt, "creditText": picture.credit}
    size = {"width": picture.width, "height": picture.height}
    return {
        "@type": "ImageObject",
        "url": picture.address,
        **size,
        **{name: text for name, text in texts.items() if text},
    }


def correction_comment(correction: Correction) -> JsonLd:
    """Return *correction* as a CorrectionComment, with its explanation or else its wording."""
    text = correction.explanation or correction.new_wording or correction.old_wording
    return {"@type": "CorrectionComment", "text": text, "datePublished": correction.corrected_at.isoformat()}


def breadcrumbs(article: ArticlePage, publisher: Publisher) -> JsonLd:
    """Return front page, first topic and *article* as a BreadcrumbList."""
    steps = [(publisher.site.name, "/"), *((topic.name, f"/topics/{topic.slug}") for topic in article.topics[:1])]
    steps.append((public_headline(article), f"/articles/{article.slug}"))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": publisher.links.absolute(path)}
        for place, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def site_json_ld(publisher: Publisher) -> JsonLd:
    """Return the site as a WebSite with publisher and SearchAction, for the front page."""
    search = publisher.links.absolute("/search?q={search_term_string}")
    return {
        **CONTEXT,
        "@type": "WebSite",
        "name": publisher.site.name,
        "description": publisher.site.tagline,
        "url": publisher.links.absolute("/"),
        "inLanguage": publisher.language,
        "publisher": publisher.organization(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
