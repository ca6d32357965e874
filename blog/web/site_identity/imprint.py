"""The link to the imprint, as mails have it."""

from typing import NamedTuple

from flask import g

from blog.config.settings import current_settings
from blog.database import AnySession, db
from blog.models import PagePurpose, find_page_link
from blog.text.cleaning import clean_line
from blog.text.language import site_language


class ImprintLink(NamedTuple):
    """Title and absolute address of the imprint."""

    title: str
    url: str


def load_imprint(session: AnySession) -> None:
    """Read the link to the site's public imprint for this application context; the worker does so before each batch.

    Its own *session* reads, since a second connection would wait for the lock that this one holds.
    """
    page = find_page_link(session, PagePurpose.IMPRINT, site_language().tag)
    g.imprint = ImprintLink(clean_line(page.title), f"{current_settings().base_url}{page.path}") if page else None


def find_imprint() -> ImprintLink | None:
    """Return the link to the site's public imprint, or None where there is none."""
    if "imprint" not in g:
        load_imprint(db.session)
    imprint: ImprintLink | None = g.imprint
    return imprint
