"""The text of an article in both forms of a mail."""

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from blog.delivery.composing.mail_html.writer import MailHtmlWriter
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
    for_mail = MailHtmlWriter(address, links, direction).write(html)
    writer = PlainTextWriter(address, links, is_flowing=True)
    text = writer.write(html)
    numbered = "\n".join(f"[{number}] {link}" for number, link in enumerate(writer.references, 1))
    listed = "\n\n".join([text, f"{_('Links:')}\n{numbered}"]) if numbered else text
    return MailBody(Markup(for_mail), listed, direction)  # noqa: S704 - made of elements of our own and escaped text.
