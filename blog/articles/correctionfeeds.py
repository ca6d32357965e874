"""The feed of corrections as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement

from flask_babel import gettext as _

from blog.articles.feeds import BEGINNING
from blog.articles.feedxml import ATOM, GENERATOR, XML_LANG, add, clean, link, stamp, write, write_as_atom
from blog.links import Links
from blog.models import Correction, CorrectionKind


@dataclass(frozen=True)
class CorrectionFeed:
    """What the feed says of itself, and its corrections, newest first."""

    title: str
    site_name: str
    language: str
    links: Links
    corrections: Sequence[Correction]

    @property
    def updated_at(self) -> datetime:
        """Return when a correction was last published or struck."""
        return max(map(changed_at, self.corrections), default=BEGINNING)

    def address(self, correction: Correction) -> str:
        """Return where *correction* stands for ever: the article may be withdrawn, the list may not."""
        return self.links.absolute(f"/corrections/#correction-{correction.id}")


def changed_at(correction: Correction) -> datetime:
    """Return when *correction* last changed for its readers."""
    return correction.struck_at or correction.corrected_at


def title_of(correction: Correction) -> str:
    """Return the headline of the article behind the kind of correction; a struck one says so."""
    headline = correction.article.headline
    if correction.is_struck:
        return str(_("Struck correction: %(headline)s", headline=headline))
    match correction.kind:
        case CorrectionKind.CLARIFICATION:
            return str(_("Clarification: %(headline)s", headline=headline))
        case CorrectionKind.RETRACTION:
            return str(_("Retraction: %(headline)s", headline=headline))
    return str(_("Correction: %(headline)s", headline=headline))


def kind_of(correction: Correction) -> str:
    """Return what *correction* is, in a word or two."""
    if correction.is_struck:
        return str(_("Struck correction"))
    names = {
        CorrectionKind.CORRECTION: _("Correction"),
        CorrectionKind.CLARIFICATION: _("Clarification"),
        CorrectionKind.RETRACTION: _("Retraction"),
    }
    return str(names[correction.kind])


def text_of(correction: Correction) -> str:
    """Return what *correction* says, in plain paragraphs."""
    parts = (
        (_("Struck: %(words)s"), correction.strike_reason),
        (_("We wrote: %(words)s"), correction.old_wording),
        (_("Right is: %(words)s"), correction.new_wording),
        ("%(words)s", correction.explanation),
    )
    return "\n\n".join(str(frame).replace("%(words)s", words) for frame, words in parts if words)


def write_atom(feed: CorrectionFeed) -> bytes:
    """Return *feed* as an Atom document."""
    root = Element(f"{{{ATOM}}}feed", {XML_LANG: feed.language})
    add(root, "id", feed.links.absolute("/corrections/"), ATOM)
    add(root, "title", feed.title, ATOM)
    add(root, "updated", stamp(feed.updated_at), ATOM)
    add(SubElement(root, f"{{{ATOM}}}author"), "name", feed.site_name, ATOM)
    add(root, "generator", GENERATOR, ATOM)
    link(root, feed.links.absolute("/corrections/feed.atom"), "self", "application/atom+xml")
    link(root, feed.links.absolute("/corrections/"), "alternate", "text/html")
    for correction in feed.corrections:
        entry = SubElement(root, f"{{{ATOM}}}entry")
        add(entry, "id", feed.address(correction), ATOM)
        add(entry, "title", title_of(correction), ATOM)
        add(entry, "published", stamp(correction.corrected_at), ATOM)
        add(entry, "updated", stamp(changed_at(correction)), ATOM)
        link(entry, feed.address(correction), "alternate", "text/html")
        add(entry, "content", text_of(correction), ATOM).set("type", "text")
    return write_as_atom(root)


def write_rss(feed: CorrectionFeed) -> bytes:
    """Return *feed* as an RSS 2.0 document."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.links.absolute("/corrections/"))
    add(channel, "description", feed.title)
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(feed.updated_at, usegmt=True))
    link(channel, feed.links.absolute("/corrections/feed.rss"), "self", "application/rss+xml")
    add(channel, "generator", GENERATOR)
    link(channel, feed.links.absolute("/corrections/feed.rss"), "self", "application/rss+xml")
    for correction in feed.corrections:
        item = SubElement(channel, "item")
        add(item, "title", title_of(correction))
        add(item, "link", feed.address(correction))
        add(item, "guid", feed.address(correction)).set("isPermaLink", "true")
        add(item, "pubDate", format_datetime(correction.corrected_at, usegmt=True))
        add(item, "description", text_of(correction))
    return write(root)


def write_json(feed: CorrectionFeed) -> bytes:
    """Return *feed* as a JSON Feed (jsonfeed.org, version 1.1)."""
    items = [
        {
            "id": feed.address(correction),
            "url": feed.address(correction),
            "title": clean(title_of(correction)),
            "content_text": clean(text_of(correction)),
            "date_published": stamp(correction.corrected_at),
            "date_modified": stamp(changed_at(correction)),
        }
        for correction in feed.corrections
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(feed.title),
        "home_page_url": feed.links.absolute("/corrections/"),
        "feed_url": feed.links.absolute("/corrections/feed.json"),
        "language": feed.language,
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False).encode()
