"""The front page through HTTP."""

import re
from datetime import timedelta

from flask.testing import FlaskClient

from blog.articles.front.views import FRONT_STORIES
from blog.models import Correction, CorrectionKind, Picture
from blog.web.clock import read_clock
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_topic, save


def make_photo(key: str = "a" * 32, width: int = 1600) -> Picture:
    more = {"widths": [400, 800, width], "formats": ["jpg"], "uploaded_at": NOW}
    return save(Picture(key=key, width=width, height=width * 10 // 16, **more))


def links(html: str) -> list[str]:
    """Return the slugs that headlines lead to, in the order of the page."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.findall(r'__headline[^>]*><a href="/articles/([a-z0-9-]+)"', main)


def test_each_of_the_newest_stands_there_once_and_the_others_follow(client: FlaskClient) -> None:
    topics, photo = [make_topic(name) for name in ("Alps", "Grants", "Ukraine")], make_photo()
    for number in range(FRONT_STORIES + 3):
        picture = photo if number % 3 else None
        make_article(slug=f"story-{number}", age_days=number, topics=[topics[number % 3]], lead_picture=picture)

    first = client.get("/").text
    [older] = re.findall(r'href="(\?before=[^"]+)" rel="next"', first)

    assert sorted(links(first)) == sorted(f"story-{number}" for number in range(FRONT_STORIES))
    assert first.count('class="band ') == 3
    assert links(client.get(f"/{older}").text) == [f"story-{FRONT_STORIES + number}" for number in range(3)]


def test_a_day_of_a_single_story_without_a_photo_is_a_page(client: FlaskClient) -> None:
    make_article("One", slug="one")

    html = client.get("/").text

    assert links(html) == ["one"]
    assert html.count("<h1") == 1
    assert 'class="seconds' not in html


def test_the_masthead_says_the_day_and_since_when_the_news_stands(client: FlaskClient) -> None:
    make_article(published_at=read_clock())

    front, other = client.get("/").text, client.get("/topics/").text

    assert re.search(r'class="masthead__date"><b>\w+, \w+ \d+, \d{4}</b> <span>Updated \d+:\d\d', front)
    assert "masthead__date" not in other


def test_who_put_the_box_away_is_not_asked_again(client: FlaskClient) -> None:
    make_article()

    assert 'class="signup-band"' in client.get("/").text
    client.set_cookie("stay-informed", "away", domain="news.example.org")
    assert 'class="signup-band"' not in client.get("/").text


@on_sqlite
def test_the_strip_names_what_was_wrong(client: FlaskClient) -> None:
    article, now = make_article("Tea", slug="tea"), read_clock()
    more = {"explanation": "It was <five>.", "corrected_at": now - timedelta(days=1)}
    save(Correction(article_id=article.id, kind=CorrectionKind.CORRECTION, **more))

    html = client.get("/").text

    assert "It was &lt;five&gt;." in html
    assert 'class="strip strip--one"' in html
