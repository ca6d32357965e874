"""Write a podcast as RSS 2.0 with the tags of Apple Podcasts and of Podcasting 2.0.

Sources: rssboard.org/rss-specification; podcasters.apple.com, "A Podcaster's Guide to RSS";
github.com/Podcastindex-org/podcast-namespace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace

from blog.articles.feeds.feed_content import Feed, FeedEntry
from blog.articles.feeds.feed_files import FeedFile
from blog.articles.feeds.feed_xml import CONTENT, GENERATOR, add_element, add_link, serialize
from blog.articles.feeds.rss import add_enclosure, escape_title

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"

for prefix, namespace in (("itunes", ITUNES), ("podcast", PODCAST)):
    register_namespace(prefix, namespace)


@dataclass(frozen=True)
class PodcastFacts:
    """What directories ask about a podcast."""

    guid: str
    author: str
    owner_name: str
    owner_address: str
    category: str
    is_explicit: bool
    is_locked: bool
    artwork_address: str


@dataclass(frozen=True)
class Episode:
    """An article with its recording."""

    entry: FeedEntry
    sound: FeedFile


def write_podcast(feed: Feed, facts: PodcastFacts, episodes: Sequence[Episode]) -> bytes:
    """Return the podcast with *episodes*, the newest first; the entries of *feed* are not looked at."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    add_element(channel, "title", escape_title(feed.title))
    add_element(channel, "link", feed.home_address)
    add_element(channel, "description", feed.subtitle or feed.title)
    add_element(channel, "language", feed.language)
    add_element(channel, "lastBuildDate", format_datetime(feed.updated_at, usegmt=True))
    add_element(channel, "generator", GENERATOR)
    add_link(channel, feed.links.absolute(f"{feed.page_path}/podcast.rss"), "self", "application/rss+xml")
    add_facts(channel, facts)
    for episode in episodes:
        add_episode(channel, episode, explicit=write_flag(facts.is_explicit))
    return serialize(root)


def add_facts(channel: Element, facts: PodcastFacts) -> None:
    """Append what directories ask."""
    add_element(channel, "author", facts.author, ITUNES)
    add_element(channel, "type", "episodic", ITUNES)
    add_element(channel, "explicit", write_flag(facts.is_explicit), ITUNES)
    SubElement(channel, f"{{{ITUNES}}}category", text=facts.category)
    SubElement(channel, f"{{{ITUNES}}}image", href=facts.artwork_address)
    owner = SubElement(channel, f"{{{ITUNES}}}owner")
    add_element(owner, "name", facts.owner_name, ITUNES)
    add_element(owner, "email", facts.owner_address, ITUNES)
    add_element(channel, "guid", facts.guid, PODCAST)
    add_element(channel, "medium", "podcast", PODCAST)
    add_element(channel, "locked", "yes" if facts.is_locked else "no", PODCAST).set("owner", facts.owner_address)


def write_flag(value: bool) -> str:
    """Return *value* as Apple writes it."""
    return "true" if value else "false"


def add_episode(channel: Element, episode: Episode, *, explicit: str) -> None:
    """Append one episode."""
    entry, sound = episode.entry, episode.sound
    item = SubElement(channel, "item")
    add_element(item, "title", escape_title(entry.title))
    add_element(item, "link", entry.address)
    add_element(item, "guid", entry.id).set("isPermaLink", "false")
    add_element(item, "pubDate", format_datetime(entry.published_at, usegmt=True))
    add_element(item, "description", entry.summary or entry.title)
    add_enclosure(item, sound)
    add_element(item, "duration", str(sound.duration_seconds or 0), ITUNES)
    add_element(item, "explicit", explicit, ITUNES)
    add_element(item, "episodeType", "full", ITUNES)
    if entry.html is not None:
        add_element(item, "encoded", entry.html, CONTENT)
    if sound.transcript_url:
        SubElement(item, f"{{{PODCAST}}}transcript", url=sound.transcript_url, type="text/html")
    for author in entry.authors:
        add_element(item, "person", author.name, PODCAST).attrib.update(role="author", href=author.address)
