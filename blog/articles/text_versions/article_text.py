"""An article as plain text: headline, facts, body, corrections, references."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from blog.articles.corrections.correction_entries import correction_text, kind_label
from blog.articles.feeds.feed_content import article_address
from blog.articles.pages.article_queries import authors_of
from blog.articles.pages.lead_photo import CardPicture, lead_photo
from blog.models import Article, ArticleState, Correction
from blog.text.cleaning import clean_line
from blog.web.addresses.links import Links
from blog.web.formatting.article_kinds import kind_of
from blog.web.formatting.memoized import moment
from blog.web.formatting.plain_text import PlainTextWriter, underline, wrap
from blog.web.formatting.public_headline import public_headline, typographic


@dataclass(frozen=True)
class TextVersion:
    """The source of both text versions; *pictures* maps storage keys of body pictures to addresses."""

    article: Article
    corrections: Sequence[Correction]
    site_name: str
    links: Links
    pictures: Mapping[str, str]

    @property
    def address(self) -> str:
        """Return the absolute address of the article."""
        return article_address(self.article, self.links)

    @property
    def photo(self) -> CardPicture | None:
        """Return the lead photo."""
        return lead_photo(self.article, self.links)

    @property
    def is_ended(self) -> bool:
        """Return whether the article has left the lists at its end."""
        return self.article.state is ArticleState.ENDED

    def date_lines(self) -> Iterator[str]:
        """Yield a line each for publication, last change and end."""
        published_at = self.article.published_at or self.article.created_at
        yield str(_("Published: %(moment)s")).replace("%(moment)s", moment(published_at))
        if self.article.updated_at > published_at:
            yield str(_("Updated: %(moment)s")).replace("%(moment)s", moment(self.article.updated_at))
        if self.is_ended and self.article.ends_at is not None:
            sentence = str(_("Expired: %(moment)s. It may be out of date."))
            yield sentence.replace("%(moment)s", moment(self.article.ends_at))


def write_text(version: TextVersion) -> str:
    """Return *version* as plain text."""
    article, writer = version.article, PlainTextWriter(version.address, version.links)
    label = kind_of(article).label
    names = byline(author.name for author in authors_of(article))
    facts = [*([label] if label else []), names, *version.date_lines()]
    if article.topics:
        facts.append(topics_line(topic.name for topic in article.topics))
    parts = [
        underline(wrap(clean_line(public_headline(article))), "="),
        wrap(clean_line(typographic(article.standfirst, article))),
        "\n".join(map(wrap, facts)),
        text_photo(version.photo),
        writer.write(article.body_html),
        *text_corrections(version),
    ]
    if writer.references:
        numbered = [f"[{number}] {address}" for number, address in enumerate(writer.references, 1)]
        parts.append("\n".join([underline(str(_("Links")), "-"), *numbered]))
    parts.append(f"-- \n{version.site_name}\n{version.address}")
    return "\n\n".join(filter(None, parts)) + "\n"


def byline(names: Iterator[str]) -> str:
    """Return the line that names the authors."""
    return str(_("By %(names)s")).replace("%(names)s", ", ".join(names))


def topics_line(names: Iterator[str]) -> str:
    """Return the line that names the topics."""
    return str(_("Topics: %(names)s")).replace("%(names)s", ", ".join(names))


def text_photo(photo: CardPicture | None) -> str:
    """Return alternative text, caption, credit and address of the lead photo; "" without one."""
    if photo is None:
        return ""
    description = str(_("[Picture: %(words)s]", words=clean_line(photo.alt)))
    caption = " ".join(filter(None, (photo.caption, photo.credit)))
    return "\n".join(filter(None, (wrap(description), wrap(clean_line(caption)), photo.address)))


def text_corrections(version: TextVersion) -> Iterator[str]:
    """Yield a heading and the corrections; nothing without any."""
    if version.corrections:
        yield underline(str(_("Corrections")), "-")
    for correction in version.corrections:
        yield f"{kind_label(correction)}, {moment(correction.corrected_at)}"
        yield from ("\n".join(map(wrap, part.splitlines())) for part in correction_text(correction).split("\n\n"))
