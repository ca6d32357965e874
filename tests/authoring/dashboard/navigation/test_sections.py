"""The sections of the desk, and to which of them a page belongs."""

import pytest
from flask import Flask

from blog.authoring.dashboard.navigation.sections import SECTIONS, find_section, list_links
from tests.databases import on_sqlite


@pytest.mark.parametrize(
    ("endpoint", "section"),
    [
        ("authoring.desk", "authoring.desk"),
        ("authoring.edit", "authoring.articles"),
        ("authoring.reports", "authoring.reports"),
        ("authoring.closing", "authoring.reports"),
        ("pictures.picture", "pictures.library"),
        ("readers.import_readers", "readers.index"),
        ("delivery.ledger", "delivery.alerts"),
        ("delivery.returned_mail", "subscriptions.mailing"),
        ("accounts.audit", "accounts.people"),
        ("accounts.account", None),
        ("authoring.keys", None),
        ("articles.front", None),
    ],
)
def test_a_page_belongs_to_the_section_that_names_it_most_closely(endpoint: str, section: str | None) -> None:
    found = find_section(endpoint)

    assert (found and found.endpoint) == section


def test_the_own_page_is_current_and_one_of_its_section_is_marked() -> None:
    def current(endpoint: str) -> dict[str, str]:
        links = list_links(endpoint, lambda _endpoint: True, {}, {})
        return {link.section.endpoint: link.current for link in links if link.current}

    assert current("authoring.articles") == {"authoring.articles": "page"}
    assert current("authoring.edit") == {"authoring.articles": "true"}
    assert current("authoring.menu") == {}


def test_what_one_may_not_enter_is_left_out() -> None:
    links = list_links("authoring.desk", lambda endpoint: endpoint == "authoring.desk", {"authoring.desk": 3}, {})

    assert [(link.section.endpoint, link.waiting) for link in links] == [("authoring.desk", 3)]


@on_sqlite
def test_every_section_has_a_page_and_a_key_of_its_own(app: Flask) -> None:
    assert {section.endpoint for section in SECTIONS} <= set(app.view_functions)
    keys = [section.key for section in SECTIONS]
    assert len(set(keys)) == len(keys)
