"""What makes the demo a finished site: pages, settings, a file, what leads the front page, and all first steps done."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from blog.database import AnySession
from blog.models import (
    Article,
    ArticleKind,
    CheckName,
    FrontChoice,
    FrontPlan,
    PagePlace,
    PagePurpose,
    Person,
    SiteCheck,
    SiteSetting,
)
from blog.operations.demo.manuscripts import read_manuscripts
from blog.pictures.attachments.attachment_upload import add_attachment, current_file_limits, store_version
from blog.pictures.files.storage import Storage
from blog.site.front.arranging import save_plan
from blog.site.pages.beginning import PageStart, begin_page
from blog.site.pages.page_publishing import publish_page
from blog.web.addresses.reserved_names import is_reserved

PAGES, FILES = Path(__file__).parent / "pages", Path(__file__).parent / "files"
FILE = re.compile(r"\]\(attachment:([a-z-]+\.[a-z]+)\)")
SETTINGS = {
    "name": "IFBG News",
    "postal_address": "IFBG Foundation\nQuay 4\n8001 Zurich",
    "copyright_line": "© IFBG Foundation",
    "contact_email": "desk@ifbg.example.org",
    "publishing_principles": "/about",
    "security_contact": "security@ifbg.example.org",
}
LEAD, BESIDE = "the-river-gets-its-bends-back", ("a-bridge-reopens", "library-bus-new-routes")
PAGES_AGE = timedelta(days=300)


def furnish(session: AnySession, owner: Person, now: datetime) -> None:
    """Add settings, pages and the plan of the front page in the name of *owner*; the caller commits."""
    for key, value in SETTINGS.items():
        SiteSetting.write(session, key, value)
    add_pages(session, owner, now - PAGES_AGE)
    arrange_front(session, owner, now)
    for check in (CheckName.MAIL, CheckName.BACKUP):
        SiteCheck.record(session, check, now)


def add_pages(session: AnySession, owner: Person, now: datetime) -> None:
    """Add the pages without date, public."""
    for manuscript in read_manuscripts(PAGES):
        facts = manuscript.facts
        purpose, place = PagePurpose(facts["purpose"]), PagePlace(facts["place"])
        start = PageStart(facts["title"], manuscript.body, manuscript.slug, purpose, place)
        page = begin_page(session, owner, start, now, is_reserved=is_reserved)
        publish_page(session, page.article, now, by=owner, seen=str(page.article.revision), has_gaps_allowed=False)


def arrange_front(session: AnySession, owner: Person, now: datetime) -> None:
    """Let an article lead the front page for a week, with two beside it."""
    wanted = select(Article).where(Article.slug.in_([LEAD, *BESIDE]))
    found = {article.slug: article for article in session.scalars(wanted)}
    lead = FrontChoice(found[LEAD].id, now + timedelta(days=7))
    plan = FrontPlan(lead=lead, beside=tuple(FrontChoice(found[slug].id) for slug in BESIDE))
    save_plan(session, plan, now, seen=0, by=owner, headline=found[LEAD].headline)


def choose_kind(session: AnySession, article: Article, facts: Mapping[str, str]) -> None:
    """Give *article* the kind that its file names, if it names one."""
    if "kind" in facts:
        article.kind = session.scalars(select(ArticleKind).where(ArticleKind.key == facts["kind"])).first()


def attach_files(session: AnySession, storage: Storage, body: str, author: Person, now: datetime) -> str:
    """Keep the files that *body* links to as attachment:NAME, and return it with their keys in place of the names."""

    def keep(found: re.Match[str]) -> str:
        name = found[1]
        title = name.partition(".")[0].replace("-", " ").capitalize()
        version = store_version(storage, BytesIO((FILES / name).read_bytes()), title, current_file_limits())
        kept = add_attachment(session, version, title=title, file_name=name, uploader_id=author.id, now=now)
        return f"](file:{kept.key})"

    return FILE.sub(keep, body)
