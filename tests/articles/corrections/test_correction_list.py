"""The list of all corrections."""

import re

from flask import Flask
from flask.testing import FlaskClient

from blog.models import ArticleState, CorrectionKind
from tests.articles.corrections.correction_factories import make_correction
from tests.factories import make_article
from tests.settings import change_settings


def test_withdrawing_an_article_takes_no_correction_away(client: FlaskClient) -> None:
    article = make_article("The budget", state=ArticleState.WITHDRAWN)
    make_correction(article, kind=CorrectionKind.RETRACTION)

    page = client.get("/corrections/").get_data(as_text=True)

    assert "(withdrawn)" in page
    assert "on Monday" in page
    assert f'href="/articles/{article.slug}"' not in page


def test_the_list_of_corrections_goes_on_page_by_page(app: Flask, client: FlaskClient) -> None:
    change_settings(app, articles_per_page=2)
    article = make_article()
    for number in range(5):
        make_correction(article, 1 + number // 2, new_wording=f"word{number}.")

    seen, path = [], "/corrections/"
    while path:
        page = client.get(path).get_data(as_text=True)
        seen += [word for word in ("word4", "word3", "word2", "word1", "word0") if f"{word}." in page]
        older = re.search(r'href="(\?before=[^"]+)"', page)
        path = f"/corrections/{older[1]}" if older else ""

    assert seen == ["word4", "word3", "word2", "word1", "word0"]
    assert client.get("/corrections/?before=nonsense").status_code == 404
