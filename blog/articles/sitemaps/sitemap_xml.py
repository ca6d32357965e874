"""The sitemap as XML (sitemaps.org, protocol 0.9), with Google's entries for pictures and for news."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from blog.articles.feeds.feed_xml import format_rfc3339, strip_invalid
from blog.articles.sitemaps.sitemap_entries import News, Page
from blog.web.links import Links

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def element(name: str, text: str) -> str:
    """Return an element that holds *text*."""
    return f"<{name}>{escape(strip_invalid(text), quote=False)}</{name}>"


def dated(moment: datetime | None) -> str:
    """Return when something changed; nothing where that is not known."""
    return element("lastmod", format_rfc3339(moment)) if moment else ""


def write_index(parts: Iterable[tuple[str, datetime | None]], links: Links) -> str:
    """Return the index of *parts*: the path of each, and when something in it last changed."""
    lines = (f"<sitemap>{element('loc', links.absolute(path))}{dated(moment)}</sitemap>\n" for path, moment in parts)
    return f'{HEAD}<sitemapindex xmlns="{SITEMAP}">\n{"".join(lines)}</sitemapindex>\n'


def write_pages(pages: Iterable[Page], links: Links) -> str:
    """Return one part of the sitemap."""
    lines = "".join(write_page(page, links) for page in pages)
    return f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:image="{IMAGE}">\n{lines}</urlset>\n'


def write_page(page: Page, links: Links) -> str:
    """Return one address, with its picture."""
    picture = f"<image:image>{element('image:loc', page.picture)}</image:image>" if page.picture else ""
    return f"<url>{element('loc', links.absolute(page.path))}{dated(page.changed_at)}{picture}</url>\n"


def write_news(news: Iterable[News], site_name: str, language: str, links: Links) -> str:
    """Return the part for news; *language* is the first part of a BCP 47 tag, as Google wants it."""
    publication = f"<news:publication>{element('news:name', site_name)}{element('news:language', language)}"
    lines = "".join(
        f"<url>{element('loc', links.absolute(entry.path))}<news:news>{publication}</news:publication>"
        f"{element('news:publication_date', format_rfc3339(entry.published_at))}{element('news:title', entry.headline)}"
        "</news:news></url>\n"
        for entry in news
    )
    return f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n{lines}</urlset>\n'
