"""Sitemaps as XML, by the rules of their protocol."""

from blog.articles.sitemaps.sitemap_entries import NewsEntry, SitemapUrl
from blog.articles.sitemaps.sitemap_xml import write_index, write_news, write_urls
from blog.web.addresses.links import Links
from tests.articles.sitemaps.sitemap_rules import violations
from tests.factories import NOW

LINKS = Links("https://news.example.org", "secret")


def test_an_index_dates_only_the_parts_whose_change_is_known() -> None:
    xml = write_index([("/a.xml", NOW), ("/b.xml", None)], LINKS)

    assert violations(xml.encode()) == []
    assert "<loc>https://news.example.org/a.xml</loc><lastmod>2026-05-04T09:30:00Z</lastmod></sitemap>" in xml
    assert "<loc>https://news.example.org/b.xml</loc></sitemap>" in xml


def test_paths_and_pictures_are_escaped() -> None:
    xml = write_urls([SitemapUrl("/topics/a&b", None, "https://news.example.org/media/k/1.jpg?a&b")], LINKS)

    assert violations(xml.encode()) == []
    assert "<loc>https://news.example.org/topics/a&amp;b</loc>" in xml
    assert "<image:loc>https://news.example.org/media/k/1.jpg?a&amp;b</image:loc>" in xml


def test_news_name_the_publication_in_each_entry() -> None:
    entries = [NewsEntry(f"/articles/{number}", "A <b> & \ufffe", NOW, "uk") for number in range(2)]

    xml = write_news(entries, "News & more", LINKS)

    assert violations(xml.encode()) == []
    assert xml.count("<news:name>News &amp; more</news:name>") == 2
    assert xml.count("<news:title>A &lt;b&gt; &amp; </news:title>") == 2
