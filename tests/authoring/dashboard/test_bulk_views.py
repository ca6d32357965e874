"""Several articles of the list are changed after a page that asks, with and without a script."""

import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, AuditEvent, Role
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import make_article, make_draft, make_topic

SELECTION = "/desk/articles/selection"


def ask(desk: Desk, deed: str, *articles: Article) -> str:
    """Press a button of the list; return the page that asks."""
    return desk.get(f"{SELECTION}?{urlencode({'deed': deed, 'id': [one.id for one in articles]}, doseq=True)}").text


def confirm(desk: Desk, page: str, **fields: str) -> str:
    """Press the button of the page that asks; return the page after it."""
    sent = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    values = {name: [value for other, value in sent if other == name] for name, _ in sent} | fields
    answer = desk.client.post(SELECTION, data={**values, "csrf_token": desk.token})
    assert answer.status_code == 303, answer.text
    return desk.get(answer.location).text


def test_drafts_are_deleted_and_what_is_none_is_named(desk: Desk) -> None:
    one, two = (make_draft(f"Draft {number}", author=desk.person) for number in (1, 2))
    public, others = make_article("Tea", author=desk.person), make_draft("Not mine")

    page = ask(desk, "delete", one, two, public, others)
    assert db.session.scalars(select(AuditEvent)).all() == []
    done = confirm(desk, page)

    assert "Delete 2 drafts?" in page
    assert "“Tea” is not a draft" in page
    assert "1 article is left out" in page
    assert "2 drafts were deleted." in done
    assert "“Tea” is not a draft" in done
    assert set(db.session.scalars(select(Article.headline))) == {"Tea", "Not mine"}


def test_a_topic_is_added_to_all(desk: Desk) -> None:
    make_topic("Water", slug="water")
    one, two = make_draft(author=desk.person), make_article(author=desk.person)

    done = confirm(desk, ask(desk, "topic", one, two), topic="water")

    assert "“Water” was added to 2 articles." in done
    assert [len(article.topics) for article in db.session.scalars(select(Article))] == [1, 1]


@pytest.mark.parametrize("topic", ["", "nowhere"])
def test_without_a_topic_nothing_is_changed_and_the_field_says_so(desk: Desk, topic: str) -> None:
    make_topic()
    article = make_draft(author=desk.person)

    answer = desk.post(SELECTION, deed="topic", id=article.id, topic=topic)

    assert answer.status_code == 422
    assert 'id="topic-error"' in answer.text
    assert f'name="id" value="{article.id}"' in answer.text


def test_articles_are_withdrawn(sit: Sit) -> None:
    editor = sit(role=Role.EDITOR)
    articles = [make_article() for _ in range(2)]

    done = confirm(editor, ask(editor, "withdraw", *articles))

    assert "2 articles were withdrawn." in done
    assert set(db.session.scalars(select(Article.state))) == {ArticleState.WITHDRAWN}


def test_the_list_comes_back_as_it_was(desk: Desk) -> None:
    article = make_draft("Tea", author=desk.person)
    page = desk.get("/desk/articles?q=tea&state=draft").text.split('aria-label="Change several articles"')[1]
    back = re.search(r'name="back" value="([^"]*)"', page)
    assert back

    answer = desk.post(SELECTION, deed="delete", id=article.id, back=back[1].replace("&amp;", "&"))

    assert answer.location == "/desk/articles?q=tea&state=draft"


@on_sqlite
@pytest.mark.parametrize(
    "back", ["//evil.example", "q=%0d%0aX:1", "a\r\nX: 1", "_external=1&_scheme=evil", "state[]=1", "endpoint=x&self=y"]
)
def test_the_way_back_leads_to_no_other_place(desk: Desk, back: str) -> None:
    answer = desk.post(SELECTION, deed="delete", back=back)

    assert answer.status_code == 303
    assert answer.location.startswith("/desk/articles")
    assert "X" not in answer.headers


@on_sqlite
@pytest.mark.parametrize("ids", [[], ["x", "-1", "0", "9" * 30, "%"], list(range(1, 300))])
def test_none_or_too_many_are_refused_in_a_sentence(desk: Desk, ids: list[object]) -> None:
    answer = desk.client.get(f"{SELECTION}?{urlencode({'deed': 'delete', 'id': ids}, doseq=True)}")

    assert answer.status_code == 303
    assert re.search(
        "Select (one or more articles first|at most 200 articles at a time)", desk.get("/desk/articles").text
    )


@on_sqlite
def test_a_contributor_withdraws_nothing_and_another_act_leads_to_the_list(sit: Sit) -> None:
    contributor, author = sit(role=Role.CONTRIBUTOR), sit()

    assert contributor.get(f"{SELECTION}?deed=withdraw&id=1").status_code == 404
    assert author.get(f"{SELECTION}?deed=publish&id=1").location == "/desk/articles"
    make_draft(author=contributor.person)
    assert 'value="withdraw"' not in contributor.get("/desk/articles").text


@on_sqlite
def test_all_of_a_page_are_selected_by_a_link(desk: Desk) -> None:
    for _ in range(3):
        make_draft(author=desk.person)

    plain = desk.get("/desk/articles").text

    assert plain.count("checked") == 0
    assert 'href="/desk/articles?select=all"' in plain
    assert desk.get("/desk/articles?select=all").text.count("checked") == 3
