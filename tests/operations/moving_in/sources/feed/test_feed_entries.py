"""Addresses of entries: complete, without what counts visitors; and what tells entries apart that name nothing."""

from pathlib import Path

from blog.operations.moving_in.door import ReadingOptions
from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.imported_items import ArticleItem, PictureItem
from blog.operations.moving_in.sources.feed.feed_source import FeedSource, paths_of

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://old.example.org/x/"><title>F</title>
<entry><id>1</id><link href="p1"/><link rel="enclosure" href="e.mp3" type="audio/mpeg"/><content>a</content></entry>
</feed>"""
RSS = """<rss version="2.0"><channel><title>F</title><item><description>One</description></item>
<item><description>Two</description></item></channel></rss>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1",
"items": [{"id": 1, "banner_image": "/b.jpg", "content_text": "a"}]}"""
HEADED = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://old.example.org/x/" xml:lang="fr">
<title>F</title><link href="./"/><author><name>Ann</name></author><entry xml:lang="de"><id>1</id><link href="p1"/>
<content type="html" xml:base="p1/">&lt;img src="a.jpg"&gt;</content></entry><entry><id>2</id>
<author><name>Bo</name></author><content type="text">One
line

two</content></entry><entry><id>3</id><title>Report</title><content src="r.pdf"/></entry></feed>"""
MEDIA = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item><guid>https://old.example.org/a</guid>
<dc:subject>Sea</dc:subject><description>a</description><media:group><media:content url="/p.jpg" medium="image">
<media:description>The quay</media:description><media:credit>Ann</media:credit></media:content></media:group></item>
<item><guid isPermaLink="false">https://old.example.org/b</guid><description>b</description>
<itunes:image href="/i.jpg"/><enclosure url="/s.mp3"/></item></channel></rss>"""
LINKED = """{"version": "https://jsonfeed.org/version/1.1", "authors": [{"name": "Ann"}], "items": [
{"id": 1, "title": "T", "content_text": "a\\nb", "external_url": "https://a.example/", "attachments": [
{"url": "/p.jpg", "mime_type": "image/jpeg"}, {"url": "/s.m4a", "mime_type": "audio/x-m4a"}]}]}"""


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


def test_entries_have_author_language_and_base_of_their_feed(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, HEADED)

    assert (first.language, second.language) == ("de", "fr")
    assert (first.authors, second.authors) == (["Ann"], ["Bo"])
    assert first.body == '<img src="https://old.example.org/x/p1/a.jpg">'
    assert second.body == "<p>One<br>line</p><p>two</p>"
    assert third.body == '<p><a href="https://old.example.org/x/r.pdf">Report</a></p>'


def test_an_identity_is_an_address_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert [item.paths for item in read(tmp_path, MEDIA)] == [["/a"], []]


def test_pictures_recordings_and_subjects_are_found_wherever_they_stand(tmp_path: Path) -> None:
    first, second = read(tmp_path, MEDIA)

    assert first.lead == PictureItem("/p.jpg", "", "The quay", "Ann")
    assert first.tags == ["Sea"]
    assert second.lead == PictureItem("/i.jpg")
    assert second.body.endswith('<audio src="/s.mp3"></audio>')


def test_an_entry_about_another_page_links_to_it(tmp_path: Path) -> None:
    item = read(tmp_path, LINKED, "feed.json")[0]

    assert item.body == 'a<br>b<audio src="/s.m4a"></audio><p><a href="https://a.example/">T</a></p>'
    assert (item.lead, item.authors) == (PictureItem("/p.jpg"), ["Ann"])
