"""Names that pages of the owner cannot have."""

import pytest
from flask import Flask

from blog.web.addresses.reserved_names import is_reserved


def test_the_first_part_of_every_route_is_reserved(app: Flask) -> None:
    firsts = {rule.rule.strip("/").partition("/")[0] for rule in app.url_map.iter_rules()}
    fixed = {first for first in firsts if first and "<" not in first}

    assert len(fixed) > 20
    assert [name for name in fixed if not is_reserved(name)] == []


@pytest.mark.parametrize("name", ["search", "desk", "feed", "sitemap", "robots", "de", "x", "admin", "login"])
def test_names_of_the_program_are_reserved(app: Flask, name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["about", "imprint", "impressum", "privacy", "contact", "desks", "searching"])
def test_the_names_of_usual_pages_are_free(app: Flask, name: str) -> None:
    assert not is_reserved(name)
