"""Pages of the desk are found by the beginnings of their words."""

import pytest
from flask import Flask

from blog.authoring.dashboard.destinations import DESTINATIONS, is_called, match_destinations


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("imp", True), ("readers imp", True), ("IMPORT", True), ("", True), ("port", False), ("import pictures", False)],
)
def test_each_word_begins_a_word_of_the_name(query: str, is_found: bool) -> None:
    assert is_called("Import readers", query.casefold().split()) is is_found


def test_each_page_is_found_by_its_own_name(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        lost = [page for page in DESTINATIONS if page not in match_destinations(DESTINATIONS, str(page.label))]

    assert lost == []
    assert {page.endpoint for page in DESTINATIONS} <= set(sqlite_app.view_functions)
