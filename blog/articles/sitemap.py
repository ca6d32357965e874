"""The sitemap: every page that a search engine should know (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from sqlalchemy import select
from sqlalchemy.orm import load_only

from blog.articles.feedxml import stamp
from blog.database import AnySession
from blog.links import Links
from blog.models import Article, ArticleState, Person, Topic

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ARTICLES = 45_000
"""The protocol allows 50,000 addresses in a file; the rest is for topics and authors."""


def write_sitemap(session: AnySession, links: Links) -> bytes:
    """Return the sitemap as XML."""
    root = Element("urlset", xmlns=NAMESPACE)
    for path, changed_at in list_pages(session):
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = links.absolute(path)
        if changed_at is not None:
            SubElement(entry, "lastmod").text = stamp(changed_at)
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def list_pages(session: AnySession) -> Iterator[tuple[str, datetime | None]]:
    """Yield the path of each page, and when it changed if that is known."""
    yield "/", None
    yield "/archive/", None
    yield "/corrections/", None
    for topic in session.scalars(Topic.by_name().options(load_only(Topic.slug))):
        yield f"/topics/{topic.slug}", None
    published = select(Article.author_id).where(Article.state == ArticleState.PUBLISHED)
    for slug in session.scalars(select(Person.slug).where(Person.id.in_(published)).order_by(Person.slug)):
        yield f"/authors/{slug}", None
    columns = Article.published().with_only_columns(Article.slug, Article.updated_at).limit(MOST_ARTICLES)
    for slug, updated_at in session.execute(columns):
        yield f"/articles/{slug}", updated_at
