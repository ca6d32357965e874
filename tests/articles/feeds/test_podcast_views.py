"""The podcast of a topic, by the rules of RSS 2.0, Apple Podcasts and Podcasting 2.0."""

from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, fromstring

import pytest

from blog.articles.feeds.podcast_feed import ITUNES, PODCAST
from blog.database import db
from blog.models import Attachment, Podcast, SiteSetting, Topic, TopicRedirect
from blog.pictures.attachments.podcast_settings import make_guid
from blog.pictures.files.article_bodies import render_body
from blog.pictures.files.inline_files import version_path
from blog.pictures.files.references import record_picture_uses
from tests.articles.feeds.feed_rules import violations
from tests.factories import NOW, make_article, make_topic, save
from tests.pictures.attachments.attachment_factories import make_attachment
from tests.pictures.attachments.conftest import in_process
from tests.pictures.picture_factories import make_picture
from tests.pictures.sample_attachments import CSV, mp3, pdf

__all__ = ["in_process"]
APPLE, P = f"{{{ITUNES}}}", f"{{{PODCAST}}}"
pytestmark = pytest.mark.usefixtures("media")


def make_podcast(topic: Topic, **more: object) -> Podcast:
    artwork = make_picture(width=1400, height=1400, widths=[400, 1400])
    values = {"owner_name": "IFBG & Sons", "owner_address": "pod@news.example.org", "category": "Society & Culture"}
    flags = {"is_explicit": False, "is_locked": True}
    guid = make_guid("https://news.example.org/topics/x/podcast.rss")
    return save(Podcast(topic_id=topic.id, guid=guid, artwork_id=artwork.id, **{**values, **flags, **more}))


def publish_with(*files: Attachment, topic: Topic, **more: object):
    text = "\n\n".join(f"[](file:{file.key})" for file in files)
    article = make_article(topics=[topic], text=text, **more)
    article.body_html = render_body(db.session, text).html
    record_picture_uses(db.session, article)
    db.session.commit()
    return article


def read_channel(client, topic: Topic) -> Element:
    answer = client.get(f"/topics/{topic.slug}/podcast.rss")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert violations("rss", answer.data) == []
    return fromstring(answer.data)[0]


def test_the_channel_answers_what_directories_ask(client):
    topic = make_topic("Boats & <tides>", description="On the water.")
    podcast = make_podcast(topic)

    channel = read_channel(client, topic)

    assert channel.find(f"{APPLE}owner/{APPLE}name").text == "IFBG & Sons"
    assert channel.find(f"{APPLE}owner/{APPLE}email").text == "pod@news.example.org"
    assert channel.find(f"{APPLE}category").get("text") == "Society & Culture"
    assert channel.find(f"{APPLE}image").get("href").endswith("/1400.jpg")
    assert (channel.findtext(f"{APPLE}explicit"), channel.findtext(f"{APPLE}type")) == ("false", "episodic")
    assert channel.findtext(f"{P}guid") == podcast.guid
    assert (channel.findtext(f"{P}locked"), channel.find(f"{P}locked").get("owner")) == ("yes", "pod@news.example.org")
    assert channel.findall("item") == []


def test_an_episode_has_its_recording_with_exact_length_and_duration(client):
    topic = make_topic()
    make_podcast(topic)
    sound = make_attachment("The talk", mp3(4000), transcript_url="/articles/words")
    article = publish_with(make_attachment(data=pdf()), sound, topic=topic, headline="Night & <ferry>")

    (item,) = read_channel(client, topic).findall("item")

    enclosure = item.find("enclosure")
    assert enclosure.attrib == {
        "url": f"https://news.example.org{version_path(sound)}",
        "length": str(sound.size_bytes),
        "type": "audio/mpeg",
    }
    served = client.get(version_path(sound), buffered=True)
    assert (len(served.data), served.headers["Content-Type"]) == (sound.size_bytes, "audio/mpeg")
    assert item.findtext(f"{APPLE}duration") == str(round(4000 * 1152 / 44100))
    assert item.find(f"{P}transcript").attrib == {
        "url": "https://news.example.org/articles/words",
        "type": "text/html",
    }
    assert item.findtext(f"{P}person") == article.author.name
    assert item.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")) == article.published_at


def test_articles_without_recording_and_unpublished_ones_are_no_episodes(client):
    topic = make_topic()
    make_podcast(topic)
    publish_with(make_attachment(data=CSV), topic=topic)
    publish_with(make_attachment(data=mp3()), topic=make_topic())

    assert read_channel(client, topic).findall("item") == []


def test_the_podcast_bears_the_name_that_was_chosen_at_the_desk(client):
    topic = make_topic("Boats")
    make_podcast(topic)
    save(SiteSetting(key="name", value="Harbour Post"))

    channel = read_channel(client, topic)

    assert (channel.findtext("title"), channel.findtext(f"{APPLE}author")) == ("Boats · Harbour Post", "Harbour Post")


def test_a_former_address_of_the_topic_leads_on(client):
    topic = make_topic("Boats", slug="boats")
    make_podcast(topic)
    save(TopicRedirect(slug="ships", topic_id=topic.id, created_at=NOW))

    answer = client.get("/topics/ships/podcast.rss")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/topics/boats/podcast.rss")


def test_a_topic_without_podcast_has_no_feed_and_says_nothing_of_one(client):
    topic = make_topic()
    publish_with(make_attachment(data=mp3()), topic=topic)

    assert client.get(f"/topics/{topic.slug}/podcast.rss").status_code == 404
    assert "podcast.rss" not in client.get(f"/topics/{topic.slug}").text
    make_podcast(topic)
    assert "podcast.rss" in client.get(f"/topics/{topic.slug}").text


def test_feeds_of_articles_name_the_files(client):
    topic = make_topic()
    document, sound = make_attachment("Report <1>", pdf()), make_attachment("Talk", mp3(400))
    publish_with(document, sound, topic=topic)
    path = f"/topics/{topic.slug}/feed"

    atom, rss, said = (client.get(f"{path}.{kind}") for kind in ("atom", "rss", "json"))

    assert [
        violations(kind, answer.data) for kind, answer in zip(("atom", "rss", "json"), (atom, rss, said), strict=True)
    ] == [[], [], []]
    assert atom.text.count('rel="enclosure"') == 2
    assert fromstring(rss.data).find("channel/item/enclosure").get("type") == "audio/mpeg"
    first, second = said.json["items"][0]["attachments"]
    assert (first["mime_type"], first["size_in_bytes"], first["title"]) == (
        "application/pdf",
        document.size_bytes,
        "Report <1>",
    )
    assert second["duration_in_seconds"] == 10
