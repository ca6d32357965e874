"""The bands and their patterns."""

from blog.articles.front.bands import Pattern, choose_bands
from tests.articles.front.stories import make_photo, make_story


def test_a_topic_needs_three_stories() -> None:
    assert choose_bands([make_story("Alps"), make_story("Alps"), make_story("Grants")]) == []


def test_three_topics_with_photos_are_set_in_three_ways_the_newest_first() -> None:
    made = [make_story(topic, photo=make_photo()) for topic in ("Alps", "Grants", "Ukraine", "Food") for _ in range(4)]

    bands = choose_bands(made)

    assert [band.topic.name for band in bands] == ["Alps", "Grants", "Ukraine"]
    assert [band.pattern for band in bands] == [Pattern.PHOTO, Pattern.HEADLINE, Pattern.CARDS]


def test_a_newest_story_without_a_photo_is_the_headline() -> None:
    text = make_story("Alps")
    [band] = choose_bands([text, make_story("Alps", photo=make_photo()), make_story("Alps", photo=make_photo())])

    assert (band.pattern, band.lead) == (Pattern.HEADLINE, text)


def test_two_topics_without_photos_are_not_set_alike() -> None:
    bands = choose_bands([make_story(topic) for topic in ("Alps", "Grants") for _ in range(5)])

    assert [band.topic.name for band in bands] == ["Alps"]


def test_a_photo_too_small_for_a_card_is_none() -> None:
    small = [make_story("Alps", photo=make_photo(150)) for _ in range(3)]

    [band] = choose_bands(small)

    assert band.pattern is Pattern.HEADLINE


def test_one_side_story_at_most_shows_a_thumb() -> None:
    [band] = choose_bands([make_story("Alps", photo=make_photo()) for _ in range(3)])

    assert band.pattern is Pattern.PHOTO
    assert band.thumb is band.shorts[0]
