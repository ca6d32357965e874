import re
from io import BytesIO

import pytest
from PIL import Image, ImageStat

from blog.operations.demo.manuscripts import PHOTOS, read_manuscript, read_manuscripts, read_photo
from blog.operations.demo.newsroom import PEOPLE, TOPICS
from blog.text.markdown import render
from tests.factories import NOW

ARTICLES = read_manuscripts()
PHOTO_NAMES = {file.stem for file in PHOTOS.glob("*.webp")}


def test_facts_and_body_are_told_apart():
    article = read_manuscript(
        "tea", "---\nheadline: Tea: a story\ntopics: A, B\ndays: 3\ntime: 07:30\n---\nBody --- text\n"
    )

    assert article.facts["headline"] == "Tea: a story"
    assert article.topics == ["A", "B"]
    assert article.body == "Body --- text\n"
    assert not article.is_draft
    assert article.written_at(NOW).isoformat() == "2026-05-01T07:30:00+00:00"


@pytest.mark.parametrize("text", ["no fence", "before\n---\na: b\n---\nbody", "---\nno colon\n---\nbody"])
def test_a_file_without_proper_facts_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_manuscript("x", text)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_article_names_people_topics_and_photos_that_exist(article):
    facts = article.facts

    assert facts["author"] in {person.byline for person in PEOPLE}
    assert set(article.topics) <= set(TOPICS)
    assert set(re.findall(r"photo:([a-z-]+)", article.body)) | {facts.get("photo", "river")} <= PHOTO_NAMES
    assert 0 < len(facts["headline"]) <= 120
    assert facts["standfirst"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_article_is_worth_reading(article):
    rendered = render(article.body)

    assert rendered.word_count > (50 if article.is_draft else 150)
    assert "<h1" not in rendered.html


def test_one_article_is_long():
    assert max(render(article.body).word_count for article in ARTICLES) >= 1500


@pytest.mark.parametrize("name", sorted(PHOTO_NAMES))
def test_a_photo_is_large_and_shows_more_than_one_tone(name):
    photo = Image.open(BytesIO(read_photo(name)))

    assert max(photo.size) >= 1200
    assert photo.mode == "RGB"
    assert max(ImageStat.Stat(photo.resize((40, 40))).stddev) > 10


def test_all_photos_together_weigh_little():
    assert sum(file.stat().st_size for file in PHOTOS.glob("*.webp")) < 600_000


def test_an_unknown_photo_is_an_error():
    with pytest.raises(FileNotFoundError):
        read_photo("moon")
