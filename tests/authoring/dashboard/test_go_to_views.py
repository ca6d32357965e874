"""What "Go to" finds: pages that the person may enter, and articles that the person sees."""

from typing import Any
from urllib.parse import quote

import pytest

from blog.models import Role
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import make_article, make_draft


def find(desk: Desk, query: str) -> tuple[list[str], Any]:
    """Return the labels of what is found, and the whole answer."""
    answer = desk.get(f"/desk/go-to/items?q={quote(query)}").get_json()
    return [item["label"] for item in answer["items"]], answer


def test_pages_and_articles_in_every_state_are_found_while_one_types(desk: Desk) -> None:
    draft = make_draft("Pictures of the flood", author=desk.person)
    make_article("Pictonians", author=desk.person)
    make_draft("Pictures of others")

    labels, answer = find(desk, "pi")

    assert labels[0] == "Pictures"
    assert set(labels[1:-1]) == {"Pictures of the flood", "Pictonians"}
    assert labels[-1] == "Search all articles for “pi”"
    assert answer["said"] == "3 results"
    places = {item["label"]: (item["hint"], item["address"]) for item in answer["items"]}
    assert places["Pictures of the flood"] == ("Draft", f"/desk/articles/{draft.id}/edit")
    assert places["Pictures"] == ("Page of the desk", "/desk/media")


def test_without_words_what_was_saved_last_comes_before_the_pages(desk: Desk) -> None:
    make_draft("Tea", author=desk.person)

    labels, _ = find(desk, "")

    assert labels[:2] == ["Tea", "Desk"]


@on_sqlite
@pytest.mark.parametrize("role", list(Role))
def test_only_pages_that_the_person_may_enter_are_found(sit: Sit, role: Role) -> None:
    desk = sit(role=role)

    _, answer = find(desk, "")

    assert [item["address"] for item in answer["items"] if desk.get(item["address"]).status_code != 200] == []
    assert (len(answer["items"]) > 10) is (role is Role.ADMINISTRATOR)


def test_what_is_unknown_is_said_and_can_be_searched_for(desk: Desk) -> None:
    labels, answer = find(desk, "zzz")

    assert labels == ["Search all articles for “zzz”"]
    assert answer["said"] == "Nothing found."


def test_without_script_the_page_that_searches_names_pages_too(desk: Desk) -> None:
    page = desk.get("/desk/articles?q=pict").text

    assert "data-opens-go-to" in page
    assert '<a href="/desk/media">Pictures</a>' in page.split("Pages of the desk:")[1]


@on_sqlite
@pytest.mark.parametrize("query", ["\x00", '"', "-", "-a", '"a b', "%", "x" * 5000, "AND", "<b>", "é", "水"])
def test_no_query_breaks_it(desk: Desk, query: str) -> None:
    make_draft("Tea", author=desk.person)

    assert desk.get(f"/desk/go-to/items?q={quote(query)}").status_code == 200
