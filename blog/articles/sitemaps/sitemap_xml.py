"""Write sitemaps as XML (sitemaps.org, protocol 0.9), with Google's image and news extensions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape

from blog.articles.feeds.feed_xml import format_rfc3339, strip_invalid
from blog.articles.pages.translated_versions import Translation, default_version
from blog.articles.sitemaps.sitemap_entries import NewsEntry, SitemapUrl
from blog.web.addresses.links import Links

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
XHTML = "http://www.w3.org/1999/xhtml"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def element(name: str, text: str) -> str:
    """Return an element that holds *text*."""
    return f"<{name}>{escape(strip_invalid(text), quote=False)}</{name}>"


def last_modified(moment: datetime | None) -> str:
    """Return the lastmod element; "" where the time is not known."""
    return element("lastmod", format_rfc3339(moment)) if moment else ""


def write_index(parts: Iterable[tuple[str, datetime | None]], links: Links) -> str:
    """Return the sitemap index of *parts*: path and time of the last change of each."""
    elements = (
        f"<sitemap>{element('loc', links.absolute(path))}{last_modified(moment)}</sitemap>\n" for path, moment in parts
    )
    return f'{HEAD}<sitemapindex xmlns="{SITEMAP}">\n{"".join(elements)}</sitemapindex>\n'


def write_urls(urls: Iterable[SitemapUrl], links: Links) -> str:
    """Return one part of the sitemap."""
    elements = "".join(write_url(url, links) for url in urls)
    return f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:image="{IMAGE}" xmlns:xhtml="{XHTML}">\n{elements}</urlset>\n'


def write_url(url: SitemapUrl, links: Links) -> str:
    """Return one url element."""
    picture = f"<image:image>{element('image:loc', url.picture)}</image:image>" if url.picture else ""
    translations = "".join(write_alternates(url.translations, links)) if url.translations else ""
    place = element("loc", links.absolute(url.path))
    return f"<url>{place}{last_modified(url.changed_at)}{translations}{picture}</url>\n"


def write_alternates(translations: Sequence[Translation], links: Links) -> Iterator[str]:
    """Yield a link to each version of an article, itself included, and to that for all other languages.

    Source: Google, localized versions of your pages, sitemap.
    """
    usual = ("x-default", default_version(translations).slug)
    for tag, slug in (*((one.tag, one.slug) for one in translations), usual):
        address = escape(links.absolute(f"/articles/{slug}"))
        yield f'<xhtml:link rel="alternate" hreflang="{escape(tag)}" href="{address}"/>'


def write_news(news: Iterable[NewsEntry], site_name: str, links: Links) -> str:
    """Return the news sitemap."""
    publication = f"<news:publication>{element('news:name', site_name)}"
    elements = "".join(
        f"<url>{element('loc', links.absolute(entry.path))}<news:news>"
        f"{publication}{element('news:language', entry.language)}</news:publication>"
        f"{element('news:publication_date', format_rfc3339(entry.published_at))}{element('news:title', entry.headline)}"
        "</news:news></url>\n"
        for entry in news
    )
    return f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n{elements}</urlset>\n'
