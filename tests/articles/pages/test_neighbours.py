"""Previous, next and related articles."""

import re

from flask.testing import FlaskClient

from tests.factories import make_article, make_topic


def page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_the_first_and_the_last_article_have_one_neighbour(client: FlaskClient) -> None:
    for number in range(3):
        make_article(f"Story {number}", number, slug=f"story-{number}")

    newest, middle, oldest = (page(client, f"/articles/story-{number}") for number in range(3))

    assert ('rel="prev"' in newest, 'rel="next" href' in newest) == (True, False)
    assert ('rel="prev"' in middle, 'rel="next" href' in middle) == (True, True)
    assert ('rel="prev"' in oldest, 'rel="next" href' in oldest) == (False, True)


def test_related_articles_share_a_topic_and_are_not_the_neighbours(client: FlaskClient) -> None:
    topic = make_topic()
    for number in range(5):
        make_article(f"Kin {number}", number, slug=f"kin-{number}", topics=[topic])
    make_article("Stranger", 9)

    html = page(client, "/articles/kin-2")

    related = html[html.index("related-heading") : html.index('<footer class="footer"')]
    assert re.findall(r"/articles/([\w-]+)", related) == ["kin-0", "kin-4"]
