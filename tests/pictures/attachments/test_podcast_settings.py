"""What is set for podcasts."""

import pytest

from blog.database import db
from blog.pictures.attachments.podcast_settings import PodcastChoices, is_artwork, make_guid, save_podcast
from blog.web.extensions import links
from tests.factories import make_topic
from tests.pictures.picture_factories import make_picture


def test_the_guid_is_that_of_the_specification():
    """The example of podcast:guid."""
    assert make_guid("https://podnews.net/rss/") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_the_guid_stays_when_the_topic_gets_another_address(app):
    topic, choices = make_topic(), PodcastChoices("O", "a@b.example", "News", is_explicit=False, is_locked=True)
    artwork = make_picture(width=1400, height=1400)
    first = save_podcast(db.session, topic, PodcastChoices(**{**vars(choices), "artwork": artwork}), links()).guid
    topic.slug = "other"

    assert save_podcast(db.session, topic, choices, links()).guid == first


def test_a_podcast_does_not_begin_without_artwork(app):
    choices = PodcastChoices("O", "a@b.example", "News", is_explicit=False, is_locked=True)

    with pytest.raises(ValueError, match="artwork"):
        save_podcast(db.session, make_topic(), choices, links())


def test_artwork_is_square_and_large(app):
    sizes = [(1400, 1400), (1399, 1399), (1400, 2000)]

    assert [is_artwork(make_picture(width=width, height=height)) for width, height in sizes] == [True, False, False]
