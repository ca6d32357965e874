"""The writer of podcasts, without a database."""

from xml.etree.ElementTree import fromstring

from blog.articles.feeds.feed_content import Feed
from blog.articles.feeds.podcast_feed import PodcastFacts, write_flag, write_podcast
from blog.web.addresses.links import Links

FACTS = PodcastFacts("g", "IFBG", "Owner", "a@b.example", "News", True, False, "https://news.example.org/a.jpg")


def test_a_podcast_that_may_be_imported_and_is_not_for_children_says_so():
    feed = Feed("Night \x00 & day", "", "en", Links("https://news.example.org", "secret"), (), "/topics/x")

    data = write_podcast(feed, FACTS, [])

    assert b'owner="a@b.example">no<' in data
    assert b"<itunes:explicit>true<" in data
    assert fromstring(data).findtext("channel/title") == "Night  & day"
    assert (write_flag(True), write_flag(False)) == ("true", "false")
