"""The page that searches the articles at the desk."""

import re
from urllib.parse import quote

import pytest

from blog.authoring.dashboard.article_search import PAGE_LENGTH
from blog.models import ArticleState, Role
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_draft, make_topic

HOSTILE = [
    "%",
    "\x00",
    '"',
    "(((",
    "-a",
    "AND OR NOT",
    "<script>",
    "a" * 200,
    "\u202e",
    "' OR 1=1 --",
    "NEAR(a b)",
    "*",
]


def test_the_address_holds_all_that_is_chosen(sit: Sit) -> None:
    editor, topic = sit(role=Role.EDITOR), make_topic("Water", slug="water")
    for number in range(PAGE_LENGTH + 1):
        make_draft(f"Pipe {number}", author=editor.person, topics=[topic])
    make_draft("Pipe without topic", author=editor.person)
    address = f"/desk/articles?q=pipe&state=draft&topic=water&author={editor.person.slug}&time=year"

    first = editor.get(address).text
    rest = editor.get(f"{address}&after=" + first.split("after=")[1].split('"')[0]).text

    for value in ('value="pipe"', 'name="state" value="draft"', 'selected value="water"', 'selected value="year"'):
        assert value in first
    assert re.search(r'aria-current="page">Drafts <span class="tabs__number">41<', first)
    assert f"{PAGE_LENGTH + 1} articles" in first
    assert first.count('class="row"') == PAGE_LENGTH
    assert rest.count('class="row"') == 1
    assert "Pipe without topic" not in first + rest


def test_what_finds_nothing_says_what_would(desk: Desk) -> None:
    make_draft("Tea", author=desk.person)
    make_article("Coffee", author=desk.person)

    page = desk.get("/desk/articles?q=tea&state=published").text

    assert "No article was found." in page
    assert "1 article without “Published”" in page
    assert 'href="/desk/articles?q=tea"' in page
    assert "1 article without “tea”" in page


def test_each_state_is_a_tab_with_its_number(sit: Sit) -> None:
    editor = sit(role=Role.EDITOR)
    for state in (ArticleState.DRAFT, ArticleState.DRAFT, ArticleState.PUBLISHED, ArticleState.WITHDRAWN):
        make_draft("Tea", state=state, published_at=NOW)

    def tabs(query: str) -> list[tuple[str, str]]:
        return re.findall(r'>([A-Z][a-z ]+) <span class="tabs__number">([0-9]+)<', editor.get(query).text)

    usual = [("Drafts", "2"), ("In review", "0"), ("Scheduled", "0"), ("Published", "1"), ("Ended", "0")]
    assert tabs("/desk/articles") == [("All", "4"), *usual, ("Withdrawn", "1")]
    assert tabs("/desk/articles?q=tea&state=published") == [("All", "4"), *usual, ("Withdrawn", "1")]


def test_an_empty_desk_says_how_to_begin(desk: Desk) -> None:
    assert "Start with a headline" in desk.get("/desk/articles").text


def test_signs_alone_are_no_search(desk: Desk) -> None:
    make_draft("Tea", author=desk.person)

    page = desk.get("/desk/articles?q=%26%26").text

    assert "There is no word in this to search for" in page
    assert "Tea" not in page


@pytest.mark.parametrize("query", ["state=lost", "topic=nowhere", "time=never", "q=" + "x" * 201])
def test_what_cannot_be_chosen_is_said_beside_its_field(desk: Desk, query: str) -> None:
    name = query.split("=", maxsplit=1)[0]

    answer = desk.get(f"/desk/articles?q=tea&{query}" if name != "q" else f"/desk/articles?{query}")

    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert 'role="alert"' in answer.text


def test_only_editors_choose_an_author(sit: Sit) -> None:
    author, editor = sit(), sit(role=Role.EDITOR)
    make_draft("Theirs", author=editor.person)

    assert 'name="author"' not in author.get("/desk/articles").text
    assert "Theirs" not in author.get(f"/desk/articles?author={editor.person.slug}").text
    assert '">Me</option>' in editor.get("/desk/articles").text


@on_sqlite
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_breaks_it(desk: Desk, text: str) -> None:
    make_draft("Tea", author=desk.person)
    make_draft("Milk", author=desk.person, state=ArticleState.PUBLISHED, published_at=NOW)

    for name in ("q", "after", "state"):
        assert desk.get(f"/desk/articles?{name}={quote(text)}").status_code in {200, 422}
