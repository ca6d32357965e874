"""Both twins: head, body, corrections and foot of an article."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from blog.articles.corrections.correction_entries import correction_text, kind_label
from blog.articles.feeds.feed_content import article_address
from blog.articles.pages.credits import CardPicture, authors_of, lead_photo
from blog.articles.text_versions.markdown_source import make_whole
from blog.articles.text_versions.plain_text import Plain, underline, wrap
from blog.models import Article, ArticleState, Correction
from blog.text.markdown.pasting.inlines import escape, escape_starts
from blog.web.links import Links
from blog.web.memoized import moment


@dataclass(frozen=True)
class Twin:
    """What both twins are written from; *pictures* are the addresses of body pictures by key."""

    article: Article
    corrections: Sequence[Correction]
    site_name: str
    links: Links
    pictures: Mapping[str, str]

    @property
    def address(self) -> str:
        """Return the address of the article."""
        return article_address(self.article, self.links)

    @property
    def photo(self) -> CardPicture | None:
        """Return the lead photo."""
        return lead_photo(self.article, self.links)

    @property
    def is_ended(self) -> bool:
        """Return whether the article has left the lists at its end."""
        return self.article.state is ArticleState.ENDED

    def dates(self) -> Iterator[str]:
        """Yield when it was published, when it last changed, and when it ended."""
        published_at = self.article.published_at or self.article.created_at
        yield str(_("Published: %(moment)s")).replace("%(moment)s", moment(published_at))
        if self.article.updated_at > published_at:
            yield str(_("Updated: %(moment)s")).replace("%(moment)s", moment(self.article.updated_at))
        if self.is_ended and self.article.ends_at is not None:
            said = str(_("Ended: %(moment)s. It stays here to be read, and may be out of date."))
            yield said.replace("%(moment)s", moment(self.article.ends_at))


def write_text(twin: Twin) -> str:
    """Return *twin* as plain text."""
    article, plain = twin.article, Plain(twin.address, twin.links)
    facts = [by(name for name in (author.name for author in authors_of(article))), *twin.dates()]
    if article.topics:
        facts.append(about(topic.name for topic in article.topics))
    parts = [
        underline(wrap(one_line(article.headline)), "="),
        wrap(one_line(article.standfirst)),
        "\n".join(map(wrap, facts)),
        write_photo(twin.photo),
        plain.write(article.body_html),
        *write_corrections(twin),
    ]
    if plain.references:
        numbered = [f"[{number}] {address}" for number, address in enumerate(plain.references, 1)]
        parts.append("\n".join([underline(str(_("Links")), "-"), *numbered]))
    parts.append(f"-- \n{twin.site_name}\n{twin.address}")
    return "\n\n".join(filter(None, parts)) + "\n"


def by(names: Iterator[str]) -> str:
    """Return who wrote it."""
    return str(_("By %(names)s")).replace("%(names)s", ", ".join(names))


def about(names: Iterator[str]) -> str:
    """Return the topics."""
    return str(_("Topics: %(names)s")).replace("%(names)s", ", ".join(names))


def one_line(text: str) -> str:
    """Return *text* without line breaks."""
    return " ".join(text.split())


def write_photo(photo: CardPicture | None) -> str:
    """Return what the lead photo shows, its caption and its credit."""
    if photo is None:
        return ""
    shown = str(_("[Picture: %(words)s]", words=one_line(photo.alt)))
    words = " ".join(filter(None, (photo.caption, photo.credit)))
    return "\n".join(filter(None, (wrap(shown), wrap(one_line(words)), photo.address)))


def write_corrections(twin: Twin) -> Iterator[str]:
    """Yield what was corrected, under a heading."""
    if twin.corrections:
        yield underline(str(_("Corrections")), "-")
    for correction in twin.corrections:
        yield f"{kind_label(correction)}, {moment(correction.corrected_at)}"
        yield from ("\n".join(map(wrap, part.splitlines())) for part in correction_text(correction).split("\n\n"))


def write_markdown(twin: Twin) -> str:
    """Return *twin* as Markdown, the body as its author wrote it."""
    article, absolute = twin.article, twin.links.absolute
    names = (link(author.name, absolute(f"/authors/{author.slug}")) for author in authors_of(article))
    facts = [by(names), *twin.dates()]
    if article.topics:
        facts.append(about(link(topic.name, absolute(f"/topics/{topic.slug}")) for topic in article.topics))
    standfirst = one_line(article.standfirst)
    parts = [
        f"# {escape(one_line(article.headline))}",
        f"**{escape(standfirst)}**" if standfirst else "",
        "\\\n".join(facts),
        draw_photo(twin.photo),
        make_whole(article.body_markdown, twin.pictures, twin.links).strip("\n"),
        *list_corrections(twin),
        f"---\n\n{link(twin.site_name, absolute('/'))}: <{twin.address}>",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def link(words: str, address: str) -> str:
    """Return a link in Markdown."""
    return f"[{escape(one_line(words))}]({address})"


def draw_photo(photo: CardPicture | None) -> str:
    """Return the lead photo in Markdown, with its caption and credit below."""
    if photo is None:
        return ""
    words = one_line(" ".join(filter(None, (photo.caption, photo.credit))))
    return f"![{escape(one_line(photo.alt))}]({photo.address})" + (f"\n\n*{escape(words)}*" if words else "")


def list_corrections(twin: Twin) -> Iterator[str]:
    """Yield what was corrected, in Markdown."""
    if twin.corrections:
        yield f"## {_('Corrections')}"
    for correction in twin.corrections:
        yield f"**{kind_label(correction)}, {moment(correction.corrected_at)}**"
        yield escape_starts(escape(correction_text(correction)))
