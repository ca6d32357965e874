"""The text of an article in both forms of a mail."""

from dataclasses import dataclass
from functools import lru_cache

from flask_babel import gettext as _
from markupsafe import Markup

from blog.delivery.composing.mail_html.writer import MailHtmlWriter
from blog.text.language import page_language
from blog.web.addresses.links import Links
from blog.web.formatting.plain_text import PlainTextWriter


@dataclass(frozen=True)
class MailBody:
    """A text as both parts of a mail hold it."""

    html: Markup
    text: str
    direction: str
    """Of its language: ltr or rtl."""


def write_body(html: str, address: str, links: Links, direction: str) -> MailBody:
    """Return the safe *html* of what stands at the absolute *address* for a mail; links follow the text as a list."""
    return write_in_language(html, address, links, direction, page_language().tag)


@lru_cache(maxsize=8)  # A running alert needs the same text every few seconds, for each thing that readers follow.
def write_in_language(html: str, address: str, links: Links, direction: str, _language: str) -> MailBody:
    """Do what write_body says; *_language* is that of our own words, which gettext takes from the context."""
    for_mail = MailHtmlWriter(address, links, direction).write(html)
    writer = PlainTextWriter(address, links, is_flowing=True)
    text = writer.write(html)
    numbered = [f"[{number}] {link}" for number, link in enumerate(writer.references, 1)]
    listed = "\n".join([text, "", _("Links:"), *numbered]) if numbered else text
    return MailBody(Markup(for_mail), listed, direction)  # noqa: S704 - made of elements of our own and escaped text.
