"""Addresses of entries: complete, without what counts visitors; and what tells entries apart that name nothing."""

from pathlib import Path

from blog.operations.moving_in.door import ReadingOptions
from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.imported_items import ArticleItem
from blog.operations.moving_in.sources.feed.feed_source import FeedSource, paths_of

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://old.example.org/x/"><title>F</title>
<entry><id>1</id><link href="p1"/><link rel="enclosure" href="e.mp3" type="audio/mpeg"/><content>a</content></entry>
</feed>"""
RSS = """<rss version="2.0"><channel><title>F</title><item><description>One</description></item>
<item><description>Two</description></item></channel></rss>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1",
"items": [{"id": 1, "banner_image": "/b.jpg", "content_text": "a"}]}"""


def read(folder: Path, text: str, name: str = "feed.xml") -> list[ArticleItem]:
    (folder / name).write_text(text)
    with open_bundle(folder / name) as bundle:
        return list(FeedSource().read(bundle, ReadingOptions()).articles())


def test_addresses_are_completed_by_their_base(tmp_path: Path) -> None:
    item = read(tmp_path, ATOM)[0]

    assert item.paths == ["/x/p1"]
    assert 'src="https://old.example.org/x/e.mp3"' in item.body


def test_entries_that_name_nothing_are_told_apart(tmp_path: Path) -> None:
    items = read(tmp_path, RSS)

    assert len({item.key for item in items}) == 2
    assert all(item.key for item in items)


def test_a_banner_leads(tmp_path: Path) -> None:
    lead = read(tmp_path, JSON, "feed.json")[0].lead

    assert lead is not None
    assert lead.address == "/b.jpg"


def test_what_counts_visitors_is_no_part_of_an_address() -> None:
    assert paths_of("https://o.example/a?utm_source=rss&p=1") == ["/a?p=1", "/a?utm_source=rss&p=1"]
    assert paths_of("https://o.example/?p=1") == ["/?p=1"]
    assert paths_of("https://o.example/") == []
