"""Render subject, text and HTML of a mail from the folder of its kind in templates/mail."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import css_inline
from flask import render_template

from blog.delivery.composing.envelope import MailVariant
from blog.text.cleaning import clean_line, clean_text
from blog.web.site_identity.imprint import ImprintLink, find_imprint
from blog.web.site_identity.reading import site_settings

TEXT_WIDTH = 72
"""Characters in a line of the text part."""
MAX_HTML_BYTES = 102_000
"""Gmail cuts off what is longer, and with it the link to unsubscribe: 102 KB of HTML, pictures not counted."""

inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True)
class MailContent:
    """Subject, text and HTML of one mail, without its recipient."""

    subject: str
    text: str
    """Lines of at most TEXT_WIDTH, flowing (RFC 3676)."""
    html: str
    """Empty for a message of plain text alone."""
    is_list: bool
    """Goes to subscribers, who can leave, and not to one person who asked for it."""
    languages: tuple[str, ...] = ()
    """BCP 47 tags, where more than the language of the site is used."""
    whole_size: int = 0
    """Bytes of the HTML with the whole article, where an extract stands instead, since that would be cut off."""
    unsubscribe_url: str = ""
    """What one click in a mail program ends (RFC 8058), where that is one follow; empty for all alerts."""

    @property
    def html_size(self) -> int:
        """Return the bytes of the HTML, which mail programs cut off above MAX_HTML_BYTES."""
        return len(self.html.encode())

    def for_variant(self, variant: MailVariant) -> Self:
        """Return the message as readers of this variant get it."""
        return replace(self, html="") if variant.is_text_only else self


def render_mail(folder: str, values: Mapping[str, Any], *, is_list: bool) -> MailContent:
    """Return the mail of templates/mail/*folder* with *values*; needs an application context."""
    subject = clean_line(render_template(f"mail/{folder}/subject.txt", **values))
    footer, imprint = clean_line(site_settings().mail_footer), find_imprint()
    text = with_footer(render_template(f"mail/{folder}/body.txt", **values), footer, imprint)
    foot = {"mail_footer": footer, "imprint": imprint}
    html = render_template(f"mail/{folder}/body.html", subject=subject, **foot, **values)
    return MailContent(subject, format_flowed(clean_text(text)), inliner.inline(clean_text(html)), is_list=is_list)


def with_footer(text: str, footer: str, imprint: ImprintLink | None) -> str:
    """Return *text* with the owner's *footer*, the imprint and the postal address, where they are set, at its end.

    Source: 15 U.S.C. 7704(a)(5), and section 5 of Germany's DDG, which ask for it in commercial mail.
    """
    link = f"{imprint.title}:\n{imprint.url}" if imprint else ""
    address = ", ".join(filter(None, map(clean_line, site_settings().postal_address.splitlines())))
    return "\n\n".join(filter(None, (text.rstrip(), footer, link, address))) + "\n"


def format_flowed(text: str) -> str:
    """Return *text* as format=flowed (RFC 3676): lines of at most 72 characters that mail programs may join again."""
    return "\n".join(format_flowed_line(line.rstrip()) for line in text.strip("\n").split("\n")) + "\n"


def format_flowed_line(line: str) -> str:
    """Return one paragraph in lines; all but the last end with a space, the sign of a soft break."""
    wrapped = textwrap.wrap(line, TEXT_WIDTH - 1, break_long_words=False, break_on_hyphens=False) or [""]
    return " \n".join(f" {part}" if part.startswith((">", "From ", " ")) else part for part in wrapped)
