"""What stands where, for all that may be there."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from blog.articles.front.bands import MAX_BANDS, MIN_STORIES, Pattern
from blog.articles.front.layout import FrontPage, arrange
from blog.articles.front.photos import BAND, CARD, LARGE, LEAD, PICTURED, has_photo, is_wide
from blog.articles.front.seconds import SecondsKind
from blog.articles.pages.list_items import ListItem
from blog.web.cache.cacheable import CAPTURED_BODY, CapturedBody
from tests.articles.front.stories import make_photo, make_story
from tests.factories import NOW

photos = st.one_of(
    st.none(), st.builds(make_photo, st.sampled_from([80, 200, 320, 480, 1600]), st.sampled_from([300, 1000, 2000]))
)
stories = st.lists(
    st.builds(
        make_story,
        st.sampled_from(["", "Alps", "Caucasus", "Grants", "Ukraine"]),
        st.floats(0, 200),
        photos,
        headline=st.sampled_from(["Tea", "x" * 61, "x" * 101, "x" * 141]),
        is_retracted=st.sampled_from([False, False, False, True]),
    ),
    max_size=40,
).map(lambda made: sorted(made, key=lambda story: story.published_at, reverse=True))


def shown(page: FrontPage) -> list[ListItem]:
    """Return every story in the order of the page."""
    seconds = page.seconds.stories if page.seconds else []
    bands = [story for band in page.bands for story in band.stories]
    return [page.lead, *page.extras, *seconds, *bands, *([page.wide] if page.wide else []), *page.briefs, *page.river]


@given(stories)
def test_each_story_stands_once_and_none_is_lost(made: list[ListItem]) -> None:
    page = arrange(made, NOW)

    assert sorted(story.id for story in (shown(page) if page else [])) == sorted(story.id for story in made)


@given(stories)
def test_no_photo_is_shown_larger_than_it_is(made: list[ListItem]) -> None:
    page = arrange(made, NOW)
    if page is None:
        return

    places = [(page.lead, LEAD)] if page.has_lead_photo else []
    places += [(page.seconds.pictured, PICTURED)] if page.seconds and page.seconds.pictured else []
    for band in page.bands:
        sizes = {Pattern.PHOTO: BAND, Pattern.CARDS: LARGE}
        places += [(band.lead, sizes[band.pattern])] if band.pattern in sizes else []
        places += [(card, CARD) for card in band.cards] if band.pattern is Pattern.CARDS else []
        places += [(band.thumb, 104)] if band.thumb else []
    assert [story.headline for story, place in places if not has_photo(story, place)] == []
    assert page.wide is None or is_wide(page.wide)


@given(stories)
def test_bands_are_of_one_topic_and_no_pattern_follows_itself(made: list[ListItem]) -> None:
    page = arrange(made, NOW)
    bands = page.bands if page else []

    assert len(bands) <= MAX_BANDS
    for band in bands:
        assert {story.topics[0] for story in band.stories} == {band.topic}
        assert len(band.stories) >= MIN_STORIES
        assert not any(story.is_retracted for story in band.stories)
    patterns = [band.pattern for band in bands]
    assert all(one is not other for one, other in pairwise(patterns))


@given(stories)
def test_no_column_is_empty_and_none_too_narrow_for_its_headline(made: list[ListItem]) -> None:
    page = arrange(made, NOW)
    if page is None or page.seconds is None:
        return

    assert all(page.seconds.columns)
    if page.seconds.kind in {SecondsKind.THREE, SecondsKind.TEXTS}:
        narrow = [story for story in page.seconds.stories if story is not page.seconds.pictured]
        assert max(len(story.headline) for story in narrow) <= 140
    assert (page.seconds.kind is SecondsKind.ONE) == (len(page.seconds.stories) == 1)


@pytest.mark.parametrize(
    ("made", "leads", "has_photo"),
    [
        ([{"hours": 1}, {"hours": 70, "photo": make_photo()}], 1, True),
        ([{"hours": 1}, {"hours": 73, "photo": make_photo()}], 0, False),
        ([{"hours": 1, "photo": make_photo(400)}, {"hours": 2, "photo": make_photo(460)}], 1, True),
        ([{"hours": 900, "photo": make_photo()}, {"hours": 901}], 0, True),
        ([{"hours": 1, "photo": make_photo(), "is_retracted": True}, {"hours": 2}], 1, False),
        ([{"hours": 1, "is_retracted": True}], 0, False),
    ],
)
def test_the_newest_photo_of_three_days_leads_else_the_newest_story(
    made: list[dict[str, Any]], leads: int, has_photo: bool
) -> None:
    found = [make_story(**more) for more in made]

    page = arrange(found, NOW)

    assert page is not None
    assert (page.lead, page.has_lead_photo) == (found[leads], has_photo)


def test_without_a_photo_the_next_two_stand_beside_the_lead() -> None:
    made = [make_story(hours=hour) for hour in range(4)]

    page = arrange(made, NOW)

    assert page is not None
    assert (page.lead, list(page.extras)) == (made[0], made[1:3])


def test_the_extras_of_a_photo_are_of_its_topic_and_have_none_themselves() -> None:
    lead = make_story("Alps", photo=make_photo())
    own, other, pictured = make_story("Alps", 1), make_story("Grants", 1), make_story("Alps", 1, make_photo())

    page = arrange([lead, other, pictured, own], NOW)

    assert page is not None
    assert list(page.extras) == [own]


def test_nothing_makes_no_page() -> None:
    assert arrange([], NOW) is None


def test_a_photo_leads_no_longer_than_three_days_though_nothing_is_written(app: Flask) -> None:
    captured, found = CapturedBody(), [make_story(hours=1), make_story(hours=60, photo=make_photo())]
    with app.test_request_context(environ_overrides={CAPTURED_BODY: captured}):
        lead = arrange(found, NOW).lead

    end = NOW + timedelta(hours=12)
    assert captured.fresh_until == end.timestamp()
    assert [lead, arrange(found, end).lead] == [found[1], found[0]]
