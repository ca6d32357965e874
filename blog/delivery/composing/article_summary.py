"""Summaries of articles and corrections as mails show them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from sqlalchemy.orm import joinedload, selectinload, undefer

from blog.models import Alert, Article, Correction, CorrectionKind, Picture
from blog.text.cleaning import clean_line, clean_text
from blog.text.first_sentence import first_sentence
from blog.text.language import content_language, page_language
from blog.web.addresses.links import Links
from blog.web.formatting.article_kinds import kind_of
from blog.web.formatting.memoized import join_names
from blog.web.formatting.public_headline import public_headline, typographic

PHOTO_WIDTH = 600
"""CSS pixels: the width of the column."""
MAX_RENDITION_WIDTH = 1200
THUMBNAIL_WIDTH = 116
"""CSS pixels; its renditions are at least twice as wide where there are such."""

WITH_SUMMARY: tuple[Any, ...] = (
    joinedload(Article.author),
    selectinload(Article.coauthors),
    selectinload(Article.topics),
    joinedload(Article.lead_picture),
    undefer(Article.is_retracted),
)
"""Loads with articles what their summaries show."""


@dataclass(frozen=True)
class MailPhoto:
    """The lead photo of an article in a mail."""

    url: str
    alt: str
    width: int
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class ArticleSummary:
    """One article in a mail."""

    headline: str
    standfirst: str
    preview: str
    """Shown beside the subject: the standfirst, or else the first sentence."""
    topic: str
    """The first of its topics, or empty."""
    kind: str
    """The label of its kind, or empty."""
    is_sponsored: bool
    """Whether it is paid for; its subject says so."""
    author: str
    published_at: datetime
    url: str
    photo: MailPhoto | None
    thumbnail: MailPhoto | None
    """The photo small, beside its words; none for an article that was retracted."""
    minutes: int
    """To read it."""
    note: str
    """What is new, in an update; otherwise empty."""
    language: str = ""
    """BCP 47 tag, as the article has it."""


@dataclass(frozen=True)
class CorrectionSummary:
    """One correction in a mail."""

    kind: CorrectionKind
    old_wording: str
    new_wording: str
    explanation: str
    url: str
    """Of the corrections under the article."""

    @classmethod
    def of(cls, correction: Correction, article_url: str) -> Self:
        """Return the summary of *correction*."""
        return cls(
            correction.kind,
            clean_text(correction.old_wording).strip(),
            clean_text(correction.new_wording).strip(),
            clean_text(correction.explanation).strip(),
            f"{article_url}#corrections",
        )


def summarize_article(article: Article, links: Links, now: datetime, note: str | None = None) -> ArticleSummary:
    """Return the summary of *article*; one that is not public yet shows *now* as its date."""
    kind = kind_of(article)
    return ArticleSummary(
        headline=clean_line(public_headline(article)),
        standfirst=clean_line(typographic(article.standfirst, article)),
        preview=clean_line(typographic(article.standfirst or first_sentence(article.body_html), article)),
        topic=clean_line(article.topics[0].name) if article.topics else "",
        kind=clean_line(kind.label),
        is_sponsored=kind.is_sponsored,
        author=join_names([clean_line(person.name) for person in article.bylines]),
        published_at=article.published_at or now,
        url=links.absolute(f"/articles/{article.slug}"),
        photo=describe_photo(article, links),
        thumbnail=None if article.is_retracted else choose_thumbnail(article.lead_picture, links),
        minutes=article.reading_minutes,
        note=clean_line(note),
        language=article.language,
    )


def summarize_alerts(alerts: list[Alert], links: Links, now: datetime) -> list[ArticleSummary]:
    """Return the summary of each public article of *alerts* once, the newest alert first, with its newest note."""
    newest_first = sorted(alerts, key=lambda alert: (alert.announced_at, alert.id), reverse=True)
    summaries: dict[int, ArticleSummary] = {}
    for alert in newest_first:
        known = summaries.get(alert.article_id)
        if alert.article.is_listed and (known is None or (alert.note and not known.note)):
            summaries[alert.article_id] = summarize_article(alert.article, links, now, alert.note)
    return list(summaries.values())


def languages_of(summaries: Iterable[ArticleSummary]) -> tuple[str, ...]:
    """Return the languages of a mail about *summaries*, that of the site first; none where it is the only one.

    Source: RFC 3282.
    """
    own = page_language().tag
    found = tuple(dict.fromkeys([own, *(content_language(summary.language).tag for summary in summaries)]))
    return found if found != (own,) else ()


def lead_with_photo(summaries: list[ArticleSummary]) -> list[ArticleSummary]:
    """Return *summaries* with the first that has a photo before the others, whose order stays."""
    lead = next((summary for summary in summaries if summary.photo), None)
    return [lead, *(summary for summary in summaries if summary is not lead)] if lead else summaries


def describe_photo(article: Article, links: Links) -> MailPhoto | None:
    """Return the lead photo of *article* with caption and credit, or None."""
    photo = choose_photo(article.lead_picture, article.lead_alt, links)
    if photo is None:
        return None
    caption = clean_line(typographic(article.lead_caption, article))
    return replace(photo, caption=caption, credit=clean_line(article.lead_credit))


def choose_thumbnail(picture: Picture | None, links: Links) -> MailPhoto | None:
    """Return the smallest rendition that is sharp at THUMBNAIL_WIDTH, as JPEG."""
    if picture is None or not picture.widths:
        return None
    sharp = [width for width in picture.widths if width >= 2 * THUMBNAIL_WIDTH]
    rendition = min(sharp, default=max(picture.widths))
    return MailPhoto(links.absolute(f"/media/{picture.path(rendition, 'jpg')}"), "", THUMBNAIL_WIDTH)


def choose_photo(picture: Picture | None, alt: str, links: Links) -> MailPhoto | None:
    """Return the largest rendition of at most MAX_RENDITION_WIDTH pixels, as JPEG, which every mail program shows."""
    if picture is None or not picture.widths:
        return None
    fitting = [width for width in picture.widths if width <= MAX_RENDITION_WIDTH]
    rendition = max(fitting, default=min(picture.widths))
    url = links.absolute(f"/media/{picture.path(rendition, 'jpg')}")
    return MailPhoto(url, clean_line(alt or picture.alt), min(PHOTO_WIDTH, rendition))
