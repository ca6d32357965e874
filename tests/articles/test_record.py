"""Corrections on the site, the history of an article, and what a returning reader is told."""

import json
import re
from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.articles.corrections.versions import (
    PublicVersion,
    find_changes_since,
    group_versions,
    list_versions,
    replace_pictures,
    select_pair,
)
from blog.database import db
from blog.models import Article, ArticleState, Correction, CorrectionKind, Revision, RevisionKind
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, save
from tests.settings import change_settings

HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"


def make_correction(article: Article, hours: float = 1, **more: object) -> Correction:
    values = {"kind": CorrectionKind.CORRECTION, "old_wording": "on Tuesday", "new_wording": "on Monday"}
    return save(Correction(article=article, corrected_at=NOW + hours * HOUR, **{**values, **more}))


def make_revision(article: Article, number: int, body: str, **more: object) -> Revision:
    values = {"kind": RevisionKind.SAVE, "saved_at": NOW + number * HOUR, "headline": article.headline}
    values |= {"standfirst": "", "is_public": True, "body_markdown": body}
    return save(Revision(article_id=article.id, number=number, **{**values, **more}))


def test_a_correction_stands_on_the_article_on_the_list_and_in_the_feeds(client: FlaskClient) -> None:
    article = make_article("The budget")
    made = make_correction(article, explanation="The minutes <b>say</b> so.")

    for path in (f"/articles/{article.slug}", "/corrections/"):
        page = client.get(path).get_data(as_text=True)
        assert "on Tuesday" in page
        assert "on Monday" in page
        assert "The minutes &lt;b&gt;say&lt;/b&gt; so." in page
    atom = fromstring(client.get("/corrections/feed.atom").data)
    rss = fromstring(client.get("/corrections/feed.rss").data)
    [item] = json.loads(client.get("/corrections/feed.json").data)["items"]
    address = f"https://news.example.org/corrections/#correction-{made.id}"
    assert [atom.findtext(f"{ATOM}entry/{ATOM}{tag}") for tag in ("id", "title")] == [address, "Correction: The budget"]
    assert rss.findtext("channel/item/guid") == item["id"] == address
    assert item["content_text"] == "We wrote: on Tuesday\n\nRight is: on Monday\n\nThe minutes <b>say</b> so."


def test_a_struck_correction_stays_visible_with_its_reason(client: FlaskClient) -> None:
    article = make_article("The budget")
    make_correction(article, struck_at=NOW + 2 * HOUR, strike_reason="It was Tuesday after all.")

    pages = [client.get(path).get_data(as_text=True) for path in (f"/articles/{article.slug}", "/corrections/")]
    [item] = json.loads(client.get("/corrections/feed.json").data)["items"]

    assert all("It was Tuesday after all." in page and "on Monday" in page for page in pages)
    assert (item["title"], item["date_modified"]) == ("Struck correction: The budget", "2026-05-04T11:30:00Z")


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

    assert "the one version that readers saw" in page.get_data(as_text=True)


def test_who_comes_back_is_told_what_changed_and_the_server_keeps_nothing(client: FlaskClient) -> None:
    article = make_article()
    first = make_revision(article, 1, "It met on Tuesday.")
    make_revision(article, 2, "It met on Monday.")

    answer = client.get(f"/articles/{article.slug}/changes", query_string={"since": first.saved_at.isoformat()})
    same = client.get(f"/articles/{article.slug}/changes", query_string={"since": (NOW + 2 * HOUR).isoformat()})

    assert "Changed since your last visit" in answer.get_data(as_text=True)
    assert "Monday" in answer.get_data(as_text=True)
    assert same.data == b""
    assert not any("Set-Cookie" in response.headers for response in (answer, same))


@pytest.mark.parametrize(
    ("since", "minor", "expected"),
    [
        (1.0, (), (1, 3)),
        (0.5, (), (1, 3)),
        (1.5, (), (2, 3)),
        (3.0, (), None),
        (9.0, (), None),
        (1.0, (2, 3), None),
        (1.0, (3,), (1, 3)),
        (2.0, (3,), None),
    ],
)
def test_a_visit_is_compared_with_the_version_that_was_there_then(
    since: float, minor: tuple[int, ...], expected: tuple[int, int] | None
) -> None:
    versions = [
        PublicVersion(number, Revision(saved_at=NOW + number * HOUR, is_minor=number in minor)) for number in (1, 2, 3)
    ]

    pair = find_changes_since(versions, (NOW + since * HOUR).isoformat())

    assert (pair and (pair[0].number, pair[1].number)) == expected
    assert [find_changes_since(versions, stamp) for stamp in ("", "never", "2026-05-04", "9" * 99)] == [None] * 4


def test_minor_edits_are_folded_and_the_first_version_never_is(app: Flask) -> None:
    article = make_article()
    for number, is_minor in enumerate((True, False, True, True), 1):
        make_revision(article, number, str(number), is_minor=is_minor)

    versions = list_versions(db.session, article)

    assert [(is_minor, [version.number for version in run]) for is_minor, run in group_versions(versions)] == [
        (True, [4, 3]),
        (False, [2, 1]),
    ]
    assert select_pair(versions, None, None) == (versions[2], versions[3])


def test_a_picture_in_a_difference_is_its_words() -> None:
    assert (
        replace_pictures('A ![a dog](picture:k1 "Its caption") b ![](picture:k2) c') == "A [a dog – Its caption] b [] c"
    )
