"""The history of an article, and what a returning reader is told."""

from flask import Flask
from flask.testing import FlaskClient

from blog.models import RevisionKind
from tests.articles.corrections.correction_factories import HOUR, make_revision
from tests.databases import on_sqlite
from tests.factories import NOW, make_article


def test_history_shows_word_by_word_what_changed_between_any_two_public_versions(client: FlaskClient) -> None:
    article = make_article("The budget", updated_at=NOW + 4 * HOUR)
    make_revision(article, 1, "A secret draft.", is_public=False)
    make_revision(article, 2, "It met on Tuesday.\n\nNobody left.", kind=RevisionKind.PUBLICATION)
    make_revision(article, 3, "It met on Tuesday.\n\nNobody left early.", is_minor=True)
    make_revision(article, 4, "It met on Monday.\n\nNobody left early.", note="The day was wrong.")

    newest = client.get(f"/articles/{article.slug}/history").get_data(as_text=True)
    whole = client.get(f"/articles/{article.slug}/history?from=1&to=3").get_data(as_text=True)

    assert "Monday<span" in newest
    assert "Tuesday<span" in newest
    assert "early<span" not in newest
    assert "early<span" in whole.replace(" early", "early")
    assert "The day was wrong." in newest
    assert "1 minor edit" in newest
    assert "secret" not in newest + whole
    assert f"/articles/{article.slug}/history" in client.get(f"/articles/{article.slug}").get_data(as_text=True)


@on_sqlite
def test_versions_that_there_are_not_are_not_found(app: Flask, client: FlaskClient) -> None:
    article = make_article()
    make_revision(article, 1, "One.")
    make_revision(article, 2, "Two.")

    queries = ("from=0&to=1", "from=1&to=3", "from=2&to=2", "from=x&to=1", "from=-1&to=2", "from=²&to=1", "to=9999999")
    codes = {query: client.get(f"/articles/{article.slug}/history?{query}").status_code for query in queries}

    assert set(codes.values()) == {404}
    assert client.get(f"/articles/{article.slug}/history?from=2&to=1").status_code == 200


@on_sqlite
def test_an_article_of_one_version_says_so(app: Flask, client: FlaskClient) -> None:
    page = client.get(f"/articles/{make_article().slug}/history")

    assert "hasn't changed since it was published" in page.get_data(as_text=True)


def test_who_comes_back_is_told_what_changed_and_the_server_keeps_nothing(client: FlaskClient) -> None:
    article = make_article()
    first = make_revision(article, 1, "It met on Tuesday.")
    make_revision(article, 2, "It met on Monday.")

    answer = client.get(f"/articles/{article.slug}/changes", query_string={"since": first.saved_at.isoformat()})
    same = client.get(f"/articles/{article.slug}/changes", query_string={"since": (NOW + 2 * HOUR).isoformat()})

    assert "change since your last visit" in answer.get_data(as_text=True)
    assert "Monday" in answer.get_data(as_text=True)
    assert same.data == b""
    assert not any("Set-Cookie" in response.headers for response in (answer, same))
