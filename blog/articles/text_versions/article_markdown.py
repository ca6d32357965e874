"""An article as Markdown: the source as its author wrote it, with absolute addresses, between head and corrections."""

import re
from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from blog.articles.corrections.correction_entries import correction_text, kind_label
from blog.articles.pages.article_queries import authors_of
from blog.articles.pages.lead_photo import CardPicture
from blog.articles.text_versions.article_text import TextVersion, byline, topics_line
from blog.text.cleaning import clean_line
from blog.text.markdown.pasting.escaping import escape, escape_starts
from blog.web.addresses.links import Links
from blog.web.formatting.memoized import moment
from blog.web.formatting.public_headline import public_headline, typographic

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
PICTURE = re.compile(r"(\]\(\s*<?)picture:([A-Za-z0-9_-]{1,64})")
LOCAL = re.compile(r"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(/(?![/\\]))", re.MULTILINE)


def write_markdown(version: TextVersion) -> str:
    """Return *version* as Markdown; the body is the stored source."""
    article, absolute = version.article, version.links.absolute
    names = (markdown_link(author.name, absolute(f"/authors/{author.slug}")) for author in authors_of(article))
    facts = [byline(names), *version.date_lines()]
    if article.topics:
        facts.append(
            topics_line(markdown_link(topic.name, absolute(f"/topics/{topic.slug}")) for topic in article.topics)
        )
    standfirst = clean_line(typographic(article.standfirst, article))
    parts = [
        f"# {escape(clean_line(public_headline(article)))}",
        f"**{escape(standfirst)}**" if standfirst else "",
        "\\\n".join(facts),
        markdown_photo(version.photo),
        make_absolute(article.body_markdown, version.pictures, version.links).strip("\n"),
        *markdown_corrections(version),
        f"---\n\n{markdown_link(version.site_name, absolute('/'))}: <{version.address}>",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def markdown_link(text: str, address: str) -> str:
    """Return a link in Markdown, *text* escaped."""
    return f"[{escape(clean_line(text))}]({address})"


def markdown_photo(photo: CardPicture | None) -> str:
    """Return the lead photo in Markdown with caption and credit below; "" without one."""
    if photo is None:
        return ""
    caption = clean_line(" ".join(filter(None, (photo.caption, photo.credit))))
    return f"![{escape(clean_line(photo.alt))}]({photo.address})" + (f"\n\n*{escape(caption)}*" if caption else "")


def markdown_corrections(version: TextVersion) -> Iterator[str]:
    """Yield a heading and the corrections in Markdown; nothing without any."""
    if version.corrections:
        yield "## " + _("Corrections")
    for correction in version.corrections:
        yield f"**{kind_label(correction)}, {moment(correction.corrected_at)}**"
        yield escape_starts(escape(correction_text(correction)))


def make_absolute(markdown: str, pictures: Mapping[str, str], links: Links) -> str:
    """Return *markdown* with absolute addresses of pages and pictures, outside fenced code.

    Args:
        markdown: a body as it is stored.
        pictures: addresses of pictures by storage key; unknown keys are left as they are.
        links: resolve local addresses.
    """
    parts = split_code(markdown.replace("\r\n", "\n"))
    return "".join(part if is_code else rewrite(part, pictures, links) for part, is_code in parts)


def split_code(markdown: str) -> list[tuple[str, bool]]:
    """Return the lines of *markdown*, each with whether it belongs to fenced code (CommonMark 4.5)."""
    parts: list[tuple[str, bool]] = []
    fence = ""
    for line in markdown.splitlines(keepends=True):
        found = FENCE.match(line)
        parts.append((line, bool(fence or found)))
        if found and not fence:
            fence = found[1]
        elif found and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
    return parts


def rewrite(text: str, pictures: Mapping[str, str], links: Links) -> str:
    """Return *text* with absolute addresses."""
    text = PICTURE.sub(lambda match: match[1] + pictures.get(match[2], f"picture:{match[2]}"), text)
    return LOCAL.sub(lambda match: f"{match[1]}{links.base_url}{match[2]}", text)
